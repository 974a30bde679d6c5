//! What is written of small descriptions, each of one construct: `tests/descriptions`.
//!
//! A line `# expect: …` of a description is part of the Rust that it makes, up to white space.
#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)] // a test may panic

use std::path::{Path, PathBuf};

use api_openapi::{Dates, Description, Options, traits};

fn descriptions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/descriptions")
}

/// Without white space and commas, which rustfmt sets.
fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect()
}

fn expected(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "json") {
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let lines = value["info"]["x-expect"].as_array().cloned().unwrap_or_default();
        return lines.iter().map(|line| line.as_str().unwrap().to_owned()).collect();
    }
    text.lines().filter_map(|line| line.strip_prefix("# expect: ")).map(str::to_owned).collect()
}

#[test]
fn descriptions_become_the_rust_that_they_expect() {
    let mut missing = Vec::new();
    for entry in std::fs::read_dir(descriptions()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let description = Description::open(&path).unwrap();
        let written = traits(&description, &Options::default()).unwrap();
        let problems: Vec<String> =
            written.report.problems.iter().map(ToString::to_string).collect();
        assert!(problems.is_empty(), "{}: {problems:?}", path.display());
        assert_eq!(written.report.written, written.report.operations, "{}", path.display());
        let text = squeezed(&written.formatted());
        for line in expected(&path) {
            if !text.contains(&squeezed(&line)) {
                missing.push(format!("{}: {line}", path.display()));
            }
        }
        if !missing.is_empty() {
            eprintln!("{}", written.formatted());
            break;
        }
    }
    assert!(missing.is_empty(), "not written:\n{}", missing.join("\n"));
}

#[test]
fn a_second_run_changes_nothing_and_check_says_so() {
    let out = tempfile("second");
    let description = Description::open(descriptions().join("chats.yaml")).unwrap();
    let written = traits(&description, &Options::default()).unwrap();
    assert_eq!(written.write(&out).unwrap().len(), 3);
    assert_eq!(written.write(&out).unwrap(), Vec::<PathBuf>::new());
    assert_eq!(written.check(&out).unwrap(), Vec::<PathBuf>::new());
    std::fs::write(out.join("types.rs"), "struct Mine;\n").unwrap();
    assert_eq!(written.check(&out).unwrap(), [out.join("types.rs")]);
}

#[test]
fn what_is_marked_kept_stays() {
    let out = tempfile("kept");
    let description = Description::open(descriptions().join("chats.yaml")).unwrap();
    let written = traits(&description, &Options::default()).unwrap();
    written.write(&out).unwrap();

    let types = out.join("types.rs");
    let before = std::fs::read_to_string(&types).unwrap();
    let own = "// kept\n/// Mine.\n#[derive(Debug, Deserialize)]\npub struct Chat {\n    pub code: u64,\n}\n";
    let begin = before.find("/// A private chat.").unwrap();
    let end = begin + before[begin..].find("\n}\n").unwrap() + 3;
    let edited =
        format!("{}{own}\n// kept\npub fn mine() {{}}\n{}", &before[..begin], &before[end..]);
    std::fs::write(&types, &edited).unwrap();
    let file = out.join("user_chat.rs");
    let before = std::fs::read_to_string(&file).unwrap();
    let renamed = before.replace(
        "    /// The details of one chat.\n",
        "    // kept\n    /// The details, as I call them.\n",
    );
    assert_ne!(before, renamed);
    std::fs::write(&file, &renamed).unwrap();

    assert_eq!(written.write(&out).unwrap(), Vec::<PathBuf>::new());
    assert_eq!(std::fs::read_to_string(&types).unwrap(), edited);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), renamed);
}

#[test]
fn tags_paths_and_dates_are_chosen() {
    let description = Description::open(descriptions().join("chats.yaml")).unwrap();
    let only = Options { only: vec!["*/view/*".to_owned()], ..Options::default() };
    let written = traits(&description, &only).unwrap();
    assert_eq!(written.report.written, 1);
    assert!(written.one.contains("async fn view"));
    let tagged = Options { tags: vec!["Nobody".to_owned()], ..Options::default() };
    assert_eq!(traits(&description, &tagged).unwrap().report.written, 0);
    let dates = Options { dates: Dates::Jiff, ..Options::default() };
    let written = traits(&description, &dates).unwrap();
    assert!(written.one.contains("pub last_read: Option<jiff::Timestamp>"));
}

#[test]
fn names_do_not_change_with_an_unrelated_schema() {
    let path = descriptions().join("unions.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let more = text.replace(
        "  schemas:\n",
        "  schemas:\n    Unrelated: {type: object, properties: {all: {type: string}}}\n",
    );
    let written = |text: &str| {
        let description = Description::read(&path, text).unwrap();
        traits(&description, &Options::default()).unwrap().one
    };
    assert_eq!(written(&text), written(&more));
}

/// A directory of its own for a test, empty.
fn tempfile(name: &str) -> PathBuf {
    let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    directory
}

#[test]
fn the_readme_shows_what_is_written() {
    let description = Description::open(descriptions().join("chats.yaml")).unwrap();
    let written = traits(&description, &Options::default()).unwrap().formatted();
    let begin = written.find("/// Private chats of a user.").unwrap();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(written[begin..].trim_end()), "{}", &written[begin..]);
}

#[test]
fn a_trait_that_cannot_be_served_says_so() {
    let text = "openapi: 3.1.0\npaths:\n  /a#one: {get: {tags: [a]}}\n  /a#two: {get: {tags: [a]}}\n  /b: {get: {tags: [b]}}\n";
    let description = Description::read("a.yaml", text).unwrap();
    let written = traits(&description, &Options { server: true, ..Options::default() }).unwrap();
    let text = written.formatted();
    assert!(
        text.contains("take the same request, so that there is no server.\n#[api]\npub trait A "),
        "{text}"
    );
    assert!(text.contains("#[api(server)]\npub trait B "), "{text}");
}

