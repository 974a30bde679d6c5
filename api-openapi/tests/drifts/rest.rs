//! Drifts of what the shop does not have: classes of statuses, streams, files, and variants without a name.

use super::{Drift, each_is_found};

const BEFORE: &str = r##"
openapi: 3.2.0
info: {title: Rest, version: "1"}
paths:
  /events:
    get:
      operationId: events
      responses:
        "200":
          content:
            text/event-stream:
              itemSchema:
                type: object
                required: [data]
                properties:
                  data: {type: string, contentMediaType: application/json, contentSchema: {$ref: "#/components/schemas/Event"}}
        "429": {description: Later, content: {application/json: {schema: {type: object, required: [after], properties: {after: {type: integer}}}}}}
        "4XX": {description: Failed, content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}}}}}}
    put:
      operationId: add
      requestBody:
        required: true
        content:
          multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, title: {type: string}}}}
      responses:
        "204": {description: Done}
components:
  schemas:
    Event:
      oneOf:
        - {type: object, required: [kind, text], properties: {kind: {const: said}, text: {type: string}}}
        - {type: object, required: [kind], properties: {kind: {const: left}}}
"##;

const DRIFTS: &[Drift] = &[
    (
        "kind: {const: said}, text: {type: string}",
        "kind: {const: said}, text: {type: boolean}",
        &["breaks calls: `events`, response 200 `data.text`: it is a truth value, not a text"],
    ),
    (
        "        - {type: object, required: [kind], properties: {kind: {const: left}}}\n",
        "",
        &[
            "compatible: `events`, response 200 `data`: it is never an object whose `kind` is `left`",
        ],
    ),
    (
        "        - {type: object, required: [kind], properties: {kind: {const: left}}}\n",
        "        - {type: object, required: [kind], properties: {kind: {const: left}}}\n        \
         - {type: object, required: [kind, n], properties: {kind: {const: moved}, n: {type: integer}}}\n",
        &[
            "breaks calls: `events`, response 200 `data`: it may be an object whose `kind` is `moved`",
        ],
    ),
    (
        "        \"4XX\": {description: Failed, content: {application/json: {schema: {type: object, required: \
         [text], properties: {text: {type: string}}}}}}\n",
        "",
        &["breaks calls: `events`, response 4XX: there is no such status"],
    ),
    (
        "        \"429\": {description: Later, content: {application/json: {schema: {type: object, required: \
         [after], properties: {after: {type: integer}}}}}}\n",
        "",
        &[
            "breaks calls: `events`, response 429 `after`: it is gone",
            "compatible: `events`, response 429: the status is 4XX",
            "compatible: `events`, response 429 `text`: it is new",
        ],
    ),
    (
        "\"204\": {description: Done}",
        "\"204\": {description: Done, content: {application/json: {schema: {type: string}}}}",
        &["compatible: `add`, response 204: it is `application/json`, and was empty"],
    ),
    (
        "title: {type: string}}}}",
        "title: {type: string, format: binary}}}}",
        &["breaks calls: `add`, body `title`: it is a file, not a text"],
    ),
    (
        "file: {type: string, format: binary}",
        "file: {type: string}",
        &["compatible: `add`, body `file`: it is a text, not a file"],
    ),
];

#[test]
fn every_drift_is_found_at_its_place_and_no_other() {
    each_is_found(BEFORE, DRIFTS);
}
