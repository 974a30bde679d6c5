//! `api-openapi traits`

use std::path::PathBuf;
use std::process::ExitCode;

use api_openapi::{Dates, Description, Options};
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The description: a file of JSON or YAML. Files that it refers to are read, too.
    file: PathBuf,
    /// The directory to write to: `mod.rs`, a file per trait, and `types.rs`. Without it, all is printed.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Only the operations with this tag; may be repeated.
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Only the operations of these paths, as the description spells them; `*` stands for anything.
    #[arg(long, value_name = "PATH", num_args = 1..)]
    only: Vec<String>,
    /// The types of dates.
    #[arg(long, value_enum, default_value = "text")]
    dates: DateTypes,
    /// Writes `#[api(openapi)]`, and derives `schemars::JsonSchema` for all types.
    #[arg(long)]
    openapi: bool,
    /// Writes `#[api(server)]`, and makes all types readable and writable.
    #[arg(long)]
    server: bool,
    /// Writes nothing, and fails if the files of the directory are not as they would be written.
    #[arg(long, requires = "out")]
    check: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DateTypes {
    /// `String`: a date is passed on as the API writes it.
    Text,
    /// `jiff::Timestamp` and `jiff::civil::Date`.
    Jiff,
}

impl Args {
    pub(crate) fn run(self) -> ExitCode {
        let options = Options {
            tags: self.tags,
            only: self.only,
            dates: match self.dates {
                DateTypes::Text => Dates::Text,
                DateTypes::Jiff => Dates::Jiff,
            },
            openapi: self.openapi,
            server: self.server,
        };
        let traits = Description::open(&self.file)
            .and_then(|description| api_openapi::traits(&description, &options));
        let traits = match traits {
            Ok(traits) => traits,
            Err(problem) => {
                eprintln!("error: {problem}");
                return ExitCode::FAILURE;
            }
        };
        let written = match &self.out {
            None => {
                print!("{}", traits.formatted());
                Ok(Vec::new())
            }
            Some(out) if self.check => traits.check(out),
            Some(out) => traits.write(out),
        };
        eprintln!("{}", traits.report);
        let files = match written {
            Ok(files) => files,
            Err(error) => {
                eprintln!("error: the files cannot be read or written: {error}");
                return ExitCode::FAILURE;
            }
        };
        for file in &files {
            match self.check {
                true => eprintln!("stale: {}", file.display()),
                false => eprintln!("wrote {}", file.display()),
            }
        }
        // Files that follow a broken description are no staler than others.
        let is_fine = match self.check {
            true => files.is_empty(),
            false => traits.report.problems.is_empty(),
        };
        match is_fine {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        }
    }
}
