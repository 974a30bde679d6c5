//! Generated code in surroundings that are not friendly to it.

mod shadowed;
mod strict;

/// What does not compile yet would take this whole binary along, so each file is a program of its
/// own. Those that have come to compile belong into the modules above, where they cost nothing.
#[test]
#[ignore = "builds every program by itself, which takes a minute"]
fn declarations_that_have_to_compile() {
    trybuild::TestCases::new().pass("it/hygiene/programs/*.rs");
}
