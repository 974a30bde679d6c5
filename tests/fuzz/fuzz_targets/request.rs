//! Any texts as arguments: refused, or a URL that has just these values and just these segments, and
//! a body that names no member twice.
#![no_main]

use api_core::{Client, Result, api};
use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;
use url::Url;

#[api]
trait Fuzz {
    #[endpoint(POST, "/a/{one}/b{two}.c/{rest*}")]
    async fn get(
        &self,
        one: &str,
        two: &str,
        rest: &str,
        #[query] text: &str,
        #[query(list = "csv")] list: &[String],
        #[header("X-Text")] header: Option<&str>,
        field: &str,
        #[field(flatten)] more: &[(String, String)],
    ) -> Result<()>;
}

fuzz_target!(|input: (
    String,
    String,
    String,
    String,
    Vec<String>,
    String,
    Vec<(String, String)>
)| {
    let (one, two, rest, text, list, header, more) = input;
    let client = Client::builder("http://localhost/v1").build().expect("a base URL");
    let api = FuzzClient::new(client);
    let call = api.get(&one, &two, &rest, &text, &list, Some(&header), &text, &more);
    let Ok(request) = call.build() else { return };
    let url = Url::parse(&request.uri().to_string()).expect("what is sent is a URL");
    assert_eq!(url.as_str(), request.uri().to_string(), "no parser changes it");
    let segments: Vec<&str> = url.path_segments().expect("a path").collect();
    assert_eq!(segments.len(), 4 + rest.split('/').count());
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
    assert_eq!((segments[0], segments[1], decoded(segments[2])), ("v1", "a", one));
    assert_eq!(decoded(segments[3]), format!("b{two}.c"));
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    assert_eq!(pairs[0], ("text".to_owned(), text.clone()));
    if !list.is_empty() {
        assert_eq!(pairs[1].1, list.join(","));
    }
    let sent = request.headers()["x-text"].as_bytes();
    assert_eq!(sent, header.as_bytes());
    let body: serde_json::Value =
        serde_json::from_slice(request.body().as_bytes().expect("at hand")).expect("JSON");
    assert_eq!(body["field"], text);
    // A reader that took the first of two would read another request than one that took the last.
    assert_eq!(body.as_object().expect("an object").len(), 1 + more.len());
    for (name, value) in &more {
        assert_eq!(body[name.as_str()], *value);
    }
});
