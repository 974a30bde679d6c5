//! KOOK's private chats, both ways: arbitrary arguments there, arbitrary results and errors back. The
//! declaration is that of `examples/kook`, with KOOK's page on `user-chat` as its source.

use std::sync::Mutex;
use std::time::Duration;

use api_core::http::StatusCode;
use api_core::{ApiError, Client, Envelope, Error, ErrorKind, Result, api, async_trait};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

use super::round_trips::run;

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Chat {
    code: String,
    last_read_time: i64,
    latest_msg_time: i64,
    unread_count: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is_friend: Option<bool>,
    target_info: TargetUser,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct TargetUser {
    id: String,
    username: String,
    online: Option<bool>,
    avatar: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Page {
    items: Vec<Chat>,
    total: u32,
}

#[api(server, envelope = Kook, path = "/api/v3/user-chat")]
trait UserChat {
    #[endpoint(GET, "/list")]
    async fn list(&self, page: Option<u32>, page_size: Option<u32>) -> Result<Page>;

    #[endpoint(GET, "/view")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;

    #[endpoint(POST, "/create")]
    async fn create(&self, target_id: &str) -> Result<Chat>;

    #[endpoint(POST, "/delete")]
    async fn delete(&self, chat_code: &str) -> Result<()>;
}

/// Keeps what it was called with, and responds as it was told to.
struct Told {
    chat: Result<Chat, ApiError>,
    page: Page,
    calls: Mutex<Vec<String>>,
}

impl Told {
    fn keep(&self, call: String) -> Result<Chat> {
        self.calls.lock().unwrap().push(call);
        self.chat.clone().map_err(Error::from)
    }
}

#[async_trait]
impl UserChat for &'static Told {
    async fn list(&self, page: Option<u32>, page_size: Option<u32>) -> Result<Page> {
        self.keep(format!("list {page:?} {page_size:?}")).map(|_| self.page.clone())
    }

    async fn view(&self, chat_code: &str) -> Result<Chat> {
        self.keep(format!("view {chat_code}"))
    }

    async fn create(&self, target_id: &str) -> Result<Chat> {
        self.keep(format!("create {target_id}"))
    }

    async fn delete(&self, chat_code: &str) -> Result<()> {
        self.keep(format!("delete {chat_code}")).map(drop)
    }
}

fn chat() -> impl Strategy<Value = Chat> {
    let times = (any::<i64>(), any::<i64>(), any::<u64>());
    let user = (any::<String>(), any::<String>(), any::<Option<bool>>(), any::<String>());
    (any::<String>(), times, any::<Option<bool>>(), user).prop_map(
        |(code, (last_read_time, latest_msg_time, unread_count), is_friend, user)| {
            let (id, username, online, avatar) = user;
            let target_info = TargetUser { id, username, online, avatar };
            Chat { code, last_read_time, latest_msg_time, unread_count, is_friend, target_info }
        },
    )
}

fn error() -> impl Strategy<Value = ApiError> {
    let code = any::<i64>().prop_filter("0 is success", |code| *code != 0);
    let status = prop_oneof![Just(200), 400..600u16];
    (code, any::<String>(), status, option::of(0..3600u64)).prop_map(
        |(code, message, status, wait)| {
            let error = ApiError::new(code, message);
            let error = error.with_status(StatusCode::from_u16(status).unwrap());
            wait.into_iter().fold(error, |e, wait| e.with_retry_after(Duration::from_secs(wait)))
        },
    )
}

/// Holds a result to what the implementation returned.
#[track_caller]
fn same<T: PartialEq + std::fmt::Debug>(got: Result<T>, told: Result<&T, &ApiError>) {
    match (got, told) {
        (Ok(got), Ok(told)) => assert_eq!(&got, told),
        (Err(got), Err(told)) => {
            assert_eq!(got.kind(), ErrorKind::Api, "{got}");
            let api = got.api().unwrap();
            assert_eq!(
                (api.code(), api.message(), api.status(), got.retry_after()),
                (told.code(), told.message(), told.status(), told.retry_after())
            );
        }
        (got, told) => panic!("got {got:?}, and not {told:?}"),
    }
}

/// The whole of it: every endpoint called once, over whatever the client calls through.
async fn hold(
    client: Client,
    told: &Told,
    (page, page_size, chat_code, target_id): (Option<u32>, Option<u32>, &str, &str),
) {
    let chats = UserChatClient::new(client);
    let result = || told.chat.as_ref();
    same(
        chats.list(page, page_size).retry(api_core::Retry::never()).await,
        result().map(|_| &told.page),
    );
    same(chats.view(chat_code).retry(api_core::Retry::never()).await, result());
    same(chats.create(target_id).retry(api_core::Retry::never()).await, result());
    same(chats.delete(chat_code).retry(api_core::Retry::never()).await, result().map(|_| &()));
    assert_eq!(
        std::mem::take(&mut *told.calls.lock().unwrap()),
        [
            format!("list {page:?} {page_size:?}"),
            format!("view {chat_code}"),
            format!("create {target_id}"),
            format!("delete {chat_code}"),
        ]
    );
}

fn told(chat: Result<Chat, ApiError>, items: Vec<Chat>) -> &'static Told {
    let page = Page { items, total: 7 };
    Box::leak(Box::new(Told { chat, page, calls: Mutex::default() }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn in_process(
        chat in prop_oneof![chat().prop_map(Ok), error().prop_map(Err)],
        items in vec(chat(), 0..3),
        args in (any::<Option<u32>>(), any::<Option<u32>>(), any::<String>(), any::<String>()),
    ) {
        let told = told(chat, items);
        let router = UserChatServer::new(told).into_router();
        run(hold(Client::in_process(router), told, (args.0, args.1, &args.2, &args.3)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn over_a_socket(
        chat in prop_oneof![chat().prop_map(Ok), error().prop_map(Err)],
        items in vec(chat(), 0..3),
        args in (any::<Option<u32>>(), any::<Option<u32>>(), any::<String>(), any::<String>()),
    ) {
        let told = told(chat, items);
        let router = UserChatServer::new(told).into_router();
        run(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let base = format!("http://{}", listener.local_addr().unwrap());
            tokio::spawn(async move { api_core::server::axum::serve(listener, router).await });
            let client = Client::builder(base).no_env_proxy().build().unwrap();
            hold(client, told, (args.0, args.1, &args.2, &args.3)).await;
        });
    }
}
