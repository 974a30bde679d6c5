//! Implements the trait that the client is generated from, over the store.

use std::sync::{Mutex, MutexGuard, PoisonError};

use api_core::{EventStream, Result, async_trait, openapi};
use axum::{Router, middleware};

use super::auth::{self, Token};
use super::events::Events;
use super::limits::{self, Counter};
use super::responses::{self, Failure};
use super::store::Store;
use crate::{
    Chat, ChatEvent, ChatEvents, ChatEventsServer, ChatSummary, Page, UserChat, UserChatServer,
    description,
};

/// The path of the description.
pub(super) const DESCRIPTION: &str = "/openapi.json";

/// An embedded KOOK.
struct Embedded {
    store: Mutex<Store>,
    events: Events,
}

impl Embedded {
    /// Locks the store. No change of it can stop halfway, so a poisoned lock is safe to use.
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl UserChat for Embedded {
    async fn list(&self, page: Option<u32>, page_size: Option<u32>) -> Result<Page<ChatSummary>> {
        let (page, page_size) = (page.unwrap_or_default(), page_size.unwrap_or_default());
        let (items, meta) = self.store().list(page, page_size);
        Ok(Page { items, meta, sort: Default::default() })
    }

    async fn view(&self, chat_code: &str) -> Result<Chat> {
        Ok(self.store().view(required("chat_code", chat_code)?)?)
    }

    async fn create(&self, target_id: &str) -> Result<Chat> {
        let target_id = required("target_id", target_id)?;
        let mut store = self.store();
        let chats = store.len();
        let chat = store.create(target_id)?;
        if store.len() > chats {
            self.events.push(ChatEvent::Opened { chat: chat.clone() });
        }
        Ok(chat)
    }

    async fn delete(&self, chat_code: &str) -> Result<()> {
        self.store().delete(required("chat_code", chat_code)?)?;
        self.events.push(ChatEvent::Removed { code: chat_code.to_owned() });
        Ok(())
    }
}

#[async_trait]
impl ChatEvents for Events {
    async fn watch(&self, after: Option<u64>) -> Result<EventStream<ChatEvent>> {
        Ok(EventStream::new(self.follow(after)))
    }
}

fn required<'a>(name: &'static str, value: &'a str) -> Result<&'a str, Failure> {
    if value.is_empty() { Err(Failure::Missing(name)) } else { Ok(value) }
}

/// Routes to all endpoints, behind the check of the token, and behind limits if there are any.
pub(super) fn router(token: &str, store: Store, counter: Option<Counter>) -> Router {
    let events = Events::new();
    let watching = ChatEventsServer::new(events.clone()).rejections(responses::rejection);
    let router = UserChatServer::new(Embedded { store: Mutex::new(store), events })
        .rejections(responses::rejection)
        .into_router()
        .merge(watching.into_router())
        .route_layer(middleware::from_fn_with_state(Token::new(token), auth::check));
    let router = match counter {
        Some(counter) => router.layer(middleware::from_fn_with_state(counter, limits::check)),
        None => router,
    };
    // Without a token, so that a browser can open it. In front, because of two fallbacks axum keeps
    // the last, and only ours responds in the envelope.
    openapi::router(description(), DESCRIPTION)
        .merge(router.layer(middleware::map_response(responses::as_kook_sends)))
}
