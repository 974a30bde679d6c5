//! There is no prelude.

#![deny(warnings)]
#![no_implicit_prelude]


#[::api_core::api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64, name: ::core::option::Option<&str>) -> ::api_core::Result<()>;
}

#[derive(::api_core::Envelope)]
pub struct Wrapped<T> {
    #[envelope(success = 0)]
    pub code: i64,
    #[envelope(payload)]
    pub data: T,
}

pub(super) fn main() {}
