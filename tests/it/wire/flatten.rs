//! Structs, maps and lists of pairs, spread.

use std::collections::BTreeMap;

use api_core::{Credentials, Error, Result, api};
use serde::Serialize;

use super::{Own, rows, silent};
use crate::support::{builder, client, last, refusal};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Filter<'a> {
    first_name: &'a str,
    max: Option<u8>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip)]
    _secret: u8,
    #[serde(rename = "type")]
    kind: Kind,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    BigOne,
}

#[derive(Serialize)]
struct Outer<'a> {
    a: u8,
    inner: BTreeMap<&'a str, BTreeMap<&'a str, Vec<u8>>>,
}

const FILTER: Filter<'_> =
    Filter { first_name: "a b", max: None, tags: Vec::new(), _secret: 7, kind: Kind::BigOne };

fn outer() -> Outer<'static> {
    let leaf = BTreeMap::from([("x", vec![1]), ("y", vec![2, 3])]);
    Outer { a: 1, inner: BTreeMap::from([("m", leaf)]) }
}

#[api]
trait Flat {
    #[endpoint(GET, "/q")]
    async fn filter(&self, #[query(flatten)] filter: &Filter<'_>, z: u8) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn optional(&self, #[query(flatten)] filter: Option<&Filter<'_>>) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn map(&self, #[query(flatten)] map: &BTreeMap<String, u8>) -> Result<()>;

    #[endpoint(GET, "/plain")]
    async fn plain(&self, key: u8) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn keys(&self, #[query(flatten)] map: &BTreeMap<u64, bool>) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn pairs(&self, #[query(flatten)] pairs: &[(&str, &str)]) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn styled(
        &self,
        #[query(flatten, list = "csv", bools = "digits")] pairs: Vec<(&str, Vec<bool>)>,
    ) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn brackets(
        &self,
        #[query(flatten, nested = "brackets")] outer: &Outer<'_>,
    ) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn dots(&self, #[query(flatten, nested = "dots")] outer: &Outer<'_>) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn refused(&self, #[query(flatten)] outer: &Outer<'_>) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn scalar(&self, #[query(flatten)] outer: Own<u8>) -> Result<()>;

    #[endpoint(GET, "/q", overload)]
    async fn list(&self, #[query(flatten)] outer: Own<Vec<u8>>) -> Result<()>;

    #[endpoint(POST, "/f")]
    async fn form(&self, #[body(form)] filter: &Filter<'_>) -> Result<()>;

    #[endpoint(POST, "/f", overload)]
    async fn nested_form(&self, #[body(form, nested = "brackets")] outer: &Outer<'_>)
    -> Result<()>;

    #[endpoint(POST, "/f", overload)]
    async fn form_pairs(&self, #[body(form)] pairs: &[(&str, &str)]) -> Result<()>;

    #[endpoint(POST, "/f", overload)]
    async fn no_form(&self, #[body(form)] filter: Option<&Filter<'_>>) -> Result<()>;

    #[endpoint(POST, "/f", body = form, overload)]
    async fn part_of_a_form(
        &self,
        a: u8,
        #[field(flatten)] filter: &Filter<'_>,
        b: u8,
    ) -> Result<()>;

    #[endpoint(POST, "/j")]
    async fn json(&self, a: u8, #[field(flatten)] filter: &Filter<'_>, b: u8) -> Result<()>;

    #[endpoint(POST, "/j", overload)]
    async fn json_map(&self, #[field(flatten)] map: &BTreeMap<String, u8>) -> Result<()>;

    #[endpoint(POST, "/j", overload)]
    async fn json_scalar(&self, #[field(flatten)] map: Own<u8>) -> Result<()>;
}

#[api_tests::test]
async fn members_are_sent_one_by_one() {
    let server = silent();
    let api = FlatClient::new(client(&server));
    let full = Filter { max: Some(9), tags: vec!["x", "y"], ..FILTER };
    let map = BTreeMap::from([("b c".to_owned(), 2), ("a".to_owned(), 1)]);
    let form = "POST /f\ncontent-type: application/x-www-form-urlencoded";
    let json = "POST /j\ncontent-type: application/json";
    let filter = r#""firstName":"a b","max":null,"type":"big-one""#;
    rows! { server;
        api.filter(&FILTER, 1) => "GET /q?firstName=a%20b&type=big-one&z=1";
        api.filter(&full, 1) => "GET /q?firstName=a%20b&max=9&tags=x&tags=y&type=big-one&z=1";
        api.optional(None) => "GET /q";
        api.optional(Some(&FILTER)) => "GET /q?firstName=a%20b&type=big-one";
        api.map(&BTreeMap::new()) => "GET /q";
        api.map(&map) => "GET /q?a=1&b%20c=2";
        api.keys(&BTreeMap::from([(7, true)])) => "GET /q?7=true";
        api.pairs(&[("b", "1"), ("a", "2"), ("b", "3")]) => "GET /q?b=1&a=2&b=3";
        api.styled(vec![("b", vec![true, false]), ("a", vec![])]) => "GET /q?b=1,0";
        api.brackets(&outer()) => "GET /q?a=1&inner%5Bm%5D%5Bx%5D=1&inner%5Bm%5D%5By%5D=2&inner%5Bm%5D%5By%5D=3";
        api.dots(&outer()) => "GET /q?a=1&inner.m.x=1&inner.m.y=2&inner.m.y=3";
        api.refused(&outer()) => "member `inner` of query parameter `outer` is a struct or a map, which no server expects as text; say how to write it with `nested = \"brackets\"` or `nested = \"dots\"`";
        api.scalar(Own(1)) => "query parameter `outer` has no members to spread; it must be a struct, a map or a list of pairs";
        api.list(Own(vec![1])) => "query parameter `outer` has no members to spread; it must be a struct, a map or a list of pairs";
        api.form(&FILTER) => format!("{form}\n\nfirstName=a+b&type=big-one");
        api.nested_form(&outer()) => format!("{form}\n\na=1&inner%5Bm%5D%5Bx%5D=1&inner%5Bm%5D%5By%5D=2&inner%5Bm%5D%5By%5D=3");
        api.form_pairs(&[("b", "+"), ("a", "~*")]) => format!("{form}\n\nb=%2B&a=%7E*");
        api.form_pairs(&[]) => "POST /f\ncontent-length: 0\ncontent-type: application/x-www-form-urlencoded";
        api.no_form(None) => "POST /f\ncontent-length: 0";
        api.no_form(Some(&FILTER)) => format!("{form}\n\nfirstName=a+b&type=big-one");
        api.part_of_a_form(1, &FILTER, 2) => format!("{form}\n\na=1&firstName=a+b&type=big-one&b=2");
        api.json(1, &FILTER, 2) => format!("{json}\n\n{{\"a\":1,{filter},\"b\":2}}");
        api.json_map(&BTreeMap::new()) => format!("{json}\n\n{{}}");
        api.json_map(&map) => format!("{json}\n\n{{\"a\":1,\"b c\":2}}");
        api.json_scalar(Own(1)) => "field parameter `map` has no members to spread";
    }
}

/// Which of the two counts would be the server's choice, and the map may come from outside.
#[api_tests::test]
async fn a_map_does_not_name_the_parameter_of_the_credentials() {
    let server = silent();
    let map = BTreeMap::from([("key".to_owned(), 1)]);
    let fetched =
        Credentials::provider(|| async { Ok::<_, Error>(Credentials::query("key", "s")) });
    for credentials in [Credentials::query("key", "s"), fetched] {
        let api = FlatClient::new(builder(&server).credentials(credentials).build().unwrap());
        let said = refusal(api.map(&map).await);
        assert!(said.contains("the name of the credentials' parameter"), "{said}");
        api.map(&BTreeMap::from([("key2".to_owned(), 1)])).await.unwrap();
        assert_eq!(last(&server).target(), "/q?key2=1&key=s");
    }
    let api = FlatClient::new(client(&server));
    let said = refusal(api.map(&map).credentials(Credentials::query("key", "s")).await);
    assert!(said.contains("the name of the credentials' parameter"), "{said}");
    // What was declared is nobody's trick.
    let api = FlatClient::new(
        builder(&server).credentials(Credentials::query("key", "s")).build().unwrap(),
    );
    api.plain(1).await.unwrap();
}
