"""Values that a schema permits, made from the schema alone."""

import math
import random

import jsonschema
import referencing
import referencing.jsonschema

# What a path, a query or a form must escape.
TEXTS = ["plain", "a b", "a/b", "a&b=c", "100%", "x+y", "é✓", "q?#", "k=v;w", "a,b", "a|b", '"q"', "~-._", "[0]", "%41"]


class Impossible(Exception):
    """No value is found."""


class Values:
    def __init__(self, description, seed):
        self.description = description
        self.random = random.Random(seed)
        self.registry = referencing.Registry(retrieve=self.retrieve)
        # What references lead to, each a resource of its own: a file of OpenAPI is no schema.
        self.targets, self.names = {}, {}

    def validator(self, schema, base):
        """Checks values of a schema, by JSON Schema's own rules."""
        schema = self.description.as_json_schema(schema, base, self.name)
        return jsonschema.Draft202012Validator(schema, registry=self.registry)

    def name(self, target, base):
        """The name of what a reference leads to."""
        name = self.names.setdefault(id(target), f"urn:target:{len(self.names)}")
        self.targets[name] = target, base
        return name

    def retrieve(self, name):
        target, base = self.targets[name]
        schema = self.description.as_json_schema(target, base, self.name)
        return referencing.Resource(schema, referencing.jsonschema.DRAFT202012)

    def valid(self, schema, base, everything):
        """A value that the validator accepts."""
        validator = self.validator(schema, base)
        error = None
        for attempt in range(8):
            try:
                value = self.make(schema, base, everything if attempt < 4 else False, 0)
            except Impossible as why:
                error = why
                continue
            error = next(validator.iter_errors(value), None)
            if error is None:
                return value
        raise Impossible(f"no valid value: {str(error)[:200]}")

    def make(self, schema, base, everything, depth):
        if schema is True or schema == {}:
            return self.random.choice(["text", 7, True])
        if schema is False or depth > 24:
            raise Impossible("too deep")
        schema, base = self.description.resolve(schema, base)
        if not isinstance(schema, dict):
            return "text"
        if "const" in schema:
            return schema["const"]
        if schema.get("enum"):
            return self.random.choice([one for one in schema["enum"] if one is not None] or [None])
        nullable = schema.get("nullable") is True or schema.get("x-nullable") is True
        if nullable and (depth > 8 or self.random.random() < 0.1):
            return None
        if schema.get("allOf"):
            value = self.all_of(schema, base, everything, depth)
            tag = self.tag_of_base(schema, base)
            return {**value, tag[0]: tag[1]} if tag and isinstance(value, dict) and tag[0] in value else value
        for word in ("oneOf", "anyOf"):
            if schema.get(word):
                return self.one_of(schema, word, base, everything, depth)
        return self.typed(schema, base, everything, depth)

    def one_of(self, schema, word, base, everything, depth):
        variants = list(schema[word])
        self.random.shuffle(variants)
        own = {name: value for name, value in schema.items() if name not in (word, "discriminator")}
        discriminator = schema.get("discriminator") or {}
        for variant in variants:
            if isinstance(variant, dict) and variant.get("nullable") is True and not SHAPES & variant.keys():
                # OpenAPI 3.0 has no schema of null alone. To the letter, this one permits anything.
                self.description.broken.add("`{nullable: true}` among several schemas is taken for null")
                return None
            try:
                if isinstance(variant, dict) and not SHAPES & variant.keys():
                    # It only requires members of what is beside it.
                    required = [*(own.get("required") or []), *(variant.get("required") or [])]
                    return self.make({**own, "required": required}, base, everything, depth + 1)
                value = self.make(variant, base, everything, depth + 1)
                if isinstance(value, dict) and own.get("properties"):
                    value = {**self.make(own, base, everything, depth + 1), **value}
            except Impossible:
                continue
            tag = discriminator.get("propertyName")
            if tag and isinstance(value, dict) and isinstance(variant, dict) and "$ref" in variant:
                mapping = discriminator.get("mapping") or {}
                name = variant["$ref"].split("/")[-1]
                names = [key for key, to in mapping.items() if to.split("/")[-1] == name]
                fixed = self.member(variant, base, tag)
                known = [fixed["const"]] if "const" in fixed else fixed.get("enum")
                mapped = [one for one in names if not known or one in known]
                if mapped:
                    value[tag] = mapped[0]
                elif not known:
                    value[tag] = name
                elif tag not in value:
                    value[tag] = known[0]
            return value
        raise Impossible("no variant has a value")

    def all_of(self, schema, base, everything, depth):
        own = {name: value for name, value in schema.items() if name != "allOf"}
        parts = list(schema["allOf"])
        if {"properties", "type", "oneOf", "anyOf", "required", "additionalProperties"} & own.keys():
            parts.append(own)
        required, described = set(), set()
        for part in parts:
            resolved, home = self.description.resolve(part, base)
            required.update(self.required(resolved), self.required_by_one(resolved))
            described |= self.described(resolved, home)
        value, narrow = None, set()
        for part in parts:
            resolved, home = self.description.resolve(part, base)
            if not (isinstance(resolved, dict) and SHAPES & resolved.keys()) or self.required_by_one(resolved):
                continue
            # A part leaves alone what another describes; what none describes is any part's.
            own = self.described(resolved, home)
            needed = required & own | set(self.required(resolved)) - (described - own)
            # What only the server sets is sent all the same where another part asks for it.
            elsewhere = (self.required(self.description.resolve(other, base)[0]) for other in parts if other is not part)
            asked_for = own & set(schema.get(ASKED_FOR, [])).union(*elsewhere)
            whole = {**resolved, "required": sorted(needed), ASKED_FOR: sorted(asked_for)}
            made = self.make(whole, home, everything, depth + 1)
            if isinstance(made, dict) and isinstance(value, dict):
                # Of two parts that describe a member, the one that names its values says more.
                names = [one for one in made if one not in value or one not in narrow or self.is_narrow(resolved, home, one)]
                value = {**value, **{one: made[one] for one in names}}
            else:
                value = made
            narrow |= {one for one in own if self.is_narrow(resolved, home, one)}
        if value is None:
            raise Impossible("`allOf` of nothing")
        return value

    def tag_of_base(self, schema, base, depth=0):
        """The member by which a subtype is told from others that have the same base in their `allOf`, and its value."""
        named = self.description.components.items()
        name = next((name for name, one in named if one is schema), None)
        open_parts = [(part, base) for part in schema["allOf"]]
        while name and open_parts and depth < 24:
            part, home = open_parts.pop(0)
            depth += 1
            if not isinstance(part, dict) or "$ref" not in part:
                continue
            parent, home = self.description.resolve(part, home)
            tag = parent.get("discriminator") if isinstance(parent, dict) else None
            if tag:
                tag = tag if isinstance(tag, dict) else {"propertyName": tag}
                values = [value for value, to in (tag.get("mapping") or {}).items() if to.split("/")[-1] == name]
                known = (parent.get("properties") or {}).get(tag["propertyName"], {}).get("enum") or []
                own = [value for value in known if str(value).lower() == name.lower()]
                return tag["propertyName"], (values or own or [schema.get("x-ms-discriminator-value", name)])[0]
            open_parts += [(one, home) for one in (parent.get("allOf") or [])]
        return None

    def required(self, schema):
        required = schema.get("required") if isinstance(schema, dict) else None
        return required if isinstance(required, list) else []

    def required_by_one(self, schema):
        """The members that a variant requires, of variants that do nothing else."""
        if not isinstance(schema, dict) or (SHAPES - {"oneOf", "anyOf"}) & schema.keys():
            return []
        variants = schema.get("oneOf") or schema.get("anyOf") or []
        if any(not isinstance(variant, dict) or SHAPES & variant.keys() for variant in variants):
            return []
        return self.required(self.random.choice(variants)) if variants else []

    def is_narrow(self, schema, base, name):
        return bool({"enum", "const"} & self.member(schema, base, name).keys())

    def member(self, schema, base, name, depth=0):
        """The schema of a member, in whichever part it is."""
        schema, base = self.description.resolve(schema, base)
        if not isinstance(schema, dict) or depth > 24:
            return {}
        found, _ = self.description.resolve((schema.get("properties") or {}).get(name), base)
        parts = (self.member(part, base, name, depth + 1) for part in schema.get("allOf") or [])
        return found if isinstance(found, dict) and found else next(filter(None, parts), {})

    def described(self, schema, base, depth=0):
        """The names of the members that a schema and its parts describe."""
        schema, base = self.description.resolve(schema, base)
        if not isinstance(schema, dict) or depth > 24:
            return set()
        parts = [part for word in ("allOf", "oneOf", "anyOf") for part in schema.get(word) or []]
        inner = (self.described(part, base, depth + 1) for part in parts)
        return set(schema.get("properties") or {}).union(*inner)

    def typed(self, schema, base, everything, depth):
        kind = schema.get("type")
        if isinstance(kind, list):
            kinds = [one for one in kind if one != "null"]
            if not kinds or len(kinds) < len(kind) and (depth > 8 or self.random.random() < 0.1):
                return None
            kind = self.random.choice(kinds)
        if kind is None:
            if "properties" in schema or "additionalProperties" in schema:
                kind = "object"
            elif "required" in schema:
                kind = "object"
            elif "items" in schema or "prefixItems" in schema:
                kind = "array"
            else:
                kind = "string"
        if kind == "object":
            return self.object(schema, base, everything, depth)
        if kind == "array":
            return self.array(schema, base, everything, depth)
        if kind == "boolean":
            return self.random.random() < 0.5
        if kind == "null":
            return None
        if kind == "integer" or kind == "number":
            return self.number(schema, kind)
        return self.text(schema)

    def object(self, schema, base, everything, depth):
        required = self.required(schema)
        value = {}
        for name, property in (schema.get("properties") or {}).items():
            resolved, _ = self.description.resolve(property, base)
            is_dict = isinstance(resolved, dict)
            is_asked_for = name in schema.get(ASKED_FOR, [])
            if is_dict and not is_asked_for and (resolved.get("readOnly") or isinstance(property, dict) and property.get("readOnly")):
                continue
            wanted = everything if depth < 3 else depth < 6 and self.random.random() < 0.3
            if name not in required and not (wanted and self.random.random() < 0.9):
                continue
            try:
                value[name] = self.make(property, base, everything, depth + 1)
            except Impossible:
                if name in required:
                    raise
        additional = schema.get("additionalProperties")
        for name in sorted(set(required) - set(schema.get("properties") or {})):
            value[name] = self.make(additional if isinstance(additional, dict) else {}, base, everything, depth + 1)
        least = max(schema.get("minProperties", 0), 1 if everything and depth < 4 else 0)
        if isinstance(additional, dict) and (additional or not value):
            for index in range(least if not schema.get("properties") else min(least, 1)):
                value[f"key{index} ü"] = self.make(additional, base, everything, depth + 1)
        return value

    def array(self, schema, base, everything, depth):
        prefix = [self.make(item, base, everything, depth + 1) for item in schema.get("prefixItems") or []]
        least, most = schema.get("minItems", 0), schema.get("maxItems", 8)
        count = min(max(least, self.random.choice([1, 2]) if depth < 8 else 0), most)
        items = schema.get("items", {})
        if items is False:
            return prefix
        while len(prefix) < count:
            prefix.append(self.make(items, base, everything, depth + 1))
        if schema.get("uniqueItems"):
            unique = []
            for item in prefix:
                if item not in unique:
                    unique.append(item)
            prefix = unique
        return prefix

    def number(self, schema, kind):
        low, high = schema.get("minimum"), schema.get("maximum")
        strict_low, strict_high = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
        step = 1 if kind == "integer" else 0.5
        if strict_low is True and low is not None:
            low = low + step
        elif strict_low not in (None, True, False):
            low = strict_low + step
        if strict_high is True and high is not None:
            high = high - step
        elif strict_high not in (None, True, False):
            high = strict_high - step
        if low is None:
            low = min(0, high - 10) if high is not None else self.random.choice([0, 1])
        if high is None:
            high = low + 100
        if kind == "integer":
            # Bounds of 64 bits are written as numbers that no integer of 64 bits is.
            low = min(0, high) if low < -1e6 else low
            low, high = math.ceil(low), math.floor(min(high, low + 100))
            value = self.random.randint(low, max(low, high))
        else:
            value = round(self.random.uniform(low, min(high, low + 100)) * 4) / 4
            value = min(max(value, low), high)
        if schema.get("multipleOf"):
            value = math.ceil(value / schema["multipleOf"]) * schema["multipleOf"]
        return value

    def text(self, schema):
        usual = {
            "date-time": "2024-02-29T12:30:00Z",
            "date": "2024-02-29",
            "uuid": "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d",
            "email": "a+b@example.org",
            "uri": "https://example.org/a?b=c&d=é",
            "byte": "aGk=",
            "ipv4": "192.0.2.1",
        }.get(schema.get("format"))
        text = usual or self.random.choice(TEXTS)
        if schema.get("contentMediaType") == "application/json":
            text = "{}"
        while len(text) < schema.get("minLength", 0):
            text += "x y/z"
        return text[: schema.get("maxLength", len(text))]


# A word of our own in a schema.
ASKED_FOR = "x-asked-for"
SHAPES = {"type", "properties", "allOf", "oneOf", "anyOf", "enum", "const", "items", "additionalProperties", "$ref"}
