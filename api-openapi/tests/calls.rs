//! Calls of generated traits go out as their descriptions say. The Rust in `tests/generated` is compiled
//! here, and held to what is written today; `API_OPENAPI=bless` writes it anew.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)] // a test may panic; generated code is public

use std::path::Path;

use api_core::{Body, Client, Part, Patch};
use api_openapi::{Description, Options, traits};

#[path = "generated/bodies.rs"]
mod bodies;
#[path = "generated/chats.rs"]
mod chats;
#[path = "generated/pages.rs"]
mod pages;
#[path = "generated/parameters.rs"]
mod parameters;

#[test]
fn the_generated_rust_is_what_is_written_today() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["bodies", "chats", "pages", "parameters"] {
        let description =
            Description::open(package.join(format!("../tests/descriptions/{name}.yaml"))).unwrap();
        let written = traits(&description, &Options::default()).unwrap().formatted();
        let path = package.join(format!("tests/generated/{name}.rs"));
        if std::env::var("API_OPENAPI").is_ok_and(|value| value == "bless") {
            std::fs::write(&path, &written).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), written, "{name}");
    }
}

fn client() -> Client {
    Client::builder("https://api.example").build().unwrap()
}

fn body(request: &api_core::http::Request<Body>) -> String {
    String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap()
}

#[test]
fn parameters_are_sent_in_their_places_and_styles() {
    use parameters::{FilesClient, FilesGetCreated, FilesGetFilter, FilesGetType};

    let created = FilesGetCreated { gt: Some(1), lt: None };
    let filter = FilesGetFilter { name: Some("a b".to_owned()) };
    let request = FilesClient::new(client())
        .get(
            7,
            "a/b c",
            &[1, 2],
            Some(&["x", "y"]),
            Some(&["p", "q"]),
            Some("t"),
            Some(&created),
            Some(&filter),
            Some(&FilesGetType::Plus1),
        )
        .build()
        .unwrap();
    assert_eq!(
        request.uri(),
        "https://api.example/files/7/a/b%20c?ids=1,2&tags=x&tags=y&sorts=p%7Cq&created%5Bgt%5D=1\
         &filter=%7B%22name%22%3A%22a%20b%22%7D&type=%2B1",
    );
    assert_eq!(request.headers()["x-trace"], "t");

    let request =
        FilesClient::new(client()).get(7, "a", &[1], None, None, None, None, None, None).build();
    assert_eq!(request.unwrap().uri(), "https://api.example/files/7/a?ids=1");
    let walk =
        FilesClient::new(client()).get(7, "..", &[1], None, None, None, None, None, None).build();
    assert!(walk.is_err(), "`..` would walk away");
}

#[test]
fn bodies_are_sent_in_their_formats() {
    use bodies::{BodiesClient, FormAddress, Line, Whole};

    let bodies = BodiesClient::new(client());
    let request = bodies.json("a", Patch::Null).build().unwrap();
    assert_eq!(body(&request), r#"{"name":"a","nickname":null}"#);
    let request = bodies.json("a", Patch::Absent).build().unwrap();
    assert_eq!(body(&request), r#"{"name":"a"}"#);

    let address = FormAddress { city: Some("Ulm".to_owned()) };
    let request = bodies.form(Some(&["a", "b"]), Some(&address)).build().unwrap();
    assert_eq!(body(&request), "tags=a&tags=b&address=%7B%22city%22%3A%22Ulm%22%7D");
    assert_eq!(request.headers()["content-type"], "application/x-www-form-urlencoded");

    let request = bodies.parts(Part::bytes(b"1".as_slice()), Some("t")).build().unwrap();
    let content_type = request.headers()["content-type"].to_str().unwrap();
    assert!(content_type.starts_with("multipart/form-data; boundary="));

    let request = bodies.text("hi").build().unwrap();
    assert_eq!(body(&request), "hi");
    let request = bodies.image(Body::from("png")).build().unwrap();
    assert_eq!(request.headers()["content-type"], "image/png");
    let request = bodies.lines(&[Line { id: Some(1) }, Line { id: None }]).build().unwrap();
    assert_eq!(body(&request), "{\"id\":1}\n{}\n");
    assert_eq!(request.headers()["content-type"], "application/jsonl");
    let request = bodies.whole(&Whole { id: 1 }).build().unwrap();
    assert_eq!(request.headers()["content-type"], "application/merge-patch+json");
    let request = bodies.search(None).build().unwrap();
    assert!(!request.headers().contains_key("content-type"));
    let request = bodies.search(Some(&Whole { id: 1 })).build().unwrap();
    assert_eq!(body(&request), r#"{"id":1}"#);
}

#[test]
fn a_page_is_asked_for_by_its_cursor() {
    let pages = pages::PagesClient::new(client());
    let request = pages.list(Some("c"), Some(5)).build().unwrap();
    assert_eq!(request.uri(), "https://api.example/messages?after=c&limit=5");
    let request = chats::UserChatClient::new(client()).view("5c7e").build().unwrap();
    assert_eq!(request.uri(), "https://api.example/api/v3/user-chat/view/5c7e");
}
