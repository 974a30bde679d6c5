//! axum as people write it: a trait by `#[async_trait]`, and a handler for each of its methods.

#![allow(dead_code)]

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

pub type Result<T, E = String> = std::result::Result<T, E>;

#[derive(Serialize)]
struct Sealed<T> {
    code: i64,
    message: String,
    data: T,
}

struct Rejected(u16, String);

impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        Json(Sealed { code: self.0.into(), message: self.1, data: () }).into_response()
    }
}

macro_rules! rejected {
    ($($rejection:ident)*) => {$(
        impl From<$rejection> for Rejected {
            fn from(rejection: $rejection) -> Self {
                Self(rejection.status().as_u16(), rejection.body_text())
            }
        }
    )*};
}

rejected! { JsonRejection PathRejection QueryRejection }

fn seal<T>(returned: Result<T>) -> Result<Json<Sealed<T>>, Rejected> {
    let sealed = |data| Json(Sealed { code: 0, message: String::new(), data });
    returned.map(sealed).map_err(|message| Rejected(500, message))
}

#[derive(Debug, Deserialize, Serialize)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub page: u32,
    pub page_total: u32,
    pub total: u64,
}
// each
#[derive(Debug, Deserialize, Serialize)]
pub struct Thing0 {
    pub id: String,
    pub name: String,
    pub note: Option<String>,
    pub unread: u64,
    pub open: bool,
}
// end

#[async_trait::async_trait]
pub trait Things: Send + Sync + 'static {
    // each
    async fn list_thing0(&self, page: u32) -> Result<Page<Thing0>>;
    async fn view_thing0(&self, id: &str, lang: &str) -> Result<Thing0>;
    async fn create_thing0(&self, name: &str, note: &str, times: u32) -> Result<Thing0>;
    async fn update_thing0(&self, id: &str, name: &str, note: Option<&str>) -> Result<Thing0>;
    async fn delete_thing0(&self, id: &str) -> Result<()>;
    // end
}

// each
#[derive(Deserialize)]
struct ListThing0 {
    page: u32,
}

#[derive(Deserialize)]
struct ViewThing0 {
    lang: String,
}

#[derive(Deserialize)]
struct CreateThing0 {
    name: String,
    note: String,
    times: u32,
}

#[derive(Deserialize)]
struct UpdateThing0 {
    name: String,
    note: Option<String>,
}

async fn list_thing0<S: Things>(
    State(things): State<Arc<S>>,
    query: Result<Query<ListThing0>, QueryRejection>,
) -> Result<Json<Sealed<Page<Thing0>>>, Rejected> {
    seal(things.list_thing0(query?.page).await)
}

async fn view_thing0<S: Things>(
    State(things): State<Arc<S>>,
    id: Result<Path<String>, PathRejection>,
    query: Result<Query<ViewThing0>, QueryRejection>,
) -> Result<Json<Sealed<Thing0>>, Rejected> {
    seal(things.view_thing0(&id?, &query?.lang).await)
}

async fn create_thing0<S: Things>(
    State(things): State<Arc<S>>,
    body: Result<Json<CreateThing0>, JsonRejection>,
) -> Result<Json<Sealed<Thing0>>, Rejected> {
    let CreateThing0 { name, note, times } = body?.0;
    seal(things.create_thing0(&name, &note, times).await)
}

async fn update_thing0<S: Things>(
    State(things): State<Arc<S>>,
    id: Result<Path<String>, PathRejection>,
    body: Result<Json<UpdateThing0>, JsonRejection>,
) -> Result<Json<Sealed<Thing0>>, Rejected> {
    let UpdateThing0 { name, note } = body?.0;
    seal(things.update_thing0(&id?, &name, note.as_deref()).await)
}

async fn delete_thing0<S: Things>(
    State(things): State<Arc<S>>,
    id: Result<Path<String>, PathRejection>,
) -> Result<Json<Sealed<()>>, Rejected> {
    seal(things.delete_thing0(&id?).await)
}
// end

pub fn router<S: Things>(things: Arc<S>) -> Router {
    let mut router = Router::new();
    // each
    router = router
        .route("/api/v3/thing0/list", get(list_thing0::<S>))
        .route("/api/v3/thing0", post(create_thing0::<S>))
        .route(
            "/api/v3/thing0/{id}",
            get(view_thing0::<S>).put(update_thing0::<S>).delete(delete_thing0::<S>),
        );
    // end
    router.with_state(things)
}

fn main() {}
