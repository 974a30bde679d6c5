//! Chats
//!
//! The base URL is `https://chats.example`.
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

use api_core::{Envelope, Patch, Result, api};
use serde::Deserialize;

/// Defines an enum of the values that the description knows, and `Other` for those that come later.
macro_rules! open_enum {
    (@known String) => { &'static str };
    (@known i64) => { i64 };
    (@schema String) => { "string" };
    (@schema i64) => { "integer" };
    (
        $(#[$attribute:meta])*
        pub enum $name:ident: $inner:ident {
            $($(#[$docs:meta])* $variant:ident = $value:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($(#[$docs])* $variant,)*
            /// A value that the description does not know.
            Other($inner),
        }

        impl $name {
            fn value(&self) -> Result<open_enum!(@known $inner), &$inner> {
                match self {
                    $(Self::$variant => Ok($value),)*
                    Self::Other(other) => Err(other),
                }
            }
        }

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                $(if value == $value {
                    return Self::$variant;
                })*
                Self::Other(value)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.value() {
                    Ok(known) => known.fmt(f),
                    Err(other) => other.fmt(f),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.value() {
                    Ok(known) => known.serialize(serializer),
                    Err(other) => other.serialize(serializer),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$inner as serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }
    };
}

/// Private chats of a user.
#[api(envelope = ChatsEnvelope)]
pub trait UserChat {
    /// The chats, the latest first.
    ///
    /// - `page`: The page, from 1.
    #[endpoint(GET, "/api/v3/user-chat/list", page(until_short))]
    async fn list(&self, #[cursor] page: Option<u64>, page_size: Option<u64>) -> Result<Vec<Chat>>;

    /// The details of one chat.
    #[endpoint(GET, "/api/v3/user-chat/view/{chat_code}")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;

    /// Changes the title of a chat, or takes it away.
    #[endpoint(POST, "/api/v3/user-chat/rename")]
    async fn rename(&self, chat_code: &str, title: Patch<&str>) -> Result<()>;
}

/// The wrapper around the responses.
#[derive(Envelope)]
pub struct ChatsEnvelope<T> {
    #[envelope(success = 0)]
    pub code: i64,
    #[envelope(message)]
    pub message: String,
    #[envelope(payload)]
    pub data: T,
}

/// A private chat.
#[derive(Clone, Debug, Deserialize)]
pub struct Chat {
    pub code: String,
    pub kind: ChatKind,
    pub unread_count: u32,
    pub title: Option<String>,
    pub last_read: Option<String>,
}

open_enum! {
    /// Who takes part.
    pub enum ChatKind: String {
        Direct = "direct",
        Group = "group",
    }
}
