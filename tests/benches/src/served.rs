//! Requests to a server without a socket: `#[api(server)]`, and the same API in axum by hand.
//!
//! Both sides get a clone of the same request, and the body of their response is read to its end.

use std::hint::black_box;
use std::sync::Arc;

use api_core::__private::server::{Handler, Routes, seal};
use api_core::endpoint::PathPiece;
use api_core::{Endpoint, Result, api, async_trait};
use axum::body::Body;
use axum::extract::rejection::{FormRejection, JsonRejection, PathRejection, QueryRejection};
use axum::extract::{Form, Path, Query, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http_body_util::BodyExt as _;
use serde::{Deserialize, Serialize};
use tower::ServiceExt as _;

use crate::call::{CODE, TOKEN, runtime};
use crate::many::{MANY, together};
use crate::measure::Round;
use crate::opening::Kook;
use crate::payload::{Chat, chat};

#[api(server, envelope = Kook, path = "/api/v3")]
trait Chats {
    #[endpoint(GET, "/user-chat/view")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;

    #[endpoint(POST, "/user-chat/create")]
    async fn create(&self, target_id: &str, content: &str, times: u32) -> Result<Chat>;

    #[endpoint(POST, "/user-chat/update", body = form)]
    async fn update(&self, target_id: &str, content: &str, times: u32) -> Result<Chat>;

    #[endpoint(GET, "/users/{user}/chats/{chat}")]
    async fn of_user(&self, user: u64, chat: &str) -> Result<Chat>;

    #[endpoint(GET, "/files/{name}.{ext}")]
    async fn file(&self, name: &str, ext: &str) -> Result<Chat>;

    #[endpoint(GET, "/tree/{path*}")]
    async fn tree(&self, path: &str) -> Result<Chat>;
}

/// Responds with the same chat to every call.
struct OneChat(Chat);

#[async_trait]
impl Chats for OneChat {
    async fn view(&self, chat_code: &str) -> Result<Chat> {
        black_box(chat_code);
        Ok(self.0.clone())
    }

    async fn create(&self, target_id: &str, content: &str, times: u32) -> Result<Chat> {
        black_box((target_id, content, times));
        Ok(self.0.clone())
    }

    async fn update(&self, target_id: &str, content: &str, times: u32) -> Result<Chat> {
        black_box((target_id, content, times));
        Ok(self.0.clone())
    }

    async fn of_user(&self, user: u64, chat: &str) -> Result<Chat> {
        black_box((user, chat));
        Ok(self.0.clone())
    }

    async fn file(&self, name: &str, ext: &str) -> Result<Chat> {
        black_box((name, ext));
        Ok(self.0.clone())
    }

    async fn tree(&self, path: &str) -> Result<Chat> {
        black_box(path);
        Ok(self.0.clone())
    }
}

fn ours() -> Router {
    ChatsServer::new(OneChat(chat())).into_router()
}

/// The envelope, as it is written by hand.
#[derive(Serialize)]
struct Sealed<T> {
    code: i64,
    message: String,
    data: Option<T>,
}

/// A request that cannot be read, in the envelope.
struct Rejected(StatusCode, String);

impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        let Self(status, message) = self;
        let sealed = Sealed::<()> { code: status.as_u16().into(), message, data: None };
        (status, Json(sealed)).into_response()
    }
}

/// What each extractor's rejection becomes.
macro_rules! rejected {
    ($($rejection:ident)*) => {$(
        impl From<$rejection> for Rejected {
            fn from(rejection: $rejection) -> Self {
                Self(rejection.status(), rejection.body_text())
            }
        }
    )*};
}

rejected! { QueryRejection JsonRejection FormRejection PathRejection }

type Served = std::result::Result<Json<Sealed<Chat>>, Rejected>;

fn served(chat: &Chat) -> Served {
    Ok(Json(Sealed { code: 0, message: String::new(), data: Some(chat.clone()) }))
}

#[derive(Deserialize)]
struct View {
    chat_code: String,
}

#[derive(Deserialize)]
struct Create {
    target_id: String,
    content: String,
    times: u32,
}

type Extracted<T, E> = std::result::Result<T, E>;

async fn view(
    State(chats): State<Arc<OneChat>>,
    query: Extracted<Query<View>, QueryRejection>,
) -> Served {
    black_box(query?.0.chat_code);
    served(&chats.0)
}

async fn create(
    State(chats): State<Arc<OneChat>>,
    body: Extracted<Json<Create>, JsonRejection>,
) -> Served {
    let Create { target_id, content, times } = body?.0;
    black_box((target_id, content, times));
    served(&chats.0)
}

async fn update(
    State(chats): State<Arc<OneChat>>,
    body: Extracted<Form<Create>, FormRejection>,
) -> Served {
    let Create { target_id, content, times } = body?.0;
    black_box((target_id, content, times));
    served(&chats.0)
}

async fn of_user(
    State(chats): State<Arc<OneChat>>,
    path: Extracted<Path<(u64, String)>, PathRejection>,
) -> Served {
    black_box(path?.0);
    served(&chats.0)
}

/// `{name}.{ext}` is nothing that axum knows.
async fn file(
    State(chats): State<Arc<OneChat>>,
    path: Extracted<Path<String>, PathRejection>,
) -> Served {
    let file = path?.0;
    let not_found = || Rejected(StatusCode::NOT_FOUND, "no endpoint has this path".to_owned());
    black_box(file.rsplit_once('.').ok_or_else(not_found)?);
    served(&chats.0)
}

async fn tree(
    State(chats): State<Arc<OneChat>>,
    path: Extracted<Path<String>, PathRejection>,
) -> Served {
    black_box(path?.0);
    served(&chats.0)
}

