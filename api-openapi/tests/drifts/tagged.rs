//! Drifts of discriminators, of members that go one way, and of what may be anything.

use super::{Drift, each_is_found};

const BEFORE: &str = r##"
openapi: 3.2.0
info: {title: Tagged, version: "1"}
paths:
  /pets:
    post:
      operationId: add
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses:
        "200": {description: Added, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
  /notes:
    post:
      operationId: note
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}
      responses:
        "200": {description: Noted, content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}
  /file:
    post:
      operationId: file
      requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string}}}}}}
      responses:
        "200": {description: Lines, content: {application/jsonl: {}}}
components:
  schemas:
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind, mapping: {cat: "#/components/schemas/Cat"}}
    Cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {type: string}, barks: {type: boolean}}}
    Note:
      type: object
      required: [id]
      properties:
        id: {type: integer, readOnly: true}
        secret: {type: string, writeOnly: true}
        text: {type: string}
        more: {}
"##;

const DRIFTS: &[Drift] = &[
    (
        "propertyName: kind",
        "propertyName: species",
        &[
            "breaks calls: `add`, body: `species` tells what it is, not `kind`",
            "breaks calls: `add`, response 200: `species` tells what it is, not `kind`",
        ],
    ),
    (
        "mapping: {cat: ",
        "mapping: {feline: ",
        &[
            "breaks calls: `add`, body `kind`: the value `cat` of `Cat` is gone",
            "breaks calls: `add`, response 200 `kind`: the value `feline` of `Cat` is new",
            "compatible: `add`, body `kind`: the value `feline` of `Cat` is new",
            "compatible: `add`, response 200 `kind`: the value `cat` of `Cat` is gone",
        ],
    ),
    // Without a word in the mapping, the name of a variant is its value.
    (
        "mapping: {cat: ",
        "mapping: {Dog: \"#/components/schemas/Dog\", tom: \"#/components/schemas/Cat\", cat: ",
        &[
            "breaks calls: `add`, response 200 `kind`: the value `tom` of `Cat` is new",
            "compatible: `add`, body `kind`: the value `tom` of `Cat` is new",
        ],
    ),
    (
        "id: {type: integer, readOnly: true}",
        "id: {type: integer}",
        &["breaks calls: `note`, body `id`: it is required, and not sent"],
    ),
    (
        "secret: {type: string, writeOnly: true}",
        "secret: {type: string}",
        &["compatible: `note`, response 200 `secret`: it is new"],
    ),
    (
        "text: {type: string}",
        "text: {type: string, readOnly: true}",
        &["compatible: `note`, body `text`: it is gone, and was optional"],
    ),
    (
        "text: {type: string}",
        "text: {}",
        &[
            "breaks calls: `note`, response 200 `text`: it may be anything, not only a text",
            "compatible: `note`, body `text`: it may be anything, not only a text",
        ],
    ),
    (
        "more: {}",
        "more: {type: array, items: {type: string}}",
        &[
            "breaks calls: `note`, body `more`: it is a list, and might have been anything",
            "compatible: `note`, response 200 `more`: it is a list, and might have been anything",
        ],
    ),
    (
        "description: Noted, content: {application/json: {schema: {$ref: \"#/components/schemas/Note\"}}}",
        "description: Noted, content: {application/json: {}}",
        &["breaks calls: `note`, response 200: it may be anything, not only an object"],
    ),
    (
        "multipart/form-data: {schema: {type: object, properties: {file: {type: string}}}}",
        "multipart/form-data: {}",
        &["compatible: `file`, body: it may be anything, not only an object"],
    ),
    (
        "application/jsonl: {}",
        "application/jsonl: {itemSchema: {type: integer}}",
        &["compatible: `file`, response 200: it is an integer, and might have been anything"],
    ),
];

#[test]
fn every_drift_is_found_at_its_place_and_no_other() {
    each_is_found(BEFORE, DRIFTS);
}
