//! Running a case, and counting what it costs.

use std::process::Command;

use stats_alloc::Region;

use crate::{ALLOCATOR, call, opening};

/// What one round of a case costs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) instructions: f64,
    pub(crate) allocations: f64,
    pub(crate) bytes: f64,
}

/// Work that can be repeated.
pub(crate) type Round = Box<dyn FnMut()>;

/// Finds a case by its name.
fn find(name: &str) -> Option<Round> {
    call::case(name).or_else(|| opening::case(name))
}

/// Runs a case so often.
pub(crate) fn run(name: &str, rounds: u64) -> bool {
    let Some(mut round) = find(name) else { return false };
    for _ in 0..rounds {
        round();
    }
    true
}

/// What one round of a case costs.
pub(crate) fn cost(name: &str) -> Cost {
    let mut round = find(name).unwrap_or_else(|| panic!("no case {name}"));
    // Whatever is made once is made now.
    for _ in 0..4 {
        round();
    }
    let region = Region::new(ALLOCATOR);
    for _ in 0..ROUNDS {
        round();
    }
    let stats = region.change();
    let each = |count: usize| count as f64 / ROUNDS as f64;
    let (short, long) = (instructions(name, 4), instructions(name, 4 + ROUNDS));
    Cost {
        instructions: (long as f64 - short as f64) / ROUNDS as f64,
        allocations: each(stats.allocations + stats.reallocations),
        bytes: each(stats.bytes_allocated),
    }
}

const ROUNDS: u64 = 16;

/// The instructions of a whole run, by callgrind.
fn instructions(name: &str, rounds: u64) -> u64 {
    let program = std::env::current_exe().expect("a program knows where it is");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["run", name, &rounds.to_string()])
        .arg(&*call::BASE.lock().expect("nobody panics with it"))
        .output()
        .expect("valgrind is installed");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {text}");
    let collected = text.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = collected.unwrap_or_else(|| panic!("{name}: {text}"));
    count.trim().parse().expect("callgrind collects a number")
}
