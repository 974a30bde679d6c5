//! `docs/first-client.md` shows this program, and what it prints.

use std::process::Command;

const CHAPTER: &str = include_str!("../../../docs/first-client.md");
const SOURCES: [&str; 3] = [
    include_str!("../src/api.rs"),
    include_str!("../src/main.rs"),
    include_str!("../src/server.rs"),
];

/// The code blocks in this language.
fn blocks(language: &str) -> Vec<&'static str> {
    let blocks = CHAPTER.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(&format!("{language}\n"))).collect()
}

#[test]
fn every_block_is_part_of_the_program() {
    let blocks = blocks("rust");
    assert!(blocks.len() > 5, "{}", blocks.len());
    for block in blocks {
        // A block is shown without the indentation that it has in a function.
        let lines: Vec<_> = block.lines().map(str::trim_start).collect();
        let is_there = SOURCES.iter().any(|source| {
            let source: Vec<_> = source.lines().map(str::trim_start).collect();
            source.windows(lines.len()).any(|window| window == lines)
        });
        assert!(is_there, "not in examples/first-client:\n{block}");
    }
}

#[test]
fn the_program_prints_what_the_chapter_says() {
    let output = Command::new(env!("CARGO_BIN_EXE_first-client")).output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).expect("it prints text");
    assert_eq!(blocks("text"), [printed]);
}
