//! `api-openapi verify` and `api-openapi changes`

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use api_openapi::{Description, Differences, Problem};

#[derive(Debug, clap::Args)]
pub(crate) struct Verify {
    /// The description, as the API publishes it.
    file: PathBuf,
    /// The description of the trait, as `XClient::openapi()` gives it.
    #[arg(long, value_name = "FILE")]
    against: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Changes {
    /// The description that clients were written for.
    old: PathBuf,
    /// The description of today.
    new: PathBuf,
}

impl Verify {
    pub(crate) fn run(self) -> ExitCode {
        show(held(&self.file, &self.against))
    }
}

impl Changes {
    pub(crate) fn run(self) -> ExitCode {
        show(held(&self.new, &self.old))
    }
}

/// The differences of the description in `new` from that in `old`.
fn held(new: &Path, old: &Path) -> Result<Differences, Problem> {
    api_openapi::verify(Description::open(new)?, Description::open(old)?)
}

/// Prints differences. Those that break calls are a failure, and so are errors of a description.
fn show(differences: Result<Differences, Problem>) -> ExitCode {
    match differences {
        Ok(differences) => {
            for problem in differences.problems() {
                eprintln!("error: {problem}");
            }
            differences.iter().for_each(|difference| println!("{difference}"));
            let (all, breaking) = (differences.len(), differences.breaking().count());
            match all {
                0 if differences.is_empty() => println!("no differences"),
                0 => println!("no differences in what can be read"),
                1 => {}
                _ => println!("{all} differences, {breaking} of which break calls"),
            }
            match breaking == 0 && differences.problems().is_empty() {
                true => ExitCode::SUCCESS,
                false => ExitCode::FAILURE,
            }
        }
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
