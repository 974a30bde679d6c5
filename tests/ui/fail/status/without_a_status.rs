//! A variant has no status.

use api_core::{Error, StatusError};

#[derive(Debug, StatusError)]
enum Failure {
    NotFound,
    #[other]
    Call(Error),
}

fn main() {}
