"""What generated traits weigh: lines, and the time and memory of `cargo check`, without their dependencies.

weigh.py TOOL WORK DESCRIPTION…
"""

import os
import pathlib
import resource
import subprocess
import sys

import program

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main(tool, work, descriptions):
    print("| description | operations written | lines | `cargo check`, CPU s | memory, GB |")
    print("| --- | --: | --: | --: | --: |")
    for description in map(pathlib.Path, descriptions):
        name = description.name.split(".")[0]
        package = work / f"weigh-{name}"
        (package / "src").mkdir(parents=True, exist_ok=True)
        program.put(package / "Cargo.toml", program.MANIFEST.format(name=f"weigh-{name}", core=ROOT / "api-core"))
        (package / "Cargo.lock").write_bytes((ROOT / "Cargo.lock").read_bytes())
        # First the dependencies, with nothing of the description.
        (package / "src" / "lib.rs").write_text("//! Nothing.\n")
        check(work, package)
        written = subprocess.run(
            [tool, "traits", description, "--out", package / "src" / "api"], capture_output=True, text=True
        )
        counts = written.stderr.split(" operations written")[0].splitlines()[-1]
        lines = sum(len(file.read_text().splitlines()) for file in (package / "src" / "api").glob("*.rs"))
        (package / "src" / "lib.rs").write_text("//! The API.\n#![deny(warnings)]\npub mod api;\n")
        seconds, memory = check(work, package)
        print(f"| {description.name} | {counts} | {lines} | {seconds:.0f} | {memory / 1e6:.1f} |", flush=True)


def check(work, package):
    """The CPU seconds of a check, and the memory of its largest process so far in kB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "CARGO_TARGET_DIR": str(work / "target")}
    command = ["cargo", "check", "--quiet", "--manifest-path", package / "Cargo.toml"]
    if subprocess.run(command, env=environment).returncode:
        sys.exit(f"{package.name} does not compile")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:])
