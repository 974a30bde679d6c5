//! Mistakes in a declaration, and what the compiler says of each. Every fixture uses the client
//! below its mistake, so that a client lost to it would show as a second error.
//!
//! After a wanted change: `TRYBUILD=overwrite cargo test -p api-tests --test ui`, and read the
//! difference as a user would.

#[test]
fn mistakes_are_told_at_their_own_tokens() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui/fail/*/*.rs");
}
