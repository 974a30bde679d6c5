//! What leaves the program: to whom, and with what.

use crate::support::{Canned, TOKEN, kook, run, run_at};

const NOTHING: &str = r#"{"code":0,"message":"操作成功"}"#;

#[test]
fn a_call_brings_its_headers() {
    let server = Canned::new("200 OK", NOTHING);
    run_at(&server.base_url, &["chats", "remove", "5c&7e\""]).ok();
    let request = server.requests.recv().unwrap();
    assert!(request.starts_with("POST /api/v3/user-chat/delete HTTP/1.1\r\n"), "{request}");
    for header in [
        &format!("authorization: Bot {TOKEN}"),
        concat!("user-agent: kook/", env!("CARGO_PKG_VERSION")),
        "accept-language: en-US",
        "content-type: application/json",
    ] {
        assert!(request.contains(&format!("\r\n{header}\r\n")), "{header}: {request}");
    }
    assert!(request.ends_with("\r\n\r\n{\"chat_code\":\"5c&7e\\\"\"}"), "{request}");
}

#[test]
fn a_base_url_keeps_its_path() {
    let server = Canned::new("404 Not Found", "");
    let base = format!("{}/mirror/", server.base_url);
    run_at(&base, &["chats", "list", "--page", "2"]).failed(1);
    let request = server.requests.recv().unwrap();
    assert!(request.starts_with("GET /mirror/api/v3/user-chat/list?page=2 HTTP/1.1"), "{request}");
}

/// Through a proxy, so that nothing is sent any farther.
#[test]
fn a_token_alone_means_the_real_service() {
    let proxy = Canned::new("403 Forbidden", "");
    for arguments in [&[][..], &["chats", "list"]] {
        let mut command = kook(arguments);
        command.env("KOOK_TOKEN", TOKEN).env("HTTPS_PROXY", &proxy.base_url);
        let error = run(&mut command).failed(1);
        assert!(error.starts_with("error: no connection to https://www.kookapp.cn: "), "{error}");
        assert!(error.contains("\nhint: check the network"), "{error}");
        let request = proxy.requests.recv().unwrap();
        assert!(request.starts_with("CONNECT www.kookapp.cn:443 HTTP/1.1\r\n"), "{request}");
        assert!(!request.contains(TOKEN), "{request}");
    }
}
