//! Drifts of every kind, seeded one by one in a description with something of everything: each is found at
//! its place, and said to break calls by the way of the value. And what says the same in other words is
//! no drift.

mod bodies;
mod operations;
mod parameters;
mod responses;

use api_openapi::{Description, verify};

use super::each_is_found;

const BEFORE: &str = include_str!("../shop.yaml");

/// The same in other words.
const SAME: &[(&str, &str)] = &[
    ("name: X-Trace-Id", "name: x-trace-id"),
    (
        "/items/{id}/parts/{part}:\n    put:\n      operationId: Items.put_part\n      tags: [Items]\n      parameters:\n        - {name: id,",
        "/items/{item}/parts/{part}:\n    put:\n      operationId: Items.put_part\n      tags: [Items]\n      parameters:\n        - {name: item,",
    ),
    ("title: Shop", "title: Store"),
    (
        "            note: {type: string, nullable: true}\n",
        "            note: {allOf: [{type: string}], nullable: true}\n",
    ),
    (
        "            owner: {$ref: \"#/components/schemas/Owner\"}\n",
        "            owner: {oneOf: [{$ref: \"#/components/schemas/Team\"}, {$ref: \"#/components/schemas/User\"}]}\n",
    ),
    (
        "            owner: {$ref: \"#/components/schemas/Owner\"}\n",
        "            owner: {description: Who., allOf: [{$ref: \"#/components/schemas/Owner\"}]}\n",
    ),
    (
        "        - $ref: \"#/components/schemas/Base\"\n",
        "        - {type: object, required: [id], properties: {title: {type: string}, id: {type: integer, format: int64}}}\n",
    ),
    (
        "in: query, schema: {type: array, items: {type: integer}}}",
        "in: query, style: form, explode: true, schema: {type: array, items: {type: integer}}}",
    ),
    ("operationId: Items.add", "operationId: create_item"),
    ("    token: {type: http, scheme: bearer}\n", "    token: {type: oauth2, flows: {}}\n"),
];

#[test]
fn every_drift_is_found_at_its_place_and_no_other() {
    for drifts in [operations::DRIFTS, parameters::DRIFTS, bodies::DRIFTS, responses::DRIFTS] {
        each_is_found(BEFORE, drifts);
    }
}

#[test]
fn the_same_in_other_words_is_no_drift() {
    let before = Description::read("shop.yaml", BEFORE).unwrap();
    for (from, to) in SAME {
        assert!(BEFORE.contains(from), "{from}");
        let after = Description::read("shop.yaml", BEFORE.replacen(from, to, 1)).unwrap();
        let found = verify(&after, &before).unwrap();
        assert!(found.is_empty(), "{from:?} → {to:?}\n{found}");
        let found = verify(&before, &after).unwrap();
        assert!(found.is_empty(), "{to:?} → {from:?}\n{found}");
    }
}
