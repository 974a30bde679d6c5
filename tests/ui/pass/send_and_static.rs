//! Calls can be sent to other threads and outlive their arguments.

#![deny(warnings)]

use std::future::{Future, IntoFuture as _};

use api_core::{Result, api};

#[api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: &str) -> Result<String>;
}

fn spawned(users: UsersClient) -> impl Future<Output = Result<String>> + Send + 'static {
    let call = {
        let id = String::from("x");
        users.get(&id)
    };
    call.into_future()
}

const _: fn(UsersClient) = |users| drop(spawned(users));

pub(super) fn main() {}
