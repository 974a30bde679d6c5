//! From a trait to its description, to traits that are written from it, and to their description: the two
//! descriptions are the same, byte for byte.
//!
//! `written/` has the traits. `API_OPENAPI=bless` writes them anew, from the descriptions of today.

use std::path::Path;

use api_core::openapi::{self, Document};
use api_openapi::{Description, Options, traits};

use crate::declared::{PagedClient, ReturnsClient, StreamsClient, WrappedClient};
use crate::every_kind::EverythingClient;
use crate::written::{everything, kook, paged, returns, streams, user_chat, wrapped};

pub(crate) mod user_chat_declared {
    use api_core::{Envelope, Result, api};
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    /// The wrapper around every KOOK answer.
    #[derive(Envelope)]
    pub(crate) struct Kook<T> {
        #[envelope(success = 0)]
        code: i64,
        #[envelope(message)]
        message: String,
        #[envelope(payload)]
        data: T,
    }

    /// A private chat.
    #[derive(Debug, Serialize, Deserialize, JsonSchema)]
    pub(crate) struct Chat {
        pub code: String,
        pub unread_count: u32,
    }

    /// Private chats of a KOOK user.
    #[api(openapi, envelope = Kook)]
    pub(crate) trait UserChat {
        /// The details of one chat.
        #[endpoint(GET, "/api/v3/user-chat/view")]
        async fn view(&self, chat_code: &str) -> Result<Chat>;

        /// Opens a chat with a user.
        #[endpoint(POST, "/api/v3/user-chat/create")]
        async fn create(&self, target_id: &str) -> Result<Chat>;

        /// Removes a chat from the list.
        #[endpoint(POST, "/api/v3/user-chat/delete")]
        async fn delete(&self, chat_code: &str) -> Result<()>;
    }
}

/// Writes the traits of a description, and compares them with those that are committed. False if they
/// were written anew, so that they are compiled only the next time.
fn is_fresh(name: &str, described: &str) -> bool {
    let options = Options { openapi: true, ..Options::default() };
    let description = Description::read("openapi.json", described).unwrap();
    let written = traits(&description, &options).unwrap().formatted();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("openapi/written/{name}.rs"));
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if before != written && std::env::var("API_OPENAPI").is_ok_and(|value| value == "bless") {
        std::fs::write(&path, &written).unwrap();
        return false;
    }
    assert_eq!(before, written, "`{name}.rs` is stale: API_OPENAPI=bless cargo test");
    true
}

fn comes_back(name: &str, described: &Document, again: &Document) {
    text_comes_back(name, &described.to_json().unwrap(), again);
}

fn text_comes_back(name: &str, first: &str, again: &Document) {
    let second = again.to_json().unwrap();
    if is_fresh(name, first) && first != second {
        if let Ok(folder) = std::env::var("ROUND_TRIP") {
            std::fs::write(format!("{folder}/{name}.1.json"), first).unwrap();
            std::fs::write(format!("{folder}/{name}.2.json"), &second).unwrap();
        }
        let lines = first.lines().zip(second.lines()).enumerate();
        let at = lines.filter(|(_, (a, b))| a != b).map(|(at, _)| at).next().unwrap_or_default();
        let around = |text: &str| {
            let lines: Vec<&str> = text.lines().skip(at.saturating_sub(9)).take(20).collect();
            lines.join("\n")
        };
        panic!("{name}, line {at}:\n{}\n\nis now\n\n{}", around(first), around(&second));
    }
}

#[test]
fn user_chat_comes_back() {
    let of_trait = user_chat_declared::UserChatClient::openapi();
    comes_back("user_chat", &of_trait, &user_chat::UserChatClient::openapi());
}

#[test]
fn every_kind_of_parameter_comes_back() {
    let of_trait = EverythingClient::openapi();
    comes_back("everything", &of_trait, &everything::EverythingClient::openapi());
}

#[test]
fn kook_comes_back() {
    let described = include_str!("../../examples/kook/openapi.json");
    let again =
        openapi::merge([kook::UserChatClient::openapi(), kook::ChatEventsClient::openapi()]);
    text_comes_back("kook", described, &again.title("KOOK").version("0.1.0"));
}

#[test]
fn responses_and_types_come_back() {
    comes_back("returns", &ReturnsClient::openapi(), &returns::ReturnsClient::openapi());
}

#[test]
fn every_envelope_comes_back() {
    comes_back("wrapped", &WrappedClient::openapi(), &wrapped::WrappedClient::openapi());
}

#[test]
fn pages_come_back() {
    comes_back("paged", &PagedClient::openapi(), &paged::PagedClient::openapi());
}

#[test]
fn streams_and_methods_of_any_name_come_back() {
    comes_back("streams", &StreamsClient::openapi(), &streams::StreamsClient::openapi());
}
