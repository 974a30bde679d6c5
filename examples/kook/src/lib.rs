//! KOOK's private-chat API, declared as a trait: a typed client, an embedded server to try it
//! against, and a small command line tool.
//!
//! ```no_run
//! use api_core::{Client, Credentials};
//! use kook::UserChatClient;
//!
//! # async fn run(token: &str) -> api_core::Result<()> {
//! let client = Client::builder("https://www.kookapp.cn")
//!     .credentials(Credentials::scheme("Bot", token))
//!     .build()?;
//! let chats = UserChatClient::new(client);
//!
//! for chat in chats.list(None, None).await?.items {
//!     println!("{} {}", chat.code, chat.target_info.username);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! | module | contents |
//! | --- | --- |
//! | `api` | the declarations: [`UserChat`], [`ChatEvents`], [`Files`], and the envelope [`Kook`] |
//! | `code` | [`KookCode`]: KOOK's error codes |
//! | `types` | [`Chat`], [`ChatEvent`], [`ChatSummary`], [`TargetUser`], [`Page`] |
//! | [`lenient`] | adapters for the odd spellings in KOOK's JSON |
//! | [`server`] | an embedded KOOK on a loopback port |
//! | [`app`] | the command line tool |

mod api;
pub mod app;
mod code;
pub mod lenient;
pub mod server;
mod types;

pub use self::api::{
    ChatEvents, ChatEventsClient, ChatEventsServer, Files, FilesClient, Kook, UserChat,
    UserChatClient, UserChatServer, description,
};
pub use self::code::KookCode;
pub use self::types::{Chat, ChatEvent, ChatSummary, Page, PageMeta, TargetUser};
