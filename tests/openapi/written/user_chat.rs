//! UserChat
//!
//! Written by `api-openapi traits`. An item with a line `// kept` above it stays as it is when
//! the file is written again.

#![allow(
    dead_code,
    unused_imports,
    clippy::disallowed_names,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::should_implement_trait,
    clippy::type_complexity,
    clippy::upper_case_acronyms,
    clippy::wrong_self_convention
)]

use api_core::{Envelope, Result, api};
use schemars::JsonSchema;
use serde::Deserialize;

/// Private chats of a KOOK user.
#[api(envelope = Kook, openapi)]
pub trait UserChat {
    /// Opens a chat with a user.
    #[endpoint(POST, "/api/v3/user-chat/create")]
    async fn create(&self, target_id: &str) -> Result<Chat>;

    /// Removes a chat from the list.
    #[endpoint(POST, "/api/v3/user-chat/delete")]
    async fn delete(&self, chat_code: &str) -> Result<()>;

    /// The details of one chat.
    #[endpoint(GET, "/api/v3/user-chat/view")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;
}

/// The wrapper around every KOOK answer.
#[derive(Envelope)]
pub struct Kook<T> {
    #[envelope(success = 0)]
    pub code: i64,
    #[envelope(message)]
    pub message: String,
    #[envelope(payload)]
    pub data: T,
}

/// A private chat.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Chat {
    pub code: String,
    pub unread_count: u32,
}
