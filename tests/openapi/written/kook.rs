//! KOOK
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

use std::collections::BTreeMap;

use api_core::{Envelope, EventStream, Paginated, Result, api};
use schemars::JsonSchema;
use serde::Deserialize;

/// Defines a member that has one value only, by which a union tells its variants apart.
macro_rules! constant {
    (@known String) => { &'static str };
    (@known i64) => { i64 };
    (@schema String) => { "string" };
    (@schema i64) => { "integer" };
    ($(#[$attribute:meta])* pub struct $name:ident: $inner:ident = $value:literal;) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $name;

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let value: constant!(@known $inner) = $value;
                serde::Serialize::serialize(&value, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if <$inner as serde::Deserialize>::deserialize(deserializer)? == $value {
                    return Ok(Self);
                }
                Err(serde::de::Error::custom(concat!("not `", $value, "`")))
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": constant!(@schema $inner), "const": $value})
            }
        }
    };
}

/// The private chats of a KOOK user.
#[api(envelope = Kook, credentials = scheme("Bot"), openapi)]
pub trait UserChat {
    /// Opens a chat with a user.
    #[endpoint(POST, "/api/v3/user-chat/create")]
    async fn create(&self, target_id: &str) -> Result<Chat>;

    /// Removes a chat from the list.
    #[endpoint(POST, "/api/v3/user-chat/delete")]
    async fn delete(&self, chat_code: &str) -> Result<()>;

    /// The chats, a page at a time. KOOK counts pages from 1 and sends up to 50 chats in one.
    #[endpoint(GET, "/api/v3/user-chat/list")]
    async fn list(
        &self,
        #[cursor] page: Option<u32>,
        page_size: Option<u32>,
    ) -> Result<PageChatSummary>;

    /// The details of one chat.
    #[endpoint(GET, "/api/v3/user-chat/view")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;
}

/// What happens in the private chats, as it happens. Only the embedded server has it: KOOK sends its
/// events over a websocket.
#[api(envelope = Kook, credentials = scheme("Bot"), openapi)]
pub trait ChatEvents {
    /// The events behind the one with the id `after`, or from now on.
    #[endpoint(GET, "/embedded/chat-events")]
    async fn watch(
        &self,
        #[header("Last-Event-ID")] last_event_id: Option<u64>,
    ) -> Result<EventStream<ChatEvent>>;
}

/// The envelope around every response of KOOK.
#[derive(Envelope)]
pub struct Kook<T> {
    #[envelope(success = 0)]
    pub code: i64,
    #[envelope(message)]
    pub message: String,
    #[envelope(payload)]
    pub data: T,
}

/// A private chat, in full.
///
/// ```rust,ignore
/// let chat: Chat = serde_json::from_str(
///     r#"{
///         "code": "5c7e", "last_read_time": 0, "latest_msg_time": 1612160693000,
///         "unread_count": "2", "is_friend": 1, "is_blocked": false, "is_target_blocked": false,
///         "target_info": { "id": "3903536527", "username": "夏天1", "avatar": "" }
///     }"#,
/// )?;
/// assert_eq!(chat.last_read_time, None);
/// assert_eq!(chat.latest_msg_time.unwrap().to_string(), "2021-02-01T06:24:53Z");
/// assert!(chat.is_friend);
/// assert_eq!(chat.target_info.online, None);
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Chat {
    /// Identifies the chat: 32 hexadecimal digits.
    pub code: String,
    /// True if this user has blocked the other.
    pub is_blocked: bool,
    /// True if the two users are friends.
    pub is_friend: bool,
    /// True if the other user has blocked this one.
    pub is_target_blocked: bool,
    /// The time when the messages were last read; `None` for never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64", extend("default" = 0))]
    pub last_read_time: Option<i64>,
    /// The time of the latest message; `None` for never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64", extend("default" = 0))]
    pub latest_msg_time: Option<i64>,
    /// The other user.
    pub target_info: TargetUser,
    /// The number of unread messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64", extend("default" = 0))]
    pub unread_count: Option<u64>,
}

/// The other user of a chat.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct TargetUser {
    /// The URL of the user's picture; empty if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("default" = ""))]
    pub avatar: Option<String>,
    /// The user's id.
    pub id: String,
    /// True if the user is online; `None` where KOOK leaves it out, as in its documentation of `view`.
    pub online: Option<bool>,
    /// The user's name, without the number that distinguishes users of the same name.
    pub username: String,
}

