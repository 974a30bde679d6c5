//! What a person reads when something does not work, and the exit codes.

use expect_test::expect;

use crate::support::{Canned, ClosedPort, TOKEN, kook, run, run_at, server};

#[test]
fn an_unknown_chat() {
    let server = server();
    for command in ["view", "remove"] {
        let error = run_at(&server.base_url(), &["chats", command, "5c7e"]).failed(1);
        assert_eq!(error, "error: the API responded with code 40000: the chat does not exist\n");
    }
    let error = run_at(&server.base_url(), &["--json", "chats", "open", "1"]).failed(1);
    assert_eq!(error, "error: the API responded with code 40000: the user does not exist\n");
}

#[test]
fn an_empty_argument() {
    let server = server();
    let error = run_at(&server.base_url(), &["chats", "view", ""]).failed(1);
    assert_eq!(
        error,
        "error: the API responded with code 40100: the argument `chat_code` is missing\n"
    );
}

#[test]
fn a_wrong_token() {
    let server = server();
    let mut command = kook(&["chats", "list", "--base-url", &server.base_url()]);
    let error = run(command.env("KOOK_TOKEN", "wrong")).failed(1);
    expect![[r#"
        error: the API responded with code 401: the token is missing or wrong (HTTP 401)
        hint: set KOOK_TOKEN to the one that `kook serve` was started with, or unset it on both sides
    "#]]
    .assert_eq(&error);
    // The token of demonstration is no better here.
    assert_eq!(run(command.env_remove("KOOK_TOKEN")).failed(1), error);
}

#[test]
fn nobody_listens() {
    let closed = ClosedPort::new();
    let error = run_at(&closed.base_url, &["chats", "list"]).failed(1);
    expect![[r#"
        error: no connection to BASE: connection refused
        hint: `kook serve` starts a server and shows its address
    "#]]
    .assert_eq(&error.replace(&closed.base_url, "BASE"));
}

#[test]
fn no_token_for_the_real_service() {
    let error = run(&mut kook(&["chats", "list"])).failed(2);
    expect![[r#"
        error: KOOK_TOKEN is not set
        hint: set it to the token of a bot, or try the embedded server: `kook serve` shows how
    "#]]
    .assert_eq(&error);
    let elsewhere = run(&mut kook(&["--base-url", "https://kook.example"])).failed(2);
    assert_eq!(elsewhere, error);
}

#[test]
fn a_token_that_is_none() {
    for token in ["Bot x", "x\ny", "x\u{1b}[2J", "é"] {
        let error = run(kook(&[]).env("KOOK_TOKEN", token)).failed(2);
        assert_eq!(
            error,
            "error: KOOK_TOKEN contains characters that no token has\n\
             hint: set it to the bot's token, without `Bot` in front\n"
        );
    }
}

#[test]
fn a_base_url_that_is_none() {
    for (base, why) in [
        ("kook", "this is not a URL"),
        ("127.0.0.1:80", "this is not a URL"),
        ("/api", "this is not a URL"),
        ("", "this is not a URL"),
        ("http://kook.example", "would send the token unencrypted"),
        ("http://127.0.0.1.kook.example", "would send the token unencrypted"),
        ("https://me:pa55@kook.example", "user name or password"),
        ("http://127.0.0.1@kook.example", "user name or password"),
        ("https://kook.example/#x", "fragment"),
        ("ftp://127.0.0.1", "the scheme must be `https://`"),
    ] {
        let error = run_at(base, &["chats", "list"]).failed(2);
        assert!(error.starts_with("error: --base-url: ") && error.contains(why), "{base}: {error}");
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(!error.contains("pa55"), "{error}");
    }
}

#[test]
fn bad_arguments() {
    for arguments in [
        &["chat"][..],
        &["chats"],
        &["chats", "view"],
        &["chats", "view", "a", "b"],
        &["chats", "list", "--page", "0"],
        &["chats", "list", "--page", "-1"],
        &["chats", "list", "--page-size", "many"],
        &["serve", "--port", "65536"],
        &["serve", "--base-url", "http://127.0.0.1:1"],
        &["--token", "x"],
    ] {
        let error = run(kook(arguments).env("KOOK_TOKEN", TOKEN)).failed(2);
        assert!(error.contains("error: ") || error.contains("Usage: "), "{error}");
    }
    expect![[r#"
        error: unrecognized subcommand 'lsit'

          tip: a similar subcommand exists: 'list'

        Usage: kook chats [OPTIONS] <COMMAND>

        For more information, try '--help'.
    "#]]
    .assert_eq(&run(&mut kook(&["chats", "lsit"])).failed(2));
}

#[test]
fn a_response_from_something_else() {
    for (status, body, expected) in [
        ("502 Bad Gateway", "<html>", "the server responded with HTTP 502 (Bad Gateway)"),
        ("302 Found\r\nlocation: http://127.0.0.1:1/", "", "the server redirects (HTTP 302)"),
        ("200 OK", "<html>", ""),
        ("200 OK", r#"{"code":0,"message":"","data":{"items":7}}"#, ""),
    ] {
        let server = Canned::new(status, body);
        let error = run_at(&server.base_url, &["chats", "list"]).failed(1);
        let begin = "error: GET /api/v3/user-chat/list (UserChat::list): ";
        assert!(error.starts_with(begin) && error.contains(expected), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    }
}

#[test]
fn a_code_that_is_new_to_us() {
    let server = Canned::new("403 Forbidden", r#"{"code":40300,"message":"无权限","data":[]}"#);
    let error = run_at(&server.base_url, &["chats", "list"]).failed(1);
    assert_eq!(error, "error: the API responded with code 40300: 无权限 (HTTP 403)\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let full = std::fs::File::create("/dev/full").unwrap();
    let error = run(kook(&[]).stdout(full)).failed(1);
    assert!(error.starts_with("error: cannot write the output: "), "{error}");
}
