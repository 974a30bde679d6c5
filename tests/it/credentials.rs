//! Every kind of credentials on the wire.

use api_core::{Client, Credentials, ErrorKind, Result, api};
use api_tests::{Request, Server};

use crate::support::{builder, content, headers, last, refusal};

#[api]
trait Account {
    #[endpoint(GET, "/me")]
    async fn me(&self, fields: Option<&str>) -> Result<()>;

    #[endpoint(GET, "/as")]
    async fn as_other(&self, #[header("Authorization")] other: Option<&str>) -> Result<()>;
}

fn account(server: &Server, credentials: Credentials) -> AccountClient {
    AccountClient::new(builder(server).credentials(credentials).build().unwrap())
}

/// What is sent of these credentials.
async fn sent(credentials: Credentials) -> Request {
    let server = content();
    account(&server, credentials).me(None).await.unwrap();
    let request = server.request();
    assert!(request.header("authorization").len() <= 1);
    request
}

#[api_tests::test]
async fn every_kind_has_its_place() {
    let bot = sent(Credentials::scheme("Bot", "1/MTA=/x+y==")).await;
    assert_eq!(bot.header("authorization"), ["Bot 1/MTA=/x+y=="]);
    let bearer = sent(Credentials::bearer("abc.def-_~")).await;
    assert_eq!(bearer.header("authorization"), ["Bearer abc.def-_~"]);
    let key = sent(Credentials::header("X-Api-Key", "k e y")).await;
    assert_eq!(key.header("x-api-key"), ["k e y"]);
    let query = sent(Credentials::query("access token", "a/b+c==&d")).await;
    assert_eq!(query.target(), "/me?access%20token=a%2Fb%2Bc%3D%3D%26d");
    for request in [key, query] {
        assert_eq!(request.header("authorization"), [""; 0]);
    }
}

#[api_tests::test]
async fn basic_is_encoded_as_its_standard_says() {
    for (user, password, encoded) in [
        // RFC 7617, sections 2 and 2.1.
        ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ("test", "123£", "dGVzdDoxMjPCow=="),
        ("", "", "Og=="),
        ("a", "", "YTo="),
        ("a", "b", "YTpi"),
        ("", "~~~~~???", "On5+fn5+Pz8/"),
    ] {
        let request = sent(Credentials::basic(user, password)).await;
        assert_eq!(request.header("authorization"), [format!("Basic {encoded}")]);
    }
}

#[api_tests::test]
async fn without_credentials_there_is_no_trace_of_any() {
    let server = content();
    account(&server, Credentials::none()).me(None).await.unwrap();
    AccountClient::new(builder(&server).build().unwrap()).me(None).await.unwrap();
    for request in server.requests() {
        assert_eq!(request.headers(), headers(&server, &[]));
        assert_eq!(request.target(), "/me");
    }
}

#[api_tests::test]
async fn a_query_credential_comes_last() {
    let server = content();
    let api = account(&server, Credentials::query("key", "secret"));
    api.me(Some("id")).query("n", &1).await.unwrap();
    assert_eq!(server.request().target(), "/me?fields=id&n=1&key=secret");
}

#[api_tests::test]
async fn a_nearer_authorization_replaces_the_clients() {
    let server = content();
    let api = account(&server, Credentials::bearer("client"));
    api.as_other(None).await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer client"]);
    api.as_other(Some("Bearer parameter")).await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer parameter"]);
    api.me(None).header("Authorization", "Bearer call").await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer call"]);
}

#[api_tests::test]
async fn there_is_one_authorization() {
    let server = content();
    let client = builder(&server)
        .header("Authorization", "Bearer header")
        .credentials(Credentials::bearer("credentials"));
    let api = AccountClient::new(client.build().unwrap());
    api.me(None).await.unwrap();
    assert_eq!(last(&server).header("authorization").len(), 1);
    api.me(None).credentials(Credentials::bearer("call")).await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer call"]);
}

#[api_tests::test]
async fn credentials_that_cannot_be_sent_are_named_and_not_shown() {
    let server = content();
    let bad = [
        Credentials::bearer("hunter2\n"),
        Credentials::bearer("hunter2\r\nX-Forged: 1"),
        Credentials::scheme("Bot", "hunter2\0"),
        Credentials::header("X-Key", "hunter2é"),
        Credentials::header("X Key", "hunter2"),
        Credentials::header("", "hunter2"),
    ];
    for credentials in bad {
        let builder = Client::builder("https://example.com").credentials(credentials.clone());
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().starts_with("credentials: "), "{error}");
        assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
        let api = account(&server, Credentials::none());
        let said = refusal(api.me(None).credentials(credentials).await);
        assert!(said.starts_with("GET /me (Account::me): credentials: "), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    assert_eq!(server.connections(), []);
}

#[test]
fn a_token_that_a_server_would_not_read_is_refused() {
    for (token, why) in [
        ("", "the token is empty"),
        (" tok", "the token begins or ends with a space"),
        ("tok ", "the token begins or ends with a space"),
        ("\ttok", "the token begins or ends with a space"),
    ] {
        for credentials in [Credentials::bearer(token), Credentials::scheme("Bot", token)] {
            let builder = Client::builder("http://localhost").credentials(credentials);
            assert_eq!(builder.build().unwrap_err().to_string(), format!("credentials: {why}"));
        }
    }
}

#[test]
fn credentials_that_a_server_would_read_otherwise_are_refused() {
    for (credentials, why) in [
        (Credentials::scheme("", "tok"), "the scheme is no single word"),
        (Credentials::scheme("Bot ", "tok"), "the scheme is no single word"),
        (Credentials::scheme(" Bot", "tok"), "the scheme is no single word"),
        (Credentials::basic("a:b", "c"), "the user name has a `:`, which would end it"),
        (Credentials::basic("a", "c\n"), "the user name or the password has a control character"),
        (Credentials::header("X-Api-Key", ""), "the value is empty"),
        (Credentials::query("key", ""), "the value is empty"),
        (Credentials::query("", "a"), "the name is empty"),
    ] {
        let builder = Client::builder("http://localhost").credentials(credentials);
        assert_eq!(builder.build().unwrap_err().to_string(), format!("credentials: {why}"));
    }
}
