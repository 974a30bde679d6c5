//! Numbers that are not finite: JSON has no text for them, and neither has any other place.

use std::collections::BTreeMap;

use api_core::{Result, api};

use serde_json::{Number, Value, json};

use super::{rows, silent};
use crate::support::client;

#[api]
trait Numbers {
    #[endpoint(GET, "/q/{a}")]
    async fn path(&self, a: f64) -> Result<()>;
    #[endpoint(GET, "/p/{a*}")]
    async fn rest(&self, a: f32) -> Result<()>;
    #[endpoint(GET, "/e/{a}")]
    async fn encoded(&self, #[path(encoded)] a: f64) -> Result<()>;
    #[endpoint(GET, "/q")]
    async fn query(&self, a: f32) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn any(&self, a: &Number, #[query(list = "csv")] b: &[Number]) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn spread(&self, #[query(flatten, nested = "dots")] more: &Value) -> Result<()>;
    #[endpoint(GET, "/h")]
    async fn header(&self, #[header("X-A")] a: f64) -> Result<()>;
    #[endpoint(POST, "/j")]
    async fn field(&self, a: f64) -> Result<()>;
    #[endpoint(POST, "/j", overload)]
    async fn flat(&self, #[field(flatten)] a: &BTreeMap<&str, f64>) -> Result<()>;
    #[endpoint(POST, "/j", overload)]
    async fn body(&self, #[body] a: &BTreeMap<&str, Vec<Option<f32>>>) -> Result<()>;
    #[endpoint(POST, "/f", body = form)]
    async fn form(&self, a: f64) -> Result<()>;
    #[endpoint(POST, "/t")]
    async fn text(&self, #[body(text)] a: f64) -> Result<()>;
    #[endpoint(POST, "/m", body = multipart)]
    async fn part(&self, #[part] a: f64) -> Result<()>;
}

/// With its feature `arbitrary_precision`, serde_json hands a number over as a struct.
#[api_tests::test]
async fn a_number_of_any_kind_is_its_digits() {
    let server = silent();
    let api = NumbersClient::new(client(&server));
    let half = Number::from_f64(0.5).unwrap();
    let numbers = [1.into(), (-2).into(), half.clone(), u64::MAX.into()];
    rows! { server;
        api.any(&half, &numbers) => "GET /q?a=0.5&b=1,-2,0.5,18446744073709551615";
        api.spread(&json!({"a": 1, "b": {"c": -0.25}, "d": [1, 2]})) => "GET /q?a=1&b.c=-0.25&d=1&d=2";
    }
}

#[api_tests::test]
async fn a_number_that_is_not_finite_is_sent_nowhere() {
    let server = silent();
    let api = NumbersClient::new(client(&server));
    let json = "POST /j\ncontent-type: application/json\n\n";
    let why = "is not a finite number, which has no text";
    rows! { server;
        api.path(0.5) => "GET /q/0.5";
        api.field(1.0) => format!("{json}{{\"a\":1.0}}");
        api.body(&BTreeMap::from([("b", vec![Some(1.5), None])])) => format!("{json}{{\"b\":[1.5,null]}}");
    }
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let narrow = number as f32;
        rows! { server;
            api.path(number) => format!("path parameter `a` {why}");
            api.rest(narrow) => format!("path parameter `a` {why}");
            api.encoded(number) => format!("path parameter `a` {why}");
            api.query(narrow) => format!("query parameter `a` {why}");
            api.header(number) => format!("header parameter `a` {why}");
            api.field(number) => format!("field parameter `a` {why}");
            api.flat(&BTreeMap::from([("b", number)])) => format!("member `b` of field parameter `a` {why}");
            api.body(&BTreeMap::from([("b", vec![Some(1.5), Some(narrow)])])) => format!("member `b[1]` of body parameter `a` {why}");
            api.form(number) => format!("field parameter `a` {why}");
            api.text(number) => format!("body parameter `a` {why}");
            api.part(number) => format!("part parameter `a` {why}");
        }
    }
}
