//! `StatusError` is derived on a struct.

use api_core::StatusError;

#[derive(Debug, StatusError)]
struct Failure;

fn main() {}
