//! A description, its traits, and their description: nothing is lost on the way. The traits are compiled
//! here, from `tests/generated/back.rs`; `API_OPENAPI=bless` writes it anew. The descriptions of real APIs
//! go the same way in `shared/losses.rs`.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, missing_docs, unreachable_pub)] // a test may panic; generated code is public

use std::path::Path;

use api_core::Client;
use api_openapi::{Description, Options, traits, verify};

#[path = "generated/back.rs"]
mod back;

use back::{Animal, BackClient, Dog, Free, Remote, Tool};

fn description() -> Description {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    Description::open(package.join("../tests/descriptions/back.yaml")).unwrap()
}

#[test]
fn the_generated_rust_is_what_is_written_today() {
    let options = Options { openapi: true, ..Options::default() };
    let written = traits(&description(), &options).unwrap().formatted();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated/back.rs");
    if std::env::var("API_OPENAPI").is_ok_and(|value| value == "bless") {
        std::fs::write(&path, &written).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
}

#[test]
fn what_a_description_says_its_traits_say_again() {
    let lost = verify(description(), BackClient::openapi()).unwrap();
    let lost: Vec<String> = lost.iter().map(ToString::to_string).collect();
    // An error that methods share has statuses that one of them may not have.
    let others = lost.iter().filter(|lost| !lost.ends_with(": there is no such status"));
    let others: Vec<&str> = others.map(String::as_str).collect();
    assert_eq!(
        others,
        [
            "compatible: `Back::session`, response 200: no success is described",
            "compatible: `Back::silent`, response 200: no success is described",
            "compatible: `Back::text`, response 500: it is an object, in a text",
        ]
    );
    assert!(lost.iter().all(|lost| lost.starts_with("compatible")));
}

#[test]
fn a_variant_that_is_used_elsewhere_writes_its_tag_once() {
    let remote = || Remote { r#type: back::RemoteType, label: "a".to_owned() };
    let search: Tool = serde_json::from_str(r#"{"type":"search_2","size":3}"#).unwrap();
    let all = [Tool::Remote(remote()), search];
    let some =
        [back::ToolsSomeItem::Remote(remote()), back::ToolsSomeItem::Free(Free { name: None })];
    let client = BackClient::new(Client::builder("https://api.example").build().unwrap());
    let request = client.tools(&all, Some(&some)).build().unwrap();
    assert_eq!(
        String::from_utf8_lossy(request.body().as_bytes().unwrap()),
        r#"{"all":[{"type":"remote","label":"a"},{"type":"search_2","size":3}],"some":[{"type":"remote","label":"a"},{}]}"#
    );
    let read: Vec<Tool> =
        serde_json::from_str(r#"[{"type":"remote","label":"a"},{"type":"new"}]"#).unwrap();
    assert!(matches!(read.as_slice(), [Tool::Remote(_), Tool::Other(_)]));
}

#[test]
fn a_subtype_is_told_by_the_discriminator_of_its_base() {
    let cat = back::Cat { kind: back::CatKind, name: "Tom".to_owned(), lives: 9 };
    let client = BackClient::new(Client::builder("https://api.example").build().unwrap());
    let text = |body: &[u8]| String::from_utf8_lossy(body).into_owned();
    let request = client.animals(&cat).build().unwrap();
    let body = r#"{"kind":"cat","name":"Tom","lives":9}"#;
    assert_eq!(text(request.body().as_bytes().unwrap()), body);
    let dog: Animal = serde_json::from_str(r#"{"kind":"Dog","name":"Rex","level":2}"#).unwrap();
    assert!(matches!(&dog, Animal::Dog(Dog { level: Some(_), .. })));
    for (animal, sent) in
        [(Animal::Cat(cat), body), (dog, r#"{"kind":"Dog","name":"Rex","level":2}"#)]
    {
        let request = client.animal(&animal).build().unwrap();
        assert_eq!(text(request.body().as_bytes().unwrap()), sent);
    }
    let read: Vec<Animal> =
        serde_json::from_str(r#"[{"kind":"cat","name":"Tom","lives":9},{"kind":"fox"}]"#).unwrap();
    assert!(matches!(read.as_slice(), [Animal::Cat(_), Animal::Other(_)]));
}
