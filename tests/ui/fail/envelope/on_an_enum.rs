//! An envelope is an enum.

use api_core::Envelope;

#[derive(Envelope)]
enum Wrapped<T> {
    Ok(T),
}

fn main() {}
