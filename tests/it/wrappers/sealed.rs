//! The same wrappers the other way round: what a server of such an API would write.

use api_core::http::{Response, StatusCode};
use api_core::{ApiError, Envelope, ErrorKind, Result, Seal};
use serde_json::json;

use super::{
    bilibili, cloudflare, feishu, github, google, graphql, json_api, json_rpc, slack, stripe,
    telegram, wecom,
};

/// A success and an error, as an envelope writes them.
fn sealed<E: Envelope>() -> (String, String, u16) {
    let seal = Seal::new::<E>();
    let text = |body: &[u8]| String::from_utf8(body.to_vec()).unwrap();
    let success = seal.success(&json!({ "id": 1 })).unwrap();
    assert_eq!(success.status(), StatusCode::OK);
    assert_eq!(success.headers()["content-type"], "application/json");
    let error = seal.error(&ApiError::new(404, "no such thing")).unwrap();
    (text(success.body()), text(error.body()), error.status().as_u16())
}

#[test]
fn every_wrapper_says_success_and_failure() {
    type Row = (fn() -> (String, String, u16), &'static str, &'static str);
    let rows: [Row; 12] = [
        (
            sealed::<bilibili::Wrapper<()>>,
            r#"{"code":0,"message":"","data":{"id":1}}"#,
            r#"{"code":404,"data":null,"message":"no such thing"}"#,
        ),
        (
            sealed::<cloudflare::Wrapper<()>>,
            r#"{"success":true,"result":{"id":1}}"#,
            r#"{"errors":[{"code":404,"message":"no such thing"}],"success":false}"#,
        ),
        (
            sealed::<feishu::Wrapper<()>>,
            r#"{"code":0,"msg":"","data":{"id":1}}"#,
            r#"{"code":404,"data":null,"msg":"no such thing"}"#,
        ),
        (sealed::<github::Wrapper<()>>, r#"{"id":1}"#, r#"{"message":"no such thing"}"#),
        (
            sealed::<google::Wrapper<()>>,
            r#"{"id":1}"#,
            r#"{"error":{"message":"no such thing","status":404}}"#,
        ),
        (
            sealed::<graphql::Wrapper<()>>,
            r#"{"data":{"id":1}}"#,
            r#"{"errors":[{"extensions":{"code":404},"message":"no such thing"}]}"#,
        ),
        (
            sealed::<json_api::Wrapper<()>>,
            r#"{"data":{"id":1}}"#,
            r#"{"errors":[{"code":404,"title":"no such thing"}]}"#,
        ),
        (
            sealed::<json_rpc::Wrapper<()>>,
            r#"{"result":{"id":1}}"#,
            r#"{"error":{"code":404,"message":"no such thing"}}"#,
        ),
        (sealed::<slack::Wrapper<()>>, r#"{"ok":true,"id":1}"#, r#"{"error":404,"ok":false}"#),
        (
            sealed::<stripe::Wrapper<()>>,
            r#"{"id":1}"#,
            r#"{"error":{"code":404,"message":"no such thing"}}"#,
        ),
        (
            sealed::<telegram::Wrapper<()>>,
            r#"{"ok":true,"result":{"id":1}}"#,
            r#"{"description":"no such thing","error_code":404,"ok":false}"#,
        ),
        (
            sealed::<wecom::Wrapper<()>>,
            r#"{"errcode":0,"id":1}"#,
            r#"{"errcode":404,"errmsg":"no such thing"}"#,
        ),
    ];
    for (sealed, success, error) in rows {
        assert_eq!(sealed(), (success.to_owned(), error.to_owned(), 404));
    }
}

#[test]
fn what_an_envelope_cannot_say_is_an_error() {
    let refused = |result: Result<Response<_>>| {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        error.to_string()
    };
    // A code that means success.
    assert_eq!(
        refused(Seal::new::<feishu::Wrapper<()>>().error(&ApiError::new(0, "no"))),
        "code 0 cannot be told as an error in its envelope"
    );
    // A payload that is read as a failure.
    assert_eq!(
        refused(Seal::new::<google::Wrapper<()>>().success(&json!({ "error": "none" }))),
        "this payload cannot be told from a failure in its envelope"
    );
    // A list cannot stand beside anything.
    assert_eq!(
        refused(Seal::new::<slack::Wrapper<()>>().success(&[1, 2])),
        "the payload is not an object, and has no members to put beside the envelope's own"
    );
    // A member that would stand there twice.
    let twice = Seal::new::<slack::Wrapper<()>>().success(&json!({ "ok": true }));
    assert_eq!(refused(twice), "this payload cannot be told from a failure in its envelope");
}

#[test]
fn what_an_error_carries_is_sealed_with_it() {
    let error = ApiError::new(42, "m")
        .with_status(StatusCode::CONFLICT)
        .with_retry_after(std::time::Duration::from_millis(1_500))
        .with_payload(&json!({ "field": "name" }))
        .unwrap();
    let response = Seal::new::<telegram::Wrapper<()>>().error(&error).unwrap();
    assert_eq!(response.status(), StatusCode::CONFLICT);
    assert_eq!(
        response.body(),
        r#"{"description":"m","error_code":42,"ok":false,"parameters":{"retry_after":2},"result":{"field":"name"}}"#
    );
    let response = Seal::new::<slack::Wrapper<()>>().error(&error).unwrap();
    assert_eq!(response.body(), r#"{"error":42,"field":"name","ok":false}"#);
    // The status is all that tells: it cannot be that of a success.
    let response = Seal::new::<github::Wrapper<()>>().error(&ApiError::new(42, "m")).unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.body()[..]),
        (400, &br#"{"message":"m"}"#[..])
    );
}
