//! A status is not one of HTTP.

use api_core::{Error, StatusError};

#[derive(Debug, StatusError)]
enum Failure {
    #[status(40)]
    NotFound,
    #[status(not_found)]
    Gone,
    #[status()]
    Refused,
    #[other]
    Call(Error),
}

fn main() {}
