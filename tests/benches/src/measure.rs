//! Running a case, and counting what it costs.

use std::process::Command;

use stats_alloc::Region;

use crate::streams::pieces_so_far;
use crate::{ALLOCATOR, call};

/// What one round of a case costs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    pub instructions: f64,
    pub allocations: f64,
    pub bytes: f64,
}

impl Cost {
    /// Of one call, if a round makes so many.
    #[must_use]
    pub fn each(self, calls: u32) -> Self {
        let Self { instructions, allocations, bytes } = self;
        let calls = f64::from(calls);
        Self {
            instructions: instructions / calls,
            allocations: allocations / calls,
            bytes: bytes / calls,
        }
    }
}

/// Work that can be repeated.
pub type Round = Box<dyn FnMut()>;

/// Finds a case by its name. Each program that measures has its own cases.
pub type Find = fn(&str) -> Option<Round>;

/// Runs a case so often, and prints the number of pieces that its downloads came in.
pub fn run(find: Find, name: &str, rounds: u64) -> bool {
    let Some(mut round) = find(name) else { return false };
    for _ in 0..rounds {
        round();
    }
    println!("{}", pieces_so_far());
    true
}

/// What one round of a case costs, once everything that is made once has been made.
pub fn cost(find: Find, name: &str) -> Cost {
    cost_over(find, name, ROUNDS)
}

/// The same, as the mean of so many rounds. What is made once varies with the seeds of hash maps, from
/// one run to the next: the more rounds, the less of that is in a figure.
pub fn cost_over(find: Find, name: &str, rounds: u64) -> Cost {
    cost_after(find, name, 4, rounds)
}

/// What a download costs, and the pieces that it comes in: the middle of so many measurements. The pieces
/// are larger or smaller as a machine does other work.
pub fn cost_of_download(name: &str, times: usize) -> (f64, u64) {
    let one = || {
        let (short, long) = (counted(name, 1), counted(name, 5));
        let instructions = (long.instructions - short.instructions) as f64 / 4.0;
        (instructions, (long.pieces - short.pieces) / 4)
    };
    let mut all: Vec<_> = (0..times).map(|_| one()).collect();
    all.sort_by(|one, other| one.0.total_cmp(&other.0));
    all.swap_remove(times / 2)
}

/// The same, once so many rounds went before.
fn cost_after(find: Find, name: &str, before: u64, rounds: u64) -> Cost {
    let mut round = find(name).unwrap_or_else(|| panic!("no case {name}"));
    for _ in 0..before {
        round();
    }
    let region = Region::new(ALLOCATOR);
    for _ in 0..rounds {
        round();
    }
    let stats = region.change();
    let each = |count: usize| count as f64 / rounds as f64;
    Cost {
        instructions: instructions_after(name, before, rounds),
        allocations: each(stats.allocations + stats.reallocations),
        bytes: each(stats.bytes_allocated),
    }
}

const ROUNDS: u64 = 16;

/// The instructions of one of so many rounds, after so many others.
pub fn instructions_after(name: &str, before: u64, rounds: u64) -> f64 {
    let (short, long) = (counted(name, before), counted(name, before + rounds));
    (long.instructions as f64 - short.instructions as f64) / rounds as f64
}

/// How much more is allocated after so many rounds of a case than before it was made.
pub fn kept(find: Find, name: &str, rounds: u64) -> usize {
    let before = live();
    let mut round = find(name).unwrap_or_else(|| panic!("no case {name}"));
    (0..rounds).for_each(|_| round());
    live() - before
}

/// What is allocated now.
pub(crate) fn live() -> usize {
    let stats = ALLOCATOR.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

/// What was counted in a whole run.
struct Counted {
    instructions: u64,
    /// The pieces of downloads.
    pieces: u64,
}

/// Runs so many rounds under callgrind.
fn counted(name: &str, rounds: u64) -> Counted {
    let program = std::env::current_exe().expect("a program knows where it is");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["run", name, &rounds.to_string()])
        .arg(call::base())
        .output()
        .expect("valgrind is installed");
    let (pieces, text) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{name}: {text}");
    let collected = text.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = collected.unwrap_or_else(|| panic!("{name}: {text}"));
    Counted {
        instructions: count.trim().parse().expect("callgrind collects a number"),
        pieces: pieces.trim().parse().expect("a run ends with the number of its pieces"),
    }
}
