//! An envelope is a tuple struct.

use api_core::Envelope;

#[derive(Envelope)]
struct Wrapped<T>(i64, T);

fn main() {}
