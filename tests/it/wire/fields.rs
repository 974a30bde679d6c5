//! JSON objects made of loose parameters, and whole values beside them.

use std::collections::BTreeMap;

use api_core::{Result, api};
use serde::Serialize;

use super::{rows, silent};
use crate::support::{client, untouched};

#[derive(Serialize)]
struct Range {
    from: u64,
    to: Option<u8>,
}

#[api]
trait Fields {
    #[endpoint(POST, "/f")]
    async fn fields(
        &self,
        name: &str,
        size: u64,
        r#type: Option<&str>,
        ok: bool,
        part: f64,
    ) -> Result<()>;
    #[endpoint(PATCH, "/f")]
    async fn optional(
        &self,
        name: Option<&str>,
        #[field("max-size")] size: Option<u64>,
    ) -> Result<()>;
    #[endpoint(PUT, "/f")]
    async fn deep(
        &self,
        range: Range,
        map: BTreeMap<&str, Vec<u8>>,
        #[field("a\"b")] c: &[u8],
    ) -> Result<()>;
    #[endpoint(POST, "/f", overload)]
    async fn whole(&self, #[body] range: &Range, #[query] dry: bool) -> Result<()>;
    #[endpoint(PUT, "/f", overload)]
    async fn list(&self, #[body] list: &[Range]) -> Result<()>;
    #[endpoint(PUT, "/f", overload)]
    async fn maybe(&self, #[body] range: Option<Range>) -> Result<()>;
    #[endpoint(POST, "/f", overload)]
    async fn bad(&self, map: BTreeMap<Vec<u8>, u8>) -> Result<()>;
    #[endpoint(POST, "/f", overload)]
    async fn bad_whole(&self, #[body] map: BTreeMap<Vec<u8>, u8>) -> Result<()>;
}

const JSON: &str = "/f\ncontent-type: application/json\n\n";

#[api_tests::test]
async fn fields_make_one_object_in_declared_order() {
    let server = silent();
    let api = FieldsClient::new(client(&server));
    rows! { server;
        api.fields("a\"\\\n你", u64::MAX, Some("t"), true, 1.5)
            => format!("POST {JSON}{}", r#"{"name":"a\"\\\n你","size":18446744073709551615,"type":"t","ok":true,"part":1.5}"#);
        api.fields("", 0, None, false, -0.25)
            => format!("POST {JSON}{}", r#"{"name":"","size":0,"ok":false,"part":-0.25}"#);
    }
}

#[api_tests::test]
async fn an_object_of_which_nothing_is_left_is_still_an_object() {
    let server = silent();
    let api = FieldsClient::new(client(&server));
    rows! { server;
        api.optional(None, None) => format!("PATCH {JSON}{{}}");
        api.optional(None, Some(1)) => format!("PATCH {JSON}{{\"max-size\":1}}");
        api.optional(Some("a"), None) => format!("PATCH {JSON}{{\"name\":\"a\"}}");
    }
}

#[api_tests::test]
async fn a_field_may_be_any_json() {
    let server = silent();
    let api = FieldsClient::new(client(&server));
    let map = BTreeMap::from([("k", vec![1, 2]), ("l", vec![])]);
    rows! { server;
        api.deep(Range { from: 1, to: None }, map.clone(), &[])
            => format!("PUT {JSON}{}", r#"{"range":{"from":1,"to":null},"map":{"k":[1,2],"l":[]},"a\"b":[]}"#);
    }
}

#[api_tests::test]
async fn a_whole_body_is_the_value_itself() {
    let server = silent();
    let api = FieldsClient::new(client(&server));
    let range = |from, to| Range { from, to };
    rows! { server;
        api.whole(&range(1, Some(2)), true)
            => "POST /f?dry=true\ncontent-type: application/json\n\n{\"from\":1,\"to\":2}";
        api.list(&[range(1, None)]) => format!("PUT {JSON}[{{\"from\":1,\"to\":null}}]");
        api.maybe(Some(range(3, None))) => format!("PUT {JSON}{{\"from\":3,\"to\":null}}");
        api.maybe(None) => "PUT /f\ncontent-length: 0";
    }
}

#[api_tests::test]
async fn what_is_no_json_is_refused_by_its_name() {
    let server = silent();
    let api = FieldsClient::new(client(&server));
    let map = BTreeMap::from([(vec![1], 2)]);
    let json = "could not be written as JSON: its own `Serialize` refused it";
    rows! { server;
        api.bad(map.clone()) => format!("field parameter `map` {json}");
        api.bad_whole(map.clone()) => format!("body parameter `map` {json}");
    }
    untouched(&server).await;
}
