//! Items that are texts as they are: what is no line, or no event, is an error, and never another item.

use api_core::{Client, EventStream, JsonLines, Result, Text, api, async_trait};
use futures_util::stream;

use crate::support::*;

#[api(server)]
trait Texts {
    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<Text>>;

    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<Text>>;
}

struct Given(&'static [&'static str]);

#[async_trait]
impl Texts for Given {
    async fn lines(&self) -> Result<JsonLines<Text>> {
        Ok(JsonLines::new(stream::iter(self.0.iter().map(|text| Text::from(*text)))))
    }

    async fn events(&self) -> Result<EventStream<Text>> {
        Ok(EventStream::new(stream::iter(self.0.iter().map(|text| Text::from(*text)))))
    }
}

fn texts(given: &'static [&'static str]) -> TextsClient {
    TextsClient::new(Client::in_process(TextsServer::new(Given(given)).into_router()))
}

#[api_tests::test]
async fn a_text_is_the_line_that_is_received() {
    let mut lines = texts(&["{\n  \"a\": 1\r\n}", " x", "1"]).lines().await.unwrap();
    for expected in ["{  \"a\": 1}", " x", "1"] {
        assert_eq!(soon(lines.next()).await.unwrap().unwrap(), Text::from(expected));
    }
    assert!(soon(lines.next()).await.is_none());
    for given in [&["1", "a\nb"][..], &["1", "a\rb"], &["1", ""], &["1", " \n"]] {
        let mut lines = texts(given).lines().await.unwrap();
        assert_eq!(soon(lines.next()).await.unwrap().unwrap(), Text::from("1"));
        soon(lines.next()).await.unwrap().unwrap_err();
        assert!(soon(lines.next()).await.is_none());
    }
}

#[api_tests::test]
async fn a_text_is_the_event_that_is_received() {
    let mut events = texts(&["", " ", "a\n\nb", ": c", "data: d"]).events().await.unwrap();
    for expected in ["", " ", "a\n\nb", ": c", "data: d"] {
        assert_eq!(soon(events.next()).await.unwrap().unwrap().data, Text::from(expected));
    }
    assert!(soon(events.next()).await.is_none());
}
