//! Drifts, seeded one by one: each is found at its place, with what it means for calls, and nothing else
//! is.

use api_openapi::{Description, verify};

use super::{Drift, each_is_found};

const BEFORE: &str = include_str!("../../../tests/descriptions/drift.yaml");

const DRIFTS: &[Drift] = &[
    (
        "    delete:\n",
        "    put:\n",
        &["breaks calls: `Users::remove`: the method is PUT, not DELETE"],
    ),
    (
        "  /users/{id}:\n",
        "  /people/{id}:\n",
        &["breaks calls: `Users::remove`: it is `DELETE /people/{id}`, not `DELETE /users/{id}`"],
    ),
    (
        "{name: page, in: query, ",
        "{name: page, in: query, required: true, ",
        &["breaks calls: `Users::list`, query `page`: it is required"],
    ),
    (
        "{name: page, in: query, ",
        "{name: token, in: query, required: true, schema: {type: string}}\n        - {name: page, in: query, ",
        &["breaks calls: `Users::list`, query `token`: it is required, and not sent"],
    ),
    (
        "{name: page, in: query, ",
        "{name: token, in: query, schema: {type: string}}\n        - {name: page, in: query, ",
        &["compatible: `Users::list`, query `token`: it is new, and optional"],
    ),
    (
        "        - {name: page, in: query, schema: {type: integer}}\n",
        "",
        &["breaks calls: `Users::list`, query `page`: it is gone"],
    ),
    (
        "{name: page, in: query, schema: {type: integer}}",
        "{name: page, in: query, schema: {type: string}}",
        &["breaks calls: `Users::list`, query `page`: it is a text, not an integer"],
    ),
    (
        "{name: X-Trace, in: header,",
        "{name: X-Trace, in: query,",
        &["breaks calls: `Users::list`, header `X-Trace`: it is sent in the query"],
    ),
    (
        "style: form, explode: false, ",
        "",
        &["breaks calls: `Users::list`, query `ids`: it is written as `a=1&a=2`, not `a=1,2`"],
    ),
    (
        "enum: [name, age]",
        "enum: [name]",
        &["breaks calls: `Users::list`, query `sort`: the value `age` is gone"],
    ),
    (
        "enum: [name, age]",
        "enum: [name, age, size]",
        &["compatible: `Users::list`, query `sort`: the value `size` is new"],
    ),
    (
        "        \"201\":\n",
        "        \"202\":\n",
        &["breaks calls: `Users::add`, response 201: the status is 202"],
    ),
    (
        "        \"409\":\n",
        "        \"422\":\n",
        &["breaks calls: `Users::add`, response 409: the status is 422"],
    ),
    (
        "        \"204\": {description: Gone}\n",
        "        \"204\": {description: Gone}\n        \"404\": {description: Never}\n",
        &["compatible: `Users::remove`, response 404: it is new"],
    ),
    (
        "      required: [name]\n",
        "      required: [name, role]\n",
        &["breaks calls: `Users::add`, body `role`: it is required"],
    ),
    (
        "      required: [name]\n      properties:\n",
        "      required: [name, email]\n      properties:\n        email: {type: string}\n",
        &["breaks calls: `Users::add`, body `email`: it is required, and not sent"],
    ),
    (
        "        role: {type: string, enum: [admin, guest]}\n",
        "        role: {type: string, enum: [admin, guest]}\n        email: {type: string}\n",
        &["compatible: `Users::add`, body `email`: it is new, and optional"],
    ),
    (
        "enum: [admin, guest]",
        "enum: [admin, visitor]",
        &[
            "breaks calls: `Users::add`, body `role`: the value `guest` is gone",
            "compatible: `Users::add`, body `role`: the value `visitor` is new",
        ],
    ),
    (
        "enum: [active, blocked]",
        "enum: [active, blocked, gone]",
        &[
            "breaks calls: `Users::list`, response 200 `[].state`: the value `gone` is new",
            "breaks calls: `Users::add`, response 201 `state`: the value `gone` is new",
        ],
    ),
    (
        "      required: [city]\n      properties:\n        city: {type: string}\n",
        "      required: [town]\n      properties:\n        town: {type: string}\n",
        &[
            "breaks calls: `Users::list`, response 200 `[].address.city`: it is gone",
            "breaks calls: `Users::add`, response 201 `address.city`: it is gone",
            "compatible: `Users::list`, response 200 `[].address.town`: it is new",
            "compatible: `Users::add`, response 201 `address.town`: it is new",
        ],
    ),
    (
        "      required: [message]\n",
        "",
        &["breaks calls: `Users::add`, response 409 `message`: it is optional"],
    ),
    (
        "        message: {type: string}\n",
        "        message: {type: [string, \"null\"]}\n",
        &["breaks calls: `Users::add`, response 409 `message`: it may be null"],
    ),
    (
        "format: int32}",
        "format: int64}",
        &[
            "breaks calls: `Users::list`, response 200 `[].id`: it is `int64`, not `int32`",
            "breaks calls: `Users::add`, response 201 `id`: it is `int64`, not `int32`",
        ],
    ),
    (
        "        content: {application/json: {schema: {$ref: \"#/components/schemas/NewUser\"}}}\n",
        "        content: {application/x-www-form-urlencoded: {schema: {$ref: \"#/components/schemas/NewUser\"}}}\n",
        &[
            "breaks calls: `Users::add`, body: it is `application/x-www-form-urlencoded`, not `application/json`",
        ],
    ),
    (
        "        friends: {type: array, items: {$ref: \"#/components/schemas/User\"}}\n",
        "        friends: {type: array, items: {type: string}}\n",
        &[
            "breaks calls: `Users::list`, response 200 `[].friends[]`: it is a text, not an object",
            "breaks calls: `Users::add`, response 201 `friends[]`: it is a text, not an object",
        ],
    ),
    ("title: Drift", "title: Another", &[]),
    ("        nick: {type: string}\n", "        nick: {type: string, description: Short.}\n", &[]),
];

#[test]
fn every_drift_is_found_at_its_place_and_no_other() {
    each_is_found(BEFORE, DRIFTS);
}

#[test]
fn a_description_does_not_differ_from_itself() {
    let description = Description::read("drift.yaml", BEFORE).unwrap();
    assert!(verify(&description, &description).unwrap().is_empty());
    // As a text, and as a value.
    let value = serde_json::to_value(description.value()).unwrap();
    assert!(verify(&value, BEFORE).unwrap().is_empty());
}

#[test]
fn an_operation_that_is_gone_breaks_calls_and_a_new_one_does_not() {
    let before = Description::read("drift.yaml", BEFORE).unwrap();
    let end = BEFORE.find("  /users/{id}:").unwrap()..BEFORE.find("components:").unwrap();
    let less = format!("{}{}", &BEFORE[..end.start], &BEFORE[end.end..]);
    let less = Description::read("drift.yaml", less).unwrap();
    assert_eq!(
        verify(&less, &before).unwrap().to_string(),
        "breaks calls: `Users::remove`: there is no path `/users/{id}`",
    );
    assert_eq!(
        verify(&before, &less).unwrap().to_string(),
        "compatible: `Users::remove`: `DELETE /users/{id}` is new",
    );
}
