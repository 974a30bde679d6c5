//! Structs and maps under the name of their parameter, as a server reads them back.

use std::collections::BTreeMap;

use api_core::{Client, Result, api};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Range {
    gt: Option<u64>,
    #[serde(rename = "in", default)]
    any_of: Vec<u64>,
}

type Both = (Option<Range>, BTreeMap<String, u8>);

#[api(server, stub)]
trait Nested {
    #[endpoint(GET, "/query")]
    async fn query(
        &self,
        #[query(nested = "brackets")] created: Option<&Range>,
        #[query(flatten)] others: &BTreeMap<String, u8>,
    ) -> Result<Both>;

    #[endpoint(POST, "/json")]
    async fn json(
        &self,
        id: u8,
        #[field(flatten)] others: BTreeMap<String, u8>,
    ) -> Result<BTreeMap<String, u8>>;

    #[endpoint(POST, "/form", body = form)]
    async fn form(
        &self,
        #[field(nested = "dots", list = "csv")] created: Option<Range>,
        #[field(flatten)] others: BTreeMap<String, u8>,
    ) -> Result<Both>;
}

struct Echo;

#[api_core::async_trait]
impl Nested for Echo {
    async fn query(&self, created: Option<&Range>, others: &BTreeMap<String, u8>) -> Result<Both> {
        Ok((created.cloned(), others.clone()))
    }

    async fn json(&self, _: u8, others: BTreeMap<String, u8>) -> Result<BTreeMap<String, u8>> {
        Ok(others)
    }

    async fn form(&self, created: Option<Range>, others: BTreeMap<String, u8>) -> Result<Both> {
        Ok((created, others))
    }
}

#[tokio::test]
async fn a_member_without_a_name_is_read() {
    let api = NestedClient::new(Client::in_process(NestedServer::new(Echo).into_router()));
    let others = BTreeMap::from([(String::new(), 1), ("x".to_owned(), 2)]);
    assert_eq!(api.json(7, others.clone()).await.unwrap(), others);
    assert_eq!(api.query(None, &others).await.unwrap(), (None, others.clone()));
    assert_eq!(api.form(None, others.clone()).await.unwrap(), (None, others));
}

#[tokio::test]
async fn a_member_is_read_from_behind_its_parameter() {
    let api = NestedClient::new(Client::in_process(NestedServer::new(Echo).into_router()));
    let others = BTreeMap::from([("x".to_owned(), 1)]);
    let full = Range { gt: Some(1), any_of: vec![2, 3] };
    for created in [None, Some(full), Some(Range { gt: Some(1), any_of: vec![] })] {
        let both = (created.clone(), others.clone());
        assert_eq!(api.query(created.as_ref(), &others).await.unwrap(), both);
        assert_eq!(api.form(created, others.clone()).await.unwrap(), both);
    }
}

#[tokio::test]
async fn a_stub_has_the_members() {
    let stub = NestedStub::new();
    let range = Range { gt: Some(1), any_of: vec![] };
    let wanted = range.clone();
    stub.query()
        .with(move |args| args.created.as_ref() == Some(&wanted))
        .respond((None, BTreeMap::new()));
    stub.client().query(Some(&range), &BTreeMap::new()).await.unwrap();
    stub.verify();
}
