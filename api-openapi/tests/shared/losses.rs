//! Descriptions of real APIs, through their traits and back: what is lost, construct by construct.
//!
//! It compiles all that it writes, so it runs when it is asked for:
//!
//! ```console
//! $ cargo test -p api-openapi --test shared losses -- --ignored --nocapture
//! ```
//!
//! `LOSSES=docker.yaml` is for one description, or for any other file; `LOSSES_OUT=…` is a folder for all
//! differences. Of the shared ones, nothing is lost.

use std::path::Path;
use std::process::Command;

use api_openapi::{Description, Difference, Options, traits, verify};
use serde_json::Value;

use super::{OPERATIONS, shared};

/// The description of the traits of a description.
fn through_traits(name: &str, description: &Description) -> Value {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("losses").join(name);
    std::fs::create_dir_all(folder.join("src")).unwrap();
    let options = Options { openapi: true, ..Options::default() };
    let written = traits(description, &options).unwrap();
    written.write(&folder.join("src/api")).unwrap();

    let module = &written.files[0].text;
    let clients = module.lines().filter_map(|line| {
        let names = line.strip_prefix("pub use self::")?.split_once('{')?.1;
        Some(names.split_once(", ")?.1.trim_end_matches("};").to_owned())
    });
    let clients: Vec<String> = clients.map(|name| format!("api::{name}::openapi()")).collect();
    let main = format!(
        "mod api;\nfn main() {{\n    let whole = api_core::openapi::merge([{}]);\n    \
         println!(\"{{}}\", whole.title({name:?}).to_json().unwrap());\n}}\n",
        clients.join(", ")
    );
    std::fs::write(folder.join("src/main.rs"), main).unwrap();
    let manifest = format!(
        "[package]\nname = \"losses-{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = false\n\n[dependencies]\napi-core = {{ path = {:?}, features = [\"openapi\"] }}\n\
         schemars = {{ version = \"1\", features = [\"derive\"] }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\
         serde_json = \"1\"\nhttp = \"1\"\n",
        name.split('.').next().unwrap(),
        package.join("../api-core"),
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    std::fs::copy(package.join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("losses/target");
    let run = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", target)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{name}: {}", &errors[..errors.len().min(4000)]);
    serde_json::from_slice(&run.stdout).unwrap()
}

/// The columns of the table.
const COLUMNS: [&str; 6] =
    ["parameters", "styles", "bodies", "statuses", "required fields", "types and values"];

/// The column of what the API says and its traits do not; none of what is only new to them.
fn column(difference: &Difference) -> Option<&'static str> {
    let (part, message) = (difference.part.as_str(), difference.message.as_str());
    let is_required = ["it is required", "it is optional", "it is always there"];
    let is_field = part.contains('`');
    Some(if ["query", "path", "header"].iter().any(|place| part.starts_with(place)) {
        if message.contains("written as") { "styles" } else { "parameters" }
    } else if is_required.contains(&message) && is_field {
        "required fields"
    } else if !difference.breaking {
        return None;
    } else if part.starts_with("body") && !is_field {
        "bodies"
    } else if part.starts_with("response") && !is_field {
        "statuses"
    } else {
        "types and values"
    })
}

/// How many operations a description has.
fn operations(description: &Value) -> usize {
    let paths = description["paths"].as_object().unwrap().values();
    let of_path = |path: &Value| {
        let members = path.as_object().unwrap().values();
        members.filter(|it| it.get("responses").is_some()).count()
    };
    paths.map(of_path).sum()
}

/// Takes a description through its traits and back. Gives the line of the table, and the numbers in it.
fn losses(path: &Path) -> (String, [usize; 6]) {
    let name = path.file_name().unwrap().to_str().unwrap();
    let description = Description::open(path).unwrap();
    let back = through_traits(name, &description);
    let first = serde_json::to_value(description.value()).unwrap();
    let lost = verify(&description, &back).unwrap();
    if let Ok(folder) = std::env::var("LOSSES_OUT") {
        let line = |it: &Difference| format!("[{}] {it}\n", column(it).unwrap_or_default());
        let lines: String = lost.iter().map(line).collect();
        std::fs::write(format!("{folder}/{name}.lost"), lines).unwrap();
        std::fs::write(format!("{folder}/{name}.back.json"), back.to_string()).unwrap();
    }
    let counts = COLUMNS.map(|wanted| lost.iter().filter(|it| column(it) == Some(wanted)).count());
    let words = counts.map(|count| count.to_string()).join(" | ");
    let (before, after) = (operations(&first), operations(&back));
    (format!("| {name} | {after} of {before} | {words} |\n"), counts)
}

#[test]
#[ignore = "compiles all traits of the shared descriptions"]
fn what_is_lost_on_the_way_through_traits() {
    let mut table = format!("| description | operations | {} |\n", COLUMNS.join(" | "));
    table.push_str(&"| --- ".repeat(COLUMNS.len() + 2));
    table.push_str("|\n");
    let only = std::env::var("LOSSES").ok();
    if let Some(file) = only.as_ref().map(Path::new).filter(|file| file.exists()) {
        println!("{table}{}", losses(file).0);
        return;
    }
    let Some(shared) = shared() else { return };
    for (name, _) in OPERATIONS {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let (line, lost) = losses(&shared.join(name));
        table.push_str(&line);
        println!("{table}");
        assert_eq!(lost, [0; COLUMNS.len()], "{name}: {COLUMNS:?}");
    }
}
