//! A variant holds a type that no body can be read as.

use api_core::{Error, StatusError};

#[derive(Debug)]
struct Basic;

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404)]
    NotFound(Basic),
    #[other]
    Call(Error),
}

fn main() {}
