//! What the endpoints give.
//!
//! Unknown fields are ignored, since KOOK adds some without notice. A field is required where a
//! guess would mislead (an id, whether somebody is blocked), and has a default where "nothing" is
//! an answer (a time of "never").

use std::collections::BTreeMap;

use jiff::Timestamp;
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chat {
    /// What names the chat: 32 hexadecimal digits.
    #[serde_as(as = "Id")]
    pub code: String,
    /// When the messages were last read; none for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub last_read_time: Option<Timestamp>,
    /// When the latest message was written; none for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub latest_msg_time: Option<Timestamp>,
    /// How many messages have not been read.
    #[serde_as(as = "Number")]
    #[serde(default)]
    pub unread_count: u64,
    /// Whether the two are friends.
    #[serde_as(as = "Flag")]
    pub is_friend: bool,
    /// Whether the other user is blocked.
    #[serde_as(as = "Flag")]
    pub is_blocked: bool,
    /// Whether the other user has blocked this one.
    #[serde_as(as = "Flag")]
    pub is_target_blocked: bool,
    /// The other user.
    pub target_info: TargetUser,
}

/// A private chat as it stands in a list: without what is between the two users.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatSummary {
    /// What names the chat: 32 hexadecimal digits.
    #[serde_as(as = "Id")]
    pub code: String,
    /// When the messages were last read; none for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub last_read_time: Option<Timestamp>,
    /// When the latest message was written; none for never.
    #[serde_as(as = "Millis")]
    #[serde(default)]
    pub latest_msg_time: Option<Timestamp>,
    /// How many messages have not been read.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetUser {
    /// The user's id.
    #[serde_as(as = "Id")]
    pub id: String,
    /// The user's name, without the number that tells namesakes apart.
    #[serde_as(as = "Id")]
    pub username: String,
    /// Whether the user is online; none where KOOK does not say, as in a documented `view`.
    #[serde_as(as = "Option<Flag>")]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// Where the user's picture is; empty if there is none.
    #[serde_as(as = "Id")]
    #[serde(default)]
    pub avatar: String,
}

/// One page of a list.
///
/// ```
/// # use kook::Page;
/// // An empty map is an empty list to the language that KOOK is written in.
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// What is on the page.
    pub items: Vec<T>,
    /// Where the page stands among the others.
    pub meta: PageMeta,
    /// The fields that the list is sorted by: 1 for upwards, -1 for downwards.
    #[serde_as(as = "OrEmpty<BTreeMap<_, Number>>")]
    #[serde(default)]
    pub sort: BTreeMap<String, i64>,
}

/// Where a page stands among the others.
///
/// The aliases are the names that some of KOOK's endpoints use instead.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageMeta {
    /// The number of this page, from 1.
    #[serde_as(as = "Number")]
    #[serde(alias = "currentPage")]
    pub page: u32,
    /// How many pages there are.
    #[serde_as(as = "Number")]
    #[serde(alias = "pageCount")]
    pub page_total: u32,
    /// How many items a page holds; may be less than was asked for.
    #[serde_as(as = "Number")]
    #[serde(alias = "perPage")]
    pub page_size: u32,
    /// How many items there are on all pages.
    #[serde_as(as = "Number")]
    #[serde(alias = "totalCount")]
    pub total: u64,
}

impl PageMeta {
    /// Whether no page follows.
    #[must_use]
    pub fn is_last(&self) -> bool {
        self.page >= self.page_total
    }
}