async fn no_endpoint() -> Rejected {
    Rejected(StatusCode::NOT_FOUND, "no endpoint has this path".to_owned())
}

fn by_hand() -> Router {
    Router::new()
        .route("/api/v3/user-chat/view", get(view))
        .route("/api/v3/user-chat/create", post(create))
        .route("/api/v3/user-chat/update", post(update))
        .route("/api/v3/users/{user}/chats/{chat}", get(of_user))
        .route("/api/v3/files/{name}", get(file))
        .route("/api/v3/tree/{*path}", get(tree))
        .fallback(no_endpoint)
        .with_state(Arc::new(OneChat(chat())))
}

/// A thousand endpoints, of which the last is called. The macro would emit the same, slowly.
fn thousand_ours() -> Router {
    let mut routes = Routes::new(seal::<Kook<()>>());
    let chats = Arc::new(OneChat(chat()));
    for number in 0..1_000 {
        let path: &'static str = format!("/api/v3/user-chat/view-{number:03}").leak();
        let pieces: &'static [PathPiece] = vec![PathPiece::Literal(path)].leak();
        let endpoint = Endpoint::new("Thousand", "view", "GET").with_path(path, pieces);
        let handler = Handler::new(
            Box::leak(Box::new(endpoint)),
            seal::<Kook<()>>(),
            |chats: Arc<OneChat>, mut input, responder| {
                Box::pin(async move {
                    let code: String =
                        input.query("chat_code", api_core::__private::Style::PLAIN)?;
                    let returned = chats.view(&code).await;
                    api_core::__private::server::respond::<Result<Chat>, _>()(responder, returned)
                })
            },
        );
        routes.add(&chats, handler);
    }
    routes.into_router()
}

fn thousand_by_hand() -> Router {
    let mut router = Router::new();
    for number in 0..1_000 {
        router = router.route(&format!("/api/v3/user-chat/view-{number:03}"), get(view));
    }
    router.with_state(Arc::new(OneChat(chat())))
}

const JSON: &str = r#"{"target_id":"2418239356","content":"hello there","times":3}"#;
const FORM: &str = "target_id=2418239356&content=hello+there&times=3";

fn with_body(method: &str, path: &str, body: &'static str) -> (Request<()>, &'static str) {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "localhost:3000")
        .header(header::USER_AGENT, "curl/8.14.1")
        .header(header::ACCEPT, "*/*")
        .header(header::AUTHORIZATION, TOKEN);
    if !body.is_empty() {
        let is_json = body.starts_with('{');
        let content_type =
            if is_json { "application/json" } else { "application/x-www-form-urlencoded" };
        request = request
            .header(header::CONTENT_TYPE, content_type)
            .header(header::CONTENT_LENGTH, body.len());
    }
    (request.body(()).expect("a request"), body)
}

/// The paths that are meant to cost much, each of a kibibyte or less.
#[must_use]
pub fn hostile() -> Vec<String> {
    vec![
        format!("/api/v3{}", "/".repeat(1_000)),
        format!("/api/v3{}", "/a".repeat(500)),
        format!("/api/v3/files/{}", ".".repeat(1_000)),
        format!("/api/v3/files/{}", "a.".repeat(500)),
        format!("/api/v3/files/{}", "%2e".repeat(330)),
        format!("/api/v3/tree/{}", "%2F".repeat(330)),
        format!("/api/v3/tree/{}", "../".repeat(330)),
        format!("/api/v3/tree/{}", "a/".repeat(500)),
        format!("/api/v3/users/{}/chats/b", "1".repeat(1_000)),
        format!("/api/v3/users/1/chats/{}", "%".repeat(1_000)),
        format!("/api/v3/user-chat/{}", "view".repeat(250)),
    ]
}

/// A case, such as `serve-get/ours` or `serve-hostile-3/ours`.
pub fn case(name: &str) -> Option<Round> {
    let (work, way) = name.strip_prefix("serve-")?.split_once('/')?;
    let router = match (work, way) {
        ("thousand", "ours") => thousand_ours(),
        ("thousand", "hand") => thousand_by_hand(),
        (_, "ours") => ours(),
        (_, "hand") => by_hand(),
        _ => return None,
    };
    let view = format!("/api/v3/user-chat/view?chat_code={CODE}");
    let (request, body) = match work {
        "get" | "many" => with_body("GET", &view, ""),
        "thousand" => with_body("GET", &format!("/api/v3/user-chat/view-999?chat_code={CODE}"), ""),
        "post" => with_body("POST", "/api/v3/user-chat/create", JSON),
        "form" => with_body("POST", "/api/v3/user-chat/update", FORM),
        "path" => with_body("GET", &format!("/api/v3/users/2418239356/chats/{CODE}"), ""),
        "refused" => with_body("GET", "/api/v3/user-chat/view", ""),
        "unknown" => with_body("GET", "/api/v3/user-chat/nothing", ""),
        _ => {
            let at: usize = work.strip_prefix("hostile-")?.parse().ok()?;
            with_body("GET", hostile().get(at)?, "")
        }
    };
    let runtime = runtime();
    if work == "many" {
        return Some(together(runtime, MANY, move || {
            let (router, request) = (router.clone(), request.clone());
            async move { respond(router, request, body).await }
        }));
    }
    Some(Box::new(move || {
        runtime.block_on(respond(router.clone(), black_box(request.clone()), body));
    }))
}

async fn respond(router: Router, request: Request<()>, body: &'static str) {
    let request = request.map(|()| if body.is_empty() { Body::empty() } else { Body::from(body) });
    let response = router.oneshot(request).await.expect("a router never fails");
    let status = response.status();
    let body = response.into_body().collect().await.expect("a body").to_bytes();
    black_box((status, body));
}
