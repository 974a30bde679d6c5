"""A reader of descriptions that shares nothing with ours: operations in one form, whatever the version."""

import copy
import json
import pathlib
import re
import urllib.parse

import yaml

METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]


class Loader(yaml.CSafeLoader):
    """YAML 1.2: `on`, `1:30` and dates are texts, `1e-8` is a number, and the name of a member is a text."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        self.flatten_mapping(node)
        return {self.name(name): self.construct_object(value, deep) for name, value in node.value}

    def name(self, node):
        return node.value if isinstance(node, yaml.ScalarNode) else str(self.construct_object(node, True))


# The core schema (YAML 1.2.2, section 10.3.2), and `<<`, which descriptions still write.
for tag, regexp, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("merge", r"<<", "<"),
]:
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{regexp})$"), list(first))
Loader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: integer(node.value))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def integer(text):
    """`010` is ten, and `0o10` is eight."""
    return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))


def load(path):
    text = path.read_text(encoding="utf-8-sig")
    try:
        return json.loads(text)
    except ValueError:
        return yaml.load(text, Loader)


class Description:
    def __init__(self, path):
        self.path = pathlib.Path(path).resolve()
        self.files = {}
        # What of it is broken, and what it is taken for.
        self.broken = set()
        self.root = self.file(self.path)
        self.components = self.root.get("definitions") or self.root.get("components", {}).get("schemas") or {}
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
            if not is_reference(value):
                return self.with_members(value, base), base
            found, home = self.target(value["$ref"], base)
            if found is None:
                self.broken.add(f"`{value['$ref']}` leads nowhere, and is taken for anything")
                found, home = {}, base
            siblings = {k: v for k, v in value.items() if k != "$ref"} if self.siblings else {}
            structural = [k for k in siblings if k in ("properties", "allOf", "oneOf", "anyOf", "required")]
            value, base = {"allOf": [found, siblings]} if structural else found, home
        self.broken.add(f"`{value['$ref']}` leads to itself, and is taken for anything")
        return {}, base

    def with_members(self, value, base):
        """The value; where its `properties` are a reference, with those that it leads to."""
        if isinstance(value, dict) and is_reference(value.get("properties")):
            found, _ = self.resolve(value["properties"], base)
            return {**value, "properties": found}
        return value

    def target(self, reference, base):
        """The value that a reference leads to, `None` if there is none, and the file that it is in."""
        file, _, pointer = reference.partition("#")
        try:
            if file:
                base = (base.parent / urllib.parse.unquote(file)).resolve()
            target = self.file(base)
            for step in pointer.split("/")[1:]:
                step = urllib.parse.unquote(step).replace("~1", "/").replace("~0", "~")
                target = target[int(step)] if isinstance(target, list) else target[step]
        except (OSError, LookupError, TypeError, ValueError):
            return None, base
        return target, base

    def leads(self, value, base):
        """Whether the references from a value end at one that is none."""
        for _ in range(32):
            if not is_reference(value):
                return value is not None
            value, base = self.target(value["$ref"], base)
        return False

    def as_json_schema(self, value, base, name):
        """A schema of JSON Schema 2020-12, from the dialects of OpenAPI; `name` names what is referred to."""
        if isinstance(value, list):
            return [self.as_json_schema(item, base, name) for item in value]
        if not isinstance(value, dict):
            return value
        value = self.with_members(value, base)
        beside = {key: item for key, item in value.items() if key != "$ref"}
        if is_reference(value) and not self.siblings:
            beside = {}
        schema = {key: self.as_json_schema(item, base, name) for key, item in beside.items()}
        if isinstance(schema.get("required"), list):
            # OpenAPI: what only the server sets is required of a response alone.
            members = beside.get("properties") or {}
            schema["required"] = [one for one in schema["required"] if not self.is_read_only(members.get(one), base)]
        if is_reference(value) and self.leads(value, base):
            schema["$ref"] = name(*self.target(value["$ref"], base))
        return without_dialect(schema)

    def is_read_only(self, schema, base):
        resolved, _ = self.resolve(schema, base)
        return any(isinstance(one, dict) and one.get("readOnly") is True for one in (schema, resolved))

    def operations(self):
        for path, item in self.root.get("paths", {}).items():
            if path.startswith("x-"):
                continue
            item, base = self.resolve(item, self.path)
            more = item.get("additionalOperations", {})
            named = [(m, item[m]) for m in METHODS if m in item] + list(more.items())
            for method, node in named:
                node, home = self.resolve(node, base)
                if isinstance(node, dict):
                    shared = [(one, base) for one in item.get("parameters") or []]
                    yield self.operation(path, method.upper(), shared, node, home)

    def operation(self, path, method, shared, node, base):
        parameters, body, form = {}, None, []
        for raw, origin in [*shared, *((one, base) for one in node.get("parameters") or [])]:
            parameter, home = self.resolve(raw, origin)
            place = parameter.get("in")
            if self.version == 2 and place == "body":
                body = (parameter, home)
            elif self.version == 2 and place == "formData":
                form.append((parameter, home))
            else:
                parameters[parameter["name"], place] = self.parameter(parameter, home)
        for name in re.findall(r"\{([^}]*)\}", path.split("#")[0].split("?")[0]):
            plain = name.split("=")[0].lstrip("+").rstrip("*+")
            if not {(name, "path"), (plain, "path")} & parameters.keys():
                self.broken.add(f"nothing describes `{{{name}}}` of `{path}`, which is taken for a text")
                parameters[name, "path"] = Parameter(name, "path", True, "csv", {"type": "string"}, base)
                parameters[name, "path"].spans_segments = False
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
        form = place == "querystring" and node.get("content", {}).get("application/x-www-form-urlencoded")
        if form:
            # The members of the form are the query.
            return Parameter(node["name"], "query", required, "repeat", form.get("schema", {}), base)
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


def is_reference(value):
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)


def without_dialect(out):
    """A schema without what JSON Schema does not know, or says in other words."""
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
