//! Instructions and allocations of what this library does, beside the same done by hand.
//!
//! Instructions are counted by callgrind, as the difference of a long and a short run of this very
//! program divided by the difference in rounds: what starting up costs drops out, and the figure is
//! the same on any machine that runs the same code. Times are not measured: they are noise.
//!
//! ```text
//! api-benches             all tables, as Markdown
//! api-benches gate        what `.ci/run` checks: fails if a ratio has grown
//! api-benches run CASE N BASE  one case, N rounds: what runs under callgrind
//! api-benches serve       the server of the calls
//! ```

mod call;
mod gate;
mod measure;
mod opening;
mod payload;
mod serve;
mod tables;

use std::alloc::System;
use std::process::ExitCode;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args[..] {
        [] => {
            tables::print();
            ExitCode::SUCCESS
        }
        ["gate"] => gate::check(),
        ["serve"] => match serve::serve() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        ["run", name, rounds, base] => {
            base.clone_into(&mut call::BASE.lock().expect("nobody panics with it"));
            match rounds.parse() {
                Ok(rounds) if measure::run(name, rounds) => ExitCode::SUCCESS,
                _ => usage(),
            }
        }
        _ => usage(),
    }
}

fn usage() -> ExitCode {
    eprintln!("api-benches [gate | run CASE ROUNDS BASE | serve]");
    ExitCode::FAILURE
}
