//! Failures by status, of every form, under odd names.

#![deny(warnings)]

mod api {
    pub use api_core as core;
}

type Result<T> = std::result::Result<T, Failure>;

#[derive(Debug, serde::Deserialize)]
struct Basic {
    message: String,
}

#[derive(Debug, api::core::StatusError)]
#[status_error(crate = api::core)]
enum Failure {
    #[status(404)]
    NotFound(Basic),
    #[status(409)]
    #[status(422)]
    Invalid(Basic, api::core::Error),
    #[status(410)]
    r#Gone,
    #[status(500)]
    Text(api::core::Text),
    #[status(501)]
    Bytes(api::core::Bytes),
    #[status(default)]
    Refused(Option<Vec<Basic>>),
    #[other]
    Call(api::core::Error),
}

/// Private to its module, and with a body of an API's own generic wrapper.
pub mod inner {
    #[derive(Debug, serde::Deserialize)]
    pub struct Problem<T> {
        pub detail: T,
    }

    #[derive(Debug, api_core::StatusError)]
    pub enum Failure<T: serde::de::DeserializeOwned + std::fmt::Debug> {
        #[status(404)]
        NotFound(Problem<T>),
        #[other]
        Call(api_core::Error),
    }
}

#[api_core::api]
trait Users {
    #[endpoint(GET, "/users/{id}")]
    async fn get(&self, id: u64) -> Result<String>;
}

pub(super) fn main() {
    let client = api_core::Client::builder("http://localhost").build().unwrap();
    drop(UsersClient::new(client).get(1));
    match Failure::from(failure()) {
        Failure::NotFound(basic) | Failure::Invalid(basic, _) => drop(basic.message),
        Failure::Refused(_) | Failure::Text(_) | Failure::Bytes(_) | Failure::Gone => {}
        Failure::Call(error) => drop(error),
    }
    let failure: inner::Failure<u8> = failure().into();
    assert!(failure.as_error().is_some());
    assert!(!failure.to_string().is_empty());
}

fn failure() -> api_core::Error {
    api_core::Client::builder("ftp://x").build().unwrap_err()
}
