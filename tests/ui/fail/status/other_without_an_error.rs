//! The variant for all other errors does not hold one.

use api_core::StatusError;

#[derive(Debug, StatusError)]
enum Failure {
    #[other]
    Call,
}

fn main() {}
