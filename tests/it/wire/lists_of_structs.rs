//! Structs in lists, in structs and under a name of their own, with their nulls left out.

use std::collections::BTreeMap;

use api_core::{Patch, Result, api};
use serde::Serialize;
use serde_json::{Value, json};

use super::{rows, silent};
use crate::support::client;

#[derive(Clone, Serialize)]
struct Item {
    price: &'static str,
    quantity: Option<u32>,
    tags: Vec<&'static str>,
}

#[derive(Serialize)]
struct Session {
    mode: &'static str,
    line_items: Vec<Item>,
    metadata: BTreeMap<&'static str, f64>,
}

#[api]
trait Nested {
    #[endpoint(POST, "/s")]
    async fn session(
        &self,
        #[body(form, list = "indices", nested = "brackets")] session: &Session,
    ) -> Result<()>;
    #[endpoint(GET, "/q")]
    async fn dots(
        &self,
        #[query(flatten, list = "indices", nested = "dots")] session: &Session,
    ) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn repeat(
        &self,
        #[query(flatten, list = "repeat", nested = "brackets")] session: &Session,
    ) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn value(
        &self,
        #[query(flatten, list = "indices", nested = "brackets")] value: &Value,
    ) -> Result<()>;
    #[endpoint(GET, "/q", overload)]
    async fn patch(&self, #[query(flatten)] patch: &BTreeMap<&str, Patch<u8>>) -> Result<()>;
}

fn session(items: &[Item], metadata: &[(&'static str, f64)]) -> Session {
    let metadata = metadata.iter().copied().collect();
    Session { mode: "payment", line_items: items.to_vec(), metadata }
}

#[api_tests::test]
async fn an_element_of_a_list_has_members() {
    let server = silent();
    let api = NestedClient::new(client(&server));
    let form = "POST /s\ncontent-type: application/x-www-form-urlencoded\n\n";
    let item = |price, quantity| Item { price, quantity, tags: vec![] };
    let tagged = Item { tags: vec!["x", "y"], ..item("p", None) };
    let two = [item("p", Some(2)), tagged];
    rows! { server;
        api.session(&session(&[], &[])) => format!("{form}mode=payment");
        api.session(&session(&two, &[("a", 0.5)])) => format!(
            "{form}mode=payment&line_items%5B0%5D%5Bprice%5D=p&line_items%5B0%5D%5Bquantity%5D=2\
             &line_items%5B1%5D%5Bprice%5D=p&line_items%5B1%5D%5Btags%5D%5B0%5D=x\
             &line_items%5B1%5D%5Btags%5D%5B1%5D=y&metadata%5Ba%5D=0.5"
        );
        api.dots(&session(&two[..1], &[])) => "GET /q?mode=payment&line_items%5B0%5D.price=p&line_items%5B0%5D.quantity=2";
        api.repeat(&session(&two, &[])) => "member `line_items` of query parameter `session` is a list of structs or maps; say how to write it with `list = \"indices\"` and `nested = \"brackets\"`";
        api.session(&session(&two, &[("a", f64::NAN)])) => "member `metadata.a` of body parameter `session` is not a finite number, which has no text";
    }
}

#[api_tests::test]
async fn a_null_is_left_out_as_a_none_is() {
    let server = silent();
    let api = NestedClient::new(client(&server));
    rows! { server;
        api.value(&json!({"a": null, "b": {"c": null, "d": 1}, "e": [{"f": null, "g": 2}]})) => "GET /q?b%5Bd%5D=1&e%5B0%5D%5Bg%5D=2";
        api.value(&json!(null)) => "GET /q";
        // In a list it has a place.
        api.value(&json!({"a": {"b": [1, null]}})) => "member `a.b` of query parameter `value` has a `None` in its list; leave it out";
        // A null that was asked for is not lost in silence.
        api.patch(&BTreeMap::from([("a", Patch::Value(1)), ("b", Patch::Absent)])) => "GET /q?a=1";
        api.patch(&BTreeMap::from([("a", Patch::Null)])) => "member `a` of query parameter `patch` is a unit struct, which has no text";
    }
}
