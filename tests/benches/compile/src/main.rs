//! What compiling costs: the same endpoints in programs by hand, by this library and by others.
//!
//! ```text
//! api-compile TARGET          the tables, as Markdown; builds in the directory TARGET
//! api-compile TARGET sides    the table of the sides of a trait alone
//! api-compile TARGET code     the table of the code of sides alone
//! ```
//!
//! `templates` has a program of five endpoints per library; [`copies`] multiplies it, [`cargo`]
//! builds the copies and counts CPU seconds, [`tables`] puts them beside each other.

mod cargo;
mod copies;
mod tables;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(target) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("api-compile TARGET");
        return ExitCode::FAILURE;
    };
    let printed = match std::env::args().nth(2).as_deref() {
        Some("sides") => tables::print_sides(&target),
        Some("code") => tables::print_programs(&target),
        _ => tables::print(&target),
    };
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
