//! Drifts of responses.

use crate::Drift;

pub(super) const DRIFTS: &[Drift] = &[
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
