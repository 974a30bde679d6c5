"""The methods of generated traits, as far as a call of one needs them: read from the Rust."""

import re

METHOD = re.compile(r"^    #\[endpoint\((?P<options>.*?)\)\]\n    async fn (?P<name>\S+?)\((?P<arguments>.*?)\)\s+-> ", re.S | re.M)
TRAIT = re.compile(r"^pub trait (?P<name>\w+) \{\n(?P<body>.*?)^\}", re.S | re.M)
IN_QUERY = {"GET", "HEAD", "DELETE", "OPTIONS"}


class Method:
    """One method: `client`, `name`, `verb`, `path`, and its arguments."""

    def __init__(self, trait, name, options, arguments):
        parts = split(options)
        self.client, self.name = trait + "Client", name
        self.verb, self.path = parts[0], unquoted(parts[1])
        self.options = parts[2:]
        self.placeholders = [name.rstrip("*") for name in re.findall(r"\{([^}]*)\}", self.path)]
        self.arguments = [self.argument(text) for text in split(arguments)[1:]]

    def argument(self, text):
        attributes = {}
        while text.startswith("#["):
            end = closing(text, 1)
            word, _, inside = text[2:end].partition("(")
            attributes[word] = split(inside[:-1]) if inside else []
            text = text[end + 1 :].strip()
        name, _, ty = text.partition(":")
        name, ty = name.strip().removeprefix("r#"), one_line(ty)
        for beside in ("cursor", "deprecated", "sensitive"):
            attributes.pop(beside, None)
        place, options = next(iter(attributes.items()), (None, []))
        wire = next((unquoted(option) for option in options if option.startswith('"')), name)
        if place is None:
            in_body = "part" if "body = multipart" in self.options else "field"
            in_path = name in self.placeholders
            place = "path" if in_path else "query" if self.verb in IN_QUERY else in_body
        return Argument(place, wire, ty, options)


class Argument:
    def __init__(self, place, wire, ty, options):
        self.place, self.wire, self.ty, self.options = place, wire, ty, options
        self.flatten = "flatten" in options


def methods(text):
    found = []
    for trait in TRAIT.finditer(text):
        for method in METHOD.finditer(trait["body"]):
            found.append(Method(trait["name"], method["name"], method["options"], method["arguments"]))
    return found


def one_line(ty):
    """A type without the line breaks of rustfmt."""
    return re.sub(r",(?=[>\])])", "", re.sub(r"\s+", " ", ty).replace("< ", "<").replace(", >", ">")).strip()


def split(text):
    """The parts between commas that are not within brackets or quotes."""
    parts, depth, begin, index = [], 0, 0, 0
    while index < len(text):
        c = text[index]
        if c == '"':
            index = quote_end(text, index)
        elif c in "([<{":
            depth += 1
        elif c in ")]>}":
            depth -= 1
        elif c == "," and depth == 0:
            parts.append(text[begin:index].strip())
            begin = index + 1
        index += 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part]


def quote_end(text, begin):
    index = begin + 1
    while text[index] != '"':
        index += 2 if text[index] == "\\" else 1
    return index


def closing(text, begin):
    depth, index = 0, begin
    while True:
        c = text[index]
        if c == '"':
            index = quote_end(text, index)
        elif c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
            if depth == 0:
                return index
        index += 1


def unquoted(literal):
    text = literal.strip()[1:-1]
    text = re.sub(r"\\u\{([0-9a-fA-F]+)\}", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), text)
