"""One call: the values that are passed, by the description, and what must be sent for them."""

import json
import re

from values import Impossible

IGNORED_HEADERS = {"accept", "content-type", "authorization"}
BYTES = "bytes of a file: \x01\x02"


class Call:
    """A call of `method`. `values` are the parameters of the operation that are passed."""

    def __init__(self, operation, method):
        self.operation, self.method = operation, method
        self.values = {}
        self.content, self.body = None, None
        self.has_body = False
        self.arguments = []


def plan(description, values, operation, method, everything):
    """Samples the values of one call. Raises `Impossible` if the schemas permit none that is found."""
    call = Call(operation, method)
    for parameter in operation.parameters:
        is_ignored = parameter.place == "header" and parameter.name.lower() in IGNORED_HEADERS
        if is_ignored or parameter.place == "cookie" or not (parameter.required or everything):
            continue
        for _ in range(20):
            value = values.valid(parameter.schema, parameter.base, everything)
            if parameter.place == "path" and isinstance(value, str) and not fits(operation, parameter, value):
                plain = re.sub("[^A-Za-z0-9]", "a", value)
                value = plain if values.validator(parameter.schema, parameter.base).is_valid(plain) else value
            if fits(operation, parameter, value):
                call.values[parameter.name, parameter.place] = value
                break
        else:
            if parameter.required:
                raise Impossible(f"no value of `{parameter.name}` that {parameter.place} can hold")
    call.content = content_of(operation, method)
    if call.content and (operation.body_required or everything):
        call.has_body = True
        call.body = body(description, values, call.content, everything)
    call.arguments = [argument(call, one) for one in method.arguments]
    return call


def fits(operation, parameter, value):
    """Whether a value can be sent in its place at all."""
    texts = [scalar(item) for item in value] if isinstance(value, list) else [scalar(value)]
    # `{a}.{b}`: nobody knows where one ends that has the sign between them.
    path = re.split("[?#]", operation.path)[0]
    if parameter.place == "path" and re.search(r"\}[^/]|[^/]\{", path):
        return value is not None and all(text.isalnum() for text in texts)
    if parameter.place == "path":
        return bool(texts) and all(text not in ("", ".", "..") for text in texts) and value is not None
    if parameter.place == "header":
        return value is not None and all(
            text.isascii() and text == text.strip() and "," not in text and text.isprintable() for text in texts
        )
    # A null has no text.
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    if parameter.style != "json" and any(item is None for item in items):
        return False
    # What is between the elements is escaped as it is in an element, so that nobody tells them apart.
    between = {"pipes": "|", "ssv": " ", "tsv": "\t"}.get(parameter.style)
    if between and any(between in text for text in texts):
        return False
    return not (parameter.required and value is None)


def content_of(operation, method):
    """The content that the method sends."""
    places = {argument.place for argument in method.arguments}
    if not places & {"body", "field", "part"}:
        return None
    options = next((a.options for a in method.arguments if a.place == "body"), [])
    typed = next((o.split("=", 1)[1].strip().strip('"') for o in options if o.startswith("content_type")), None)
    for content in operation.contents:
        media = content.media_type
        if typed:
            found = media == typed
        elif "part" in places:
            found = media == "multipart/form-data"
        elif "form" in options or "body = form" in method.options:
            found = media == "application/x-www-form-urlencoded"
        elif "text" in options:
            found = media == "text/plain"
        elif "stream" in options:
            found = media == "application/octet-stream" or "*" in media or "/" not in media
        elif "json_lines" in options:
            found = media == "application/x-ndjson"
        else:
            found = media == "application/json" or media == "*/*"
        if found:
            return content
    raise LookupError(f"`{operation.method} {operation.path}`: no content is sent that is described")


def body(description, values, content, everything):
    schema, base = content.schema, content.base
    media = content.media_type
    if content.items is not None:
        return [values.valid(content.items, base, everything) for _ in range(2)]
    if media == "multipart/form-data":
        return parts(description, values, schema, base, everything)
    resolved, _ = description.resolve(schema, base)
    is_binary = isinstance(resolved, dict) and resolved.get("format") == "binary"
    if content.is_json or media == "application/x-www-form-urlencoded":
        return values.valid(schema, base, everything)
    if media == "*/*" and not is_binary and resolved.get("type") != "string":
        return values.valid(schema, base, everything)
    if "jsonl" in media or "ndjson" in media or "json-seq" in media:
        value = values.valid(schema, base, everything)
        return value if isinstance(value, list) else [value]
    if isinstance(resolved, dict) and resolved.get("type") in ("boolean", "integer", "number"):
        # The text of a scalar.
        return values.valid(schema, base, everything)
    return BYTES


