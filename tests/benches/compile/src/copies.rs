//! Programs of many endpoints, made of the templates.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The library in the repository, and the templates beside this program.
const CORE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../api-core");
const TEMPLATES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");

/// Endpoints of a template, all of one resource.
const EACH: usize = 5;

/// What is compiled: directories of `templates`.
pub const WAYS: [&str; 7] =
    ["ours", "ours-trait", "hand", "hand-async-trait", "feignhttp", "pincer", "rfeign"];
/// What is checked for its sides: a trait by itself, with what this library makes of it, and with axum
/// by hand.
pub const SIDES: [&str; 5] = ["side-trait", "side-api", "side-server", "side-stub", "side-axum"];
/// Sides whose code is counted: `program.rs` has an implementation and a program that makes the router of
/// it, or a rule for each endpoint.
pub const PROGRAMS: [&str; 3] = ["side-server", "side-stub", "side-axum"];
/// What is compiled for its dependencies: this library, and reqwest alone.
pub const COLD: [&str; 2] = ["cold-ours", "cold-reqwest"];

/// Writes the workspace of all ways, with so many endpoints each, and says where.
pub fn write(target: &Path, endpoints: usize) -> io::Result<PathBuf> {
    let root = target.join(endpoints.to_string());
    let templates = Path::new(TEMPLATES);
    fs::create_dir_all(&root)?;
    let manifest = fs::read_to_string(templates.join("Cargo.toml"))?;
    fs::write(root.join("Cargo.toml"), from_here(&manifest))?;
    fs::copy(templates.join("Cargo.lock"), root.join("Cargo.lock"))?;
    for way in WAYS.into_iter().chain(SIDES).chain(COLD) {
        fs::create_dir_all(root.join(way))?;
        let manifest = fs::read_to_string(templates.join(way).join("Cargo.toml"))?;
        fs::write(root.join(way).join("Cargo.toml"), from_here(&manifest))?;
        let program = fs::read_to_string(templates.join(way).join("main.rs"))?;
        fs::write(root.join(way).join("main.rs"), multiply(&program, endpoints / EACH))?;
    }
    Ok(root)
}

/// Gives the sides of [`PROGRAMS`] a program that uses what is made of the trait.
pub fn write_programs(root: &Path, endpoints: usize) -> io::Result<()> {
    for side in PROGRAMS {
        let folder = Path::new(TEMPLATES).join(side);
        let declared = fs::read_to_string(folder.join("main.rs"))?;
        let used = fs::read_to_string(folder.join("program.rs"))?;
        let program = declared.replace("fn main() {}\n", &used);
        fs::write(root.join(side).join("main.rs"), multiply(&program, endpoints / EACH))?;
    }
    Ok(())
}

/// The manifest, with a path to the library that leads there from anywhere.
fn from_here(manifest: &str) -> String {
    manifest
        .replace("\"../../../../../api-core\"", &format!("{CORE:?}"))
        .replace("\"../../../../api-core\"", &format!("{CORE:?}"))
}

/// The program with its parts between `// each` and `// end` so many times.
fn multiply(program: &str, times: usize) -> String {
    let mut out = String::new();
    let mut part: Option<String> = None;
    for line in program.lines() {
        match (line.trim(), &mut part) {
            ("// each", None) => part = Some(String::new()),
            ("// end", open) => {
                let text = open.take().unwrap_or_default();
                for number in 0..times {
                    out += &text
                        .replace("Thing0", &format!("Thing{number}"))
                        .replace("thing0", &format!("thing{number}"));
                }
            }
            (_, Some(part)) => *part += &format!("{line}\n"),
            (_, None) => out += &format!("{line}\n"),
        }
    }
    out
}
