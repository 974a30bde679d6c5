//! The type of a parameter, a response or the body of a failure has no `JsonSchema`, which `openapi` asks for.

use api_core::{StatusError, api};

mod types {
    #[derive(serde::Serialize)]
    pub struct Filter {
        pub name: String,
    }

    #[derive(serde::Deserialize)]
    pub struct User {
        pub name: String,
    }

    #[derive(Debug, serde::Deserialize)]
    pub struct Basic {
        pub message: String,
    }
}

#[derive(Debug, StatusError)]
pub enum Failure {
    #[status(404)]
    NotFound(types::Basic),
    #[other]
    Call(api_core::Error),
}

#[api(openapi)]
trait Users {
    #[endpoint(POST, "/filter")]
    async fn filter(&self, filter: &types::Filter) -> api_core::Result<()>;

    #[endpoint(GET, "/user")]
    async fn user(&self) -> api_core::Result<types::User>;

    #[endpoint(GET, "/name")]
    async fn name(&self) -> Result<String, Failure>;
}

fn main() {
    let _ = UsersClient::openapi();
}
