//! Several successes by status, from an implementation to a client that has the same enum.

use api_core::http::{Request, StatusCode};
use api_core::server::axum::Router;
use api_core::{Body, ByStatus, Bytes, Client, Response, Result, Text, api, async_trait};
use http_body_util::BodyExt as _;
use serde::Deserialize;
use tower::ServiceExt as _;

use super::rejections::Kook;

/// No server writes this one.
#[derive(Debug, PartialEq, Deserialize)]
struct Unwritable {}

#[derive(Debug, PartialEq, ByStatus)]
enum Weeks {
    #[status(200)]
    Ready(Vec<u32>),
    #[status(202, 503)]
    Later,
    #[status(304)]
    Unchanged,
    #[status(203)]
    Unwritable(Unwritable),
}

#[api(server)]
trait Stats {
    #[endpoint(GET, "/weeks/{which}")]
    async fn weeks(&self, which: u8) -> Result<Weeks>;

    #[endpoint(GET, "/wrapped/{which}", envelope = Kook)]
    async fn wrapped(&self, which: u8) -> Result<Response<Weeks>>;

    #[endpoint(GET, "/thing/{which}", none = [404, 304])]
    async fn thing(&self, which: u8) -> Result<Option<String>>;

    #[endpoint(GET, "/bytes/{which}", none = [404, 304])]
    async fn bytes(&self, which: u8) -> Result<Option<Bytes>>;

    #[endpoint(GET, "/text/{which}")]
    async fn text(&self, which: u8) -> Result<Response<Option<Text>>>;
}

struct Implementation;

fn weeks(which: u8) -> Weeks {
    match which {
        0 => Weeks::Ready(vec![7]),
        1 => Weeks::Later,
        2 => Weeks::Unchanged,
        _ => Weeks::Unwritable(Unwritable {}),
    }
}

#[async_trait]
impl Stats for Implementation {
    async fn weeks(&self, which: u8) -> Result<Weeks> {
        Ok(weeks(which))
    }

    async fn wrapped(&self, which: u8) -> Result<Response<Weeks>> {
        Ok(Response::new(weeks(which)))
    }

    async fn thing(&self, which: u8) -> Result<Option<String>> {
        Ok((which == 0).then(|| "thing".to_owned()))
    }

    async fn bytes(&self, which: u8) -> Result<Option<Bytes>> {
        Ok((which == 0).then(|| Bytes::from(&b"\xFF"[..])))
    }

    async fn text(&self, which: u8) -> Result<Response<Option<Text>>> {
        let text = (which == 0).then(|| Text::from("text"));
        let status = if which == 0 { StatusCode::OK } else { StatusCode::NO_CONTENT };
        Ok(Response::new(text).with_status(status))
    }
}

fn router() -> Router {
    StatsServer::new(Implementation).into_router()
}

#[tokio::test]
async fn a_variant_arrives_as_it_was_returned() {
    let api = StatsClient::new(Client::in_process(router()));
    for which in 0..3 {
        assert_eq!(api.weeks(which).await.unwrap(), weeks(which));
    }
    let error = api.weeks(3).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(api.wrapped(0).await.unwrap().into_value(), weeks(0));
    assert_eq!(api.thing(0).await.unwrap().as_deref(), Some("thing"));
    assert_eq!(api.thing(1).await.unwrap(), None);
    assert_eq!(api.bytes(0).await.unwrap().as_deref(), Some(&b"\xFF"[..]));
    assert_eq!(api.bytes(1).await.unwrap(), None);
    assert_eq!(api.text(0).await.unwrap().into_value().as_deref(), Some("text"));
    assert_eq!(api.text(1).await.unwrap().into_value(), None);
}

#[tokio::test]
async fn a_variant_is_its_first_status_and_its_body() {
    for (path, status, body) in [
        ("/weeks/0", 200, "[7]"),
        ("/weeks/1", 202, ""),
        ("/weeks/2", 304, ""),
        ("/wrapped/0", 200, r#"{"code":0,"message":"","data":[7]}"#),
        ("/thing/0", 200, "\"thing\""),
        ("/thing/1", 404, ""),
        ("/bytes/1", 404, ""),
        ("/text/0", 200, "text"),
        ("/text/1", 204, ""),
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let (parts, sent) = router().oneshot(request).await.unwrap().into_parts();
        let sent = sent.collect().await.unwrap().to_bytes();
        assert_eq!((parts.status.as_u16(), &sent[..]), (status, body.as_bytes()), "{path}");
    }
}
