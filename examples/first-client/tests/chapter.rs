//! `docs/first-client.md` shows this program, and what it prints.

use std::process::Command;

const CHAPTER: &str = include_str!("../../../docs/first-client.md");
const SOURCES: [&str; 2] = [include_str!("../src/api.rs"), include_str!("../src/main.rs")];

/// The code blocks in this language.
fn blocks(language: &str) -> Vec<&'static str> {
    let blocks = CHAPTER.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(&format!("{language}\n"))).collect()
}

/// Whoever copies the blocks, in order, has the program.
#[test]
fn the_blocks_are_the_whole_program() {
    let program: String = SOURCES.into_iter().map(without_title).collect();
    let lines =
        |text: &str| text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let shown: Vec<String> = blocks("rust").into_iter().flat_map(lines).collect();
    let written: Vec<String> = lines(&program);
    assert_eq!(shown, written);
}

/// A source without the comment that says what it is.
fn without_title(source: &'static str) -> &'static str {
    source.split_once("\n\n").expect("a title and a program").1
}

#[test]
fn the_program_prints_what_the_chapter_says() {
    let output = Command::new(env!("CARGO_BIN_EXE_first-client")).output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    assert_eq!(blocks("text"), [printed]);
}