/// A server reads the members that a client does not send, so that their types are written, too.
#[test]
fn a_server_has_the_types_of_read_only_members() {
    let text = "openapi: 3.1.0\npaths:\n  /a: {post: {requestBody: {content: {application/json: {schema: {$ref: \
                '#/components/schemas/A'}}}}}}\ncomponents: {schemas: {A: {type: object, properties: {inner: \
                {readOnly: true, type: object, properties: {x: {type: string}}}}}}}\n";
    let description = Description::read("a.yaml", text).unwrap();
    let written = traits(&description, &Options { server: true, ..Options::default() }).unwrap();
    assert!(written.formatted().contains("pub struct AInner {"), "{}", written.formatted());
}

/// A server sets what a client does not send, and reads what a client does not receive.
#[test]
fn a_server_writes_read_only_members_and_reads_the_others() {
    let description = Description::open(descriptions().join("one_way.yaml")).unwrap();
    let written = traits(&description, &Options { server: true, ..Options::default() }).unwrap();
    let text = written.formatted();
    assert!(!text.contains("skip_serializing)") && !text.contains("skip_deserializing"), "{text}");
    let options = Options { openapi: true, ..Options::default() };
    let text = traits(&description, &options).unwrap().formatted();
    assert!(
        text.contains(
            "#[schemars(required, extend(\"readOnly\" = true))]\n    pub id: Option<i64>"
        ),
        "{text}"
    );
    assert!(text.contains("extend(\"writeOnly\" = true)"), "{text}");
}

/// A type that describes itself writes its members of both ways.
#[test]
fn types_of_read_only_members_are_written_and_read_where_they_are_described() {
    let text = "openapi: 3.1.0\npaths:\n  /a: {post: {requestBody: {content: {application/json: {schema: {$ref: \
                '#/components/schemas/A'}}}}, responses: {'200': {description: OK, content: {application/json: \
                {schema: {$ref: '#/components/schemas/A'}}}}}}}\ncomponents: {schemas: {A: {type: object, properties: \
                {inner: {readOnly: true, type: object, properties: {x: {type: string}}}}}}}\n";
    let description = Description::read("a.yaml", text).unwrap();
    let written = traits(&description, &Options { openapi: true, ..Options::default() }).unwrap();
    let text = written.formatted();
    let derives =
        "#[derive(Clone, Debug, Default, Deserialize, JsonSchema, Serialize)]\npub struct AInner {";
    assert!(text.contains(derives), "{text}");
}

/// A description holds the requests of all traits, and is made of them again.
#[test]
fn a_request_of_two_traits_is_an_overload_in_a_description() {
    let text =
        "openapi: 3.1.0\npaths:\n  /a#one: {get: {tags: [a]}}\n  /a#two: {get: {tags: [b]}}\n";
    let description = Description::read("a.yaml", text).unwrap();
    let written = |openapi| {
        let options = Options { openapi, ..Options::default() };
        traits(&description, &options).unwrap().formatted()
    };
    assert_eq!(written(true).matches("overload").count(), 1, "{}", written(true));
    assert_eq!(written(false).matches("overload").count(), 0);
}

#[test]
fn paths_that_differ_in_the_name_of_a_placeholder_are_compared_with_themselves() {
    let text = "openapi: 3.1.0\npaths:\n  /a/{x}: {get: {operationId: one, parameters: [{name: x, in: path, required: \
                true, schema: {type: string}}]}}\n  /a/{y}: {get: {operationId: two, parameters: [{name: y, in: path, \
                required: true, schema: {type: integer}}]}}\n";
    let description = || Description::read("a.yaml", text).unwrap();
    let differences = api_openapi::verify(description(), description()).unwrap();
    assert_eq!(differences.to_string(), "no differences");
}

/// `schemars` gives types of the standard library schemas of their own, by which they come back.
#[test]
fn a_parameter_has_the_type_of_the_trait() {
    let text = "openapi: 3.1.0\nx-generator: api-core\npaths:\n  /a:\n    get:\n      operationId: a\n      tags: [A]\n      \
                parameters:\n        - {name: ip, in: query, required: true, schema: {type: string, format: ipv4}}\n        \
                - {name: c, in: query, required: true, schema: {type: string, minLength: 1, maxLength: 1}}\n        \
                - {name: one, in: query, schema: {type: integer, format: uint8, minimum: 1, maximum: 255}}\n        \
                - {name: more, in: query, required: true, schema: {type: integer, format: uint8, minimum: 2, maximum: 255}}\n        \
                - {name: big, in: query, required: true, schema: {type: integer, format: uint128, minimum: 0}}\n";
    let options = Options { openapi: true, ..Options::default() };
    let description = Description::read("a.yaml", text).unwrap();
    let written = traits(&description, &options).unwrap();
    let rust = written.formatted();
    for argument in [
        "ip: std::net::Ipv4Addr",
        "c: char",
        "one: Option<std::num::NonZeroU8>",
        "more: u8",
        "big: u128",
    ] {
        assert!(rust.contains(argument), "{rust}");
    }
    assert_eq!(written.report.losses, []);
    // To the API of others, an address is a text.
    let description =
        Description::read("a.yaml", text.replace("x-generator: api-core\n", "")).unwrap();
    let rust = traits(&description, &options).unwrap().formatted();
    assert!(rust.contains("ip: &str"), "{rust}");
}
