//! Signatures: over what is sent, behind everything else.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use api_core::{
    Body, BoxError, Client, ClientBuilder, Credentials, ErrorKind, Result, Retry, Sign, Unsigned,
    api,
};
use api_tests::{Server, Step, json, response};
use futures_util::stream;

use crate::support::{builder, calling, content, last, refusal, untouched};

#[api]
trait Shop {
    #[endpoint(GET, "/items/{id}?fixed=%27x%27")]
    async fn item(&self, id: &str, tags: &[&str]) -> Result<()>;

    #[endpoint(POST, "/items")]
    async fn add(&self, name: &str) -> Result<()>;

    #[endpoint(PUT, "/picture", idempotent)]
    async fn picture(&self, #[body(stream)] body: Body) -> Result<()>;

    #[endpoint(POST, "/ping", credentials = none)]
    async fn ping(&self) -> Result<()>;

    #[endpoint(POST, "/blobs", base = "blobs")]
    async fn blob(&self, #[body(text)] text: &str) -> Result<()>;

    #[endpoint(GET)]
    async fn at(&self, #[url] url: &str) -> Result<()>;
}

/// What a signature was made of, as text.
pub(crate) fn seen(request: &Unsigned) -> String {
    text(request.method(), request.uri(), request.headers(), request.body())
}

/// A request as text; one without a body at hand has a stream.
pub(crate) fn text(
    method: &http::Method,
    uri: &http::Uri,
    headers: &http::HeaderMap,
    body: Option<&[u8]>,
) -> String {
    let mut headers: Vec<String> = headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    headers.sort();
    let body = body.map_or("a stream".into(), String::from_utf8_lossy);
    format!("{method} {uri}\n{}\n\n{body}", headers.join("\n"))
}

/// The same of what came over the wire, without the signature.
fn received(server: &Server, streamed: bool) -> String {
    let request = last(server);
    let headers = request.headers();
    let headers = headers.iter().filter(|(name, _)| name != "x-signature");
    let headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value}")).collect();
    let body = if streamed { "a stream" } else { request.body() };
    let base = server.base();
    format!("{} {base}{}\n{}\n\n{body}", request.method(), request.target(), headers.join("\n"))
}

/// Signs by keeping all that there is to sign.
#[derive(Clone, Default)]
struct Keeping(Arc<Mutex<Vec<String>>>);

impl Sign for Keeping {
    fn sign(&self, request: &mut Unsigned) -> Result<(), BoxError> {
        let mut kept = self.0.lock().unwrap();
        kept.push(seen(request));
        request.set_header("X-Signature", format!("{}", kept.len()))?;
        Ok(())
    }
}

impl Keeping {
    fn last(&self) -> String {
        self.0.lock().unwrap().last().unwrap().clone()
    }
}

fn shop(builder: ClientBuilder) -> ShopClient {
    ShopClient::new(builder.build().unwrap())
}

#[api_tests::test]
async fn what_is_signed_is_what_is_sent() {
    let server = content();
    let sign = Keeping::default();
    let credentials = Credentials::query("key", "a b");
    let api = shop(builder(&server).credentials(credentials).query("t", "ü'").sign(sign.clone()));
    api.item("a/b ü~", &["x y", "(z)*"]).await.unwrap();
    assert_eq!(sign.last(), received(&server, false));
    assert_eq!(last(&server).header("x-signature"), ["1"]);
    api.add("näme").header("X-Call", "c").await.unwrap();
    assert_eq!(sign.last(), received(&server, false));
    api.picture(Body::from("png")).await.unwrap();
    assert_eq!(sign.last(), received(&server, false));
    assert!(sign.last().contains("content-length: 3"), "{}", sign.last());
}

#[api_tests::test]
async fn a_stream_has_no_body_to_sign() {
    let server = content();
    let sign = Keeping::default();
    let api = shop(builder(&server).sign(sign.clone()));
    let chunks = ["a", "b"].map(Ok::<_, io::Error>);
    api.picture(Body::stream(stream::iter(chunks))).await.unwrap();
    let received = received(&server, true).replace("transfer-encoding: chunked\n", "");
    assert_eq!(
        sign.last().trim_end(),
        received.replace("\ntransfer-encoding: chunked", "").trim_end()
    );
}

/// A layer is in front of the signature, and may change what it likes.
#[api_tests::test]
async fn a_layers_changes_are_signed() {
    let server = content();
    let sign = Keeping::default();
    let layer = tower::util::MapRequestLayer::new(|mut request: http::Request<Body>| {
        request.headers_mut().insert("x-layer", "1".parse().unwrap());
        let uri = format!("{}&layer={}", request.uri(), "<\"'>".replace('<', "%3C"));
        *request.uri_mut() = uri.replace('"', "%22").replace('>', "%3E").parse().unwrap();
        *request.body_mut() = Body::from("longer than before");
        request
    });
    let api = shop(builder(&server).query("a", "b").layer(layer).sign(sign.clone()));
    api.add("x").await.unwrap();
    assert_eq!(sign.last(), received(&server, false));
    assert!(sign.last().contains("longer than before"), "{}", sign.last());
}

#[api_tests::test]
async fn every_attempt_has_a_signature_of_its_own() {
    let server = Server::script([
        Step::ReadRequest,
        Step::Send(json(503, "")),
        Step::ReadRequest,
        Step::Send(response(307, &[("Location", "/items/7?moved")], "")),
        Step::ReadRequest,
        Step::Send(json(200, "null")),
    ]);
    let sign = Keeping::default();
    let retry = Retry::repeatable().attempts(2);
    let client = builder(&server).retry(retry).follow_redirects(1).sign(sign.clone());
    shop(client).item("7", &[]).await.unwrap();
    let signatures: Vec<_> =
        server.requests().iter().map(|it| it.header("x-signature").concat()).collect();
    assert_eq!(signatures, ["1", "2", "3"]);
    assert!(sign.last().starts_with(&format!("GET {}/items/7?moved\n", server.base())));
}

#[api_tests::test]
async fn a_signature_may_be_in_the_query() {
    let server = content();
    let api = shop(builder(&server).sign(|request: &mut Unsigned| -> Result<()> {
        request.add_query("Expires", "60")?;
        request.add_query("Signature", "a+/b=&c ü")
    }));
    api.item("7", &[]).await.unwrap();
    let signed = "Expires=60&Signature=a%2B%2Fb%3D%26c%20%C3%BC";
    assert_eq!(last(&server).target(), format!("/items/7?fixed=%27x%27&{signed}"));
    api.ping().await.unwrap();
    assert_eq!(last(&server).target(), "/ping", "declared without credentials");
    api.add("a").await.unwrap();
    assert_eq!(last(&server).target(), format!("/items?{signed}"));
    let built = api.add("a").build().unwrap();
    assert_eq!(built.uri().query(), Some(signed));
}

#[api_tests::test]
async fn a_signature_is_for_the_clients_own_bases() {
    let (server, blobs, elsewhere) = (content(), content(), content());
    let sign = Keeping::default();
    let api = shop(builder(&server).base("blobs", blobs.base()).sign(sign.clone()));
    api.blob("b").await.unwrap();
    assert_eq!(sign.last(), received(&blobs, false));
    assert_eq!(last(&blobs).header("x-signature"), ["1"]);
    api.at(&format!("{}/x", elsewhere.base())).await.unwrap();
    assert!(last(&elsewhere).header("x-signature").is_empty());
    api.at("/x").await.unwrap();
    assert_eq!(last(&server).header("x-signature"), ["2"]);
}

#[api_tests::test]
async fn build_signs_and_sends_nothing() {
    let server = content();
    let sign = Keeping::default();
    let api = shop(builder(&server).sign(sign.clone()));
    let request = api.add("a").build().unwrap();
    assert_eq!(request.headers()["x-signature"], "1");
    assert!(request.headers()["x-signature"].is_sensitive());
    assert!(!request.headers().contains_key("host"));
    assert!(sign.last().contains(&format!("host: {}", server.authority())), "{}", sign.last());
    untouched(&server).await;
}

#[api_tests::test]
async fn a_request_that_cannot_be_signed_is_not_sent() {
    let server = content();
    let calls = Arc::new(AtomicUsize::new(0));
    let counter = calls.clone();
    let client = calling(server.base()).no_env_proxy().sign(move |_: &mut Unsigned| {
        counter.fetch_add(1, Relaxed);
        Err::<(), _>(io::Error::other("no clock"))
    });
    let error = shop(client).item("7", &[]).await.unwrap_err();
    assert_eq!((error.kind(), calls.load(Relaxed)), (ErrorKind::Build, 1));
    assert_eq!(
        error.to_string(),
        "GET /items/{id}?fixed=%27x%27 (Shop::item): the request could not be signed"
    );
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "no clock");

    for (name, value) in [("Content-Length", "7"), ("X Y", "a"), ("X-Y", "a\nb")] {
        let sign = move |request: &mut Unsigned| request.set_header(name, value);
        let said = refusal(shop(builder(&server).sign(sign)).add("a").await);
        assert!(said.contains(&format!("the signature's header `{name}`")), "{said}");
    }
    untouched(&server).await;
}

/// Over any other transport, too.
#[api_tests::test]
async fn a_service_gets_signed_requests() {
    let service = tower::service_fn(|request: http::Request<Body>| async move {
        assert_eq!(request.headers()["x-signature"], "1");
        Ok::<_, io::Error>(http::Response::new(Body::from("null")))
    });
    let client = Client::builder("https://example.com:443").transport(service);
    let sign = Keeping::default();
    shop(client.sign(sign.clone())).add("a").await.unwrap();
    assert!(sign.last().contains("host: example.com\n"), "{}", sign.last());
}

#[api_tests::test]
async fn the_endpoint_is_known() {
    let server = content();
    let api = shop(builder(&server).sign(|request: &mut Unsigned| {
        let name = request.endpoint().map_or("", |endpoint| endpoint.name());
        request.set_header("X-Name", name)
    }));
    api.add("a").await.unwrap();
    assert_eq!(last(&server).header("x-name"), ["add"]);
}

/// The hash of FIPS 180-4's first example, and of nothing.
#[api_tests::test]
async fn the_hash_of_a_body_is_at_hand() {
    let server = content();
    let api = shop(builder(&server).base("blobs", server.base()).sign(|request: &mut Unsigned| {
        request.set_header("X-Hash", request.body_sha256().unwrap_or_else(|| "none".to_owned()))
    }));
    api.blob("abc").await.unwrap();
    assert_eq!(
        last(&server).header("x-hash"),
        ["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]
    );
    api.item("7", &[]).await.unwrap();
    assert_eq!(
        last(&server).header("x-hash"),
        ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"]
    );
    api.picture(Body::stream(stream::iter([Ok::<_, io::Error>("png")]))).await.unwrap();
    assert_eq!(last(&server).header("x-hash"), ["none"]);
}
