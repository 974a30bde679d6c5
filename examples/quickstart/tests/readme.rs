//! The README shows this program, and what it prints.

use std::process::Command;

const PROGRAM: &str = include_str!("../src/main.rs");
const README: &str = include_str!("../../../README.md");

#[test]
fn the_readme_has_this_very_program() {
    let (_title, program) = PROGRAM.split_once("\n\n").expect("a title and a program");
    assert!(README.contains(program), "put examples/quickstart/src/main.rs into README.md");
}

#[test]
fn it_prints_what_the_readme_says() {
    let output = Command::new(env!("CARGO_BIN_EXE_quickstart")).output().expect("it runs");
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    assert_eq!(printed, "Hello, world!\n");
    assert!(README.contains(printed.trim_end()), "say in README.md that it prints {printed}");
}
