//! A search of Elasticsearch over three indices: a list in the path, one in the query, and a body.
//! <https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search-1>

use api_core::{Credentials, Error, Result, StatusError, api};
use api_tests::{Server, json};
use serde::Deserialize;
use serde_json::{Value, json as value};

use crate::support::{builder, last, refusal};

#[derive(Debug, Deserialize)]
struct Found {
    took: u32,
    hits: Hits,
}

#[derive(Debug, Deserialize)]
struct Hits {
    hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
struct Hit {
    #[serde(rename = "_index")]
    index: String,
    #[serde(rename = "_source")]
    source: Value,
}

#[derive(Debug, Deserialize)]
struct Problem {
    status: u16,
}

#[derive(Debug, StatusError)]
enum SearchError {
    #[status(404)]
    NoSuchIndex(Problem, Error),
    #[other]
    Call(Error),
}

#[api]
trait Search {
    #[endpoint(POST, "/{index}/_search")]
    async fn search(
        &self,
        #[path(list = "csv")] index: &[&str],
        #[query(list = "csv")] filter_path: &[&str],
        #[query] ignore_unavailable: Option<bool>,
        size: u32,
        query: &Value,
        sort: Option<&[Value]>,
    ) -> Result<Found, SearchError>;

    #[endpoint(GET, "/{index}/_count", allow_body)]
    async fn count(
        &self,
        #[path(list = "csv")] index: &[&str],
        #[field] query: &Value,
    ) -> Result<Value>;
}

fn search(server: &Server) -> SearchClient {
    let builder = builder(server).credentials(Credentials::scheme("ApiKey", "VnVhQ2ZHY0JDZA=="));
    SearchClient::new(builder.build().unwrap())
}

#[api_tests::test]
async fn three_indices_are_searched_at_once() {
    let server = Server::giving(json(
        200,
        r#"{"took":5,"hits":{"hits":[{"_index":"logs-2","_source":{"user":"kimchy"}}]}}"#,
    ));
    let query = value!({"match": {"user": "kimchy"}});
    let found = search(&server)
        .search(
            &["logs-1", "logs-2", "<logs-{now/d}>"],
            &["took", "hits.hits._*"],
            Some(true),
            10,
            &query,
            None,
        )
        .await
        .unwrap();
    assert_eq!((found.took, &*found.hits.hits[0].index), (5, "logs-2"));
    assert_eq!(found.hits.hits[0].source["user"], "kimchy");
    let request = last(&server);
    // The commas between are the list's; what is within a name is encoded, as Elasticsearch asks.
    assert_eq!(
        request.line(),
        "POST /logs-1,logs-2,%3Clogs-%7Bnow%2Fd%7D%3E/_search?filter_path=took,hits.hits._%2A\
         &ignore_unavailable=true HTTP/1.1"
    );
    assert_eq!(request.header("authorization"), ["ApiKey VnVhQ2ZHY0JDZA=="]);
    assert_eq!(request.body(), r#"{"size":10,"query":{"match":{"user":"kimchy"}}}"#);
}

#[api_tests::test]
async fn a_missing_index_is_a_failure_with_a_body() {
    let server = Server::giving(json(
        404,
        r#"{"error":{"type":"index_not_found_exception","reason":"no such index [x]"},"status":404}"#,
    ));
    let failure = search(&server)
        .search(&["x"], &[], None, 1, &value!({"match_all": {}}), None)
        .await
        .unwrap_err();
    let SearchError::NoSuchIndex(Problem { status }, error) = failure else {
        panic!("{failure:?}")
    };
    assert_eq!((status, error.status().unwrap().as_u16()), (404, 404));
}

#[api_tests::test]
async fn no_index_at_all_is_an_error_before_any_request() {
    let server = Server::giving(json(200, r#"{"count":1}"#));
    let api = search(&server);
    let said = refusal(api.count(&[], &value!({})).await);
    assert!(said.contains("path parameter `index`"), "{said}");
    assert!(server.requests().is_empty());
    assert_eq!(api.count(&["a", "b"], &value!({"match_all": {}})).await.unwrap()["count"], 1);
    let request = last(&server);
    assert_eq!(request.line(), "GET /a,b/_count HTTP/1.1");
    assert_eq!(request.body(), r#"{"query":{"match_all":{}}}"#);
}
