//! A stub that was not used as declared says so, and where.

use std::panic::{AssertUnwindSafe, catch_unwind};

use api_core::ErrorKind;
use expect_test::{Expect, expect};

use super::{UserChatStub, chat};

/// What somebody panics with; line numbers left out.
fn panic(work: impl FnOnce(), expected: &Expect) {
    let panic = catch_unwind(AssertUnwindSafe(work)).expect_err("no panic");
    let text = panic.downcast_ref::<String>().unwrap();
    let mut shown = String::new();
    for (i, piece) in text.split("panics.rs:").enumerate() {
        let digits = |c: char| c.is_ascii_digit() || c == ':';
        let rest = if i == 0 { piece } else { piece.trim_start_matches(digits) };
        shown += if i == 0 { "" } else { "panics.rs:LINE" };
        shown += rest;
    }
    expected.assert_eq(&shown);
}

#[tokio::test]
async fn a_call_that_no_rule_takes_fails_and_says_what_was_nearest() {
    let stub = UserChatStub::new();
    stub.view().with(|args| args.chat_code == "x").respond(chat("a"));
    stub.view().times(0);
    let error = stub.client().view("y").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.api().unwrap().code(), &501);
    let message = error.api().unwrap().message();
    assert!(
        message.starts_with("no rule takes this call: the condition of the rule at"),
        "{message}"
    );

    panic(
        || stub.verify(),
        &expect![[r#"
            the stub was not used as declared:
            - GET /api/v3/user-chat/view (UserChat::view): the rule at tests/stub/panics.rs:LINE expected at least 1 call, and took 0
            - no rule takes this call: the condition of the rule at tests/stub/panics.rs:LINE does not hold; the rule at tests/stub/panics.rs:LINE takes no calls
              GET /api/v3/user-chat/view (UserChat::view) was called with UserChatViewArgs { chat_code: "y" }"#]],
    );
    drop(stub);
}

#[tokio::test]
async fn a_call_of_an_endpoint_without_rules_says_which_have_some() {
    let stub = UserChatStub::new();
    stub.view();
    stub.create().respond(chat("a"));
    // No envelope, no code: the words still come through.
    let error = stub.client().delete("y").await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 501));
    assert_eq!(
        String::from_utf8_lossy(error.body().unwrap()),
        "no rule takes this call: no rule is for this endpoint, only for `create`, `view`"
    );
    // Not verified, and not forgotten.
    panic(
        || drop(stub),
        &expect![[r#"
            no rule of the stub took these calls:
            - no rule takes this call: no rule is for this endpoint, only for `create`, `view`
              DELETE /api/v3/user-chat/{code} (UserChat::delete) was called with UserChatDeleteArgs { code: "y" }"#]],
    );
}

#[tokio::test]
async fn an_assertion_in_a_condition_fails_the_test() {
    let stub = UserChatStub::new();
    let asserts = |code: &str| {
        assert!(code != "y", "the code is y");
        true
    };
    stub.view().with(move |args| asserts(&args.chat_code)).respond(chat("a"));
    stub.view().respond(chat("rest"));
    let chats = stub.client();
    assert_eq!(chats.view("x").await.unwrap().code, "a");
    // Not a failure of the server: that would be sent again.
    let error = chats.view("y").await.unwrap_err();
    assert_eq!(error.api().unwrap().code(), &501);
    // The code under test swallows the error, and nobody verifies.
    panic(
        || drop(stub),
        &expect![[r#"
            no rule of the stub took these calls:
            - the condition of the rule at tests/stub/panics.rs:LINE panicked: the code is y
              GET /api/v3/user-chat/view (UserChat::view) was called with UserChatViewArgs { chat_code: "y" }"#]],
    );
}

#[tokio::test]
async fn a_rule_without_a_response_says_so() {
    let stub = UserChatStub::new();
    stub.create();
    stub.client().create("u", api_core::Patch::Absent, Some("hush")).await.unwrap_err();
    panic(
        || drop(stub),
        &expect![[r#"
            no rule of the stub took these calls:
            - the rule at tests/stub/panics.rs:LINE takes this call and has no response, and the endpoint has no `example`: add `.respond(…)` to the rule
              POST /api/v3/user-chat/create (UserChat::create) was called with UserChatCreateArgs { target_id: "u", note: Absent, secret: … }"#]],
    );
}

#[tokio::test]
async fn unused_rules_are_told_by_verify() {
    let stub = UserChatStub::new();
    stub.view().respond(chat("a"));
    stub.list().times(2).respond(vec![]);
    stub.create().respond_sequence([chat("a"), chat("b")]);
    stub.delete().times(0);
    stub.client().list(None, &[]).await.unwrap();
    stub.client().create("u", api_core::Patch::Absent, None).await.unwrap();
    panic(
        || stub.verify(),
        &expect![[r#"
            the stub was not used as declared:
            - GET /api/v3/user-chat/view (UserChat::view): the rule at tests/stub/panics.rs:LINE expected at least 1 call, and took 0
            - GET /api/v3/user-chat/list (UserChat::list): the rule at tests/stub/panics.rs:LINE expected 2 calls, and took 1
            - POST /api/v3/user-chat/create (UserChat::create): the rule at tests/stub/panics.rs:LINE expected 2 calls, and took 1"#]],
    );
}

#[test]
fn what_cannot_be_sealed_is_told_where_it_is_said() {
    let stub = UserChatStub::new();
    panic(
        || drop(stub.view().respond_error(0, "code 0 is success")),
        &expect![
            "GET /api/v3/user-chat/view (UserChat::view): code 0 cannot be told as an error in its envelope"
        ],
    );
    panic(|| drop(stub.view().respond_status(1000)), &expect!["1000 is no HTTP status"]);
}

#[test]
fn an_example_that_is_not_what_is_declared_is_told_by_its_test() {
    let [_, view, ..] = super::UserChatClient::ENDPOINTS else { panic!() };
    let text = include_str!("fixtures/view.json");
    type Kook = super::Kook<()>;
    let is = api_core::__private::example::<Kook, api_core::Result<super::Chat>, _>();
    is(view, text);
    let is_not = api_core::__private::example::<Kook, api_core::Result<Vec<u8>>, _>();
    panic(
        || is_not(view, text),
        &expect![
            "the example does not fit the declared type: GET /api/v3/user-chat/view (UserChat::view): the response does not fit the declared type: expected a list, found an object at `data`, line 1 column 42 (HTTP 200, 135 bytes)"
        ],
    );
}
