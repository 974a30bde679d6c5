"""Calls of generated traits, sampled from a description, and held against it by a reader of our own.

sampled.py DESCRIPTION WORK --tool BINARY [--calls 300] [--seed 1]
"""

import argparse
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import urllib.parse

import check
import program
import signatures
from description import Description
from plan import File, plan
from values import Impossible, Values

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("description", type=pathlib.Path)
    arguments.add_argument("work", type=pathlib.Path)
    arguments.add_argument("--tool", type=pathlib.Path, required=True)
    arguments.add_argument("--calls", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--show", action="store_true", help="print each call with what differs")
    options = arguments.parse_args()

    description = Description(options.description)
    operations = list(description.operations())
    chosen = random.Random(options.seed).sample(operations, min(options.calls, len(operations)))
    written = traits(options, chosen, len(operations))
    methods = signatures.methods(written)
    pairs = matched(chosen, operations, methods)
    values = Values(description, options.seed)
    calls, impossible = sampled(description, values, pairs, options.calls)

    used = {id(call.method): call.method for call in calls}
    index = {key: number for number, key in enumerate(used)}
    name = re.sub(r"\W", "-", options.description.name.split(".")[0])
    package = options.work / name
    program.write(package, name, ROOT / "api-core", ROOT / "Cargo.lock", written, list(used.values()))
    lines = [json.dumps([index[id(call.method)], call.arguments], default=text) for call in calls]
    results = run(options.work, package, name, lines)

    wrong = 0
    for call, result in zip(calls, results):
        found = check.check(call, result)
        wrong += bool(found)
        for one in found:
            print(f"{call.operation.method} {call.operation.path} (`{call.method.name}`): {one}")
        if found and options.show:
            print(f"    {call.values} {json.dumps(call.body, default=text)[:2000]}\n    {result}")
    for operation, why in impossible:
        print(f"no value: {operation.method} {operation.path}: {why}")
    for what in sorted(description.broken):
        print(f"broken: {what}")
    beside = [f"{len(impossible)} have no value"] * bool(impossible) + [f"{len(description.broken)} broken"] * bool(description.broken)
    print(
        f"{options.description.name}: {len(calls) - wrong} of {len(calls)} calls of {len(pairs)} methods go out as described"
        + "".join(f"; {one}" for one in beside)
    )
    return 1 if wrong or len(calls) == 0 or len(results) != len(calls) else 0


def text(value):
    return value.text if isinstance(value, File) else str(value)


def traits(options, chosen, total):
    """What the tool writes for the paths of the operations."""
    command = [options.tool, "traits", options.description]
    if len(chosen) < total:
        command += ["--only", *sorted({operation.path for operation in chosen})]
    output = subprocess.run(command, capture_output=True, text=True)
    if not output.stdout:
        sys.exit(f"{options.description}: nothing is written: {output.stderr}")
    return output.stdout


def matched(chosen, operations, methods):
    """Each operation with its method, or with both where it has one that streams."""
    by_request, alike = {}, {}
    for method in methods:
        by_request.setdefault((method.verb, method.path), []).append(method)
    paths = {operation.path for operation in chosen}
    for operation in operations:
        if operation.path in paths:
            alike.setdefault((operation.method, template(operation)), []).append(operation)
    pairs = []
    for operation in chosen:
        key = (operation.method, template(operation))
        found = by_request.get(key)
        if not found:
            sys.exit(f"no method for `{operation.method} {operation.path}`: {key}")
        if len(alike[key]) > 1 and len(alike[key]) == len(found):
            # Operations whose paths differ in a fragment alone: each has the method at its place.
            found = [found[alike[key].index(operation)]]
        pairs += [(operation, method) for method in found]
    return pairs


def template(operation):
    """The path as the language spells it."""
    path = operation.path if operation.path.startswith("/") else "/" + operation.path
    path = path.split("#")[0]
    wide = {p.name for p in operation.parameters if p.place == "path" and p.spans_segments}
    seen = []

    def placeholder(found):
        name = found[1]
        # A gateway to gRPC has a pattern behind the name: `{name=shelves/*}`.
        plain, pattern = name.split("=")[0].lstrip("+").rstrip("*+"), name.partition("=")[2]
        spans = "/" in pattern or "**" in pattern or (not pattern and plain != name)
        spelled = "".join(c if c.isalnum() or c in "_-.$@" else "_" for c in plain) or "value"
        while spelled in seen:
            spelled += "_"
        seen.append(spelled)
        return "{" + spelled + ("*" if spans or name in wide else "") + "}"

    literal = "/-._~!$&'()*+,;=:@%"
    path, mark, query = path.partition("?")
    pieces = re.split(r"(\{[^}]*\})", path)
    path = "".join(
        re.sub(r"\{([^}]*)\}", placeholder, piece) if piece[:1] == "{" else urllib.parse.quote(piece, safe=literal)
        for piece in pieces
    )
    return re.sub("//+", "/", path + mark + query)


def sampled(description, values, pairs, count):
    """As many calls as are asked for: first one of each method with everything, then with less."""
    calls, impossible = [], []
    rounds = 0
    while len(calls) < count and rounds < 40:
        progress = False
        for operation, method in pairs:
            if len(calls) == count:
                break
            everything = rounds % 2 == 0
            try:
                calls.append(plan(description, values, operation, method, everything))
                progress = True
            except Impossible as why:
                if rounds == 0:
                    impossible.append((operation, why))
        if not progress:
            break
        rounds += 1
    return calls, impossible


def run(work, package, name, lines):
    """Compiles the program and makes the calls."""
    target = work / "target"
    environment = {**os.environ, "CARGO_TARGET_DIR": str(target), "RUSTFLAGS": "-A warnings"}
    build = ["cargo", "build", "--quiet", "--manifest-path", package / "Cargo.toml"]
    built = subprocess.run(build, env=environment, stderr=subprocess.PIPE, text=True)
    if built.returncode:
        sys.exit(f"{name}: the program does not compile\n{built.stderr[:3000]}")
    binary = target / "debug" / f"sampled-{name}"
    output = subprocess.run([binary], input="\n".join(lines) + "\n", capture_output=True, text=True)
    if output.returncode:
        print(output.stderr)
    return [json.loads(line) for line in output.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
