//! What an implementation returns, and what of it a client gets to see.

use std::sync::Arc;
use std::time::Duration;

use api_core::http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use api_core::server::axum::response::Response as AxumResponse;
use api_core::server::axum::{Extension, Router, middleware};
use api_core::{
    ApiError, Body, ByteStream, Bytes, Client, Context, Credentials, Error, ErrorKind, Response,
    Result, Retry, Text, api, async_trait,
};
use http_body_util::BodyExt as _;
use serde_json::json;
use tower::ServiceExt as _;

use super::rejections::{Kook, Notes, NotesClient, NotesServer, Well};

/// Whom a layer has found to be calling.
#[derive(Clone)]
struct Caller(String);

#[api(server, envelope = Kook)]
trait Responses {
    #[endpoint(GET, "/value")]
    async fn value(&self) -> Result<Vec<u8>>;

    #[endpoint(GET, "/none")]
    async fn none(&self) -> Result<Option<String>>;

    #[endpoint(POST, "/made", success = [201])]
    async fn made(&self) -> Result<Response<String>>;

    #[endpoint(POST, "/accepted", success = [202])]
    async fn accepted(&self) -> Result<()>;

    #[endpoint(GET, "/bytes")]
    async fn bytes(&self) -> Result<Bytes>;

    #[endpoint(GET, "/text")]
    async fn text(&self) -> Result<Text>;

    #[endpoint(GET, "/raw")]
    async fn raw(&self) -> Result<http::Response<Body>>;

    #[endpoint(HEAD, "/head")]
    async fn head(&self) -> Result<HeaderMap>;

    #[endpoint(GET, "/own")]
    async fn own(&self) -> Result<String, Own>;

    #[endpoint(GET, "/fails/{how}")]
    async fn fails(&self, how: &str) -> Result<()>;

    #[endpoint(GET, "/caller")]
    async fn caller(&self, #[context] cx: &Context) -> Result<String>;
}

/// An error of the API's own.
#[derive(Debug)]
enum Own {
    NotFound,
    Other(Error),
}

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        match error.api() {
            Some(api) if api.code() == &404 => Self::NotFound,
            _ => Self::Other(error),
        }
    }
}

impl From<Own> for Error {
    fn from(own: Own) -> Self {
        match own {
            Own::NotFound => ApiError::new(404, "not found").into(),
            Own::Other(error) => error,
        }
    }
}

struct Implementation;

#[async_trait]
impl Responses for Implementation {
    async fn value(&self) -> Result<Vec<u8>> {
        Ok(vec![1, 2])
    }

    async fn none(&self) -> Result<Option<String>> {
        Ok(None)
    }

    async fn made(&self) -> Result<Response<String>> {
        let place = HeaderValue::from_static("/value/7");
        let made = Response::new("made".to_owned()).with_status(StatusCode::CREATED);
        Ok(made.with_header(header::LOCATION, place))
    }

    async fn accepted(&self) -> Result<()> {
        Ok(())
    }

    async fn bytes(&self) -> Result<Bytes> {
        Ok(vec![0, 255].into())
    }

    async fn text(&self) -> Result<Text> {
        Ok("é".into())
    }

    async fn raw(&self) -> Result<http::Response<Body>> {
        let mut raw = http::Response::new(Body::from("raw"));
        *raw.status_mut() = StatusCode::IM_A_TEAPOT;
        Ok(raw)
    }

    async fn head(&self) -> Result<HeaderMap> {
        Ok(HeaderMap::from_iter([(header::ETAG, HeaderValue::from_static("\"7\""))]))
    }

    async fn own(&self) -> Result<String, Own> {
        Err(Own::NotFound)
    }

    async fn fails(&self, how: &str) -> Result<()> {
        Err(match how {
            "api" => ApiError::new(7, "told")
                .with_status(StatusCode::TOO_MANY_REQUESTS)
                .with_retry_after(Duration::from_millis(1500))
                .with_payload(&json!({"left": 0}))?
                .into(),
            "word" => ApiError::new("WORD", "no number").into(),
            "success" => ApiError::new(0, "code 0 is success").into(),
            "behind" => {
                let client = Client::builder("http://127.0.0.1:1").no_env_proxy().build()?;
                let behind = ResponsesClient::new(client).value().retry(Retry::never()).await;
                behind.expect_err("nobody listens there")
            }
            "disk" => {
                let saved = ByteStream::from(Body::from("x")).save_to("secret/").await;
                saved.expect_err("this is no file")
            }
            "internal" => Error::internal(std::io::Error::other("secret/table is locked")),
            _ => panic!("{how}"),
        })
    }

    async fn caller(&self, cx: &Context) -> Result<String> {
        let Caller(name) = cx.get().expect("the layer is there");
        Ok(format!("{name} by {} {}", cx.method(), cx.uri().path()))
    }
}

fn router() -> Router {
    ResponsesServer::new(Implementation).into_router().layer(Extension(Caller("Ann".to_owned())))
}

fn client(router: Router) -> ResponsesClient {
    ResponsesClient::new(Client::in_process(router))
}

