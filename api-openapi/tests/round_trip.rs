//! From a description to a trait and back: the trait, written with `--openapi`, describes itself, and
//! nothing is lost that calls depend on.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, missing_docs, unreachable_pub)] // a test may panic; generated code is public

use std::path::Path;

use api_core::openapi::Document;
use api_openapi::{Description, Options, traits, verify};

#[path = "generated/described/bodies.rs"]
mod bodies;
#[path = "generated/described/chats.rs"]
mod chats;
#[path = "generated/described/drift.rs"]
mod drift;
#[path = "generated/described/parameters.rs"]
mod parameters;
#[path = "generated/described/responses.rs"]
mod responses;
#[path = "generated/described/unions.rs"]
mod unions;

fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("bodies", bodies::BodiesClient::openapi()),
        ("chats", chats::UserChatClient::openapi()),
        ("drift", drift::UsersClient::openapi()),
        ("parameters", parameters::FilesClient::openapi()),
        ("responses", responses::ResponsesClient::openapi()),
        ("unions", unions::UnionsClient::openapi()),
    ]
}

fn options() -> Options {
    Options { openapi: true, ..Options::default() }
}

#[test]
fn the_generated_rust_is_what_is_written_today() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, _) in all() {
        let path = package.join(format!("../tests/descriptions/{name}.yaml"));
        let written = traits(&Description::open(path).unwrap(), &options()).unwrap().formatted();
        let path = package.join(format!("tests/generated/described/{name}.rs"));
        if std::env::var("API_OPENAPI").is_ok_and(|value| value == "bless") {
            std::fs::write(&path, &written).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), written, "{name}");
    }
}

#[test]
fn a_description_says_of_its_trait_what_the_trait_says_of_itself() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lost = Vec::new();
    for (name, document) in all() {
        let path = package.join(format!("../tests/descriptions/{name}.yaml"));
        let differences = verify(Description::open(path).unwrap(), &document).unwrap();
        for difference in differences.breaking() {
            lost.push(format!("{name}: {difference}"));
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn an_enum_with_any_text_beside_it_is_described_so() {
    let document = unions::UnionsClient::openapi().to_value().unwrap();
    let schemas = &document["components"]["schemas"];
    let any = serde_json::json!({"type": "string"});
    let known = serde_json::json!({"type": "string", "enum": ["small", "large"]});
    assert_eq!(schemas["Model"]["anyOf"], serde_json::json!([known, any]));
    assert_eq!(schemas["Level"].get("anyOf"), None);
}
