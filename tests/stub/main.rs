//! Stubs made of the same traits as clients, as a test of an application uses them.

mod panics;
mod rules;
mod streams;

use api_core::{Envelope, Patch, Result, api};
use serde::{Deserialize, Serialize};

/// The wrapper around every response.
#[derive(Envelope)]
pub(crate) struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Chat {
    pub(crate) code: String,
    pub(crate) unread_count: u32,
}

pub(crate) fn chat(code: &str) -> Chat {
    Chat { code: code.to_owned(), unread_count: 3 }
}

/// Private chats.
#[api(stub, envelope = Kook, path = "/api/v3/user-chat")]
pub(crate) trait UserChat {
    #[endpoint(GET, "/list")]
    async fn list(&self, page: Option<u32>, tags: &[&str]) -> Result<Vec<Chat>>;

    #[endpoint(GET, "/view", example = "stub/fixtures/view.json")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;

    #[endpoint(POST, "/create", retry = never)]
    async fn create(
        &self,
        target_id: &str,
        note: Patch<&str>,
        #[header("X-Secret")]
        #[sensitive]
        secret: Option<&str>,
    ) -> Result<Chat>;

    #[endpoint(DELETE, "/{code}", envelope = none)]
    async fn delete(&self, code: &str) -> Result<()>;
}
