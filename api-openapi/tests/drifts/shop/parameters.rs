//! Drifts of parameters.

use crate::Drift;

pub(super) const DRIFTS: &[Drift] = &[
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
];
