//! What a client reads of a response.

use std::convert::Infallible;

use api_core::http::Response;
use api_core::{Body, Client, Envelope, Result, api};
use serde::Deserialize;
use tower::service_fn;

use super::{Case, check, run, text};

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// Its code is elsewhere than what tells success.
#[derive(Envelope)]
struct Odd<T> {
    #[envelope(success = true)]
    ok: bool,
    #[envelope(code)]
    error_code: i64,
    #[envelope(message)]
    description: String,
    #[envelope(payload)]
    result: T,
}

#[derive(Debug, Deserialize)]
struct Item {
    #[expect(dead_code, reason = "it is there to be read")]
    id: u32,
}

#[api]
trait Read {
    #[endpoint(GET, "/plain")]
    async fn plain(&self) -> Result<Vec<Item>>;
    #[endpoint(GET, "/wrapped", envelope = Wrapped)]
    async fn wrapped(&self) -> Result<Vec<Item>>;
    #[endpoint(GET, "/odd", envelope = Odd)]
    async fn odd(&self) -> Result<Vec<Item>>;
    #[endpoint(GET, "/unit", envelope = Wrapped)]
    async fn unit(&self) -> Result<()>;
}

fn api(status: u16, content_type: String, body: String) -> ReadClient {
    let service = service_fn(move |_| {
        let response = Response::builder().status(status).header("content-type", &content_type);
        let response = response.body(Body::from(body.clone())).unwrap();
        async { Ok::<_, Infallible>(response) }
    });
    ReadClient::new(Client::builder("http://localhost").transport(service).build().unwrap())
}

/// Opens a body in each way, which all succeed or all fail.
fn open(body: String) -> [bool; 3] {
    let api = api(200, "application/json".to_owned(), body);
    run(async { [api.wrapped().await.is_ok(), api.odd().await.is_ok(), api.unit().await.is_ok()] })
}

fn json(body: String) -> bool {
    run(api(200, "application/json".to_owned(), body).plain().into_future()).is_ok()
}

fn items(n: usize) -> String {
    text(n, |i| format!("{{\"id\":{i}}},"))
}

#[test]
#[ignore = "needs valgrind"]
fn responses() {
    let cases: &[Case] = &[
        ("list", 2_000, |n| assert!(json(format!("[{}{{\"id\":1}}]", items(n))))),
        ("misfit", 2_000, |n| assert!(!json(format!("[{}{{\"id\":\"x\"}}]", items(n))))),
        ("misfit-behind-names", 2_000, |n| {
            let names = text(n, |i| format!("\"k{i}\\u0041\":1,"));
            assert!(!json(format!("[{{{names}\"id\":null}}]")));
        }),
        ("payload", 1_500, |n| {
            let list = format!("[{}{{\"id\":1}}]", items(n));
            let body = format!(
                "\"code\":0,\"message\":\"\",\"ok\":true,\"data\":{list},\"result\":{list}"
            );
            assert_eq!(open(format!("{{{body}}}")), [true; 3]);
        }),
        ("payload-first", 1_500, |n| {
            let list = format!("[{}{{\"id\":1}}]", items(n));
            let body = format!(
                "\"result\":{list},\"data\":{list},\"code\":0,\"message\":\"\",\"ok\":true"
            );
            assert_eq!(open(format!("{{{body}}}")), [true; 3]);
        }),
        ("payload-of-a-failure", 1_500, |n| {
            let list = format!("[{}{{\"id\":1}}]", items(n));
            let code = "\"code\":1,\"message\":\"\",\"ok\":false,\"error_code\":1";
            assert_eq!(open(format!("{{\"result\":{list},\"data\":{list},{code}}}")), [false; 3]);
        }),
        ("other-members", 1_500, |n| {
            let others = text(n, |i| format!("\"k{i}\":[{{}}],"));
            let body = "\"code\":0,\"ok\":true,\"message\":\"\",\"data\":[],\"result\":[]";
            assert_eq!(open(format!("{{{others}{body}}}")), [true; 3]);
        }),
        ("misfit-in-an-envelope", 1_500, |n| {
            let list = format!("[{}{{\"id\":[]}}]", items(n));
            let body = format!("\"code\":0,\"ok\":true,\"data\":{list},\"result\":{list}");
            assert_eq!(open(format!("{{{body}}}"))[..2], [false; 2]);
        }),
        ("long-message", 20_000, |n| {
            let message = "\\u001bé".repeat(n);
            let words = format!("\"message\":\"{message}\",\"description\":\"{message}\"");
            assert_eq!(
                open(format!("{{\"code\":1,\"ok\":false,\"error_code\":1,{words}}}")),
                [false; 3]
            );
        }),
        ("brackets", 10_000, |n| {
            assert_eq!(open(format!("{{\"code\":0,\"data\":{}", "[".repeat(n))), [false; 3])
        }),
        ("closed-brackets", 10_000, |n| {
            let deep = format!("{}{}", "[".repeat(n), "]".repeat(n));
            _ = open(format!(
                "{{\"x\":{deep},\"code\":0,\"ok\":true,\"data\":{deep},\"result\":{deep}}}"
            ));
        }),
        ("white-space", 20_000, |n| {
            let space = " \r\n".repeat(n);
            let body = "\"code\":0,\"ok\":true,\"data\":[],\"result\":[]";
            _ = open(format!("{space}{{{space}{body}{space}}}{space}"));
        }),
        ("foreign-charset", 2_000, |n| {
            let content_type = format!("text/html{}; charset=latin1", "; a=\"b\"".repeat(n));
            let api = api(200, content_type, "<html>".to_owned());
            assert!(run(api.plain().into_future()).is_err());
        }),
        ("failure", 20_000, |n| {
            let api = api(500, "text/html".to_owned(), "<p>\u{1b}é".repeat(n));
            assert!(run(api.plain().into_future()).unwrap_err().to_string().len() < 2_000);
        }),
    ];
    check("responses::responses", cases);
}
