//! Declarations that compile without a warning, mistakes in them, and what the compiler says of
//! each. `README.md` beside this says how to add one.

// Lints of the package. A fixture switches on those that it is about.
#![allow(missing_debug_implementations, unreachable_pub, unused_qualifications)]

use std::panic::catch_unwind;

use expect_test::expect_file;

mod errors;
mod mistakes;
#[allow(clippy::all)]
pub mod pass;
mod words;

#[test]
fn mistakes_are_reported_at_their_own_tokens() {
    let mut others = Vec::new();
    for (fixture, words) in mistakes::words_of_all() {
        let expected = expect_file![fixture.with_extension("stderr")];
        // It prints the difference, and panics: the differences of all are seen in one run.
        if catch_unwind(|| expected.assert_eq(words)).is_err() {
            others.push(fixture.display().to_string());
        }
    }
    assert!(others.is_empty(), "the compiler has other words for:\n{}", others.join("\n"));
}
