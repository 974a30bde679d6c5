//! Descriptions held against the trait by `api-openapi`.

use api_openapi::Description;
use serde_json::Value;

use crate::every_kind::EverythingClient;

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/snapshots/every_kind.json");

#[test]
fn a_trait_does_not_differ_from_its_own_description() {
    let committed = Description::open(COMMITTED).unwrap();
    let described = EverythingClient::openapi();
    let differences = api_openapi::verify(&committed, described).unwrap();
    assert!(differences.is_empty(), "{differences}");
}

#[test]
fn a_drift_is_found_at_its_place() {
    let mut described = EverythingClient::openapi().to_value().unwrap();
    let maybe = &mut described["paths"]["/query"]["get"]["parameters"][1];
    assert_eq!(maybe["name"], "maybe");
    maybe["required"] = Value::Bool(true);
    let differences = api_openapi::verify(described, EverythingClient::openapi()).unwrap();
    let found = differences.to_string();
    assert!(found.contains("breaks calls: `Everything::query`, query `maybe`"), "{found}");
    assert_eq!(differences.len(), 1, "{found}");
}
