//! The names of the prelude mean something else.

#![deny(warnings)]


pub struct Result;
pub struct Option;
pub struct Box;
pub struct String;
pub struct Vec;
pub struct Some;
pub struct None;
pub struct Ok;
pub struct Err;
pub trait Send {}
pub trait Sync {}
pub trait Clone {}
pub trait Into {}
pub trait Default {}
pub mod core {}
pub mod std {}
pub mod api_core {}

#[::api_core::api(path = "/v1", headers("X-A" = "a"))]
pub trait Users {
    #[endpoint(POST, "/users/{id}", idempotent)]
    async fn post(&self, id: u64, name: &str) -> ::api_core::Result<()>;
}

#[::api_core::api]
pub trait Crud<T: 'static> {
    #[endpoint(GET, "/", credentials = none)]
    async fn get(&self, x: &str) -> ::api_core::Result<()>;
}

#[derive(::api_core::Envelope)]
pub struct Wrapped<T> {
    #[envelope(success = 0)]
    pub code: i64,
    #[envelope(payload)]
    pub data: T,
}

pub(super) fn main() {}
