//! Docs as people read them who do not write Rust.

/// Docs without what is for rustdoc: the attributes of a code block, and its hidden lines.
pub(super) fn shown(docs: &str) -> String {
    let mut shown: Vec<String> = Vec::new();
    // True within a block of code, and whether that is Rust.
    let mut block: Option<bool> = None;
    for line in docs.lines() {
        let fence = line.trim_start().strip_prefix("```");
        match (fence, block) {
            (Some(language), None) => {
                let is_rust = is_rust(language);
                block = Some(is_rust);
                shown.push(match is_rust {
                    true => format!(
                        "{}```rust",
                        line.strip_suffix(language).unwrap_or(line).trim_end_matches('`')
                    ),
                    false => line.to_owned(),
                });
            }
            (Some(_), Some(_)) => {
                block = None;
                shown.push(line.to_owned());
            }
            (None, Some(true)) if is_hidden(line) => {}
            (None, _) => shown.push(line.to_owned()),
        }
    }
    shown.join("\n")
}

fn is_rust(language: &str) -> bool {
    let known = ["rust", "ignore", "no_run", "should_panic", "compile_fail", ""];
    language
        .split(',')
        .all(|word| known.contains(&word.trim()) || word.trim().starts_with("edition"))
}

/// True of a line that rustdoc compiles and does not show.
fn is_hidden(line: &str) -> bool {
    line.trim() == "#" || line.trim_start().starts_with("# ")
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn code_is_shown_without_what_is_hidden() {
        let docs = "One.\n\n```no_run\n# use a::B;\nB::c();\n#[derive(D)]\n```\n\n# Two\n\n```text\n# x\n```";
        let expected = "One.\n\n```rust\nB::c();\n#[derive(D)]\n```\n\n# Two\n\n```text\n# x\n```";
        assert_eq!(shown(docs), expected);
        assert_eq!(shown(expected), expected);
    }
}
