//! The commands: what they take, and what they print.
//!
//! Exit codes: 0 if all is well; 1 if something is wrong with a description, or differs; 2 if the
//! command itself is wrong.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod held;
mod traits;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// API traits from OpenAPI descriptions, and descriptions held against each other.
///
/// Reads Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2, in JSON or YAML.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes the traits of a description, and the types that they reach.
    Traits(traits::Args),
    /// Holds a description against that of a trait, and prints how they differ.
    Verify(held::Verify),
    /// Prints what a new description changes for those who call the old one.
    Changes(held::Changes),
}

impl Cli {
    pub(crate) fn run(self) -> ExitCode {
        match self.command {
            Command::Traits(args) => args.run(),
            Command::Verify(args) => args.run(),
            Command::Changes(args) => args.run(),
        }
    }
}
