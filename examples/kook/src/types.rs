//! The payloads of the endpoints.
//!
//! Unknown fields are ignored, because KOOK adds some without notice. A field is required if a default
//! would mislead (an id, a blocked user), and optional if its absence has a meaning (a chat that was
//! never read).

use std::collections::BTreeMap;

use api_core::Paginated;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_with::serde_as;

use crate::lenient::{Flag, Id, Millis, Number, OrEmpty};

/// A private chat, in full.
///
/// ```
/// # use kook::Chat;
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
/// # Ok::<(), serde_json::Error>(())
/// ```
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Chat {
    /// Identifies the chat: 32 hexadecimal digits.
    #[serde_as(as = "Id")]
    pub code: String,
    /// The time when the messages were last read; `None` for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub last_read_time: Option<Timestamp>,
    /// The time of the latest message; `None` for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub latest_msg_time: Option<Timestamp>,
    /// The number of unread messages.
    #[serde_as(as = "Number")]
    #[serde(default)]
    pub unread_count: u64,
    /// True if the two users are friends.
    #[serde_as(as = "Flag")]
    pub is_friend: bool,
    /// True if this user has blocked the other.
    #[serde_as(as = "Flag")]
    pub is_blocked: bool,
    /// True if the other user has blocked this one.
    #[serde_as(as = "Flag")]
    pub is_target_blocked: bool,
    /// The other user.
    pub target_info: TargetUser,
}

/// Something that happened in the private chats of an embedded server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatEvent {
    /// A chat was opened.
    Opened {
        /// The chat.
        chat: Chat,
    },
    /// A chat was removed.
    Removed {
        /// The code of the chat.
        code: String,
    },
}

/// A private chat as a list shows it: without friendship and blocks.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ChatSummary {
    /// Identifies the chat: 32 hexadecimal digits.
    #[serde_as(as = "Id")]
    pub code: String,
    /// The time when the messages were last read; `None` for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub last_read_time: Option<Timestamp>,
    /// The time of the latest message; `None` for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub latest_msg_time: Option<Timestamp>,
    /// The number of unread messages.
    #[serde_as(as = "Number")]
    #[serde(default)]
    pub unread_count: u64,
    /// The other user.
    pub target_info: TargetUser,
}

impl From<Chat> for ChatSummary {
    fn from(chat: Chat) -> Self {
        Self {
            code: chat.code,
            last_read_time: chat.last_read_time,
            latest_msg_time: chat.latest_msg_time,
            unread_count: chat.unread_count,
            target_info: chat.target_info,
        }
    }
}

/// The other user of a chat.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TargetUser {
    /// The user's id.
    #[serde_as(as = "Id")]
    pub id: String,
    /// The user's name, without the number that distinguishes users of the same name.
    #[serde_as(as = "Id")]
    pub username: String,
    /// True if the user is online; `None` where KOOK leaves it out, as in its documentation of `view`.
    #[serde_as(as = "Option<Flag>")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// The URL of the user's picture; empty if there is none.
    #[serde_as(as = "Id")]
    #[serde(default)]
    pub avatar: String,
}

/// One page of a list.
///
/// ```
/// # use kook::Page;
/// // KOOK's language writes an empty map as an empty list.
/// let page: Page<u8> = serde_json::from_str(
///     r#"{
///         "items": [7], "sort": [],
///         "meta": { "page": 1, "page_total": 1, "page_size": 50, "total": 1 }
///     }"#,
/// )?;
/// assert!(page.sort.is_empty());
/// assert!(page.meta.is_last());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Paginated)]
pub struct Page<T> {
    /// The items of this page.
    #[page(items)]
    pub items: Vec<T>,
    /// The position of this page in the list.
    #[page(number = "page", last = "page_total")]
    pub meta: PageMeta,
    /// The fields that the list is sorted by: 1 for ascending, -1 for descending.
    #[serde_as(as = "OrEmpty<BTreeMap<_, Number>>")]
    #[serde(default)]
    pub sort: BTreeMap<String, i64>,
}

/// The position of a page in a list.
///
/// The aliases are the names that some of KOOK's endpoints use instead.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageMeta {
    /// The number of this page, from 1.
    #[serde_as(as = "Number")]
    #[serde(alias = "currentPage")]
    pub page: u32,
    /// The number of pages.
    #[serde_as(as = "Number")]
    #[serde(alias = "pageCount")]
    pub page_total: u32,
    /// The number of items per page, which may be less than requested.
    #[serde_as(as = "Number")]
    #[serde(alias = "perPage")]
    pub page_size: u32,
    /// The number of items on all pages.
    #[serde_as(as = "Number")]
    #[serde(alias = "totalCount")]
    pub total: u64,
}

impl PageMeta {
    /// True if this is the last page.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.page >= self.page_total
    }
}
