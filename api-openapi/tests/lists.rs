//! Lists of generated traits go on by the rule that was found in the description, over a socket. The
//! Rust is `tests/generated/lists.rs`; `API_OPENAPI=bless` writes it anew.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, missing_docs, unreachable_pub)] // a test may panic; generated code is public

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::thread::JoinHandle;

use api_core::Client;
use api_openapi::{Description, Options, traits};

#[path = "generated/lists.rs"]
mod lists;

use lists::{ListsClient, Row};

#[test]
fn the_generated_rust_is_what_is_written_today() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let description = Description::open(package.join("../tests/descriptions/lists.yaml")).unwrap();
    let written = traits(&description, &Options::default()).unwrap().formatted();
    let path = package.join("tests/generated/lists.rs");
    if std::env::var("API_OPENAPI").is_ok_and(|value| value == "bless") {
        std::fs::write(&path, &written).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), written);
}

/// A server that responds with these, one per connection: extra header lines, and a body. It ends with
/// the targets that were asked for.
fn server(responses: &'static [(&str, &str)]) -> (ListsClient, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let serve = move || {
        let respond = |(headers, body): &(&str, &str)| {
            let (mut stream, _) = listener.accept().unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let head: Vec<String> =
                lines.map(Result::unwrap).take_while(|l| !l.is_empty()).collect();
            let length = body.len();
            let head_of_response = format!(
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\n\
                 {headers}content-length: {length}\r\n\r\n{body}"
            );
            stream.write_all(head_of_response.as_bytes()).unwrap();
            head.first().unwrap().split(' ').nth(1).unwrap().to_owned()
        };
        responses.iter().map(respond).collect()
    };
    let client = Client::builder(base).rate_limits(lists::rate_limits()).no_env_proxy();
    (ListsClient::new(client.build().unwrap()), std::thread::spawn(serve))
}

/// The two pages of one list, and what is asked for.
macro_rules! goes_on {
    ($($name:ident: $method:ident($($argument:expr),*), [$($response:expr),*], $second:literal;)*) => {$(
        #[tokio::test]
        async fn $name() {
            let (lists, asked) = server(&[$($response),*]);
            let rows: Vec<Row> = lists.$method($($argument),*).items().try_collect().await.unwrap();
            let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
            assert_eq!(ids, ["a", "b"]);
            assert_eq!(asked.join().unwrap()[1], $second);
        }
    )*};
}

goes_on! {
    a_link_header_names_the_next_page: by_header(None, Some(1)),
        [("link: </header?page=2>; rel=\"next\"\r\n", r#"[{"id":"a"}]"#), ("", r#"[{"id":"b"}]"#)],
        "/header?page=2";
    the_key_of_the_last_item_is_a_cursor: by_key(None),
        [("", r#"[{"id":"a"}]"#), ("", r#"[{"id":"b"}]"#), ("", "[]")], "/key?after=a";
    pages_are_numbered: by_number(None),
        [("", r#"{"rows":[{"id":"a"}],"page":1,"total_pages":2}"#),
         ("", r#"{"rows":[{"id":"b"}],"page":2,"total_pages":2}"#)], "/number?page=2";
    pages_are_numbered_from_zero: by_zero(None),
        [("", r#"{"results":[{"id":"a"}],"meta":{"totalCount":2}}"#),
         ("", r#"{"results":[{"id":"b"}],"meta":{"totalCount":2}}"#)], "/zero?pageIndex=1";
    items_are_left_out: by_offset(None, None),
        [("", r#"{"entries":[{"id":"a"}],"total_count":2}"#),
         ("", r#"{"entries":[{"id":"b"}],"total_count":2}"#)], "/offset?offset=1";
    a_cursor_is_in_an_object_that_may_be_missing: by_token(None),
        [("", r#"{"items":[{"id":"a"}],"metadata":{"continue":"x"}}"#),
         ("", r#"{"items":[{"id":"b"}]}"#)], "/token?continue=x";
    a_cursor_is_in_an_object: by_slack(None),
        [("", r#"{"members":[{"id":"a"}],"response_metadata":{"next_cursor":"x"}}"#),
         ("", r#"{"members":[{"id":"b"}],"response_metadata":{"next_cursor":""}}"#)], "/slack?cursor=x";
    a_url_is_in_a_part_of_the_page: by_ocean(None),
        [("", r#"{"droplets":[{"id":"a"}],"links":{"pages":{"next":"/ocean?page=2"}}}"#),
         ("", r#"{"droplets":[{"id":"b"}],"links":{}}"#)], "/ocean?page=2";
    a_url_is_beside_the_list: by_odata(None),
        [("", r#"{"value":[{"id":"a"}],"@odata.nextLink":"/odata?skip=1"}"#),
         ("", r#"{"value":[{"id":"b"}]}"#)], "/odata?skip=1";
}
