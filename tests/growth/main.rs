//! Work grows with the input and no faster: of every reader of a request and of every opening of a
//! response, an input of twice the length costs at most 2.2 times the instructions. What grows with the
//! square costs four times as many, and an attacker chooses the length.
//!
//! Instructions are counted by callgrind, not timed, each input in a process of its own:
//!
//! ```console
//! $ cargo test -p api-tests --test growth -- --ignored
//! ```

#![expect(clippy::print_stdout, reason = "the figures are of interest")]

mod requests;
mod responses;

use std::env;
use std::process::Command;

/// Names the case and the length of its input to a process that callgrind counts.
const CASE: &str = "API_TESTS_GROWTH";

/// A case: handles an input of a length.
type Case = (&'static str, usize, fn(usize));

/// Checks the cases of a test, or, in a process that callgrind counts, runs the one that it is for.
fn check(test: &str, cases: &[Case]) {
    if let Ok(named) = env::var(CASE) {
        let (name, length) = named.split_once(' ').unwrap();
        let (_, _, run) = cases.iter().find(|(own, ..)| *own == name).unwrap();
        return run(length.parse().unwrap());
    }
    let mut wrong = Vec::new();
    for (name, length, run) in cases {
        // It does what it says, and without callgrind an error is easier to read.
        run(*length);
        let count = |length| instructions(test, name, length) as f64;
        let (none, one, two) = (count(0), count(*length), count(2 * length));
        let growth = (two - none) / (one - none);
        println!("{growth:.2} {test} {name}");
        if one - none < 1e6 {
            wrong.push(format!("{name}: the input is too short to tell"));
        } else if growth > 2.2 {
            wrong.push(format!("{name}: twice the length costs {growth:.2} times as much"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The instructions of a whole process that runs one case.
fn instructions(test: &str, case: &str, length: usize) -> u64 {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe().unwrap())
        .args(["--exact", test, "--ignored", "--nocapture"])
        .env(CASE, format!("{case} {length}"))
        .output()
        .expect("valgrind is installed");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{case}: {text}");
    let collected = text.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = collected.unwrap_or_else(|| panic!("{case}: {text}"));
    count.trim().parse().unwrap()
}

/// A text that is made of so many pieces.
fn text(length: usize, piece: impl Fn(usize) -> String) -> String {
    (0..length).map(piece).collect()
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}
