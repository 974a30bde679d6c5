//! `kook serve`: the server as a process, and the program as its client.

use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use expect_test::expect;

use crate::support::{TOKEN, kook, run};

/// A running `kook serve`; ends when dropped.
struct Serve(Child);

impl Serve {
    fn start(command: &mut Command) -> Self {
        Self(command.stdout(Stdio::piped()).spawn().unwrap())
    }

    /// What it prints up to a line that satisfies `last`.
    fn read_to(&mut self, last: impl Fn(&str) -> bool) -> String {
        let mut reader = BufReader::new(self.0.stdout.as_mut().unwrap());
        let mut text = String::new();
        while !last(text.lines().last().unwrap_or_default()) {
            assert_ne!(reader.read_line(&mut text).unwrap(), 0, "{text}");
        }
        text
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn base_url(text: &str) -> String {
    let from = text.find("http://").unwrap();
    text[from..].split_whitespace().next().unwrap().to_owned()
}

#[test]
fn says_how_to_use_it() {
    let mut serve = Serve::start(&mut kook(&["serve"]));
    let text = serve.read_to(|line| line.trim().starts_with("1/"));
    let base = base_url(&text);
    expect![[r#"
        An embedded KOOK listens on http://127.0.0.1:PORT until Ctrl-C.

        In another terminal:
          kook --base-url http://127.0.0.1:PORT chats list
          kook --base-url http://127.0.0.1:PORT chats open 2862900000  # 林小雨
          kook --base-url http://127.0.0.1:PORT chats open 3250001     # Ümit

        Its token, for other clients:
          1/MTAwMDE=/a-token-for-the-embedded-kook==
    "#]]
    .assert_eq(&text.replace(&base, "http://127.0.0.1:PORT"));

    // Each line can be pasted.
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("  kook ")).collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        let words = line.split_whitespace().skip(1).take_while(|word| *word != "#");
        run(kook(&[]).args(words)).ok();
    }
    assert_eq!(run(&mut kook(&["--base-url", &base])).ok().lines().last(), Some("6 chats"));
}

#[test]
fn lets_in_the_token_it_was_started_with_and_keeps_it_to_itself() {
    let mut serve = Serve::start(kook(&["serve"]).env("KOOK_TOKEN", TOKEN));
    let text = serve.read_to(|line| line.contains("3250001"));
    assert!(text.contains("with the same KOOK_TOKEN"), "{text}");
    let base = base_url(&text);
    run(kook(&["--base-url", &base]).env("KOOK_TOKEN", TOKEN)).ok();
    run(&mut kook(&["--base-url", &base])).failed(1);

    serve.0.kill().unwrap();
    let mut rest = String::new();
    serve.0.stdout.as_mut().unwrap().read_to_string(&mut rest).unwrap();
    assert!(!(text + &rest).contains("S3KRET"));
}

#[test]
fn says_its_address_as_json() {
    let mut serve = Serve::start(&mut kook(&["serve", "--json"]));
    let text = serve.read_to(|line| line == "}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    run(&mut kook(&["--base-url", value["base_url"].as_str().unwrap()])).ok();
}

#[test]
fn a_port_can_be_chosen_if_it_is_free() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = run(&mut kook(&["serve", "--port", &port.to_string()])).failed(1);
    assert_eq!(
        error,
        format!("error: cannot listen on 127.0.0.1:{port}: another program uses this port\n")
    );
}
