//! JSON in a query, in a field and in a part.

use std::collections::BTreeMap;

use api_core::{Result, api};
use serde::Serialize;

use super::{rows, silent};
use crate::support::client;

#[derive(Serialize)]
struct Filter<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    ids: Option<Vec<u8>>,
}

const FILTER: Filter<'_> = Filter { name: "a&b é\"", ids: None };

#[api]
trait Texts {
    #[endpoint(GET, "/q")]
    async fn query(&self, #[query(json)] filter: Option<&Filter<'_>>) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn list(&self, #[query("a[b]", json)] ids: &[u8], #[query(json)] f: f64) -> Result<()>;
    #[endpoint(POST, "/json")]
    async fn json(
        &self,
        #[field(json)] content: &Filter<'_>,
        #[field(json)] no: Option<u8>,
    ) -> Result<()>;
    #[endpoint(POST, "/form", body = form)]
    async fn form(&self, #[field("c", json)] content: &Filter<'_>, a: u8) -> Result<()>;
    #[endpoint(POST, "/parts", body = multipart)]
    async fn parts(
        &self,
        #[field(json)] field: &Filter<'_>,
        #[part(json)] part: &Filter<'_>,
    ) -> Result<()>;
    #[endpoint(POST, "/box")]
    async fn box_upload(
        &self,
        #[part(json)] attributes: &[u8],
        #[part("no", json)] no: Option<&Filter<'_>>,
    ) -> Result<()>;
    #[endpoint(POST, "/map", body = form)]
    async fn map(&self, #[field(json)] map: BTreeMap<u8, f64>) -> Result<()>;
}

#[api_tests::test]
async fn a_json_text_is_one_value() {
    let server = silent();
    let api = TextsClient::new(client(&server));
    let filter = Filter { name: "x", ids: Some(vec![1, 2]) };
    let parts = "content-type: multipart/form-data; boundary=BOUNDARY\n\n--BOUNDARY\n";
    let disposition = "Content-Disposition: form-data; name=";
    rows! { server;
        api.query(Some(&filter)) => "GET /q?filter=%7B%22name%22%3A%22x%22%2C%22ids%22%3A%5B1%2C2%5D%7D";
        api.query(Some(&FILTER)) => "GET /q?filter=%7B%22name%22%3A%22a%26b%20%C3%A9%5C%22%22%7D";
        api.query(None) => "GET /q";
        api.list(&[1, 2], 1.5) => "GET /q?a%5Bb%5D=%5B1%2C2%5D&f=1.5";
        api.list(&[], f64::NAN) => "query parameter `f` is not a finite number, which has no text";
        api.json(&FILTER, None)
            => r#"POST /json
content-type: application/json

{"content":"{\"name\":\"a&b é\\\"\"}"}"#;
        api.json(&FILTER, Some(1))
            => r#"POST /json
content-type: application/json

{"content":"{\"name\":\"a&b é\\\"\"}","no":"1"}"#;
        api.form(&FILTER, 1) => "POST /form\ncontent-type: application/x-www-form-urlencoded\n\nc=%7B%22name%22%3A%22a%26b+%C3%A9%5C%22%22%7D&a=1";
        api.parts(&filter, &filter) => format!(
            "POST /parts\n{parts}{disposition}\"field\"\n\n{{\"name\":\"x\",\"ids\":[1,2]}}\n--BOUNDARY\n\
             {disposition}\"part\"\nContent-Type: application/json\n\n{{\"name\":\"x\",\"ids\":[1,2]}}\n--BOUNDARY--\n"
        );
        api.box_upload(&[1, 2], None) => format!(
            "POST /box\n{parts}{disposition}\"attributes\"\nContent-Type: application/json\n\n[1,2]\n--BOUNDARY--\n"
        );
        api.map(BTreeMap::from([(1, f64::NAN)])) => "member `[1]` of field parameter `map` is not a finite number, which has no text";
    }
}
