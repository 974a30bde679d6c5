//! `chats list --all` walks through every page.

use kook::server::Server;
use serde_json::Value;

use crate::support::{TOKEN, kook, run};

#[test]
fn all_chats_of_an_embedded_server_without_a_token() {
    let output = run(&mut kook(&["chats", "list", "--all"]));
    assert_eq!(output.code, Some(0), "{output:?}");
    // No terminal, no bar: lines.
    let lines: Vec<&str> = output.stderr.lines().collect();
    let expected = ["1000", "2000", "3000", "4000", "5000"].map(|n| format!("{n} of 5000 chats"));
    assert_eq!(lines, expected);
    let rows = output
        .stdout
        .lines()
        .filter(|line| line.split(' ').next().is_some_and(|code| code.len() == 32));
    assert_eq!(rows.count(), 5000);
    assert!(output.stdout.contains("\n5000 chats\n"), "{}", &output.stdout[..200]);
}

#[test]
fn all_chats_as_json() {
    let server = Server::populated(0, TOKEN, 120).unwrap();
    let base = server.base_url();
    let arguments = ["--base-url", &base, "--json", "chats", "list", "--all", "--page-size", "7"];
    let output = run(kook(&arguments).env("KOOK_TOKEN", TOKEN));
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), "120 of 120 chats\n"));
    let chats: Vec<Value> = serde_json::from_str(&output.stdout).unwrap();
    let codes: std::collections::BTreeSet<_> =
        chats.iter().map(|chat| chat["code"].as_str().unwrap()).collect();
    assert_eq!((chats.len(), codes.len()), (120, 120));
}

#[test]
fn all_chats_are_not_one_page() {
    let output = run(&mut kook(&["chats", "list", "--all", "--page", "2"]));
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("cannot be used with"), "{}", output.stderr);
}
