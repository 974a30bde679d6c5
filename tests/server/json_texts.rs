//! JSON in a query, in a field and in a part, as a server reads it back.

use api_core::http::Request;
use api_core::server::axum::body::Body;
use api_core::{Client, Result, api};
use http_body_util::BodyExt as _;
use serde::{Deserialize, Serialize};
use tower::ServiceExt as _;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Filter {
    name: String,
    ids: Option<Vec<u8>>,
}

type Filters = (Option<Filter>, Filter);

#[api(server, stub)]
trait Texts {
    #[endpoint(GET, "/query")]
    async fn query(
        &self,
        #[query(json)] a: Option<&Filter>,
        #[query(json)] b: &Filter,
    ) -> Result<Filters>;

    #[endpoint(POST, "/json")]
    async fn json(
        &self,
        #[field(json)] a: Option<Filter>,
        #[field(json)] b: Filter,
    ) -> Result<Filters>;

    #[endpoint(POST, "/form", body = form)]
    async fn form(
        &self,
        #[field(json)] a: Option<Filter>,
        #[field(json)] b: Filter,
    ) -> Result<Filters>;

    #[endpoint(POST, "/parts")]
    async fn parts(
        &self,
        #[part(json)] a: Option<Filter>,
        #[field(json)] b: Filter,
    ) -> Result<Filters>;
}

struct Echo;

#[api_core::async_trait]
impl Texts for Echo {
    async fn query(&self, a: Option<&Filter>, b: &Filter) -> Result<Filters> {
        Ok((a.cloned(), b.clone()))
    }

    async fn json(&self, a: Option<Filter>, b: Filter) -> Result<Filters> {
        Ok((a, b))
    }

    async fn form(&self, a: Option<Filter>, b: Filter) -> Result<Filters> {
        Ok((a, b))
    }

    async fn parts(&self, a: Option<Filter>, b: Filter) -> Result<Filters> {
        Ok((a, b))
    }
}

fn filter(name: &str) -> Filter {
    Filter { name: name.to_owned(), ids: Some(vec![1, 2]) }
}

#[tokio::test]
async fn a_json_text_comes_back_as_the_value() {
    let api = TextsClient::new(Client::in_process(TextsServer::new(Echo).into_router()));
    for (a, b) in [(None, filter("x")), (Some(filter("&=\"é\n")), filter("%+,"))] {
        let both = (a.clone(), b.clone());
        assert_eq!(api.query(a.as_ref(), &b).await.unwrap(), both);
        assert_eq!(api.json(a.clone(), b.clone()).await.unwrap(), both);
        assert_eq!(api.form(a.clone(), b.clone()).await.unwrap(), both);
        assert_eq!(api.parts(a, b).await.unwrap(), both);
    }
}

#[tokio::test]
async fn a_stub_sees_the_value() {
    let stub = TextsStub::new();
    stub.query().with(|args| args.b.name == "x").respond((None, filter("y")));
    let got = stub.client().query(None, &filter("x")).await.unwrap();
    assert_eq!(got, (None, filter("y")));
    stub.verify();
}

#[tokio::test]
async fn a_text_that_is_no_such_json_is_rejected_by_its_name() {
    let router = TextsServer::new(Echo).into_router();
    for (query, want) in
        [("b=%7B", "query parameter `b`"), ("b=1", "query parameter `b`"), ("", "`b`")]
    {
        let request = Request::get(format!("/query?{query}")).body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!((400..=422).contains(&status) && text.contains(want), "{query}: {status} {text}");
    }
}
