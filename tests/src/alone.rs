//! Tests of memory, which belongs to a whole process and so to all tests that run in it.

use std::process::Command;

use crate::Transport;

/// Runs an ignored test of this binary in a process of its own, over the transport of the test that
/// calls this, and checks that it passes.
#[track_caller]
pub fn passes_alone(test: &str) {
    let test = format!("{test}::{}", Transport::current());
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &*test, "--ignored", "--test-threads=1"])
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && printed.contains("1 passed"), "{printed}");
}

/// The memory that this process holds, in KiB; none where the system does not say.
pub fn memory_held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
