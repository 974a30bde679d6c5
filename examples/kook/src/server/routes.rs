//! The four endpoints, from the server's side.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use serde::{Deserialize, Serialize};
use serde_with::serde_as;

use super::answer::{Answer, Failure, Nothing};
use super::auth::{self, Token};
use super::store::Store;
use crate::lenient::Id;
use crate::{Chat, ChatSummary, PageMeta};

type Shared = State<Arc<Mutex<Store>>>;

/// All routes, behind the token. Whatever is not one of them is refused in an envelope as well.
pub(super) fn router(token: &str, store: Store) -> Router {
    Router::new()
        .route("/api/v3/user-chat/list", get(list))
        .route("/api/v3/user-chat/view", get(view))
        .route("/api/v3/user-chat/create", post(create))
        .route("/api/v3/user-chat/delete", post(delete))
        .route_layer(middleware::from_fn_with_state(Token::new(token), auth::check))
        .fallback(async || Failure::Http(StatusCode::NOT_FOUND))
        .method_not_allowed_fallback(async || Failure::Http(StatusCode::METHOD_NOT_ALLOWED))
        .with_state(Arc::new(Mutex::new(store)))
}

#[derive(Deserialize)]
struct ListQuery {
    page: Option<u32>,
    page_size: Option<u32>,
}

/// A page as KOOK writes it: an empty `sort` is a list.
#[derive(Serialize)]
struct Listing {
    items: Vec<ChatSummary>,
    meta: PageMeta,
    sort: Nothing,
}

async fn list(
    State(store): Shared,
    query: Result<Query<ListQuery>, QueryRejection>,
) -> Result<Answer<Listing>, Failure> {
    let Query(ListQuery { page, page_size }) = query?;
    let (items, meta) = lock(&store).list(page.unwrap_or_default(), page_size.unwrap_or_default());
    Ok(Answer(Listing { items, meta, sort: Nothing::new() }))
}

/// The arguments, in a query or a body. All are read leniently and then required, so that one that
/// is absent, null or empty is refused in the same words.
#[serde_as]
#[derive(Default, Deserialize)]
#[serde(default)]
struct Arguments {
    #[serde_as(as = "Id")]
    chat_code: String,
    #[serde_as(as = "Id")]
    target_id: String,
}

impl Arguments {
    fn chat_code(&self) -> Result<&str, Failure> {
        required("chat_code", &self.chat_code)
    }

    fn target_id(&self) -> Result<&str, Failure> {
        required("target_id", &self.target_id)
    }
}

fn required<'a>(name: &'static str, value: &'a str) -> Result<&'a str, Failure> {
    if value.is_empty() { Err(Failure::Missing(name)) } else { Ok(value) }
}

async fn view(
    State(store): Shared,
    query: Result<Query<Arguments>, QueryRejection>,
) -> Result<Answer<Chat>, Failure> {
    let Query(arguments) = query?;
    lock(&store).view(arguments.chat_code()?).map(Answer)
}

async fn create(
    State(store): Shared,
    body: Result<Json<Arguments>, JsonRejection>,
) -> Result<Answer<Chat>, Failure> {
    let Json(arguments) = body?;
    lock(&store).create(arguments.target_id()?).map(Answer)
}

async fn delete(
    State(store): Shared,
    body: Result<Json<Arguments>, JsonRejection>,
) -> Result<Answer<Nothing>, Failure> {
    let Json(arguments) = body?;
    lock(&store).delete(arguments.chat_code()?)?;
    Ok(Answer(Nothing::new()))
}

/// The store. No change of it stops halfway, so that a lock that a panic has poisoned is as good
/// as any.
fn lock(store: &Mutex<Store>) -> MutexGuard<'_, Store> {
    store.lock().unwrap_or_else(PoisonError::into_inner)
}

impl From<QueryRejection> for Failure {
    fn from(_: QueryRejection) -> Self {
        Self::Http(StatusCode::BAD_REQUEST)
    }
}

impl From<JsonRejection> for Failure {
    fn from(_: JsonRejection) -> Self {
        Self::Http(StatusCode::BAD_REQUEST)
    }
}
