//! The layout, by the `rustfmt` of the user's toolchain and with the user's settings.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// The text as `rustfmt` lays it out in this directory; as it is, where there is no `rustfmt`.
pub(super) fn formatted(text: &str, directory: &Path) -> String {
    run(text, directory).unwrap_or_else(|| text.to_owned())
}

fn run(text: &str, directory: &Path) -> Option<String> {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--emit", "stdout", "--quiet"]);
    if directory.is_dir() {
        command.current_dir(directory);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let mut stdin = child.stdin.take()?;
    // rustfmt reads all before it writes, so nothing blocks.
    stdin.write_all(text.as_bytes()).ok()?;
    drop(stdin);
    let output = child.wait_with_output().ok()?;
    let formatted = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !formatted.is_empty()).then_some(formatted)
}
