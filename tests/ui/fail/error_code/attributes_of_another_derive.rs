//! A variant has an attribute of another derive.

use api_core::{ByStatus, Error, ErrorCode, StatusError};

#[derive(Debug, ErrorCode)]
enum Code {
    #[status(404)]
    Missing,
    #[code(1, 2)]
    Wrong,
    #[other]
    Other(i64),
}

#[derive(Debug, StatusError)]
enum Failure {
    #[code(404)]
    Missing(String),
    #[status("4xx")]
    Wrong(String),
    #[other(Error)]
    Call(Error),
}

#[derive(Debug, StatusError)]
enum Both {
    #[status(404)]
    #[other]
    Call(Error),
}

#[derive(ByStatus)]
enum Outcome {
    #[status(600)]
    Ready(String),
    #[other]
    Call(Error),
}

fn main() {
    _ = |error: Error| Failure::from(error);
    _ = |error: Error| Both::from(error);
    _ = Code::Missing;
}
