//! `kook watch`: events as they come, over a restart of the server.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use kook::server::Server;

use crate::support::{TOKEN, block_on, client, kook, server};

/// A running `kook watch`; ends when dropped.
struct Watch {
    child: Child,
    out: BufReader<ChildStdout>,
}

impl Watch {
    fn start(arguments: &[&str]) -> Self {
        Self::of(kook(arguments).env("KOOK_TOKEN", TOKEN))
    }

    fn of(command: &mut Command) -> Self {
        let mut child = command.arg("watch").stdout(Stdio::piped()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Self { child, out }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn prints_events_as_they_come_and_survives_a_restart_of_the_server() {
    let server = server();
    let (base, port) = (server.base_url(), server.address().port());
    let mut watch = Watch::start(&["--base-url", &base]);
    assert_eq!(watch.line(), format!("Watching the chats of {base} until Ctrl-C."));
    let chats = client(&base, TOKEN);
    let chat = block_on(chats.create("3250001")).unwrap();
    assert_eq!(watch.line(), format!("opened {} with Ümit", chat.code));
    // Opened already: nothing happens.
    block_on(chats.create("3250001")).unwrap();
    block_on(chats.delete(&chat.code)).unwrap();
    assert_eq!(watch.line(), format!("removed {}", chat.code));

    drop(server);
    let _server = Server::start(port, TOKEN).unwrap();
    // Whether it is back already or not, it misses nothing.
    let chats = client(&base, TOKEN);
    block_on(chats.create("3250001")).unwrap();
    assert_eq!(watch.line(), format!("opened {} with Ümit", chat.code));
}

#[test]
fn shows_an_embedded_server_and_its_restart_without_a_token() {
    let mut watch = Watch::of(kook(&[]).stderr(Stdio::null()));
    assert!(watch.line().starts_with("Watching the chats of http://127.0.0.1:"));
    // Two strangers are there, and behind the fourth event is the restart.
    for round in 0..2 {
        for user in ["林小雨", "Ümit"] {
            let opened = watch.line();
            assert!(opened.starts_with("opened ") && opened.ends_with(user), "{round}: {opened}");
            assert!(watch.line().starts_with("removed "));
        }
    }
}

#[test]
fn prints_events_as_json_a_line_each() {
    let server = server();
    let mut watch = Watch::start(&["--json", "--base-url", &server.base_url()]);
    // There is no first line to wait for: the chat is opened and removed until an event is seen.
    let chats = client(&server.base_url(), TOKEN);
    let (done, stop) = std::sync::mpsc::channel::<()>();
    let opening = std::thread::spawn(move || {
        while stop.try_recv().is_err() {
            let chat = block_on(chats.create("3250001")).unwrap();
            block_on(chats.delete(&chat.code)).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    });
    let line = watch.line();
    done.send(()).unwrap();
    opening.join().unwrap();
    let event: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(["opened", "removed"].contains(&event["type"].as_str().unwrap()), "{line}");
}

#[test]
fn a_wrong_token_is_the_usual_failure() {
    let server = server();
    let mut command = kook(&["--base-url", &server.base_url(), "watch"]);
    let error = crate::support::run(command.env("KOOK_TOKEN", "1/wrong")).failed(1);
    assert!(error.starts_with("error: the API responded with code 401"), "{error}");
}

/// Only a server that was there is waited for.
#[test]
fn a_server_that_is_not_there_is_told_soon() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut command = kook(&["--base-url", &format!("http://{nobody}"), "watch"]);
    let error = crate::support::run(&mut command).failed(1);
    assert!(error.contains("connection refused"), "{error}");
}
