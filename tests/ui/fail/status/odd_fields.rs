//! A variant holds more than a body and an error.

use api_core::{Error, StatusError};

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404)]
    NotFound { message: String },
    #[status(410)]
    Gone(String, Error, u8),
    #[other]
    Call(Error),
}

fn main() {}
