"""What was sent, held against the description and the values of the call."""

import email.parser
import email.policy
import json
import re
import urllib.parse

from plan import File, scalar

BASE = "http://127.0.0.1/base"
# The headers that a client adds by itself.
OWN_HEADERS = {"accept", "content-type", "content-length", "user-agent", "accept-encoding", "authorization"}


def check(call, sent):
    """The ways in which a request differs from what the description asks for."""
    if "error" in sent:
        return [f"not built: {sent['error']}"]
    found = []
    if sent["method"] != call.operation.method:
        found.append(f"the method is {sent['method']}")
    uri = re.sub(r"^http://127\.0\.0\.1(:\d+)?/base", "", sent["uri"])
    path, _, query = uri.partition("?")
    found += check_path(call, path)
    found += check_query(call, query)
    found += check_headers(call, sent["headers"])
    found += check_body(call, sent)
    return found


def decoded(text):
    return urllib.parse.unquote(text, errors="strict")


def check_path(call, path):
    template = call.operation.path.split("#")[0].split("?")[0]
    template = re.sub("//+", "/", template if template.startswith("/") else "/" + template)
    names = re.findall(r"\{([^}]*)\}", template)
    # A parameter ends where its segment does, and everything that the path reserves is escaped in it.
    spans = [name.startswith("+") or name.endswith(("*", "+")) or is_multi(call, name) for name in names]
    literals = re.split(r"\{[^}]*\}", template)
    pattern = ""
    for index, literal in enumerate(literals):
        pattern += re.escape(urllib.parse.quote(literal, safe="/-._~!$&'()*+,;=:@%"))
        if index < len(names):
            pattern += "(.+)" if spans[index] else "([^/]+)"
    match = re.fullmatch(pattern, path)
    if not match:
        return [f"the path is `{path}`"]
    found = []
    for name, raw, wide in zip(names, match.groups(), spans):
        plain = name.split("=")[0].lstrip("+").rstrip("*+")
        value = call.values.get((name, "path"), call.values.get((plain, "path")))
        texts = [scalar(item) for item in value] if isinstance(value, list) else None
        if wide and not isinstance(value, list):
            same = decoded(raw) == scalar(value)
        elif texts is not None:
            same = [decoded(one) for one in raw.split(",")] == texts
        elif isinstance(value, dict):
            same = json_or(decoded(raw)) == value
        else:
            same = equal(value, decoded(raw))
        if not same:
            found.append(f"`{name}` in the path is `{raw}`, and {value!r} was passed")
        if not wide and re.search(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@%]", raw):
            found.append(f"`{name}` in the path is not escaped: `{raw}`")
    return found


def is_multi(call, name):
    return any(
        p.name == name and p.place == "path" and p.spans_segments for p in call.operation.parameters
    )


def json_or(text):
    try:
        return json.loads(text)
    except ValueError:
        return text


