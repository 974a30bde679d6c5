//! The variant for all other errors holds something else than one.

use api_core::StatusError;

#[derive(Debug, StatusError)]
enum Failure {
    #[status(404)]
    NotFound(String),
    #[other]
    Call(u8),
}

fn main() {
    _ = Failure::Call(7).as_error();
}
