//! Every option of an endpoint and of a trait.

#![deny(warnings)]

use api_core::{Envelope, Result, api};

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[api(
    envelope = Wrapped,
    path = "/v1",
    headers("Accept-Language" = "en"),
    query("v" = "3"),
    rename_all = "camelCase",
    list = "csv",
    bools = "digits",
    client = Api,
    crate = api_core
)]
trait Users {
    #[endpoint(
        PUT,
        "/users/{id}",
        envelope = none,
        timeout = "500ms",
        idempotent,
        retry = never,
        headers("X-A" = "a"),
        query("w" = "4"),
        credentials = none,
        prefix = none,
        body = form,
        success = [200, 202],
        max_body = "64 MiB",
    )]
    async fn put(&self, id: u64, user_name: &str) -> Result<()>;

    #[endpoint(GET, "/events", done = "[DONE]", max_item = "1 MiB")]
    async fn events(&self) -> Result<api_core::EventStream<u64>>;

    #[endpoint(GET, "/lines", max_item = "1 MiB")]
    async fn lines(&self) -> Result<api_core::Response<api_core::JsonLines<u64>>>;
}

const _: fn(api_core::Client) -> Api = Api::new;

pub(super) fn main() {}
