//! The same setting at several levels: client, trait, endpoint, parameter, call.

use api_core::{ClientBuilder, Credentials, Result, api};
use api_tests::Server;

use crate::support::{builder, calling, content, last};

#[api(headers("X-Level" = "trait", "X-Trait" = "trait"), query("q" = "trait"))]
trait Levels {
    #[endpoint(GET, "/inherited")]
    async fn inherited(&self) -> Result<()>;

    #[endpoint(GET, "/own", headers("X-Level" = "endpoint", "x-own" = "endpoint"))]
    async fn own(&self) -> Result<()>;

    #[endpoint(GET, "/given", headers("X-Level" = "endpoint"))]
    async fn given(&self, #[header("x-level")] level: Option<&str>) -> Result<()>;

    #[endpoint(GET, "/query?q=temp%6Cate&flag", query("q" = "end point"))]
    async fn query(&self, q: &str) -> Result<()>;

    #[endpoint(GET, "/public", credentials = none)]
    async fn public(&self) -> Result<()>;
}

fn with_level(server: &Server) -> ClientBuilder {
    builder(server).header("X-Level", "client").header("X-Client", "client")
}

fn levels(builder: ClientBuilder) -> LevelsClient {
    LevelsClient::new(builder.build().expect("its headers can be sent"))
}

#[api_tests::test]
async fn a_nearer_header_replaces_a_farther_one() {
    let server = content();
    let api = levels(with_level(&server));
    let sent = |name: &str| last(&server).header(name).join("|");
    api.inherited().await.unwrap();
    assert_eq!([sent("x-level"), sent("x-trait"), sent("x-client")], ["trait", "trait", "client"]);
    api.own().await.unwrap();
    assert_eq!(
        [sent("x-level"), sent("x-trait"), sent("x-own")],
        ["endpoint", "trait", "endpoint"]
    );
    api.given(None).await.unwrap();
    assert_eq!(sent("x-level"), "endpoint");
    api.given(Some("parameter")).await.unwrap();
    assert_eq!(sent("x-level"), "parameter");
    api.given(Some("parameter")).header("X-LEVEL", "call").await.unwrap();
    assert_eq!(sent("x-level"), "call");
    api.given(None).header("X-Level", "call").header("X-Client", "call").await.unwrap();
    assert_eq!([sent("x-level"), sent("x-client")], ["call", "call"]);
    // A call's options are its own.
    api.inherited().await.unwrap();
    assert_eq!([sent("x-level"), sent("x-client")], ["trait", "client"]);
}

#[api_tests::test]
async fn the_query_goes_from_far_to_near_and_equal_names_are_kept() {
    let server = content();
    let client = calling(format!("{}/v1?q=base", server.base()))
        .no_env_proxy()
        .query("q", "cli&ent")
        .credentials(Credentials::query("q", "credentials"))
        .build();
    LevelsClient::new(client.unwrap()).query("parameter").query("q", "call").await.unwrap();
    let sent = "/v1/query?q=base&q=cli%26ent&q=trait&q=temp%6Cate&flag&q=end%20point&q=parameter\
                &q=call&q=credentials";
    assert_eq!(server.request().target(), sent);
}

#[api_tests::test]
async fn credentials_of_a_call_replace_the_clients() {
    let server = content();
    let api = levels(builder(&server).credentials(Credentials::scheme("Bot", "client")));
    api.inherited().await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bot client"]);
    api.inherited().credentials(Credentials::bearer("call")).await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer call"]);
    api.inherited().credentials(Credentials::query("access_token", "call")).await.unwrap();
    assert_eq!(last(&server).header("authorization"), [""; 0]);
    assert_eq!(last(&server).target(), "/inherited?q=trait&access_token=call");
    api.inherited().credentials(Credentials::none()).await.unwrap();
    assert_eq!(last(&server).header("authorization"), [""; 0]);
    assert_eq!(last(&server).target(), "/inherited?q=trait");
}

#[api_tests::test]
async fn an_endpoint_without_credentials_gets_those_of_a_call_only() {
    let server = content();
    for credentials in [Credentials::bearer("a"), Credentials::query("key", "a")] {
        let api = levels(builder(&server).credentials(credentials));
        api.public().await.unwrap();
        assert_eq!(last(&server).header("authorization"), [""; 0]);
        assert_eq!(last(&server).target(), "/public?q=trait");
        api.public().credentials(Credentials::scheme("Bot", "call")).await.unwrap();
        assert_eq!(last(&server).header("authorization"), ["Bot call"]);
    }
}
