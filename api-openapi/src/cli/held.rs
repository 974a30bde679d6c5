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

/// Prints differences. Those that break calls are a failure.
fn show(differences: Result<Differences, Problem>) -> ExitCode {
    match differences {
        Ok(differences) => {
            println!("{differences}");
            let (all, breaking) = (differences.len(), differences.breaking().count());
            if all > 1 {
                println!("{all} differences, {breaking} of which break calls");
            }
            match differences.breaking().next() {
                None => ExitCode::SUCCESS,
                Some(_) => ExitCode::FAILURE,
            }
        }
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}
