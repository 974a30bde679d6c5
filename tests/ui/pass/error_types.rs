//! Error types of one's own, and aliases of `Result`.

#![deny(warnings)]

use api_core::api;

#[derive(Debug)]
struct Failure(api_core::Error);

impl From<api_core::Error> for Failure {
    fn from(error: api_core::Error) -> Self {
        Self(error)
    }
}

type Outcome<T> = std::result::Result<T, Failure>;
type Name = Outcome<String>;

#[api]
trait Users {
    #[endpoint(GET, "/a")]
    async fn a(&self) -> std::result::Result<String, Failure>;

    #[endpoint(GET, "/b")]
    async fn b(&self) -> Outcome<String>;

    #[endpoint(GET, "/c")]
    async fn c(&self) -> Name;

    #[endpoint(GET, "/d")]
    async fn d(&self) -> api_core::Result<String>;

    #[endpoint(GET, "/e")]
    async fn e(&self) -> Result<String, Box<dyn std::error::Error + Send + Sync>>;
}

fn inner(failure: Failure) -> api_core::Error {
    failure.0
}

const _: fn(Failure) -> api_core::Error = inner;

pub(super) fn main() {}
