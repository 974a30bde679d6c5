//! What a stub responds with.

use std::time::Duration;

use api_core::stub::Fault;
use api_core::{ApiError, Client, ErrorKind, Patch};

use super::{UserChatCall, UserChatClient, UserChatStub, chat};

#[tokio::test]
async fn the_first_rule_that_takes_a_call_responds() {
    let stub = UserChatStub::new();
    stub.view().with(|args| args.chat_code == "x").respond(chat("first"));
    let rest = stub.view().respond(chat("rest"));
    let chats = stub.client();

    assert_eq!(chats.view("x").await.unwrap().code, "first");
    assert_eq!(chats.view("y").await.unwrap().code, "rest");
    assert_eq!(chats.view("x").await.unwrap().code, "first");

    let [only] = &rest.calls()[..] else { panic!() };
    assert_eq!(only.chat_code, "y");
    stub.verify();
}

#[tokio::test]
async fn calls_are_typed_and_in_order() {
    let stub = UserChatStub::new();
    stub.list().respond(vec![]);
    stub.create().respond(chat("new"));
    stub.delete().respond(());
    let chats = stub.client();

    chats.list(Some(2), &["a", "b"]).await.unwrap();
    chats.create("u1", Patch::Null, Some("hush")).await.unwrap();
    chats.delete("x/y").await.unwrap();

    let [UserChatCall::List(list), UserChatCall::Create(create), UserChatCall::Delete(delete)] =
        &stub.calls()[..]
    else {
        panic!("{:?}", stub.calls())
    };
    assert_eq!((list.page, &list.tags[..]), (Some(2), &["a".to_owned(), "b".to_owned()][..]));
    assert_eq!((&*create.target_id, &create.note), ("u1", &Patch::Null));
    assert_eq!(delete.code, "x/y");
    // What is sensitive is there, and is not shown.
    assert_eq!(create.secret.as_deref(), Some("hush"));
    assert_eq!(
        format!("{create:?}"),
        r#"UserChatCreateArgs { target_id: "u1", note: Null, secret: … }"#
    );
}

#[tokio::test]
async fn failures_are_told_as_the_api_would() {
    let stub = UserChatStub::new();
    stub.view().respond_error(40100, "unknown");
    stub.create().respond_status(502);
    let chats = stub.client();

    let error = chats.view("x").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.api().unwrap().code(), &40100);
    assert_eq!(error.api().unwrap().message(), "unknown");

    let error = chats.create("u", Patch::Absent, None).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Status, 502));
    stub.verify();
}

/// As a server sends it: the words are the body, and the time to wait is a header.
#[tokio::test]
async fn an_error_without_an_envelope_keeps_its_words() {
    let stub = UserChatStub::new();
    stub.delete().times(1).respond_error(404, "no such chat");
    let wait = Duration::from_secs(90);
    let limited = ApiError::new(429, "too often").with_retry_after(wait);
    stub.delete().respond_sequence([Err::<(), _>(limited)]);
    let chats = stub.client();

    let error = chats.delete("x").await.unwrap_err();
    assert_eq!((error.kind(), error.reason()), (ErrorKind::Status, Some("no such chat")));
    assert_eq!(error.status().unwrap().as_u16(), 404);
    let error = chats.delete("x").await.unwrap_err();
    assert_eq!((error.reason(), error.retry_after()), (Some("too often"), Some(wait)));
    stub.verify();
}

#[tokio::test]
async fn a_sequence_gives_its_responses_in_turn() {
    let stub = UserChatStub::new();
    stub.view().respond_sequence([Err(ApiError::new(1, "not yet")), Ok(chat("a"))]);
    stub.view().respond_sequence([chat("b"), chat("c")]);
    let chats = stub.client();

    assert_eq!(chats.view("x").await.unwrap_err().kind(), ErrorKind::Api);
    for code in ["a", "b", "c"] {
        assert_eq!(chats.view("x").await.unwrap().code, code);
    }
    stub.verify();
}

#[tokio::test]
async fn a_rule_takes_as_many_calls_as_it_says() {
    let stub = UserChatStub::new();
    stub.view().times(2).respond(chat("a"));
    stub.view().respond(chat("b"));
    let chats = stub.client();
    for code in ["a", "a", "b", "b"] {
        assert_eq!(chats.view("x").await.unwrap().code, code);
    }
    stub.verify();
}

#[tokio::test]
async fn an_endpoint_responds_with_its_example() {
    let stub = UserChatStub::new();
    let chats = stub.client();
    let example = chats.view("x").await.unwrap();
    assert_eq!((&*example.code, example.unread_count), ("c9f0f895fb98ab9159f51fd0297e236d", 12));
    // So does a rule without a response.
    stub.view().times(1);
    assert_eq!(chats.view("x").await.unwrap(), example);
    stub.verify();
}

#[tokio::test]
#[expect(unnameable_test_items, reason = "no test of an example can be run there")]
async fn an_example_is_read_from_within_a_function_too() {
    #[api_core::api(stub)]
    trait Local {
        #[endpoint(GET, "/", envelope = none, success = [202], example = "stub/fixtures/view.json")]
        async fn get(&self) -> api_core::Result<serde_json::Value>;
    }

    let response = LocalStub::new().client().get().with_response().await.unwrap();
    assert_eq!((response.status().as_u16(), &response.value()["code"]), (202, &0.into()));
}

#[tokio::test(start_paused = true)]
async fn a_response_may_be_late() {
    let stub = UserChatStub::new();
    stub.view().respond(chat("a")).delay(Duration::from_secs(20));
    let chats = stub.client();
    let begun = tokio::time::Instant::now();
    chats.view("x").await.unwrap();
    assert_eq!(begun.elapsed().as_secs(), 20);
    let error = chats.view("x").timeout(Duration::from_secs(19)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test(start_paused = true)]
async fn faults_befall_a_call() {
    for (fault, kind) in [
        (Fault::Refused, ErrorKind::Connect),
        (Fault::Reset, ErrorKind::Transport),
        (Fault::Truncated, ErrorKind::Transport),
        (Fault::Hang, ErrorKind::Timeout),
    ] {
        let stub = UserChatStub::new();
        stub.create().respond(chat("a")).fault(fault);
        let error = stub.client().create("u", Patch::Absent, None).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{fault:?}: {error}");
    }
}

#[tokio::test]
async fn a_call_comes_through_a_fault_that_passes() {
    let stub = UserChatStub::new();
    stub.view().fault(Fault::Reset).times(1);
    stub.view().respond(chat("a"));
    let chats = stub.client();
    assert_eq!(chats.view("x").await.unwrap().code, "a");
    assert_eq!(stub.calls().len(), 2);
    stub.verify();
}

#[tokio::test]
async fn a_stub_stands_behind_a_socket_too() {
    let stub = UserChatStub::new();
    stub.create().times(1).fault(Fault::Reset);
    stub.create().times(1).fault(Fault::Truncated).respond(chat("a"));
    stub.create().respond(chat("a"));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = stub.router();
    tokio::spawn(async move { api_core::server::axum::serve(listener, router).await });

    let client = Client::builder(base).no_env_proxy().build().unwrap();
    let chats = UserChatClient::new(client);
    for _ in 0..2 {
        let error = chats.create("u", Patch::Absent, None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    }
    assert_eq!(chats.create("u", Patch::Value("n"), None).await.unwrap(), chat("a"));
    stub.verify();
}