async fn get(router: Router, method: &str, path: &str) -> (AxumResponse, String) {
    let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
    let (parts, body) = router.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (AxumResponse::from_parts(parts, Default::default()), String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn every_kind_of_value_comes_back() {
    let api = client(router());
    assert_eq!(api.value().await.unwrap(), [1, 2]);
    assert_eq!(api.none().await.unwrap(), None);
    let made = api.made().await.unwrap();
    assert_eq!((made.status().as_u16(), &**made.value()), (201, "made"));
    assert_eq!(made.headers()["location"], "/value/7");
    assert_eq!(api.accepted().with_response().await.unwrap().status(), 202);
    assert_eq!(&*api.bytes().await.unwrap(), [0, 255]);
    assert_eq!(&*api.text().await.unwrap(), "é");
    assert_eq!(api.raw().await.unwrap().status(), 418);
    assert_eq!(api.head().await.unwrap()["etag"], "\"7\"");
    assert!(matches!(api.own().await, Err(Own::NotFound)));
}

#[tokio::test]
async fn what_is_on_the_wire_says_what_it_is() {
    for (path, content_type, body) in [
        ("/value", Some("application/json"), r#"{"code":0,"message":"","data":[1,2]}"#),
        ("/none", Some("application/json"), r#"{"code":0,"message":"","data":null}"#),
        ("/text", Some("text/plain; charset=utf-8"), "é"),
        ("/raw", None, "raw"),
    ] {
        let (response, got) = get(router(), "GET", path).await;
        assert_eq!(got, body);
        let typed = response.headers().get(header::CONTENT_TYPE).map(|t| t.to_str().unwrap());
        assert_eq!(typed, content_type);
    }
    // Who serves GET serves HEAD.
    let (response, body) = get(router(), "HEAD", "/value").await;
    assert_eq!((response.status().as_u16(), &*body), (200, ""));
}

#[tokio::test]
async fn an_error_of_the_api_comes_back_as_it_is() {
    let error = client(router()).fails("api").retry(Retry::never()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    let api = error.api().unwrap();
    assert_eq!((api.code(), api.message(), api.status().as_u16()), (&7.into(), "told", 429));
    // Whole seconds, and never too few.
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    assert_eq!(api.payload::<serde_json::Value>().unwrap(), Some(json!({"left": 0})));
}

#[tokio::test]
async fn an_error_that_the_envelope_cannot_tell_is_the_servers_mistake() {
    let error = client(router()).fails("success").retry(Retry::never()).await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(
        (api.code(), api.message(), api.status().as_u16()),
        (&500.into(), "the error has no place in the envelope", 500)
    );
    // A code in words is none of KOOK's, and yet no success to anyone.
    let error = client(router()).fails("word").await.unwrap_err();
    assert_eq!(error.api().unwrap().code(), &"WORD");
}

#[tokio::test]
async fn of_any_other_error_a_client_learns_whose_fault_it_was() {
    let error = client(router()).fails("behind").retry(Retry::never()).await.unwrap_err();
    let api = error.api().unwrap();
    assert_eq!(
        (api.code(), api.message(), api.status().as_u16()),
        (&502.into(), "a server behind this one failed", 502)
    );
    // A layer that logs gets all of it.
    let (response, body) = get(router(), "GET", "/fails/behind").await;
    let logged = response.extensions().get::<Arc<Error>>().unwrap();
    assert_eq!(logged.kind(), ErrorKind::Connect);
    assert!(!body.contains("127.0.0.1"), "{body}");
    // A disk that is full, or a file that cannot be written, is the server's own.
    let (response, body) = get(router(), "GET", "/fails/disk").await;
    assert_eq!(response.status(), 500);
    assert_eq!(response.extensions().get::<Arc<Error>>().unwrap().kind(), ErrorKind::Save);
    assert!(body.contains("the server failed") && !body.contains("secret"), "{body}");
    // So is whatever an implementation does not want to tell.
    let (response, body) = get(router(), "GET", "/fails/internal").await;
    assert_eq!(response.status(), 500);
    let logged = response.extensions().get::<Arc<Error>>().unwrap();
    assert_eq!(logged.kind(), ErrorKind::Internal);
    assert_eq!(logged.to_string(), "the implementation failed: secret/table is locked");
    let source = std::error::Error::source(&**logged).unwrap();
    assert!(source.is::<std::io::Error>(), "{source:?}");
    assert!(body.contains("the server failed") && !body.contains("secret"), "{body}");
}

#[tokio::test]
async fn layers_state_and_nesting_are_axums_own() {
    let api = client(router());
    assert_eq!(api.caller().await.unwrap(), "Ann by GET /caller");

    let name = middleware::from_fn(
        async |mut request: Request<api_core::server::axum::body::Body>, next: middleware::Next| {
            let token = request.headers().get("authorization").cloned();
            let name = token.as_ref().and_then(|token| token.to_str().ok()).unwrap_or("nobody");
            request.extensions_mut().insert(Caller(name.to_owned()));
            next.run(request).await
        },
    );
    let responses = ResponsesServer::new(Implementation).into_router().layer(name);
    let merged = responses.merge(NotesServer::new(Well).into_router());
    let nested = Router::new().nest("/deep/down", merged);
    let client = Client::builder("http://localhost/deep/down")
        .credentials(Credentials::bearer("t"))
        .transport(nested)
        .build()
        .unwrap();
    let caller = ResponsesClient::new(client.clone()).caller().await.unwrap();
    assert_eq!(caller, "Bearer t by GET /caller");
    assert_eq!(NotesClient::new(client).note(7).await.unwrap(), "note");
}

#[tokio::test]
async fn an_implementation_may_be_shared() {
    let shared: Arc<dyn Notes> = Arc::new(Well);
    let router = NotesServer::shared(Arc::clone(&shared)).into_router();
    assert_eq!(NotesClient::new(Client::in_process(router)).note(7).await.unwrap(), "note");
    assert_eq!(shared.note(7).await.unwrap(), "note");
}

/// One rule for requests and responses.
#[test]
fn a_payload_of_a_failure_is_not_written_as_null_where_json_has_no_text() {
    for payload in [f64::NAN, f64::INFINITY] {
        let error = ApiError::new(7, "told").with_payload(&[("at", payload)]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().contains("is not a finite number"), "{error}");
    }
}
