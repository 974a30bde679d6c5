//! The main job: one command on a fresh clone.

use std::process::Stdio;

use expect_test::expect;

use crate::support::{kook, run};

/// The output with the port, which is another one each time, made the same.
fn without_port(output: &str) -> String {
    let (before, after) = output.split_once("127.0.0.1:").unwrap();
    format!("{before}127.0.0.1:PORT{}", after.trim_start_matches(|c: char| c.is_ascii_digit()))
}

#[test]
fn shows_every_endpoint() {
    let output = run(&mut kook(&[])).ok();
    expect![[r#"
        A tour of KOOK's private chats, on an embedded server at http://127.0.0.1:PORT.
        Set KOOK_TOKEN to call the real service instead.

        > chats.list(None, None)
        CODE                              WITH    ONLINE  UNREAD  LAST MESSAGE
        c9f0f895fb98ab9159f51fd0297e236d  Alice   yes         12  2021-02-07 11:37
        8f14e45fceea167a5a36dedd4bea2543  工具    no           0  2021-02-07 11:21
        5c7ec6d021216c136c9198285c15ed47  夏天1   -            0  2021-02-01 06:24
        45c48cce2e2d7fbdea1afc51c7c6ad26  さくら  yes          0  -

        4 chats

        > chats.create("2862900000")
        opened cdb44c692b1dccb274ff9364266747b2 with 林小雨

        > chats.view("cdb44c692b1dccb274ff9364266747b2")
        code          cdb44c692b1dccb274ff9364266747b2
        with          林小雨
        user          2862900000
        avatar        https://img.kookapp.example/avatars/2021-01/rain.jpg/icon
        online        yes
        friend        no
        blocked       no
        unread        0
        last message  -
        last read     -

        > chats.delete("cdb44c692b1dccb274ff9364266747b2")
        removed cdb44c692b1dccb274ff9364266747b2

        > chats.view("cdb44c692b1dccb274ff9364266747b2")
        error: the API responded with code 40000: the chat does not exist

        The last call was meant to fail: the chat is gone. For more, run
          kook --help
    "#]]
    .assert_eq(&without_port(&output));
}

#[test]
fn shows_times_in_the_local_zone() {
    let output = run(kook(&[]).env("TZ", "Asia/Shanghai")).ok();
    assert!(output.contains("2021-02-07 19:37"), "{output}");
}

#[test]
fn is_json_on_request() {
    let output = run(&mut kook(&["--json"])).ok();
    let values = serde_json::Deserializer::from_str(&output).into_iter::<serde_json::Value>();
    let values: Vec<_> = values.collect::<Result<_, _>>().unwrap();
    let [page, opened, viewed, removed, error] = &values[..] else { panic!("{values:#?}") };
    assert_eq!(page["items"].as_array().unwrap().len(), 4);
    assert_eq!(page["items"][0]["latest_msg_time"], 1_612_697_864_000_i64);
    assert_eq!(opened, viewed);
    assert_eq!(removed["removed"], opened["code"]);
    assert_eq!(error["error"]["code"], 40000);
}

#[test]
fn an_empty_token_is_none() {
    for token in ["", " \n"] {
        let output = run(kook(&[]).env("KOOK_TOKEN", token)).ok();
        assert!(output.starts_with("A tour of"), "{output}");
    }
}

#[test]
fn takes_no_proxy_to_this_machine() {
    run(kook(&[]).env("HTTP_PROXY", "http://127.0.0.1:1").env("ALL_PROXY", "http://127.0.0.1:1"))
        .ok();
}

#[test]
fn names_the_command_that_cargo_needs() {
    let output = run(kook(&[]).env("CARGO", "cargo")).ok();
    assert!(output.ends_with("\n  cargo run -q -p kook -- --help\n"), "{output}");
}

#[test]
fn ends_in_silence_when_nobody_reads_on() {
    let mut child = kook(&[]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn prints_its_spans_as_a_tree() {
    let output = run(&mut kook(&["tour", "--trace"])).ok();
    let (_, tree) = output.split_once("The spans of these calls:\n\n").unwrap();
    // Each word without its digits, but for statuses: times, sizes and the port are never the same.
    let shape = tree.lines().map(|line| {
        let words = line.split(' ').map(|word| match word.split_once('=') {
            Some((name @ "status", status)) => format!("{name}={status}"),
            Some((name @ "size", _)) => format!("{name}=N"),
            Some((name, value)) => format!("{name}={}", without_port_in(value)),
            None if word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_digit()) => {
                "TIME".to_owned()
            }
            None => word.to_owned(),
        });
        words.collect::<Vec<_>>().join(" ") + "\n"
    });
    expect![[r#"
        UserChat::list  TIME
          GET /api/v3/user-chat/list  status=200  url=http://127.0.0.1:PORT/api/v3/user-chat/list  TIME
            · head status=200 TIME
            · body size=N
        UserChat::create  TIME
          POST /api/v3/user-chat/create  status=200  url=http://127.0.0.1:PORT/api/v3/user-chat/create  TIME
            · head status=200 TIME
            · body size=N
        UserChat::view  TIME
          GET /api/v3/user-chat/view  status=200  url=http://127.0.0.1:PORT/api/v3/user-chat/view?chat_code=REDACTED  TIME
            · head status=200 TIME
            · body size=N
        UserChat::delete  TIME
          POST /api/v3/user-chat/delete  status=200  url=http://127.0.0.1:PORT/api/v3/user-chat/delete  TIME
            · head status=200 TIME
            · body size=N
        UserChat::view  error=Api  TIME
          GET /api/v3/user-chat/view  status=200  url=http://127.0.0.1:PORT/api/v3/user-chat/view?chat_code=REDACTED  TIME
            · head status=200 TIME
            · body size=N
          · http.client.request.exception error.type=Api
    "#]].assert_eq(&shape.collect::<String>());
}

fn without_port_in(value: &str) -> String {
    if value.contains("127.0.0.1:") { without_port(value) } else { value.to_owned() }
}
