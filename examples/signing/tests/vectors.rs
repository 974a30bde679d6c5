//! The signatures against the vectors that AWS and Alibaba publish, over sockets and both transports.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use api_core::{Body, Client, ClientBuilder, Result, api};
use api_tests::{Server, json};
use signing::aws::SigV4;
use signing::platform::Platform;

/// The requests of AWS's test suite for Signature Version 4.
#[api]
trait Suite {
    #[endpoint(GET, "/")]
    async fn get(
        &self,
        #[query("Param2")] second: Option<&str>,
        #[query("Param1")] first: Option<&str>,
        #[query("ሴ")] utf8: Option<&str>,
        #[header("My-Header1")] header1: Option<&str>,
        #[header("My-Header2")] header2: Option<&str>,
    ) -> Result<()>;

    #[endpoint(GET, "/{path*}")]
    async fn path(&self, path: &str) -> Result<()>;

    #[endpoint(POST, "/2015-03-31/functions/{name}/invocations")]
    async fn invoke(&self, name: &str) -> Result<()>;

    #[endpoint(POST, "/")]
    async fn post(
        &self,
        #[query("Param1")] first: Option<&str>,
        #[header("My-Header1")] header: Option<&str>,
    ) -> Result<()>;

    #[endpoint(POST, "/", body = form, overload)]
    async fn form(&self, #[field("Param1")] first: &str) -> Result<()>;
}

fn aws_time() -> SystemTime {
    // 2015-08-30T12:36:00Z
    UNIX_EPOCH + Duration::from_secs(1_440_938_160)
}

fn suite() -> SigV4 {
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    SigV4::new("AKIDEXAMPLE", secret, "us-east-1", "service").clock(aws_time)
}

/// The host of the suite, without a server.
fn example() -> ClientBuilder {
    let service = |_: api_core::http::Request<Body>| async {
        Ok::<_, std::io::Error>(api_core::http::Response::new(Body::from("null")))
    };
    Client::builder("https://example.amazonaws.com").transport(api_core::tower::service_fn(service))
}

/// The vectors of the suite, by the names of its folders.
#[test]
fn aws_vectors() {
    let api = SuiteClient::new(example().sign(suite()).build().unwrap());
    let get = |second, first, utf8| api.get(second, first, utf8, None, None);
    let quoted = Some("\"a   b   c\"");
    let unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let plain = "host;x-amz-date";
    for (name, call, headers, signature) in [
        (
            "get-vanilla",
            get(None, None, None),
            plain,
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        ),
        (
            "get-vanilla-empty-query-key",
            get(None, Some("value1"), None),
            plain,
            "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
        ),
        (
            "get-vanilla-query-order-key-case",
            get(Some("value2"), Some("value1"), None),
            plain,
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "get-vanilla-utf8-query",
            get(None, None, Some("bar")),
            plain,
            "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
        ),
        (
            "get-header-value-trim",
            api.get(None, None, None, Some("value1"), quoted),
            "host;my-header1;my-header2;x-amz-date",
            "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
        ),
        (
            "get-unreserved",
            api.path(unreserved),
            plain,
            "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
        ),
        (
            "post-vanilla",
            api.post(None, None),
            plain,
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        ),
        (
            "post-vanilla-query",
            api.post(Some("value1"), None),
            plain,
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
        ),
        (
            "post-header-key-sort",
            api.post(None, Some("value1")),
            "host;my-header1;x-amz-date",
            "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
        ),
        (
            "post-x-www-form-urlencoded",
            api.form("value1"),
            "content-type;host;x-amz-date",
            "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        ),
    ] {
        let request = call.build().unwrap();
        assert_eq!(
            request.headers()["authorization"],
            format!(
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
                 SignedHeaders={headers}, Signature={signature}"
            ),
            "{name}"
        );
        assert_eq!(request.headers()["x-amz-date"], "20150830T123600Z");
    }
}

#[test]
fn aws_vector_with_a_session_token() {
    let token = "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267";
    let api = SuiteClient::new(example().sign(suite().session_token(token)).build().unwrap());
    let request = api.get(None, None, None, None, None).build().unwrap();
    let signature = "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8";
    assert!(request.headers()["authorization"].to_str().unwrap().ends_with(signature));
    assert_eq!(request.headers()["x-amz-security-token"], token);
}

/// The path is encoded once more for the signature than for the wire.
#[test]
fn aws_vector_of_an_encoded_path() {
    let secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    // 2021-05-11T15:40:45Z
    let signer = SigV4::new("AKIDEXAMPLE", secret, "us-east-2", "lambda")
        .clock(|| UNIX_EPOCH + Duration::from_secs(1_620_747_645));
    let client = Client::builder("https://lambda.us-east-2.amazonaws.com").sign(signer);
    let api = SuiteClient::new(client.build().unwrap());
    let name = "arn:aws:lambda:us-west-2:892717189312:function:my-rusty-fun";
    let request = api.invoke(name).build().unwrap();
    let signature = "4b93abbcc68be32bd64c18e2c71150660ab4c29bbd6c32a383a7517a88fc1804";
    let sent = request.headers()["authorization"].to_str().unwrap();
    assert!(sent.ends_with(signature), "{sent}");
}

/// `build()` and both transports sign the same request in the same way.
#[tokio::test]
async fn what_is_built_is_what_is_sent() {
    let server = Server::giving(json(200, "null"));
    let builder = || Client::builder(server.base()).no_env_proxy().sign(suite());
    for builder in [builder(), builder().hyper()] {
        let api = SuiteClient::new(builder.build().unwrap());
        api.get(Some("ü"), None, Some("a b"), None, None).await.unwrap();
        api.form("a+b c").await.unwrap();
        let built = [api.get(Some("ü"), None, Some("a b"), None, None), api.form("a+b c")];
        for (sent, built) in server.take_requests().iter().zip(built) {
            let built = built.build().unwrap();
            assert_eq!(
                sent.header("authorization"),
                [built.headers()["authorization"].to_str().unwrap()]
            );
            assert_eq!(sent.target(), built.uri().path_and_query().unwrap().as_str());
        }
    }
}

#[api]
trait Lazada {
    #[endpoint(GET, "/order/get")]
    async fn order(&self, order_id: u64, access_token: &str) -> Result<()>;

    #[endpoint(POST, "/order/get", body = form)]
    async fn order_by_form(&self, order_id: u64, #[query] access_token: &str) -> Result<()>;
}

/// The example of the platform's documentation.
#[tokio::test]
async fn platform_example() {
    let server = Server::giving(json(200, "null"));
    let platform = || Platform {
        app_key: "123456".to_owned(),
        app_secret: "helloworld".to_owned(),
        now: || UNIX_EPOCH + Duration::from_millis(1_517_820_392_000),
    };
    let signature = "4190D32361CFB9581350222F345CB77F3B19F0E31D162316848A2C1FFD5FAB4A";
    let builder = || Client::builder(server.base()).no_env_proxy().sign(platform());
    for builder in [builder(), builder().hyper()] {
        let api = LazadaClient::new(builder.build().unwrap());
        api.order(1234, "test").await.unwrap();
        assert_eq!(
            server.take_requests()[0].target(),
            format!(
                "/order/get?order_id=1234&access_token=test&app_key=123456&sign_method=sha256\
                 &timestamp=1517820392000&sign={signature}"
            )
        );
        // The same parameters, of which one is in the body.
        api.order_by_form(1234, "test").await.unwrap();
        let [request] = &server.take_requests()[..] else { panic!("one request") };
        assert!(request.target().ends_with(signature), "{}", request.target());
        assert_eq!(request.body(), "order_id=1234");
    }
}
