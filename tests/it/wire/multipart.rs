//! Multipart bodies.

use std::collections::BTreeMap;

use api_core::{Body, Part, Result, api};

use super::{rows, silent};
use crate::support::{client, last};

#[api]
trait Files {
    #[endpoint(POST, "/f")]
    async fn upload(&self, #[part] title: &str, #[part("file")] file: Part) -> Result<()>;
    #[endpoint(POST, "/f", overload)]
    async fn optional(&self, #[part] a: Option<Part>, #[part] b: Option<u8>) -> Result<()>;
    #[endpoint(POST, "/f", overload)]
    async fn many(&self, #[part] a: Vec<Part>, #[part] b: &[&str]) -> Result<()>;
    #[endpoint(POST, "/f", overload)]
    async fn named(&self, title: &str, #[part(flatten)] files: Vec<(String, Part)>) -> Result<()>;
    #[endpoint(POST, "/f", body = multipart, overload, fields("purpose" = "x"))]
    async fn by_name(&self, #[part(flatten)] files: BTreeMap<String, Part>) -> Result<()>;
    #[endpoint(POST, "/f", body = multipart, overload)]
    async fn fields(&self, a: bool, b: f32, #[part("n\"\r\n;ä")] c: char) -> Result<()>;
}

const HEAD: &str = "POST /f\ncontent-type: multipart/form-data; boundary=BOUNDARY";

fn name(name: &str, text: &str) -> (String, Part) {
    (name.to_owned(), Part::text(text))
}

/// The whole request with these parts: of each, what stands behind `name=`, and the content.
fn parts(parts: &[(&str, &str)]) -> String {
    let mut text = format!("{HEAD}\n\n");
    for (head, body) in parts {
        text += &format!("--BOUNDARY\nContent-Disposition: form-data; name={head}\n\n{body}\n");
    }
    text + "--BOUNDARY--\n"
}

#[api_tests::test]
async fn parts_are_named_and_typed() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    let octets = "\nContent-Type: application/octet-stream";
    let title = ("\"title\"", "t");
    let file = |name: &str| Part::bytes("x").with_file_name(name);
    let named = |name: &str| format!("\"file\"; filename=\"{name}\"{octets}");
    rows! { server;
        api.upload("t", Part::text("x")) => parts(&[title, ("\"file\"", "x")]);
        api.upload("t", Part::bytes("x")) => parts(&[title, (&format!("\"file\"{octets}"), "x")]);
        api.upload("t", file("a.png")) => parts(&[title, (&named("a.png"), "x")]);
        api.upload("t", file("a.png").with_content_type("image/png")) => parts(&[title, ("\"file\"; filename=\"a.png\"\nContent-Type: image/png", "x")]);
        api.upload("t", Part::text("x").with_file_name("a")) => parts(&[title, (&named("a"), "x")]);
        api.upload("t", file("a\"b")) => parts(&[title, (&named("a%22b"), "x")]);
        api.upload("t", file("a\r\nX: y")) => parts(&[title, (&named("a%0D%0AX: y"), "x")]);
        api.upload("t", file("a%22;b\\")) => parts(&[title, (&named("a%22;b\\"), "x")]);
        api.upload("t", file("夏 ü.txt")) => parts(&[title, (&named("夏 ü.txt"), "x")]);
        api.upload("t", file("")) => parts(&[title, (&named(""), "x")]);
        api.upload("t", Part::text("x").with_content_type("a\nb")) => "part parameter `file` has a content type that cannot be sent in a header";
        api.optional(None, None) => format!("{HEAD}\n\n--BOUNDARY--\n");
        api.optional(Some(Part::text("x")), Some(7)) => parts(&[("\"a\"", "x"), ("\"b\"", "7")]);
        api.many(vec![Part::text("x"), Part::text("y")], &["1", "2"]) => parts(&[("\"a\"", "x"), ("\"a\"", "y"), ("\"b\"", "1"), ("\"b\"", "2")]);
        api.many(vec![], &[]) => format!("{HEAD}\n\n--BOUNDARY--\n");
        api.named("t", vec![name("a", "x"), name("a", "y"), name("n\"\r\n", "z")]) => parts(&[title, ("\"a\"", "x"), ("\"a\"", "y"), ("\"n%22%0D%0A\"", "z")]);
        api.named("t", vec![]) => parts(&[title]);
        api.named("t", vec![name("a", "x"), name("title", "y")]) => "member `title` of part parameter `files` is given more than once, and servers differ on which one counts";
        api.named("t", vec![("a".to_owned(), Part::text("x").with_content_type("a\nb"))]) => "member `a` of part parameter `files` has a content type that cannot be sent in a header";
        api.by_name(BTreeMap::from([name("b", "y"), name("a", "x")])) => parts(&[("\"purpose\"", "x"), ("\"a\"", "x"), ("\"b\"", "y")]);
        api.by_name(BTreeMap::from([name("purpose", "y")])) => "member `purpose` of part parameter `files` is given more than once, and servers differ on which one counts";
        api.fields(true, 0.5, 'ü') => parts(&[("\"a\"", "true"), ("\"b\"", "0.5"), ("\"n%22%0D%0A;ä\"", "ü")]);
    }
}

/// A file is streamed, its length known, so that nothing is sent in chunks.
#[api_tests::test]
async fn a_file_is_streamed_from_disk() {
    let path = std::env::temp_dir().join(format!("api-tests-{:016x}.txt", fastrand::u64(..)));
    let content = "line\n".repeat(40_000);
    std::fs::write(&path, &content).unwrap();
    let server = silent();
    let api = FilesClient::new(client(&server));
    api.upload("t", Part::file(&path).await.unwrap()).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let request = last(&server);
    assert_eq!(request.header("content-length"), [request.body().len().to_string()]);
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(request.body().contains(&format!("name=\"file\"; filename=\"{name}\"")));
    assert!(request.body().contains(&content));
    let error = Part::file("/no/such/file").await.unwrap_err();
    assert_eq!(error.kind(), api_core::ErrorKind::Build);
    assert!(error.to_string().contains("`/no/such/file` cannot be opened"), "{error}");
}

/// A stream whose length nobody knows makes the whole request one.
#[api_tests::test]
async fn a_part_of_unknown_length_is_sent_in_chunks() {
    let server = silent();
    let api = FilesClient::new(client(&server));
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>("ab"), Ok("cd")]);
    api.upload("t", Part::stream(stream)).await.unwrap();
    let request = last(&server);
    assert_eq!(request.header("transfer-encoding"), ["chunked"]);
    assert!(request.body().contains("\r\n\r\nabcd\r\n--"));
    let stream = futures_util::stream::iter([Ok::<_, std::io::Error>("ab"), Ok("cd")]);
    api.upload("t", Part::stream(stream).with_length(4)).await.unwrap();
    assert_eq!(last(&server).header("transfer-encoding"), [""; 0]);
    assert_eq!(Body::from("x").length(), Some(1));
}
