//! Declarations that compile without a warning, mistakes in them, and what the compiler says of
//! each. `README.md` beside this says how to add one.

// Lints of the package. A fixture switches on those that it is about.
#![allow(missing_debug_implementations, unreachable_pub, unused_qualifications)]

mod errors;
#[allow(clippy::all)]
pub mod pass;

#[test]
fn mistakes_are_reported_at_their_own_tokens() {
    // Without a fixture that passes, all are checked by one cargo, and nothing is linked.
    trybuild::TestCases::new().compile_fail("fail/*/*.rs");
}
