//! Endpoints of another host than the client's own.

use std::io;

use api_core::{ApiError, Client, Credentials, ErrorKind, Result, Retry, api, async_trait};
use api_tests::{Server, response};

use crate::support::{builder, content, last, refusal, untouched};

#[api(path = "/2.0", headers("X-Trace" = "1"), query("v" = "3"), server, stub)]
trait Storage {
    #[endpoint(GET, "/files/{id}")]
    async fn file(&self, id: &str) -> Result<()>;

    #[endpoint(POST, "/files/content", base = "uploads")]
    async fn upload(&self, name: &str) -> Result<()>;

    #[endpoint(POST, "/public", base = "uploads", credentials = none)]
    async fn public(&self) -> Result<()>;
}

/// The same request to two hosts.
#[api]
trait Twins {
    #[endpoint(GET, "/status")]
    async fn status(&self) -> Result<()>;

    #[endpoint(GET, "/status", base = "uploads")]
    async fn status_of_uploads(&self) -> Result<()>;
}

#[api_tests::test]
async fn another_host_gets_no_credentials_that_are_not_for_it() {
    let (own, uploads) = (content(), content());
    let builder = builder(&own)
        .credentials(Credentials::all([
            Credentials::bearer("hunter2"),
            Credentials::query("k", "hunter2"),
        ]))
        .header("X-Api-Key", "hunter2")
        .query("tenant", "hunter2")
        .base("uploads", format!("{}/api?region=eu", uploads.base()));
    let api = StorageClient::new(builder.build().unwrap());
    api.upload("a").await.unwrap();
    let request = uploads.request();
    assert_eq!(request.line(), "POST /api/2.0/files/content?region=eu&v=3 HTTP/1.1");
    assert_eq!(request.body(), r#"{"name":"a"}"#);
    assert_eq!(request.header("host"), [uploads.authority()]);
    assert_eq!(request.header("x-trace"), ["1"]);
    assert_eq!(request.header("user-agent"), ["api-tests"]);
    assert!(!request.head().contains("hunter2"), "{}", request.head());
    assert!(own.requests().is_empty());

    api.file("7").await.unwrap();
    let request = last(&own);
    assert_eq!(request.line(), "GET /2.0/files/7?tenant=hunter2&v=3&k=hunter2 HTTP/1.1");
    assert_eq!(request.header("authorization"), ["Bearer hunter2"]);
    assert_eq!(uploads.requests().len(), 1);

    let built = api.upload("a").build().unwrap();
    assert_eq!(
        built.uri().to_string(),
        format!("{}/api/2.0/files/content?region=eu&v=3", uploads.base())
    );
    assert!(!built.headers().contains_key("authorization"));
    // A call may bring some.
    api.upload("a").credentials(Credentials::bearer("call")).await.unwrap();
    assert_eq!(last(&uploads).header("authorization"), ["Bearer call"]);
}

#[api_tests::test]
async fn another_host_may_have_credentials_of_its_own() {
    let (own, uploads) = (content(), content());
    let builder = builder(&own)
        .credentials(Credentials::bearer("own"))
        .credentials_for("uploads", Credentials::bearer("uploads"))
        .base("uploads", uploads.base());
    let api = StorageClient::new(builder.build().unwrap());
    api.upload("a").await.unwrap();
    assert_eq!(last(&uploads).header("authorization"), ["Bearer uploads"]);
    api.public().await.unwrap();
    assert!(last(&uploads).header("authorization").is_empty());
    api.file("7").await.unwrap();
    assert_eq!(last(&own).header("authorization"), ["Bearer own"]);
    assert_eq!(api.upload("a").build().unwrap().headers()["authorization"], "Bearer uploads");
}

#[api_tests::test]
async fn another_host_may_have_a_provider_of_its_own() {
    let refused = Server::giving(response(401, &[], ""));
    let own = content();
    let provider = Credentials::provider(|| async {
        Ok::<_, io::Error>(Credentials::header("X-Upload", "u"))
    });
    let builder = builder(&own)
        .credentials(Credentials::bearer("own"))
        .base("uploads", refused.base())
        .credentials_for("uploads", provider);
    let api = StorageClient::new(builder.build().unwrap());
    assert_eq!(api.upload("a").await.unwrap_err().status().unwrap(), 401);
    let requests = refused.requests();
    assert_eq!(requests.len(), 2, "once more with new ones");
    assert!(requests.iter().all(|it| it.header("x-upload") == ["u"]));
    assert!(requests.iter().all(|it| it.header("authorization").is_empty()));
}

#[api_tests::test]
async fn a_base_of_the_clients_own_origin_gets_its_credentials() {
    let server = content();
    let builder = builder(&server)
        .credentials(Credentials::bearer("own"))
        .header("X-Api-Key", "k")
        .base("uploads", format!("{}/uploads/", server.base()));
    let api = StorageClient::new(builder.build().unwrap());
    api.upload("a").await.unwrap();
    let request = last(&server);
    assert_eq!(request.target(), "/uploads/2.0/files/content?v=3");
    assert_eq!(request.header("authorization"), ["Bearer own"]);
    assert_eq!(request.header("x-api-key"), ["k"]);
    assert_eq!(request.header("host"), [server.authority()]);
}

#[api_tests::test]
async fn a_missing_base_is_an_error_before_any_request() {
    let own = content();
    let api =
        StorageClient::new(builder(&own).base("upload", "https://example.com").build().unwrap());
    let said = refusal(api.upload("a").await);
    assert_eq!(
        said,
        "POST /2.0/files/content (Storage::upload): the client has no base `uploads`; write \
         `.base(\"uploads\", \"https://…\")` where it is built"
    );
    assert_eq!(api.upload("a").build().unwrap_err().kind(), ErrorKind::Build);
    untouched(&own).await;
}

#[test]
fn a_base_that_cannot_be_used_is_named() {
    let built = |name: &str, url: &str| {
        let builder = Client::builder("https://example.com").base(name, url);
        builder.build().unwrap_err().to_string()
    };
    assert!(built("a", "example.com").starts_with("base `a`: it has no scheme"));
    assert!(built("b", "http://example.com").starts_with("base `b`: `http://` to another machine"));
    let builder = Client::builder("https://example.com");
    let error = builder.credentials_for("c", Credentials::bearer("t")).build().unwrap_err();
    assert_eq!(
        error.to_string(),
        "base `c`: it has credentials and no URL; write `.base(\"c\", \"https://…\")`"
    );
    // The last of one name counts.
    let builder = Client::builder("https://example.com").base("d", "nothing");
    builder.base("d", "https://example.org").build().unwrap();
}

#[api_tests::test]
async fn one_request_may_go_to_two_hosts() {
    let (own, uploads) = (content(), content());
    let api = TwinsClient::new(builder(&own).base("uploads", uploads.base()).build().unwrap());
    api.status().await.unwrap();
    assert_eq!((own.requests().len(), uploads.requests().len()), (1, 0));
    api.status_of_uploads().await.unwrap();
    assert_eq!((own.requests().len(), uploads.requests().len()), (1, 1));
}

#[test]
fn the_metadata_has_the_name() {
    let names: Vec<_> = StorageClient::ENDPOINTS.iter().map(|endpoint| endpoint.base()).collect();
    assert_eq!(names, [None, Some("uploads"), Some("uploads")]);
}

struct Disk;

#[async_trait]
impl Storage for Disk {
    async fn file(&self, id: &str) -> Result<()> {
        if id == "7" { Ok(()) } else { Err(ApiError::new(7, "no").into()) }
    }

    async fn upload(&self, name: &str) -> Result<()> {
        if name == "a" { Ok(()) } else { Err(ApiError::new(8, "no").into()) }
    }

    async fn public(&self) -> Result<()> {
        Err(ApiError::new(9, "no").into())
    }
}

/// One server serves both: which host it is does not matter to it.
#[api_tests::test]
async fn a_server_and_a_stub_serve_all_bases() {
    let router = StorageServer::new(Disk).into_router();
    let api = StorageClient::new(Client::in_process(router.clone()));
    api.file("7").await.unwrap();
    api.upload("a").await.unwrap();
    assert!(api.upload("b").await.is_err());
    // Any other client has to say where the base is.
    let client =
        || Client::builder("http://localhost").retry(Retry::never()).transport(router.clone());
    let api = StorageClient::new(client().base("uploads", "http://localhost").build().unwrap());
    api.upload("a").await.unwrap();
    let api = StorageClient::new(client().build().unwrap());
    assert_eq!(api.upload("a").await.unwrap_err().kind(), ErrorKind::Build);

    let stub = StorageStub::new();
    stub.upload().respond(());
    stub.client().upload("b").await.unwrap();
    assert_eq!(stub.calls().len(), 1);
}
