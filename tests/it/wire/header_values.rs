//! Headers from parameters: what is sent, what is refused, and what `None` lets through.

use api_core::{Client, ErrorKind, Result, api};
use api_tests::{Canary, Server, everything_shown};
use serde::Serialize;

use crate::support::{builder, client, content, last, refusal, untouched};

#[api(headers("X-Near" = "trait", "X-Far" = "trait"))]
trait Notes {
    #[endpoint(GET, "/text")]
    async fn text(&self, #[header("X-Note")] note: &str) -> Result<()>;

    #[endpoint(GET, "/scalars")]
    async fn scalars(
        &self,
        #[header("X-Number")] number: u64,
        #[header("X-Float")] float: f64,
        #[header("X-Flag")] flag: bool,
        #[header("X-Letter")] letter: char,
        #[header("X-Level")] level: Level,
        #[header("X-Maybe")] maybe: Option<&str>,
    ) -> Result<()>;

    #[endpoint(GET, "/near", headers("X-Near" = "endpoint"))]
    async fn near(
        &self,
        #[header("X-Near")] near: Option<&str>,
        #[header("X-Far")] far: Option<&str>,
        #[header("X-Farthest")] farthest: Option<&str>,
    ) -> Result<()>;

    #[endpoint(POST, "/typed")]
    async fn typed(&self, #[header("Content-Type")] kind: &str, text: &str) -> Result<()>;

    #[endpoint(GET, "/list")]
    async fn list(&self, #[header("X-List")] list: &[u8]) -> Result<()>;

    #[endpoint(GET, "/compound")]
    async fn compound(&self, #[header("X-Pair")] pair: Pair) -> Result<()>;
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    VeryHigh,
}

#[derive(Serialize)]
struct Pair {
    left: u8,
    right: u8,
}

fn notes(server: &Server) -> NotesClient {
    NotesClient::new(client(server))
}

#[tokio::test]
async fn visible_ascii_is_sent_as_it_is() {
    let server = content();
    let api = notes(&server);
    let visible: String = ('!'..='~').collect();
    for note in ["a", "", "a b", "a\tb", "\"quoted\", and more; q=1", visible.as_str()] {
        api.text(note).await.unwrap();
        assert_eq!(last(&server).header("x-note"), [note]);
    }
}

#[tokio::test]
async fn scalars_are_written_as_in_a_query() {
    let server = content();
    notes(&server).scalars(u64::MAX, 0.5, false, 'x', Level::VeryHigh, None).await.unwrap();
    let request = server.request();
    assert_eq!(request.header("x-number"), ["18446744073709551615"]);
    assert_eq!(request.header("x-float"), ["0.5"]);
    assert_eq!(request.header("x-flag"), ["false"]);
    assert_eq!(request.header("x-letter"), ["x"]);
    assert_eq!(request.header("x-level"), ["very-high"]);
    assert_eq!(request.header("x-maybe"), [""; 0]);
    notes(&server).scalars(0, 0.5, true, 'x', Level::VeryHigh, Some("so")).await.unwrap();
    assert_eq!(last(&server).header("x-maybe"), ["so"]);
}

#[tokio::test]
async fn what_a_header_cannot_carry_is_refused_and_nothing_is_sent() {
    const SECRET: Canary = Canary("correct-horse");
    let server = content();
    let api = notes(&server);
    for bad in ["\r", "\n", "\r\nX-Forged: 1", "\0", "\u{7f}", "\u{1b}[2J", "é", "你", "\u{85}"] {
        let error = api.text(&format!("correct-horse{bad}end")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build, "{bad:?}");
        let said = error.to_string();
        let begin = "GET /text (Notes::text): header parameter `note` holds a ";
        assert!(said.starts_with(begin), "{bad:?}: {said}");
        SECRET.absent_from("the error", &everything_shown(&error));
    }
    for bad in [" a", "a ", "\ta", "a\t", " "] {
        assert!(refusal(api.text(bad).await).contains("`note` begins or ends with"), "{bad:?}");
    }
    let said = refusal(api.scalars(1, f64::NAN, true, 'x', Level::VeryHigh, None).await);
    assert!(said.contains("header parameter `float` "), "{said}");
    let said = refusal(api.scalars(1, 0.5, true, '\n', Level::VeryHigh, None).await);
    assert!(said.contains("header parameter `letter` "), "{said}");
    assert!(refusal(api.list(&[1, 2]).await).contains("header parameter `list` is a list"));
    let said = refusal(api.compound(Pair { left: 1, right: 2 }).await);
    assert!(said.contains("header parameter `pair` is a struct"), "{said}");
    untouched(&server).await;
}

#[tokio::test]
async fn none_lets_the_farther_source_through() {
    let server = content();
    let client = builder(&server).header("X-Farthest", "client").header("X-Far", "client");
    let api = NotesClient::new(client.build().unwrap());
    let sent = |name: &str| last(&server).header(name).join("|");
    api.near(None, None, None).await.unwrap();
    assert_eq!(
        [sent("x-near"), sent("x-far"), sent("x-farthest")],
        ["endpoint", "trait", "client"]
    );
    api.near(Some("1"), Some("2"), Some("3")).await.unwrap();
    assert_eq!([sent("x-near"), sent("x-far"), sent("x-farthest")], ["1", "2", "3"]);
}

#[tokio::test]
async fn there_is_one_content_type() {
    let server = content();
    notes(&server).typed("application/merge-patch+json", "a").await.unwrap();
    assert_eq!(server.request().header("content-type"), ["application/merge-patch+json"]);
    assert_eq!(server.request().body(), r#"{"text":"a"}"#);
}

#[test]
fn a_default_header_that_cannot_be_sent_is_told_by_its_name() {
    let refused = |name: &str, value: &str| {
        let built = Client::builder("https://example.com").header(name, value).build();
        refusal(built)
    };
    for value in ["a\nb", "a\0", "é", " a"] {
        let said = refused("X-Note", value);
        assert!(said.starts_with("default header `X-Note`: the value "), "{said}");
    }
    let said = refused("X Note", "a");
    assert!(said.starts_with("default header `X Note`") && !said.contains("value"), "{said}");
}
