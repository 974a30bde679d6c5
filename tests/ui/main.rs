//! Declarations that compile without a warning, mistakes in them, and what the compiler says of
//! each. `README.md` beside this says how to add one.

mod errors;

#[test]
fn declarations_compile_and_mistakes_are_told_at_their_own_tokens() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*/*.rs");
}
