//! An attribute of a derive is misspelt.
//! Remedy: write the attribute that the compiler names.

use api_core::{ByStatus, Envelope, Error, ErrorCode, Paginated, Result, StatusError, api};
use serde::Deserialize;

#[derive(Envelope)]
struct Wrapped<T> {
    #[envelop(success = 0)]
    code: i64,
    #[envelope(payload)]
    data: T,
}

#[derive(Deserialize, Paginated)]
#[page(link)]
struct Page {
    #[pages(items)]
    names: Vec<String>,
    total: u32,
}

#[derive(Debug, ErrorCode)]
enum Code {
    #[codes(40103)]
    TokenExpired,
}

#[derive(ByStatus)]
enum Outcome {
    #[statsu(200)]
    Ready(String),
}

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404)]
    Missing(String),
    #[othr]
    Call(Error),
}

#[api(envelope = Wrapped)]
trait Users {
    #[endpoint(GET, "/names")]
    async fn names(&self, #[cursor] page: Option<String>) -> Result<Page>;

    #[endpoint(GET, "/outcome")]
    async fn outcome(&self) -> Result<Outcome, Failure>;
}

fn main() {
    _ = Code::TokenExpired;
}
