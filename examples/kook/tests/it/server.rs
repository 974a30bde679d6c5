//! The embedded server over its socket: what a client reads, and what it writes byte by byte.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use kook::server::Server;
use serde_json::{Value, json};

use crate::support::{TOKEN, block_on, client, server};

/// Sends one request as it stands, and gives the status and the JSON of the response.
fn raw(server: &Server, line: &str, headers: &[&str], body: &str) -> (u16, Value) {
    let mut stream = TcpStream::connect(server.address()).unwrap();
    let length = body.len();
    let mut request = format!("{line} HTTP/1.1\r\nhost: kook\r\nconnection: close\r\n");
    for header in headers {
        request.push_str(&format!("{header}\r\n"));
    }
    write!(stream, "{request}content-length: {length}\r\n\r\n{body}").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    let status = response.split(' ').nth(1).unwrap().parse().unwrap();
    let (head, body) = response.split_once("\r\n\r\n").unwrap();
    assert!(head.contains("\r\ncontent-type: application/json\r\n"), "{head}");
    (status, serde_json::from_str(body).unwrap())
}

fn admitted(server: &Server, line: &str, body: &str) -> (u16, Value) {
    let token = format!("authorization: Bot {TOKEN}");
    raw(server, line, &[&token, "content-type: application/json"], body)
}

#[test]
fn speaks_in_the_envelope() {
    let server = server();
    let (status, listed) = admitted(&server, "GET /api/v3/user-chat/list?page_size=1", "");
    assert_eq!((status, &listed["code"], &listed["message"]), (200, &json!(0), &json!("操作成功")));
    assert_eq!(listed["data"]["sort"], json!([]));
    let meta = json!({ "page": 1, "page_total": 4, "page_size": 1, "total": 4 });
    assert_eq!(listed["data"]["meta"], meta);

    let code = listed["data"]["items"][0]["code"].clone();
    let body = json!({ "chat_code": code }).to_string();
    let deleted = admitted(&server, "POST /api/v3/user-chat/delete", &body);
    assert_eq!(deleted, (200, json!({ "code": 0, "message": "操作成功", "data": [] })));
}

#[test]
fn refuses_in_the_envelope() {
    let server = server();
    let refused = |line: &str, body: &str, expected: (u16, i64)| {
        let (status, response) = admitted(&server, line, body);
        let code = response["code"].as_i64().unwrap();
        assert_eq!((status, code), expected, "{line} {body}: {response}");
        assert!(!response["message"].as_str().unwrap().is_empty());
        assert!(response["data"].is_object());
    };
    let (view, create, delete) =
        ("/api/v3/user-chat/view", "/api/v3/user-chat/create", "/api/v3/user-chat/delete");
    refused(&format!("GET {view}?chat_code=5c7e"), "", (200, 40000));
    refused(&format!("GET {view}"), "", (200, 40100));
    refused(&format!("GET {view}?chat_code="), "", (200, 40100));
    refused(&format!("POST {create}"), r#"{"target_id":"1"}"#, (200, 40000));
    refused(&format!("POST {create}"), r#"{"target_id":1}"#, (200, 40000));
    refused(&format!("POST {create}"), r#"{"target_id":null}"#, (200, 40100));
    refused(&format!("POST {create}"), "{}", (200, 40100));
    refused(&format!("POST {create}"), "{", (400, 400));
    refused(&format!("POST {create}"), "", (400, 400));
    refused(&format!("POST {delete}"), r#"{"chat_code":"5c7e"}"#, (200, 40000));
    refused(&format!("POST {delete}"), r#"{"target_id":"1"}"#, (200, 40100));
    refused(&format!("GET {delete}"), "", (405, 405));
    refused("GET /api/v3/user-chat/list?page=x", "", (400, 400));
    refused("GET /api/v3/user-chat/lists", "", (404, 404));
    refused("GET /", "", (404, 404));
}

#[test]
fn lets_nobody_in_without_the_token() {
    let server = server();
    let line = "GET /api/v3/user-chat/list";
    let right = format!("authorization: Bot {TOKEN}");
    for headers in [
        &[][..],
        &["authorization: Bot wrong"],
        &["authorization: Bot"],
        &[&format!("authorization: Bearer {TOKEN}")],
        &[&format!("authorization: {TOKEN}")],
        &[&right, &right],
    ] {
        let (status, response) = raw(&server, line, headers, "");
        assert_eq!((status, &response["code"]), (401, &json!(401)), "{headers:?}");
        assert_eq!(response["data"], json!({ "name": "Unauthorized", "status": 401 }));
    }
    let (status, _) = raw(&server, line, &[&format!("Authorization: bot {TOKEN}")], "");
    assert_eq!(status, 200);
}

#[test]
fn every_page_is_turned() {
    let server = server();
    let chats = client(&server.base_url(), TOKEN);
    block_on(async {
        let mut codes = Vec::new();
        for number in 1.. {
            let page = chats.list(Some(number), Some(3)).await.unwrap();
            codes.extend(page.items.into_iter().map(|chat| chat.code));
            if page.meta.is_last() {
                break;
            }
        }
        let all = chats.list(None, None).await.unwrap();
        assert_eq!(all.meta.page_size, 50);
        assert_eq!(codes, all.items.into_iter().map(|chat| chat.code).collect::<Vec<_>>());
        // No more than KOOK's largest page, whatever is asked for.
        assert_eq!(chats.list(None, Some(1000)).await.unwrap().meta.page_size, 50);
        let beyond = chats.list(Some(u32::MAX), Some(50)).await.unwrap();
        assert!(beyond.items.is_empty() && beyond.meta.is_last());
    });
}

#[test]
fn a_wrong_token_is_an_error_of_the_api() {
    let server = server();
    let error = block_on(client(&server.base_url(), "wrong").list(None, None)).unwrap_err();
    assert_eq!(*error.api().unwrap().code(), 401);
    assert_eq!(error.status().unwrap(), 401);
}

#[test]
fn the_end_of_a_server_is_the_end_of_its_connections() {
    let server = server();
    let mut open = TcpStream::connect(server.address()).unwrap();
    write!(open, "GET / HTTP/1.1\r\nhost: kook\r\n\r\n").unwrap();
    let mut first = [0; 4];
    open.read_exact(&mut first).unwrap();
    drop(server);
    // Returns: a connection that were left open would hang here.
    let _ = open.read_to_end(&mut Vec::new());
}
