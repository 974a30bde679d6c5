//! The declarations: the endpoints, and the envelope around every response.

use api_core::openapi::{self, Document};
use api_core::{ByteStream, Envelope, EventStream, Result, api};

use crate::{Chat, ChatEvent, ChatSummary, Page};

/// The envelope around every response of KOOK.
#[derive(Debug, Envelope)]
pub struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// The private chats of a KOOK user.
#[api(envelope = Kook, server, openapi, credentials = scheme("Bot"))]
pub trait UserChat {
    /// The chats, a page at a time. KOOK counts pages from 1 and sends up to 50 chats in one.
    #[endpoint(GET, "/api/v3/user-chat/list")]
    async fn list(
        &self,
        #[cursor] page: Option<u32>,
        page_size: Option<u32>,
    ) -> Result<Page<ChatSummary>>;

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

/// What happens in the private chats, as it happens. Only the embedded server has it: KOOK sends its
/// events over a websocket.
#[api(envelope = Kook, server, openapi, credentials = scheme("Bot"))]
pub trait ChatEvents {
    /// The events behind the one with the id `after`, or from now on.
    #[endpoint(GET, "/embedded/chat-events", timeout = "none")]
    async fn watch(
        &self,
        #[header("Last-Event-ID")] after: Option<u64>,
    ) -> Result<EventStream<ChatEvent>>;
}

/// Files, wherever they are.
#[api]
pub trait Files {
    /// The file at a URL, which may lead to where another server keeps it.
    #[endpoint(GET, redirects = away)]
    async fn download(&self, #[url] url: &str) -> Result<ByteStream>;
}

/// The description of all that the embedded server has.
#[must_use]
pub fn description() -> Document {
    openapi::merge([UserChatClient::openapi(), ChatEventsClient::openapi()]).title("KOOK")
}
