//! An enum of responses names no status.

use api_core::ByStatus;

#[derive(Debug, ByStatus)]
enum Weeks {}

fn main() {}
