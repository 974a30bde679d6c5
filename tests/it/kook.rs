//! KOOK's private chats: four endpoints, the responses that its documentation shows, and every byte
//! of the requests.

use std::collections::BTreeMap;

use api_core::{Code, Credentials, Envelope, Result, api};
use api_tests::{Server, json, kook};
use serde::Deserialize;

use crate::support::{api_error, builder, headers};

#[derive(Envelope)]
struct Kook<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Debug, PartialEq, Deserialize)]
struct Chat {
    code: String,
    last_read_time: u64,
    latest_msg_time: u64,
    unread_count: u32,
    is_friend: bool,
    is_blocked: bool,
    is_target_blocked: bool,
    target_info: TargetUser,
}

#[derive(Debug, PartialEq, Deserialize)]
struct ChatSummary {
    code: String,
    last_read_time: u64,
    target_info: TargetUser,
}

#[derive(Debug, PartialEq, Deserialize)]
struct TargetUser {
    id: String,
    username: String,
    online: Option<bool>,
    avatar: String,
}

#[derive(Debug, Deserialize)]
struct Page<T> {
    items: Vec<T>,
    meta: PageMeta,
    sort: BTreeMap<String, i64>,
}

#[derive(Debug, PartialEq, Deserialize)]
struct PageMeta {
    page: u32,
    page_total: u32,
    page_size: u32,
    total: u64,
}

#[api(envelope = Kook)]
trait UserChat {
    #[endpoint(GET, "/api/v3/user-chat/list")]
    async fn list(&self, page: Option<u32>, page_size: Option<u32>) -> Result<Page<ChatSummary>>;

    #[endpoint(GET, "/api/v3/user-chat/view")]
    async fn view(&self, chat_code: &str) -> Result<Chat>;

    #[endpoint(POST, "/api/v3/user-chat/create")]
    async fn create(&self, target_id: &str) -> Result<Chat>;

    #[endpoint(POST, "/api/v3/user-chat/delete")]
    async fn delete(&self, chat_code: &str) -> Result<()>;
}

/// Like KOOK's: with the characters that an encoder would touch.
const TOKEN: &str = "1/MTAxNTI=/w+R5kQ3/vB==";
const AUTHORIZATION: (&str, &str) = ("authorization", "Bot 1/MTAxNTI=/w+R5kQ3/vB==");

fn chats(server: &Server) -> UserChatClient {
    let client = builder(server).credentials(Credentials::scheme("Bot", TOKEN)).build();
    UserChatClient::new(client.expect("the token can be sent"))
}

fn giving(name: &str) -> Server {
    Server::giving(json(200, kook(name)))
}

#[api_tests::test]
async fn list_sends_a_bare_get_and_gives_a_page() {
    let server = giving("list");
    let page = chats(&server).list(None, None).await.unwrap();
    let request = server.request();
    assert_eq!(request.line(), "GET /api/v3/user-chat/list HTTP/1.1");
    assert_eq!(request.headers(), headers(&server, &[AUTHORIZATION]));
    assert_eq!(request.wire_body(), b"");

    assert_eq!(page.meta, PageMeta { page: 1, page_total: 1, page_size: 50, total: 1 });
    assert!(page.sort.is_empty());
    let target_info = TargetUser {
        id: "415212".to_owned(),
        username: "工具".to_owned(),
        online: Some(false),
        avatar: "https://***.jpg".to_owned(),
    };
    let last_read_time = 1_612_696_873_000;
    let item = ChatSummary { code: "sderwrw**".to_owned(), last_read_time, target_info };
    assert_eq!(page.items, [item]);
}

#[api_tests::test]
async fn list_sends_the_page_that_is_asked_for() {
    let server = giving("list");
    let chats = chats(&server);
    chats.list(Some(2), Some(10)).await.unwrap();
    chats.list(None, Some(50)).await.unwrap();
    chats.list(Some(3), None).await.unwrap();
    let requests = server.requests();
    let lines: Vec<_> = requests.iter().map(|request| request.line()).collect();
    assert_eq!(
        lines,
        [
            "GET /api/v3/user-chat/list?page=2&page_size=10 HTTP/1.1",
            "GET /api/v3/user-chat/list?page_size=50 HTTP/1.1",
            "GET /api/v3/user-chat/list?page=3 HTTP/1.1",
        ]
    );
}

#[api_tests::test]
async fn view_sends_the_code_in_the_query() {
    let server = giving("view");
    let chat = chats(&server).view("5c7ec6d021216c136c9198285c15ed47").await.unwrap();
    let request = server.request();
    let line = "GET /api/v3/user-chat/view?chat_code=5c7ec6d021216c136c9198285c15ed47 HTTP/1.1";
    assert_eq!(request.line(), line);
    assert_eq!(request.headers(), headers(&server, &[AUTHORIZATION]));
    assert_eq!(request.wire_body(), b"");

    assert_eq!(chat.code, "5c7ec6d021216c136c9198285c15ed47");
    assert_eq!((chat.last_read_time, chat.latest_msg_time), (1_612_175_653_000, 1_612_160_693_000));
    assert_eq!((chat.target_info.username.as_str(), chat.target_info.online), ("夏天1", None));
}

#[api_tests::test]
async fn create_posts_the_user_as_json() {
    let server = giving("create");
    let chat = chats(&server).create("325***0").await.unwrap();
    let request = server.request();
    assert_eq!(request.line(), "POST /api/v3/user-chat/create HTTP/1.1");
    let body = [("content-length", "23"), ("content-type", "application/json"), AUTHORIZATION];
    assert_eq!(request.headers(), headers(&server, &body));
    assert_eq!(request.wire_body(), br#"{"target_id":"325***0"}"#);

    assert_eq!(chat.code, "3547b7*****2476dd9d7777f32a");
    assert_eq!((chat.target_info.id.as_str(), chat.target_info.online), ("325***0", Some(false)));
}

#[api_tests::test]
async fn delete_posts_the_code_and_gives_nothing() {
    let server = giving("delete");
    chats(&server).delete("5c7e").await.unwrap();
    let request = server.request();
    assert_eq!(request.line(), "POST /api/v3/user-chat/delete HTTP/1.1");
    let body = [("content-length", "20"), ("content-type", "application/json"), AUTHORIZATION];
    assert_eq!(request.headers(), headers(&server, &body));
    assert_eq!(request.wire_body(), br#"{"chat_code":"5c7e"}"#);
}

#[api_tests::test]
async fn a_failure_of_kook_has_its_own_words() {
    for (status, code, message) in
        [(401, 40101, "无效的token"), (200, 40000, "该会话不存在"), (400, 40100, "缺少参数")]
    {
        let said = format!(r#"{{"code":{code},"message":"{message}","data":{{"status":401}}}}"#);
        let server = Server::giving(json(status, said));
        let chats = chats(&server);
        let expected = (Code::Int(code), message.to_owned(), status);
        assert_eq!(api_error(chats.list(None, None).await), expected);
        assert_eq!(api_error(chats.view("5c7e").await), expected);
        assert_eq!(api_error(chats.create("1").await), expected);
        assert_eq!(api_error(chats.delete("5c7e").await), expected);
        assert_eq!(server.requests().len(), 4);
    }
}
