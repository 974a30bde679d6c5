//! What must not reach a screen: the token, and whatever would take the screen over.

use std::process::Command;

use crate::support::{Canned, ClosedPort, TOKEN, kook, run, server};

#[test]
fn the_token_is_never_shown() {
    let (own, other) = (server(), kook::server::Server::start(0, "other").unwrap());
    let (right, wrong) = (own.base_url(), other.base_url());
    let refused = ClosedPort::new();
    let odd = Canned::new("200 OK", "<html>").base_url;
    for arguments in [
        &["--help"][..],
        &["chats", "--help"],
        &["--nonsense"],
        &["--base-url", &right],
        &["--base-url", &right, "--json"],
        &["--base-url", &right, "chats", "view", "5c7e"],
        &["--base-url", &wrong],
        &["--base-url", &refused.base_url],
        &["--base-url", &odd],
        &["--base-url", "http://kook.example"],
    ] {
        let run = run(kook(arguments).env("KOOK_TOKEN", TOKEN));
        assert!(!format!("{run:?}").contains("S3KRET"), "{arguments:?}: {run:?}");
    }
}

/// Escapes, in the codes of C0 and of C1, a line break, and a turn of the writing direction.
const NASTY: &str = r"a\u001b[2J\u009b2J\nb\r\u202e\u007f\u2028";

fn chat() -> String {
    let target = format!(r#"{{"id":"{NASTY}","username":"{NASTY}","avatar":"{NASTY}"}}"#);
    let flags = r#""is_friend":0,"is_blocked":1,"is_target_blocked":"1""#;
    format!(r#"{{"code":"{NASTY}","unread_count":"3",{flags},"target_info":{target}}}"#)
}

fn shown(command: &mut Command) -> String {
    let run = run(command);
    let shown = run.stdout + &run.stderr;
    let rest: String = shown.chars().filter(|c| *c != '\n').collect();
    assert!(!rest.contains(|c: char| c.is_control()), "{shown:?}");
    assert!(!rest.contains(['\u{202e}', '\u{2028}']), "{shown:?}");
    shown
}

#[test]
fn text_of_a_server_cannot_move_the_cursor() {
    let page = r#""sort":[],"meta":{"page":1,"page_total":1,"page_size":50,"total":1}"#;
    let page = format!(r#"{{"items":[{}],{page}}}"#, chat());
    let response =
        |code: i32, data: &str| format!(r#"{{"code":{code},"message":"{NASTY}","data":{data}}}"#);
    let list = Canned::new("200 OK", &response(0, &page)).base_url;
    let view = Canned::new("200 OK", &response(0, &chat())).base_url;
    let fail = Canned::new("200 OK", &response(1, "{}")).base_url;

    let table = shown(&mut kook(&["--base-url", &list, "chats", "list"]));
    assert_eq!(table.lines().count(), 4, "{table}");
    let safe = r"a\u{1b}[2J\u{9b}2J\u{a}b\u{d}\u{202e}\u{7f}\u{2028}";
    assert!(table.contains(safe), "{table}");

    let fields = shown(&mut kook(&["--base-url", &view, "chats", "view", "x"]));
    assert_eq!(fields.lines().count(), 10, "{fields}");
    assert!(fields.contains("blocked       by both\n"), "{fields}");
    shown(&mut kook(&["--base-url", &view, "chats", "open", "x"]));

    let error = shown(&mut kook(&["--base-url", &fail, "chats", "view", "x"]));
    assert_eq!(error, format!("error: the API responded with code 1: {safe}\n"));
}

#[test]
fn json_says_the_same_without_its_powers() {
    let response = format!(r#"{{"code":0,"message":"","data":{}}}"#, chat());
    let server = Canned::new("200 OK", &response);
    let json = shown(&mut kook(&["--base-url", &server.base_url, "chats", "view", "x", "--json"]));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["code"], "a\u{1b}[2J\u{9b}2J\nb\r\u{202e}\u{7f}\u{2028}");
    assert_eq!(value["unread_count"], 3);
}
