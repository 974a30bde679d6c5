//! The failure of a command: one line, perhaps a hint, and an exit code.

use std::error::Error as StdError;
use std::io::{self, Write};
use std::process::ExitCode;

use api_core::{ApiError, Error};

use super::base::BaseUrl;
use super::text::plain;

/// The exit code of a failed call.
const FAILED: u8 = 1;
/// The exit code of wrong arguments, which is also clap's.
pub(super) const USAGE: u8 = 2;

/// KOOK's codes for a token that it does not accept. 401 comes from its framework.
const BAD_TOKEN: [i64; 4] = [401, 40101, 40102, 40103];

/// The reason why the tool stops.
pub(super) struct Failure {
    code: u8,
    message: String,
    hint: Option<String>,
}

impl Failure {
    fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: None }
    }

    /// Wrong arguments, or a wrong environment.
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Self::new(USAGE, message)
    }

    /// Any failure after the arguments were accepted.
    pub(super) fn other(message: impl Into<String>) -> Self {
        Self::new(FAILED, message)
    }

    /// A failed call to the service at `base`.
    pub(super) fn call(error: Error, base: &BaseUrl) -> Self {
        if let Some(api) = error.api() {
            let failure = Self::other(api.to_string());
            return if is_bad_token(api) { failure.hint(token_hint(base)) } else { failure };
        }
        if error.is_connect() {
            let message = format!("no connection to {}: {}", base.origin(), root_cause(&error));
            return Self::other(message).hint(connect_hint(base));
        }
        Self::other(error.to_string())
    }

    /// Adds a line with advice.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Prints the failure and returns the exit code. An empty message prints nothing.
    pub(super) fn report(&self, stderr: &mut dyn Write) -> ExitCode {
        // A failure to write to stderr cannot be reported anywhere.
        if !self.message.is_empty() {
            let _ = writeln!(stderr, "error: {}", plain(&self.message));
        }
        if let Some(hint) = &self.hint {
            let _ = writeln!(stderr, "hint: {}", plain(hint));
        }
        ExitCode::from(self.code)
    }
}

/// The output cannot be written.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // The reader closed the pipe, as in `kook | head -1`. That is not a failure.
            Self::new(0, "")
        } else {
            Self::other(format!("cannot write the output: {error}"))
        }
    }
}

fn is_bad_token(api: &ApiError) -> bool {
    BAD_TOKEN.iter().any(|code| *api.code() == *code)
}

fn token_hint(base: &BaseUrl) -> &'static str {
    if base.is_loopback() {
        "set KOOK_TOKEN to the one that `kook serve` was started with, or unset it on both sides"
    } else {
        "set KOOK_TOKEN to the token of a bot; see https://developer.kookapp.cn"
    }
}

fn connect_hint(base: &BaseUrl) -> &'static str {
    if base.is_loopback() {
        "`kook serve` starts a server and shows its address"
    } else {
        "check the network and the proxy settings (HTTPS_PROXY)"
    }
}

/// The text of the innermost source. The outer ones say only that connecting failed.
fn root_cause(error: &Error) -> String {
    let mut cause: &(dyn StdError + 'static) = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    match cause.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(kind @ io::ErrorKind::ConnectionRefused) => kind.to_string(),
        _ => cause.to_string(),
    }
}
