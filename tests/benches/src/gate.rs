use std::process::ExitCode;

pub(crate) fn check() -> ExitCode {
    ExitCode::SUCCESS
}
