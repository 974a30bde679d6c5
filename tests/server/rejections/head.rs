//! Values in a path, a query or a header that cannot be read.

use expect_test::expect;

use super::{hold, router};

#[tokio::test]
async fn a_rejection_names_what_cannot_be_read_in_a_head() {
    hold(
        router(),
        &[
            "GET /v1/notes/hunter2",
            "GET /v1/notes/-1",
            "GET /v1/notes/%ff",
            "GET /v1/notes/%zz",
            "GET /v1/notes/99999999999999999999",
            "GET /v1/notes?limit=hunter2",
            "GET /v1/notes?limit=256",
            "GET /v1/notes?limit=1&limit=2",
            "GET /v1/notes?limit=",
            "GET /v1/notes?limit[]=1",
            "GET /v1/notes?tags=%ff",
            "GET /v1/notes?tags=a&tags=hunter2",
            "GET /v1/notes?all=hunter2",
            "GET /v1/notes?%ff=1",
            "GET /v1/notes\nX-Trace: hunter2",
            "GET /v1/notes\nX-Trace: 1\nX-Trace: 2",
            "DELETE /v1/bare/hunter2",
        ],
        expect![[r#"
            GET /v1/notes/hunter2
                400 {"code":400,"data":null,"message":"path parameter `id`: expected u64"}
            GET /v1/notes/-1
                400 {"code":400,"data":null,"message":"path parameter `id`: expected u64"}
            GET /v1/notes/%ff
                400 {"code":400,"data":null,"message":"path parameter `id`: expected percent-encoded UTF-8"}
            GET /v1/notes/%zz
                400 {"code":400,"data":null,"message":"path parameter `id`: expected percent-encoded UTF-8"}
            GET /v1/notes/99999999999999999999
                400 {"code":400,"data":null,"message":"path parameter `id`: expected u64"}
            GET /v1/notes?limit=hunter2
                400 {"code":400,"data":null,"message":"query parameter `limit`: expected a whole number (u8)"}
            GET /v1/notes?limit=256
                400 {"code":400,"data":null,"message":"query parameter `limit`: expected a whole number (u8)"}
            GET /v1/notes?limit=1&limit=2
                400 {"code":400,"data":null,"message":"query parameter `limit`: it is given more than once"}
            GET /v1/notes?limit=
                400 {"code":400,"data":null,"message":"query parameter `limit`: expected a whole number (u8)"}
            GET /v1/notes?limit[]=1
                200 {"code":0,"message":"","data":[]}
            GET /v1/notes?tags=%ff
                400 {"code":400,"data":null,"message":"query parameter `tags`: expected percent-encoded UTF-8"}
            GET /v1/notes?tags=a&tags=hunter2
                400 {"code":400,"data":null,"message":"query parameter `tags`: it is given more than once"}
            GET /v1/notes?all=hunter2
                400 {"code":400,"data":null,"message":"query parameter `all`: expected a flag, which has no value"}
            GET /v1/notes?%ff=1
                400 {"code":400,"data":null,"message":"query: expected percent-encoded UTF-8"}
            GET /v1/notes⏎X-Trace: hunter2
                400 {"code":400,"data":null,"message":"header parameter `X-Trace`: expected a whole number (u32)"}
            GET /v1/notes⏎X-Trace: 1⏎X-Trace: 2
                400 {"code":400,"data":null,"message":"header parameter `X-Trace`: it is given more than once"}
            DELETE /v1/bare/hunter2
                400 path parameter `id`: expected u64
        "#]],
    )
    .await;
}
