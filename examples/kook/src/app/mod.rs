//! The command line tool: `kook`.
//!
//! | file | contents |
//! | --- | --- |
//! | `cli.rs` | the arguments, and the text of `--help` |
//! | `base.rs` | the base URL of the service |
//! | `token.rs` | the token, from the environment |
//! | `service.rs` | the client, made of the two |
//! | `commands.rs`, `tour.rs`, `demo.rs` | the commands, the tour, and the demonstration of limits |
//! | `trace.rs` | the spans of the tour, as a tree |
//! | `all.rs` | the walk through all pages of the chats |
//! | `printer.rs`, `table.rs`, `text.rs` | the output |
//! | `failure.rs` | failures: one line and an exit code |

mod all;
mod base;
mod cli;
mod commands;
mod demo;
mod download;
mod failure;
mod printer;
mod service;
mod table;
mod text;
mod token;
mod tour;
mod trace;
mod watch;

use std::io;
use std::process::ExitCode;

use clap::Parser as _;

use self::cli::Cli;

/// Runs the tool with the arguments and the environment of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        // `--help` and `--version` are errors too; clap prints them to stdout.
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(failure::USAGE));
        }
    };
    match commands::run(cli, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&mut io::stderr().lock()),
    }
}
