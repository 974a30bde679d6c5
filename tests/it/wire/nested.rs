//! Structs and maps under the name of their parameter.

use std::collections::BTreeMap;

use api_core::{Result, api};
use serde::Serialize;

use super::{Own, rows, silent};
use crate::support::client;

#[derive(Default, Serialize)]
struct Range {
    gt: Option<u64>,
    lte: Option<u64>,
    #[serde(rename = "in", skip_serializing_if = "Vec::is_empty")]
    any_of: Vec<u64>,
}

#[derive(Serialize)]
struct Item {
    price: &'static str,
    by: BTreeMap<&'static str, bool>,
}

#[api]
trait Nested {
    #[endpoint(GET, "/q")]
    async fn brackets(
        &self,
        #[query(nested = "brackets")] created: Option<&Range>,
        #[query("a b", nested = "brackets", bools = "digits")] by: &BTreeMap<&str, bool>,
    ) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn dots(&self, #[query(nested = "dots", list = "csv")] created: &Range) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn items(
        &self,
        #[query(nested = "brackets", list = "indices")] items: &[Item],
    ) -> Result<()>;
    #[endpoint(POST, "/f", body = form)]
    async fn form(
        &self,
        #[field(nested = "brackets", list = "brackets")] created: &Range,
        limit: u8,
    ) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn any(&self, #[query(nested = "brackets")] by: &BTreeMap<&str, u8>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn any_dots(&self, #[query(nested = "dots")] by: &BTreeMap<&str, u8>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn spread(
        &self,
        #[query(flatten, nested = "brackets")] by: &BTreeMap<&str, u8>,
    ) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn scalar(&self, #[query(nested = "brackets")] created: Own<u64>) -> Result<()>;
}

#[api_tests::test]
async fn a_member_is_named_behind_its_parameter() {
    let server = silent();
    let api = NestedClient::new(client(&server));
    let range = Range { gt: Some(1), ..Range::default() };
    let full = Range { gt: Some(1), lte: Some(2), any_of: vec![3, 4] };
    let by = BTreeMap::from([("x&y", true), ("z", false)]);
    let none = BTreeMap::new();
    rows! { server;
        api.brackets(Some(&range), &none) => "GET /q?created%5Bgt%5D=1";
        api.brackets(None, &by) => "GET /q?a%20b%5Bx%26y%5D=1&a%20b%5Bz%5D=0";
        api.brackets(Some(&Range::default()), &none) => "GET /q";
        api.brackets(Some(&full), &none)
            => "GET /q?created%5Bgt%5D=1&created%5Blte%5D=2&created%5Bin%5D=3&created%5Bin%5D=4";
        api.dots(&full) => "GET /q?created.gt=1&created.lte=2&created.in=3,4";
        api.items(&[Item { price: "p", by: BTreeMap::from([("q", true)]) }])
            => "GET /q?items%5B0%5D%5Bprice%5D=p&items%5B0%5D%5Bby%5D%5Bq%5D=true";
        api.items(&[]) => "GET /q";
        api.form(&full, 5) => "POST /f\ncontent-type: application/x-www-form-urlencoded\n\n\
            created%5Bgt%5D=1&created%5Blte%5D=2&created%5Bin%5D%5B%5D=3&created%5Bin%5D%5B%5D=4&limit=5";
        api.scalar(Own(7)) => "GET /q?created=7";
    }
}

/// A name may come from outside, and must not say where it goes.
#[api_tests::test]
async fn a_members_name_forges_no_nesting() {
    let server = silent();
    let api = NestedClient::new(client(&server));
    let by = |name| BTreeMap::from([(name, 1)]);
    let forged = "has a member with `][` in its name, which a server would read as two";
    rows! { server;
        api.any(&by("a][b")) => format!("query parameter `by` {forged}");
        api.any(&by("][")) => format!("query parameter `by` {forged}");
        // What is no other member is sent as it is.
        api.any(&by("a [b]")) => "GET /q?by%5Ba%20%5Bb%5D%5D=1";
        api.any(&by("a.b")) => "GET /q?by%5Ba.b%5D=1";
        api.any_dots(&by("a.b")) => "GET /q?by.a.b=1";
        api.any_dots(&by("a][b")) => "GET /q?by.a%5D%5Bb=1";
        api.spread(&by("created[gt]")) => "GET /q?created%5Bgt%5D=1";
    }
}
