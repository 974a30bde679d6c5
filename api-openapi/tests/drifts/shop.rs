//! Drifts of every kind, seeded one by one in a description with something of everything: each is found at
//! its place, and said to break calls by the way of the value. And what says the same in other words is
//! no drift.

use api_openapi::{Description, verify};

use super::{Drift, each_is_found};

const BEFORE: &str = include_str!("shop.yaml");

const DRIFTS: &[Drift] = &[
    (
        "shop.example/v1",
        "shop.example/v2",
        &[
            "breaks calls: the API: the base URL is `https://shop.example/v2`, not `https://shop.example/v1`",
        ],
    ),
    (
        "https://shop.example/v1",
        "https://other.example/v1",
        &[
            "compatible: the API: the base URL is `https://other.example/v1`, not `https://shop.example/v1`",
        ],
    ),
    (
        "security: [{token: []}]",
        "security: [{key: []}]",
        &[
            "breaks calls: the API, credentials: the header `X-Key` must be sent, not a bearer token",
        ],
    ),
    (
        "security: [{token: []}]",
        "security: [{token: []}, {key: []}]",
        &["compatible: the API, credentials: a bearer token or the header `X-Key` may be sent"],
    ),
    (
        "security: [{token: []}]",
        "security: [{token: [], key: []}]",
        &[
            "breaks calls: the API, credentials: a bearer token with the header `X-Key` must be sent, not a bearer token",
        ],
    ),
    ("security: [{token: []}]\n", "", &["compatible: the API, credentials: none are needed"]),
    (
        "operationId: Items.add\n",
        "operationId: Items.add\n      security: []\n",
        &["compatible: `Items::add`, credentials: none are needed"],
    ),
    (
        "operationId: Items.add\n",
        "operationId: Items.add\n      security: [{key: []}]\n",
        &[
            "breaks calls: `Items::add`, credentials: the header `X-Key` must be sent, not a bearer token",
        ],
    ),
    (
        "operationId: Items.add\n",
        "operationId: Items.add\n      deprecated: true\n",
        &["compatible: `Items::add`: it is deprecated"],
    ),
    (
        "/items/{id}/parts/{part}",
        "/items/{id}/parts/{part}/",
        &[
            "breaks calls: `Items::put_part`: it is `PUT /items/{id}/parts/{part}/`, not `PUT /items/{id}/parts/{part}`",
        ],
    ),
    (
        "    put:\n",
        "    patch:\n",
        &["breaks calls: `Items::put_part`: the method is PATCH, not PUT"],
    ),
    (
        "name: sort, in: query",
        "name: Sort, in: query",
        &["breaks calls: `Items::list`, query `sort`: it is called `Sort`"],
    ),
    (
        "name: sort, in: query",
        "name: id, in: query, required: true",
        &[
            "breaks calls: `Items::list`, query `sort`: it is gone",
            "breaks calls: `Items::list`, query `id`: it is required, and not sent",
        ],
    ),
    (
        "name: sort, in: query",
        "name: sort, deprecated: true, in: query",
        &["compatible: `Items::list`, query `sort`: it is deprecated"],
    ),
    (
        "name: X-Trace-Id, in: header",
        "name: X-Trace-Id, required: true, in: header",
        &["breaks calls: `Items::list`, header `X-Trace-Id`: it is required"],
    ),
    (
        "maximum: 100",
        "maximum: 50",
        &["breaks calls: `Items::list`, query `page`: its `maximum` is 50, not 100"],
    ),
    (
        "maximum: 100",
        "maximum: 500",
        &["compatible: `Items::list`, query `page`: its `maximum` is 500, not 100"],
    ),
    (
        "format: int32, maximum: 100",
        "format: int64, maximum: 100",
        &["compatible: `Items::list`, query `page`: it is `int64`, not `int32`"],
    ),
    (
        "{name: sort, in: query, schema: {type: string}}",
        "{name: sort, in: query, schema: {type: string, enum: [x]}}",
        &["breaks calls: `Items::list`, query `sort`: it is one of `x`"],
    ),
    (
        "enum: [a, b]",
        "enum: [a]",
        &["breaks calls: `Items::list`, query `kind`: the value `b` is gone"],
    ),
    (
        "{type: string, enum: [a, b]}",
        "{type: string}",
        &["compatible: `Items::list`, query `kind`: it is a text of any value, not one of an enum"],
    ),
    (
        "style: deepObject, ",
        "",
        &["breaks calls: `Items::list`, query `created`: it is written as `a=1&a=2`, not `a[b]=1`"],
    ),
    (
        "properties: {gt: {type: integer}}",
        "properties: {gt: {type: string}}",
        &["breaks calls: `Items::list`, query `created`, `gt`: it is a text, not an integer"],
    ),
    (
        "properties: {gt: {type: integer}}",
        "properties: {lt: {type: integer}}",
        &[
            "compatible: `Items::list`, query `created`, `gt`: it is gone, and was optional",
            "compatible: `Items::list`, query `created`, `lt`: it is new, and optional",
        ],
    ),
    (
        "{name: ids, in: query, schema: {type: array, items: {type: integer}}}",
        "{name: ids, in: query, schema: {type: integer}}",
        &["breaks calls: `Items::list`, query `ids`: it is an integer, not a list"],
    ),
    (
        "{name: ids, in: query, ",
        "{name: ids, in: query, style: pipeDelimited, explode: false, ",
        &["breaks calls: `Items::list`, query `ids`: it is written as `a=1%7C2`, not `a=1&a=2`"],
    ),
    (
        "{type: string, format: date-time}",
        "{type: string, format: date}",
        &["breaks calls: `Items::list`, query `since`: it is `date`, not `date-time`"],
    ),
    (
        "        \"404\": {$ref: \"#/components/responses/Failed\"}\n",
        "",
        &["breaks calls: `Items::list`, response 404: there is no such status"],
    ),
    (
        "        default: {$ref: \"#/components/responses/Failed\"}\n",
        "",
        &["compatible: `Items::add`, response default: it is described no longer"],
    ),
    (
        "        \"204\": {description: Done}",
        "        \"200\": {description: Done}",
        &["breaks calls: `Items::put_part`, response 204: the status is 200"],
    ),
    (
        "        \"201\":\n",
        "        \"2XX\":\n",
        &["compatible: `Items::add`, response 201: the status is 2XX"],
    ),
    (
        "        required: true\n        content:\n          application/json",
        "        content:\n          application/json",
        &["compatible: `Items::add`, body: it is optional"],
    ),
    (
        "          application/json: {schema: {$ref: \"#/components/schemas/NewItem\"}}\n",
        "          application/xml: {schema: {$ref: \"#/components/schemas/NewItem\"}}\n",
        &["breaks calls: `Items::add`, body: it is `application/xml`, not `application/json`"],
    ),
    (
        "          application/json: {schema: {$ref: \"#/components/schemas/NewItem\"}}\n",
        "          application/json: {schema: {$ref: \"#/components/schemas/NewItem\"}}\n          application/xml: {}\n",
        &["compatible: `Items::add`, body: it may be `application/xml`, too"],
    ),
    (
        "{tags: {style: form, explode: false}}",
        "{tags: {style: form, explode: true}}",
        &["breaks calls: `Items::put_part`, body `tags`: it is written as `a=1&a=2`, not `a=1,2`"],
    ),
    (
        "maxLength: 20",
        "maxLength: 10",
        &["breaks calls: `Items::put_part`, body `name`: its `maxLength` is 10, not 20"],
    ),
    (
        "maxLength: 20",
        "minLength: 2",
        &[
            "breaks calls: `Items::put_part`, body `name`: it has the `minLength` 2",
            "compatible: `Items::put_part`, body `name`: it has no `maxLength` of 20",
        ],
    ),
    (
        "              required: [name]\n",
        "",
        &["compatible: `Items::put_part`, body `name`: it is optional"],
    ),
    (
        "      requestBody:\n        content:\n          application/x-www",
        "      requestBody:\n        required: true\n        content:\n          application/x-www",
        &["breaks calls: `Items::put_part`, body: it is required"],
    ),
    (
        "required: [state, labels]",
        "required: [labels]",
        &[
            "breaks calls: `Items::list`, response 200 `[].state`: it is optional",
            "breaks calls: `Items::add`, response 201 `state`: it is optional",
        ],
    ),
    (
        "required: [state, labels]",
        "required: [state, labels, price]",
        &[
            "compatible: `Items::list`, response 200 `[].price`: it is always there",
            "compatible: `Items::add`, response 201 `price`: it is always there",
        ],
    ),
    (
        "            state: {type: string, enum: [active, blocked]}\n            price",
        "            state: {type: string, enum: [active]}\n            price",
        &[
            "compatible: `Items::list`, response 200 `[].state`: the value `blocked` is gone",
            "compatible: `Items::add`, response 201 `state`: the value `blocked` is gone",
        ],
    ),
    (
        "{type: number, format: float}",
        "{type: number, format: double}",
        &[
            "breaks calls: `Items::list`, response 200 `[].price`: it is `double`, not `float`",
            "breaks calls: `Items::add`, response 201 `price`: it is `double`, not `float`",
        ],
    ),
    (
        "count: {type: integer, format: int32}",
        "count: {type: number}",
        &[
            "breaks calls: `Items::list`, response 200 `[].count`: it is a number, not an integer",
            "breaks calls: `Items::add`, response 201 `count`: it is a number, not an integer",
        ],
    ),
    (
        "additionalProperties: {type: string}}",
        "additionalProperties: {type: integer}}",
        &[
            "breaks calls: `Items::list`, response 200 `[].labels.*`: it is an integer, not a text",
            "breaks calls: `Items::add`, response 201 `labels.*`: it is an integer, not a text",
        ],
    ),
    (
        "            parent: {$ref: \"#/components/schemas/Item\"}\n",
        "            parent: {type: array, items: {$ref: \"#/components/schemas/Item\"}}\n",
        &[
            "breaks calls: `Items::list`, response 200 `[].parent`: it is a list, not an object",
            "breaks calls: `Items::add`, response 201 `parent`: it is a list, not an object",
        ],
    ),
    (
        "            made: {type: string, format: date-time}\n",
        "            made: {type: string}\n",
        &[
            "breaks calls: `Items::list`, response 200 `[].made`: it is any text, not `date-time`",
            "breaks calls: `Items::add`, response 201 `made`: it is any text, not `date-time`",
        ],
    ),
    (
        "            note: {type: string, nullable: true}\n",
        "            note: {type: string}\n",
        &[
            "compatible: `Items::list`, response 200 `[].note`: it is never null",
            "compatible: `Items::add`, response 201 `note`: it is never null",
        ],
    ),
    (
        "            tags: {type: array, items: {type: string}}\n    Base",
        "            tags: {type: string}\n    Base",
        &[
            "breaks calls: `Items::list`, response 200 `[].tags`: it is a text, not a list",
            "breaks calls: `Items::add`, response 201 `tags`: it is a text, not a list",
        ],
    ),
    (
        "      required: [id]\n",
        "",
        &[
            "breaks calls: `Items::list`, response 200 `[].id`: it is optional",
            "breaks calls: `Items::add`, response 201 `id`: it is optional",
        ],
    ),
    (
        "        id: {type: integer, format: int64}\n        title",
        "        id: {type: string}\n        title",
        &[
            "breaks calls: `Items::list`, response 200 `[].id`: it is a text, not an integer",
            "breaks calls: `Items::add`, response 201 `id`: it is a text, not an integer",
        ],
    ),
    (
        "        - $ref: \"#/components/schemas/Team\"\n",
        "",
        &[
            "compatible: `Items::list`, response 200 `[].owner`: it is never `Team`",
            "compatible: `Items::add`, response 201 `owner`: it is never `Team`",
        ],
    ),
    (
        "        - $ref: \"#/components/schemas/Team\"\n",
        "        - $ref: \"#/components/schemas/Team\"\n        - {type: object, required: [bot], properties: {bot: {type: string}}}\n",
        &[
            "breaks calls: `Items::list`, response 200 `[].owner`: it may be an object",
            "breaks calls: `Items::add`, response 201 `owner`: it may be an object",
        ],
    ),
    (
        "required: [login], properties: {login: {type: string}",
        "required: [login], properties: {login: {type: integer}",
        &[
            "breaks calls: `Items::list`, response 200 `[].owner.login`: it is an integer, not a text",
            "breaks calls: `Items::add`, body `target.login`: it is an integer, not a text",
            "breaks calls: `Items::add`, response 201 `owner.login`: it is an integer, not a text",
        ],
    ),
    (
        "required: [title, target]\n      additionalProperties: {type: string}",
        "required: [title, target]\n      additionalProperties: false",
        &["breaks calls: `Items::add`, body `*`: no other members are taken"],
    ),
    (
        "        note: {type: string, nullable: true}\n        state",
        "        note: {type: string}\n        state",
        &["breaks calls: `Items::add`, body `note`: it is not null"],
    ),
    (
        "        weight: {type: number}\n",
        "        weight: {type: integer}\n",
        &["breaks calls: `Items::add`, body `weight`: it is an integer, not a number"],
    ),
    (
        "minimum: 1}",
        "minimum: 5}",
        &["breaks calls: `Items::add`, body `count`: its `minimum` is 5, not 1"],
    ),
    (
        "        weight: {type: number}\n",
        "",
        &["compatible: `Items::add`, body `weight`: it is gone, and was optional"],
    ),
    (
        "oneOf: [{$ref: \"#/components/schemas/User\"}, {$ref: \"#/components/schemas/Team\"}]",
        "oneOf: [{$ref: \"#/components/schemas/User\"}]",
        &["breaks calls: `Items::add`, body `target`: it is not `Team`"],
    ),
    (
        "oneOf: [{$ref: \"#/components/schemas/User\"}, {$ref: \"#/components/schemas/Team\"}]",
        "oneOf: [{$ref: \"#/components/schemas/User\"}, {$ref: \"#/components/schemas/Team\"}, {type: string}]",
        &["compatible: `Items::add`, body `target`: it may be a text"],
    ),
    (
        "required: [code, message]",
        "required: [code]",
        &[
            "breaks calls: `Items::list`, response 404 `message`: it is optional",
            "breaks calls: `Items::add`, response default `message`: it is optional",
        ],
    ),
    (
        "{code: {type: integer}, message",
        "{errno: {type: integer}, message",
        &[
            "breaks calls: `Items::list`, response 404 `code`: it is gone",
            "breaks calls: `Items::add`, response default `code`: it is gone",
            "compatible: `Items::list`, response 404 `errno`: it is new",
            "compatible: `Items::add`, response default `errno`: it is new",
        ],
    ),
];

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
    each_is_found(BEFORE, DRIFTS);
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
