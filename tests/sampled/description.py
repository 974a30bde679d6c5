"""A reader of descriptions that shares nothing with ours: operations in one form, whatever the version."""

import copy
import json
import pathlib
import re
import urllib.parse

import yaml

METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]


class Loader(yaml.CSafeLoader):
    """YAML 1.2's truth values: `on` and `no` are texts, and so is a date."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def load(path):
    text = path.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text)
    except ValueError:
        return keyed_by_text(yaml.load(text, Loader))


def keyed_by_text(value):
    """YAML reads `200:` as a number; a name in JSON is a text."""
    if isinstance(value, dict):
        return {str(name): keyed_by_text(item) for name, item in value.items()}
    if isinstance(value, list):
        return [keyed_by_text(item) for item in value]
    return value


class Description:
    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        self.files = {}
        self.root = self.file(self.path)
        version = str(self.root.get("swagger") or self.root.get("openapi"))
        self.version = 2 if version.startswith("2") else 3
        self.siblings = version.startswith(("3.1", "3.2"))

    def file(self, path):
        if path not in self.files:
            self.files[path] = load(path)
        return self.files[path]

    def resolve(self, value, base):
        """The value behind its references, and the file that it is in."""
        for _ in range(32):
            if not (isinstance(value, dict) and isinstance(value.get("$ref"), str)):
                break
            file, _, pointer = value["$ref"].partition("#")
            if file:
                base = (base.parent / urllib.parse.unquote(file)).resolve()
            target = self.file(base)
            for step in pointer.split("/")[1:]:
                step = urllib.parse.unquote(step).replace("~1", "/").replace("~0", "~")
                found = target[int(step)] if isinstance(target, list) else target.get(step)
                # What is not there says nothing of the value.
                target = {} if found is None else found
            siblings = {k: v for k, v in value.items() if k != "$ref"} if self.siblings else {}
            structural = [k for k in siblings if k in ("properties", "allOf", "oneOf", "anyOf", "required")]
            value = {"allOf": [target, siblings]} if structural else target
        return value, base

    def operations(self):
        for path, item in self.root.get("paths", {}).items():
            if path.startswith("x-"):
                continue
            item, base = self.resolve(item, self.path)
            more = item.get("additionalOperations", {})
            named = [(m, item[m]) for m in METHODS if m in item] + list(more.items())
            for method, node in named:
                if isinstance(node, dict):
                    yield self.operation(path, method.upper(), item, node, base)

    def operation(self, path, method, item, node, base):
        parameters, body, form = {}, None, []
        for raw in list(item.get("parameters") or []) + list(node.get("parameters") or []):
            parameter, home = self.resolve(raw, base)
            place = parameter.get("in")
            if self.version == 2 and place == "body":
                body = (parameter, home)
            elif self.version == 2 and place == "formData":
                form.append((parameter, home))
            else:
                parameters[parameter["name"], place] = self.parameter(parameter, home)
        if self.version == 2:
            contents, required = self.body_2(node, body, form)
        else:
            contents, required = self.body_3(node, base)
        return Operation(out_of_query(path, parameters), method, list(parameters.values()), contents, required, node)

    def parameter(self, node, base):
        parameter = self.styled(node, base)
        parameter.spans_segments = bool(node.get("x-multi-segment"))
        return parameter

    def styled(self, node, base):
        place, required = node["in"], bool(node.get("required")) or node["in"] == "path"
        if self.version == 2:
            styles = {"multi": "repeat", "ssv": "ssv", "tsv": "tsv", "pipes": "pipes"}
            style = styles.get(node.get("collectionFormat"), "csv")
            return Parameter(node["name"], place, required, style, node, base)
        if "schema" not in node and node.get("content"):
            media = next(iter(node["content"].values()))
            return Parameter(node["name"], place, required, "json", media.get("schema", {}), base)
        style = style_3(node, "simple" if place in ("path", "header") else "form")
        return Parameter(node["name"], place, required, style, node.get("schema", {}), base)

    def body_2(self, node, body, form):
        consumes = node.get("consumes") or self.root.get("consumes") or []
        if body:
            parameter, home = body
            media = [essence(one) for one in consumes] or ["application/json"]
            schema = parameter.get("schema", {})
            return [Content(one, schema, home, {}) for one in media], bool(parameter.get("required"))
        if not form:
            return [], False
        has_file = any(parameter.get("type") == "file" for parameter, _ in form)
        is_multipart = has_file or "multipart/form-data" in [essence(one) for one in consumes]
        media = "multipart/form-data" if is_multipart else "application/x-www-form-urlencoded"
        schema = {
            "type": "object",
            "properties": {p["name"]: plain_2(p) for p, _ in form},
            "required": [p["name"] for p, _ in form if p.get("required")],
        }
        styles = {"multi": "repeat", "ssv": "ssv", "tsv": "tsv", "pipes": "pipes"}
        encoding = {
            p["name"]: {"own": styles.get(p.get("collectionFormat"), "csv")}
            for p, _ in form
            if p.get("type") == "array"
        }
        return [Content(media, schema, form[0][1], encoding)], bool(schema["required"])

    def body_3(self, node, base):
        if "requestBody" not in node:
            return [], False
        body, home = self.resolve(node["requestBody"], base)
        contents = []
        for media_type, media in (body.get("content") or {}).items():
            encoding = {}
            for name, one in (media.get("encoding") or {}).items():
                encoding[name] = dict(one)
                if "style" in one or "explode" in one:
                    encoding[name]["own"] = style_3(one, "form")
            schema = media.get("schema", {})
            content = Content(essence(media_type), schema, home, encoding)
            content.items = media.get("itemSchema")
            contents.append(content)
        return contents, bool(body.get("required"))


def out_of_query(path, parameters):
    """The path without `q={q}`: the value of a pair is a parameter of the query, wherever it is said to be."""
    path, mark, query = path.partition("?")
    fixed = []
    for pair in query.split("&") if mark else []:
        key, _, value = pair.partition("=")
        found = next((p for p in parameters.values() if value == "{" + p.name + "}"), None)
        if found:
            found.name, found.place, found.style = key, "query", "repeat"
        else:
            fixed.append(pair)
    return path + mark * bool(fixed) + "&".join(fixed)


def plain_2(parameter):
    return {k: v for k, v in parameter.items() if k not in ("in", "name", "required", "collectionFormat")}


def style_3(node, default):
    style = node.get("style", default)
    explode = node.get("explode", style == "form")
    if style in ("form", "spaceDelimited", "pipeDelimited") and explode:
        return "repeat"
    names = {"spaceDelimited": "ssv", "pipeDelimited": "pipes", "deepObject": "deep", "form": "csv"}
    if style == "simple":
        return "simple-explode" if explode else "csv"
    return names.get(style, style)


def essence(media_type):
    return media_type.split(";")[0].strip().lower()


class Parameter:
    def __init__(self, name, place, required, style, schema, base):
        self.name, self.place, self.required = name, place, required
        self.style, self.schema, self.base = style, schema, base


class Content:
    def __init__(self, media_type, schema, base, encoding):
        self.media_type, self.schema, self.base, self.encoding = media_type, schema, base, encoding
        self.items = None

    @property
    def is_json(self):
        return self.media_type in ("application/json", "text/json") or self.media_type.endswith("+json")


class Operation:
    def __init__(self, path, method, parameters, contents, body_required, node):
        self.path, self.method, self.parameters = path, method, parameters
        self.contents, self.body_required, self.node = contents, body_required, node


def as_json_schema(value, siblings):
    """A document whose schemas are JSON Schema 2020-12, from the dialects of OpenAPI."""
    if isinstance(value, list):
        return [as_json_schema(item, siblings) for item in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str) and not siblings:
        return {"$ref": value["$ref"]}
    out = {name: as_json_schema(item, siblings) for name, item in value.items()}
    # What says nothing of the wire, or is not the same in every dialect of regular expressions.
    for name in ("pattern", "format", "discriminator", "$schema", "$id"):
        if isinstance(out.get(name), str) or name == "discriminator" and isinstance(out.get(name), dict):
            del out[name]
    if out.get("type") == "file":
        out["type"] = "string"
    for name in ("Minimum", "Maximum"):
        bound = out.get("exclusive" + name)
        if isinstance(bound, bool):
            del out["exclusive" + name]
            if bound and name.lower() in out:
                out["exclusive" + name] = out.pop(name.lower())
    if out.get("nullable") is True or out.get("x-nullable") is True:
        out.pop("nullable", None)
        out.pop("x-nullable", None)
        out = {"anyOf": [copy.copy(out), {"type": "null"}]}
    return out