def members(description, schema, base):
    """The properties of an object, with the file of each, and the names of those that are required."""
    schema, base = description.resolve(schema, base)
    found, required = {}, set()
    for part in schema.get("allOf") or []:
        more, names = members(description, part, base)
        found.update(more)
        required |= names
    for name, property in (schema.get("properties") or {}).items():
        found[name] = (property, base)
    return found, required | set(schema.get("required") or [])


def parts(description, values, schema, base, everything):
    """The parts of a multipart body: texts, values, and bytes."""
    found, required = members(description, schema, base)
    sampled = {}
    for name, (property, home) in found.items():
        if name not in required and not everything:
            continue
        resolved, _ = description.resolve(property, home)
        if resolved.get("readOnly"):
            continue
        sampled[name] = part(description, values, property, home, everything)
    return sampled


def is_bytes(description, schema, base):
    schema, base = description.resolve(schema, base)
    return schema.get("format") == "binary" or schema.get("type") == "file" or (
        "contentMediaType" in schema and "contentEncoding" not in schema
    )


def part(description, values, schema, base, everything):
    resolved, home = description.resolve(schema, base)
    if is_bytes(description, resolved, home):
        return File(BYTES)
    items = resolved.get("items")
    if isinstance(items, dict) and is_bytes(description, items, home):
        return [File(BYTES), File(BYTES + "2")]
    for word in ("anyOf", "oneOf"):
        for variant in resolved.get(word) or []:
            target, there = description.resolve(variant, home)
            if is_bytes(description, target, there):
                return File(BYTES)
    return values.valid(schema, base, everything)


class File:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return isinstance(other, File) and self.text == other.text


def argument(call, argument):
    """What the program is given for an argument: `None` if it is left out, else `[value]`."""
    operation, method = call.operation, call.method
    if argument.place == "path":
        names = re.findall(r"\{([^}]*)\}", operation.path.split("#")[0])
        name = names[method.placeholders.index(argument.wire)]
        plain = name.split("=")[0].lstrip("+").rstrip("*+")
        value = call.values.get((name, "path"), call.values.get((plain, "path")))
        return [text_if(argument.ty, value)]
    if argument.flatten and argument.place == "query":
        own = {argument.wire, argument.wire.rstrip("_")}
        for parameter in operation.parameters:
            value = call.values.get((parameter.name, parameter.place))
            if snake(parameter.name) in own and isinstance(value, dict):
                return [value]
        if method.arguments[-1] is not argument and argument.wire != "query":
            return None
        named = {a.wire for a in method.arguments if a.place == "query" and not a.flatten}
        group = {
            name: value for (name, place), value in call.values.items() if place == "query" and name not in named
        }
        return [group] if group or not argument.ty.startswith("Option") else None
    if argument.place in ("query", "header"):
        for parameter in operation.parameters:
            name, place = parameter.name, parameter.place
            same = name == argument.wire or place == "header" and name.lower() == argument.wire.lower()
            if place == argument.place and same and (name, place) in call.values:
                value = call.values[name, place]
                if parameter.style == "tsv" and argument.ty.endswith(("&str", "&str>")):
                    value = "\t".join(map(scalar, value))
                return [text_if(argument.ty, value)]
        return None
    if not call.has_body:
        return None
    if argument.place == "body":
        return [call.body]
    if argument.flatten:
        value = next((v for n, v in call.body.items() if snake(n) == argument.wire), None)
        return None if value is None else [value]
    if argument.wire in call.body:
        value = call.body[argument.wire]
        if argument.place == "field" and value is None and not argument.ty.startswith(("Patch", "Nullable")):
            # The writer must offer a way to say null where the description permits it.
            return None if "form" in (call.content.media_type) else [value]
        return [text_if(argument.ty, value)]
    return None


def text_if(ty, value):
    """The value, or the text of it where the method takes a text."""
    bare = re.sub(r"^(Option|Patch|Nullable)<(.*)>$", r"\2", ty)
    if isinstance(value, (File, type(None))) or isinstance(value, list) and value and isinstance(value[0], File):
        return value
    if bare == "&str":
        return scalar(value) if not isinstance(value, (dict, list)) else json.dumps(value)
    if bare == "Part":
        is_text = not isinstance(value, (dict, list))
        return File(scalar(value)) if is_text else {"json": json.dumps(value)}
    if bare == "&[&str]" and not isinstance(value, (dict, list)):
        # One of several is written as one alone.
        return [scalar(value)]
    if bare == "&[&str]" and isinstance(value, list):
        return [scalar(item) if not isinstance(item, (dict, list)) else json.dumps(item) for item in value]
    return value


def scalar(value):
    """A scalar as a text."""
    if value is True or value is False:
        return "true" if value else "false"
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def snake(name):
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
