"""What generated code weighs: lines, and the time and memory of `cargo check`, without its dependencies.

weigh.py TOOL WORK [--beside PEER] DESCRIPTION…

TOOL is `api-openapi`, and PEER a program `openapi-to-rust` (0.23 was measured). Each line of the table is one
run after the other on this machine; nothing else should run on it.
"""

import argparse
import os
import pathlib
import subprocess

import program

ROOT = pathlib.Path(__file__).resolve().parents[2]

PEER_MANIFEST = """[package]
name = "{name}"
version = "0.0.0"
edition = "2024"

[workspace]

"""


def main(tool, work, peer, descriptions):
    print("| description | written by | operations written | lines | `cargo check`, CPU s | memory, GB |")
    print("| --- | --- | --: | --: | --: | --: |")
    for description in descriptions:
        row(description, "api-openapi", ours(tool, work, description))
        if peer:
            row(description, peer.name, theirs(peer, work, description))


def row(description, by, cells):
    print(f"| {description.name} | {by} | {cells} |", flush=True)


def ours(tool, work, description):
    package = fresh(work, description, "ours")
    manifest = program.MANIFEST.format(name=package.name, core=ROOT / "api-core")
    program.put(package / "Cargo.toml", manifest)
    # First the dependencies, with nothing of the description.
    program.put(package / "src" / "lib.rs", "//! Nothing.\n")
    check(work, package)
    command = [tool, "traits", description, "--out", package / "src" / "api"]
    written = subprocess.run(command, capture_output=True, text=True)
    counts = written.stderr.split(" operations written")[0].splitlines()[-1]
    program.put(package / "src" / "lib.rs", "//! The API.\n#![deny(warnings)]\npub mod api;\n")
    return weight(work, package, package / "src" / "api", counts)


def theirs(peer, work, description):
    package = fresh(work, description, "theirs")
    generated = package / "src" / "generated"
    for command in (["init", description, "--force"], ["generate"]):
        done = subprocess.run([peer, *command], cwd=package, capture_output=True, text=True)
        if done.returncode:
            return f"none: {done.stderr.strip().splitlines()[-1][:80]} | | | "
    dependencies = (generated / "REQUIRED_DEPS.toml").read_text()
    program.put(package / "Cargo.toml", PEER_MANIFEST.format(name=package.name) + dependencies)
    program.put(package / "src" / "lib.rs", "//! Nothing.\n")
    check(work, package)
    program.put(package / "src" / "lib.rs", "//! The API.\n#![allow(warnings)]\npub mod generated;\n")
    return weight(work, package, generated, "not said")


def fresh(work, description, side):
    package = work / f"weigh-{description.name.split('.')[0]}-{side}"
    (package / "src").mkdir(parents=True, exist_ok=True)
    (package / "Cargo.lock").write_bytes((ROOT / "Cargo.lock").read_bytes())
    return package


def weight(work, package, folder, counts):
    lines = sum(len(file.read_text().splitlines()) for file in folder.rglob("*.rs"))
    used = check(work, package)
    if used is None:
        return f"{counts} | {lines} | does not compile | "
    return f"{counts} | {lines} | {used.ru_utime + used.ru_stime:.0f} | {used.ru_maxrss / 1e6:.1f}"


def check(work, package):
    """What a check used: its CPU seconds, and the memory of its largest process in kB."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(work / "target")}
    command = ["cargo", "check", "--quiet", "--manifest-path", str(package / "Cargo.toml")]
    process = subprocess.Popen(command, env=environment)
    # `wait4` tells of this process and its children alone, and not of every check before.
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    return None if status else used


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("tool", type=pathlib.Path)
    arguments.add_argument("work", type=pathlib.Path)
    arguments.add_argument("--beside", type=pathlib.Path)
    arguments.add_argument("descriptions", nargs="+", type=pathlib.Path)
    given = arguments.parse_args()
    main(given.tool, given.work, given.beside, given.descriptions)
