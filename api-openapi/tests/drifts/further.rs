//! Drifts of subtypes, headers, servers, scopes, and of lists of a fixed length.

use super::{Drift, each_is_found};

const BEFORE: &str = r##"
openapi: 3.1.0
info: {title: Zoo, version: "1"}
servers: [{url: "https://zoo.example/v1"}, {url: "https://test.example/v2"}]
security: [{oauth: [read]}, {}]
paths:
  /animals:
    get:
      operationId: list
      responses:
        "200":
          description: OK
          headers:
            X-Total: {required: true, schema: {type: integer}}
            Link: {schema: {type: string}}
          content: {"*/*": {schema: {type: array, items: {$ref: "#/components/schemas/Animal"}}}}
    post:
      operationId: add
      security: [{oauth: [read, write]}]
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Animal"}}}}
      responses: {"204": {description: Done}}
  /matrix/{c}:
    get:
      operationId: matrix
      parameters: [{name: c, in: path, required: true, style: matrix, schema: {type: integer}}]
      responses: {"204": {description: Done}}
  /points:
    get:
      operationId: points
      responses:
        "200":
          description: OK
          content:
            application/json:
              schema:
                type: object
                properties:
                  at: {type: array, prefixItems: [{type: number}, {type: number}], items: false}
                  note: {anyOf: [{type: string, format: date, maxLength: 9}, {type: "null"}]}
                  next: {$ref: "#/components/schemas/Node"}
                  ok: {const: true}
                  shape: {$ref: "#/components/schemas/Shape"}
                  level: {enum: [0.5, 1.5]}
components:
  securitySchemes: {oauth: {type: oauth2, flows: {}}}
  schemas:
    Animal:
      type: object
      required: [kind, name]
      properties: {kind: {type: string}, name: {type: string}}
      discriminator: {propertyName: kind, mapping: {dog: "#/components/schemas/Dog"}}
    Cat: {allOf: [{$ref: "#/components/schemas/Animal"}, {type: object, properties: {lives: {type: integer}}}]}
    Dog: {allOf: [{$ref: "#/components/schemas/Animal"}, {type: object, properties: {barks: {type: boolean}}}]}
    Shape:
      type: object
      required: [k]
      properties: {k: {type: string}}
      oneOf: [{$ref: "#/components/schemas/Box"}, {$ref: "#/components/schemas/Disc"}]
      discriminator: {propertyName: k}
    Box: {allOf: [{$ref: "#/components/schemas/Shape"}, {properties: {side: {type: integer}}}]}
    Disc: {allOf: [{$ref: "#/components/schemas/Shape"}, {properties: {radius: {type: integer}}}]}
    Node: {type: object, properties: {next: {anyOf: [{$ref: "#/components/schemas/Node"}, {type: "null"}]}}}
"##;