def equal(value, text):
    """Whether a text is that of a scalar. A number may be written in several ways."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return float(text) == float(value)
        except ValueError:
            return False
    return text == scalar(value)


DELIMITERS = {"csv": [","], "simple-explode": [","], "ssv": ["%20", "+"], "pipes": ["%7C", "|"], "tsv": ["%09"]}


def pairs_of(name, style, value):
    """The pairs that a value makes: a name, the text or the texts, and what is between them."""
    if value is None:
        return []
    if style == "json":
        return [(name, value, "json")]
    if isinstance(value, dict):
        if style in ("repeat", "form"):
            return [pair for key, item in value.items() for pair in pairs_of(key, "repeat", item)]
        if style == "deep":
            return [pair for key, item in value.items() for pair in pairs_of(f"{name}[{key}]", "deep", item)]
        return [(name, value, "json")]
    if isinstance(value, list):
        if style == "deep":
            return [pair for item in value for pair in pairs_of(f"{name}[]", "deep", item)]
        if style == "repeat":
            return [(name, item, "json" if isinstance(item, (dict, list)) else None) for item in value]
        return [(name, value, style)] if value else []
    return [(name, value, None)]


def split_pairs(text, is_form):
    found = []
    for pair in text.split("&") if text else []:
        name, _, raw = pair.partition("=")
        if is_form:
            name, raw = name.replace("+", "%20"), raw.replace("+", "%20")
        found.append((decoded(name), raw))
    return found


def plain_key(name):
    """The name of an element of a list, whether it has a number or not."""
    return re.sub(r"\[\d*\]", "[]", name)


def same_pair(expected, raw):
    _, value, how = expected
    if how == "json":
        return json_or(decoded(raw)) == value or decoded(raw) == json.dumps(value)
    if how is None:
        return equal(value, decoded(raw))
    for delimiter in DELIMITERS[how]:
        texts = [decoded(one) for one in raw.split(delimiter)]
        if len(texts) == len(value) and all(equal(item, text) for item, text in zip(value, texts)):
            return True
    return False


def check_pairs(expected, actual, what):
    """Equal names keep their order; different names may come in any."""
    found = []
    groups = {}
    for name, raw in actual:
        groups.setdefault(plain_key(name), []).append(raw)
    wanted = {}
    for pair in expected:
        wanted.setdefault(plain_key(pair[0]), []).append(pair)
    # Lists of objects are numbered, so that the members of one may stand apart.
    for name in wanted.keys() | groups.keys():
        left, right = wanted.get(name, []), groups.get(name, [])
        if len(left) != len(right) or not all(same_pair(a, b) for a, b in zip(left, right)):
            values = [value for _, value, _ in left]
            found.append(f"{what} `{name}` is {[decoded(raw) for raw in right]}, and {values} was passed")
    return found


def check_query(call, query):
    expected = []
    literal = call.operation.path.split("#")[0].partition("?")[2]
    for name, raw in split_pairs(literal, False):
        expected.append((name, decoded(raw), None))
    for parameter in call.operation.parameters:
        if parameter.place in ("query", "querystring"):
            value = call.values.get((parameter.name, parameter.place))
            expected += pairs_of(parameter.name, parameter.style, value)
    if re.search(r"[^A-Za-z0-9\-._~!$'()*+,;:@/?%&=\[\]|]", query):
        return [f"the query is not escaped: `{query}`"]
    return check_pairs(expected, split_pairs(query, False), "the query's")


def check_headers(call, headers):
    found = []
    sent = {}
    for name, value in headers:
        sent.setdefault(name.lower(), []).append(value)
    named = set()
    for parameter in call.operation.parameters:
        if parameter.place != "header" or (parameter.name, "header") not in call.values:
            continue
        name, value = parameter.name.lower(), call.values[parameter.name, "header"]
        named.add(name)
        actual = ", ".join(sent.get(name, []))
        if isinstance(value, list):
            same = [one.strip() for one in actual.split(",")] == [scalar(item) for item in value]
        elif isinstance(value, dict):
            same = json_or(actual) == value
        else:
            same = name in sent and equal(value, actual)
        if not same:
            found.append(f"the header `{name}` is {sent.get(name)}, and {value!r} was passed")
    for name in sent.keys() - named - OWN_HEADERS:
        found.append(f"the header `{name}` is sent, and not described")
    return found


def check_body(call, sent):
    data = bytes(sent["body"])
    content_type = next((value for name, value in sent["headers"] if name.lower() == "content-type"), None)
    if not call.has_body:
        if data in (b"", b"{}") or call.content and call.content.media_type == "multipart/form-data":
            return []
        return [f"a body is sent, and none was passed: {data[:80]!r}"]
    media = (content_type or "").split(";")[0].strip().lower()
    wanted = call.content.media_type
    if media != wanted and not ("*" in wanted or "/" not in wanted):
        return [f"the content type is `{content_type}`, not `{wanted}`"]
    if wanted == "application/x-www-form-urlencoded":
        return check_form(call, data)
    if wanted == "multipart/form-data":
        return check_parts(call, data, content_type)
    if isinstance(call.body, list) and ("jsonl" in wanted or "ndjson" in wanted or "json-seq" in wanted):
        lines = [json.loads(line) for line in data.decode().split("\n") if line.strip("\x1e \r")]
        return [] if close(lines, call.body) else [f"the lines are {lines}, not {call.body}"]
    if call.content.is_json or not isinstance(call.body, str) or data[:1] == b'"':
        body = json.loads(data)
        return [] if close(body, call.body) else [f"the body is {difference(body, call.body)}"]
    return [] if data.decode() == call.body else [f"the body is {data[:80]!r}"]


def check_form(call, data):
    expected = []
    for name, value in (call.body or {}).items():
        style = call.content.encoding.get(name, {}).get("own")
        if style is None:
            # OpenAPI 3.0.4, Encoding Object: a list repeats its name, an object is JSON.
            style = "json" if isinstance(value, dict) else "repeat"
        expected += pairs_of(name, style, value)
    return check_pairs(expected, split_pairs(data.decode(), True), "the form's")


def check_parts(call, data, content_type):
    header = f"Content-Type: {content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(header + data)
    actual = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        actual.setdefault(name, []).append((part.get_payload(decode=True), part.get("content-type")))
    found = []
    for name in call.body.keys() | actual.keys():
        value = call.body.get(name)
        sent = actual.get(name, [])
        values = value if isinstance(value, list) and len(sent) != 1 else [value]
        values = [] if value is None else values
        if len(values) != len(sent) or not all(same_part(a, b) for a, b in zip(values, sent)):
            found.append(f"the part `{name}` is {sent}, and {value!r} was passed")
    return found


def same_part(value, sent):
    data, content_type = sent
    if isinstance(value, list) and len(value) == 1 and json_or(data.decode()) != value:
        value = value[0]
    if isinstance(value, File):
        return data.decode() == value.text
    if isinstance(value, (dict, list)):
        return json_or(data.decode()) == value and content_type == "application/json"
    return equal(value, data.decode())


def close(a, b):
    """Equal values; a number may have lost what a float of 32 bits cannot hold."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(close(a[name], b[name]) for name in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(close(x, y) for x, y in zip(a, b))
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return a == b or abs(a - b) <= 1e-6 * max(abs(a), abs(b))
    return a == b


def difference(a, b, at=""):
    """The first place at which two values differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for name in b.keys() | a.keys():
            if name not in a:
                return f"without `{at}/{name}`: {json.dumps(b[name])[:120]}"
            if name not in b:
                return f"with `{at}/{name}`: {json.dumps(a[name])[:120]}"
            if not close(a[name], b[name]):
                return difference(a[name], b[name], f"{at}/{name}")
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        for index, (x, y) in enumerate(zip(a, b)):
            if not close(x, y):
                return difference(x, y, f"{at}/{index}")
    return f"{json.dumps(a)[:160]} and not {json.dumps(b)[:160]} at `{at}`"
