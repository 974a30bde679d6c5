//! Drifts of the API as a whole and of its operations: bases, credentials, methods, paths.

use crate::Drift;

pub(super) const DRIFTS: &[Drift] = &[
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
];