/// One page of a list.
///
/// ```rust,ignore
/// // KOOK's language writes an empty map as an empty list.
/// let page: Page<u8> = serde_json::from_str(
///     r#"{
///         "items": [7], "sort": [],
///         "meta": { "page": 1, "page_total": 1, "page_size": 50, "total": 1 }
///     }"#,
/// )?;
/// assert!(page.sort.is_empty());
/// assert!(page.meta.is_last());
/// ```
#[derive(Clone, Debug, Deserialize, JsonSchema, Paginated)]
#[schemars(rename = "Page_ChatSummary")]
#[page(number = "meta.page", last = "meta.page_total")]
pub struct PageChatSummary {
    /// The items of this page.
    #[page(items)]
    pub items: Vec<ChatSummary>,
    /// The position of this page in the list.
    pub meta: PageMeta,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PageChatSummarySort", extend("anyOf" = [{"additionalProperties": {"format": "int64", "maximum": 9223372036854775807_i64, "minimum": -9223372036854775808_i64, "type": "integer"}, "type": "object"}, {"maxItems": 0, "type": "array"}]))]
    pub sort: Option<PageChatSummarySort>,
}

/// A private chat as a list shows it: without friendship and blocks.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct ChatSummary {
    /// Identifies the chat: 32 hexadecimal digits.
    pub code: String,
    /// The time when the messages were last read; `None` for never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64", extend("default" = 0))]
    pub last_read_time: Option<i64>,
    /// The time of the latest message; `None` for never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "i64", extend("default" = 0))]
    pub latest_msg_time: Option<i64>,
    /// The other user.
    pub target_info: TargetUser,
    /// The number of unread messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "u64", extend("default" = 0))]
    pub unread_count: Option<u64>,
}

/// The position of a page in a list.
///
/// The aliases are the names that some of KOOK's endpoints use instead.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct PageMeta {
    /// The number of this page, from 1.
    pub page: u32,
    /// The number of items per page, which may be less than requested.
    pub page_size: u32,
    /// The number of pages.
    pub page_total: u32,
    /// The number of items on all pages.
    pub total: u64,
}

/// The fields that the list is sorted by: 1 for ascending, -1 for descending.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(inline, extend("default" = []))]
#[serde(untagged)]
pub enum PageChatSummarySort {
    Map(BTreeMap<String, i64>),
    List(Vec<serde_json::Value>),
    /// A value that the description does not know.
    #[schemars(skip)]
    Other(serde_json::Value),
}

/// Something that happened in the private chats of an embedded server.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(transform = |schema: &mut schemars::Schema| {
    let variants = schema.remove("anyOf").unwrap_or_default();
    schema.insert("oneOf".to_owned(), variants);
})]
#[serde(untagged)]
pub enum ChatEvent {
    Opened(ChatEventOpened),
    Removed(ChatEventRemoved),
    /// A value that the description does not know.
    #[schemars(skip)]
    Other(serde_json::Value),
}

/// A chat was opened.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct ChatEventOpened {
    /// The chat.
    pub chat: Chat,
    pub r#type: ChatEventOpenedType,
}

/// A chat was removed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct ChatEventRemoved {
    /// The code of the chat.
    pub code: String,
    pub r#type: ChatEventRemovedType,
}

constant! {
    pub struct ChatEventOpenedType: String = "opened";
}

constant! {
    pub struct ChatEventRemovedType: String = "removed";
}
