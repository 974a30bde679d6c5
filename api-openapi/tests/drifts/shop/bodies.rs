//! Drifts of request bodies.

use crate::Drift;

pub(super) const DRIFTS: &[Drift] = &[
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
];