const DRIFTS: &[Drift] = &[
    (
        "X-Total: {required: true, schema: {type: integer}}",
        "X-Total: {schema: {type: string}}",
        &[
            "breaks calls: `list`, response 200 header `X-Total`: it is optional",
            "breaks calls: `list`, response 200 header `X-Total`: it is a text, not an integer",
        ],
    ),
    (
        "X-Total: {required: true, schema: {type: integer}}",
        "x-total: {required: true, schema: {type: integer}}",
        &[],
    ),
    (
        "X-Total: {required: true,",
        "X-Count: {required: true,",
        &[
            "breaks calls: `list`, response 200 header `X-Total`: it is gone",
            "compatible: `list`, response 200 header `X-Count`: it is new",
        ],
    ),
    (
        "            Link: {schema: {type: string}}\n",
        "",
        &["compatible: `list`, response 200 header `Link`: it is gone, and was optional"],
    ),
    (
        "{url: \"https://zoo.example/v1\"}, ",
        "",
        &["breaks calls: the API: the base URL `https://zoo.example/v1` is gone"],
    ),
    (
        "{url: \"https://zoo.example/v1\"}, ",
        "{url: \"https://zoo.example/v1\"}, {url: \"https://eu.example/v1\"}, ",
        &["compatible: the API: the base URL `https://eu.example/v1` is new"],
    ),
    (
        "security: [{oauth: [read]}, {}]",
        "security: [{oauth: [read]}]",
        &[
            "breaks calls: `list`, credentials: a bearer token must be sent, and might be left out",
            "breaks calls: `matrix`, credentials: a bearer token must be sent, and might be left out",
            "breaks calls: `points`, credentials: a bearer token must be sent, and might be left out",
        ],
    ),
    (
        "{oauth: [read, write]}",
        "{oauth: [read, admin]}",
        &["breaks calls: `add`, credentials: the scope `admin` is needed"],
    ),
    ("{oauth: [read, write]}", "{oauth: [read]}", &[]),
    (
        "schema: {type: array, items: {$ref: \"#/components/schemas/Animal\"}}",
        "example: a",
        &["breaks calls: `list`, response 200: it may be anything, not only a list"],
    ),
    (
        "    Cat: {allOf: [{$ref: \"#/components/schemas/Animal\"}, {type: object, properties: {lives: {type: integer}}}]}\n",
        "",
        &[
            "breaks calls: `add`, body: it is not `Cat`",
            "compatible: `list`, response 200 `[]`: it is never `Cat`",
        ],
    ),
    (
        "    Dog: {allOf",
        "    Fox: {allOf: [{$ref: \"#/components/schemas/Animal\"}]}\n    Dog: {allOf",
        &[
            "breaks calls: `list`, response 200 `[]`: it may be `Fox`",
            "compatible: `add`, body: it may be `Fox`",
        ],
    ),
    (
        "mapping: {dog:",
        "mapping: {hound:",
        &[
            "breaks calls: `list`, response 200 `[].kind`: the value `hound` of `Dog` is new",
            "breaks calls: `add`, body `kind`: the value `dog` of `Dog` is gone",
            "compatible: `list`, response 200 `[].kind`: the value `dog` of `Dog` is gone",
            "compatible: `add`, body `kind`: the value `hound` of `Dog` is new",
        ],
    ),
    (
        "required: [kind, name]",
        "required: [kind]",
        &[
            "breaks calls: `list`, response 200 `[].name`: it is optional",
            "compatible: `add`, body `name`: it is optional",
        ],
    ),
    (
        "prefixItems: [{type: number}, {type: number}]",
        "prefixItems: [{type: number}, {type: string}, {type: number}]",
        &[
            "breaks calls: `points`, response 200 `at`: it has 3 elements, not 2",
            "breaks calls: `points`, response 200 `at[1]`: it is a text, not a number",
        ],
    ),
    (
        "prefixItems: [{type: number}, {type: number}], items: false",
        "items: {type: number}",
        &["breaks calls: `points`, response 200 `at`: it has any number of elements, not 2"],
    ),
    (
        "oneOf: [{$ref: \"#/components/schemas/Box\"}, ",
        "oneOf: [",
        &["compatible: `points`, response 200 `shape`: it is never `Box`"],
    ),
    (
        "const: true",
        "const: false",
        &[
            "breaks calls: `points`, response 200 `ok`: the value `false` is new",
            "compatible: `points`, response 200 `ok`: the value `true` is gone",
        ],
    ),
    (
        "[0.5, 1.5]",
        "[0.5, 2.5]",
        &[
            "breaks calls: `points`, response 200 `level`: the value `2.5` is new",
            "compatible: `points`, response 200 `level`: the value `1.5` is gone",
        ],
    ),
    (
        "style: matrix, ",
        "",
        &["breaks calls: `matrix`, path `c`: it is written as `1,2`, not `;a=1`"],
    ),
    (
        "maxLength: 9",
        "maxLength: 8",
        &["compatible: `points`, response 200 `note`: its `maxLength` is 8, not 9"],
    ),
    (
        "next: {anyOf: [{$ref: \"#/components/schemas/Node\"}, {type: \"null\"}]}",
        "next: {anyOf: [{$ref: \"#/components/schemas/Node\"}, {}]}",
        &[
            "breaks calls: `points`, response 200 `next.next`: it may be anything, not only an object",
        ],
    ),
];

#[test]
fn drifts_of_subtypes_headers_and_servers_are_found() {
    each_is_found(BEFORE, DRIFTS);
}
