//! Two variants have the same status.

use api_core::{Error, StatusError};

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404, 410)]
    NotFound,
    #[status(410)]
    Gone,
    #[other]
    Call(Error),
}

fn main() {}
