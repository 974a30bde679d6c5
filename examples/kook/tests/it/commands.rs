//! Each command against the embedded server.

use expect_test::expect;
use serde_json::json;

use crate::support::{kook, run, run_at, server};

#[test]
fn list_is_what_comes_without_a_command() {
    let server = server();
    let listed = run_at(&server.base_url(), &["chats", "list"]).ok();
    expect![[r#"
        CODE                              WITH    ONLINE  UNREAD  LAST MESSAGE
        c9f0f895fb98ab9159f51fd0297e236d  Alice   yes         12  2021-02-07 11:37
        8f14e45fceea167a5a36dedd4bea2543  工具    no           0  2021-02-07 11:21
        5c7ec6d021216c136c9198285c15ed47  夏天1   -            0  2021-02-01 06:24
        45c48cce2e2d7fbdea1afc51c7c6ad26  さくら  yes          0  -

        4 chats
    "#]]
    .assert_eq(&listed);
    assert_eq!(run_at(&server.base_url(), &[]).ok(), listed);
}

#[test]
fn list_takes_pages() {
    let server = server();
    let page = |page, size| {
        run_at(&server.base_url(), &["chats", "list", "--page", page, "--page-size", size]).ok()
    };
    expect![[r#"
        CODE                              WITH    ONLINE  UNREAD  LAST MESSAGE
        45c48cce2e2d7fbdea1afc51c7c6ad26  さくら  yes          0  -

        4 chats, page 2 of 2
    "#]]
    .assert_eq(&page("2", "3"));
    expect![[r#"
        4 chats, none on page 9: the last page is 2
    "#]]
    .assert_eq(&page("9", "3"));
}

#[test]
fn list_says_when_there_is_nothing() {
    let server = server();
    let base = &server.base_url();
    let page = run_at(base, &["--json", "chats", "list"]).json();
    for chat in page["items"].as_array().unwrap() {
        run_at(base, &["chats", "remove", chat["code"].as_str().unwrap()]).ok();
    }
    assert_eq!(run_at(base, &["chats", "list"]).ok(), "no chats\n");
}

#[test]
fn view_shows_a_chat() {
    let server = server();
    let code = "5c7ec6d021216c136c9198285c15ed47";
    expect![[r#"
        code          5c7ec6d021216c136c9198285c15ed47
        with          夏天1
        user          3903536527
        avatar        https://img.kookapp.example/avatars/assets/avatar_10.jpg/icon
        online        -
        friend        no
        blocked       no
        unread        0
        last message  2021-02-01 06:24:53 +00:00
        last read     2021-02-01 10:34:13 +00:00
    "#]]
    .assert_eq(&run_at(&server.base_url(), &["chats", "view", code]).ok());
    let chat = run_at(&server.base_url(), &["chats", "view", code, "--json"]).json();
    let target = json!({
        "id": "3903536527",
        "username": "夏天1",
        "avatar": "https://img.kookapp.example/avatars/assets/avatar_10.jpg/icon",
    });
    let expected = json!({
        "code": code,
        "last_read_time": 1_612_175_653_000_i64,
        "latest_msg_time": 1_612_160_693_000_i64,
        "unread_count": 0,
        "is_friend": false,
        "is_blocked": false,
        "is_target_blocked": false,
        "target_info": target,
    });
    assert_eq!(chat, expected);
}

#[test]
fn open_and_remove_are_seen_by_list() {
    let server = server();
    let base = &server.base_url();
    let count = || run_at(base, &["--json", "chats", "list"]).json()["meta"]["total"].clone();
    let opened = run_at(base, &["chats", "open", "2862900000"]).ok();
    assert_eq!(opened, "opened cdb44c692b1dccb274ff9364266747b2 with 林小雨\n");
    assert_eq!(count(), 5);
    // Once more gives the chat that is there.
    let chat = run_at(base, &["--json", "chats", "open", "2862900000"]).json();
    assert_eq!(chat["code"], "cdb44c692b1dccb274ff9364266747b2");
    assert_eq!(count(), 5);
    let code = chat["code"].as_str().unwrap();
    assert_eq!(run_at(base, &["chats", "remove", code]).ok(), format!("removed {code}\n"));
    assert_eq!(count(), 4);
    let removed = run_at(base, &["--json", "chats", "remove", "8f14e45fceea167a5a36dedd4bea2543"]);
    assert_eq!(removed.json(), json!({ "removed": "8f14e45fceea167a5a36dedd4bea2543" }));
}

#[test]
fn help_is_enough_to_begin_with() {
    expect![[r#"
        KOOK's private chats on the command line

        Usage: kook [OPTIONS] [COMMAND]

        Commands:
          chats     List, view, open and remove private chats
          watch     Print what happens in the chats of an embedded KOOK, until Ctrl-C
          download  Download a file; what an earlier run has of it is not asked for again
          demo      Show what the client does, on an embedded KOOK
          openapi   Print the description of the API in OpenAPI
          tour      Call every endpoint of an embedded KOOK, as without a command
          serve     Run the embedded KOOK on a loopback port, until Ctrl-C
          help      Print this message or the help of the given subcommand(s)

        Options:
              --base-url <URL>  The base URL of the service, instead of https://www.kookapp.cn
              --json            Print JSON, with times in milliseconds, as KOOK sends it
          -h, --help            Print help
          -V, --version         Print version

        Without a command:
          With KOOK_TOKEN or --base-url, lists the chats. With neither, takes a tour:
          starts an embedded KOOK on a loopback port and calls every endpoint of it.

        Environment:
          KOOK_TOKEN  The token of a bot. It can be left out if the base URL is on this
                      machine: then the demo token is sent, which `kook serve` accepts
                      unless it was started with a KOOK_TOKEN.
          TZ          The time zone of the times shown, if not the system's.

        Exit status:
          0 on success, 1 if a call failed, 2 if the arguments were wrong.
    "#]]
    .assert_eq(&run(&mut kook(&["--help"])).ok());
    expect![[r#"
        List the chats, the latest message first

        Usage: kook chats list [OPTIONS]

        Options:
              --page <N>        The page to show, counted from 1
              --page-size <N>   The number of chats per page, at most 50
              --all             List the chats of all pages; with neither KOOK_TOKEN nor --base-url, those of an embedded KOOK with 5000 chats
              --base-url <URL>  The base URL of the service, instead of https://www.kookapp.cn
              --json            Print JSON, with times in milliseconds, as KOOK sends it
          -h, --help            Print help
    "#]]
    .assert_eq(&run(&mut kook(&["chats", "list", "--help"])).ok());
    assert_eq!(
        run(&mut kook(&["--version"])).ok(),
        format!("kook {}\n", env!("CARGO_PKG_VERSION"))
    );
}
