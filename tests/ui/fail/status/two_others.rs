//! Two variants are for all other errors.

use api_core::{Error, StatusError};

#[derive(Debug, StatusError)]
enum Failure {
    #[other]
    Call(Error),
    #[other]
    Rest(Error),
}

fn main() {}
