//! What went wrong: one line, perhaps a hint, and an exit code.

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

/// The codes by which KOOK says that it does not take the token. 401 is that of its framework.
const BAD_TOKEN: [i64; 4] = [401, 40101, 40102, 40103];

/// Why the tool stops.
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

    /// Anything that did not work although the arguments were right.
    pub(super) fn other(message: impl Into<String>) -> Self {
        Self::new(FAILED, message)
    }

    /// A failed call to the service at `base`.
    pub(super) fn call(error: Error, base: &BaseUrl) -> Self {
        if let Some(api) = error.api() {
            let failure = Self::other(api.to_string());
            return if refuses_token(api) { failure.hint(token_hint(base)) } else { failure };
        }
        if error.is_connect() {
            let message = format!("no connection to {}: {}", base.origin(), root_cause(&error));
            return Self::other(message).hint(connect_hint(base));
        }
        Self::other(error.to_string())
    }

    /// The same with a line that says what to do.
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Tells a person, and gives the exit code. A failure without words is a silent end.
    pub(super) fn report(&self, stderr: &mut dyn Write) -> ExitCode {
        // With stderr gone there is nobody left to tell.
        if !self.message.is_empty() {
            let _ = writeln!(stderr, "error: {}", plain(&self.message));
        }
        if let Some(hint) = &self.hint {
            let _ = writeln!(stderr, "hint: {}", plain(hint));
        }
        ExitCode::from(self.code)
    }
}

/// Output that cannot be written.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            // The reader has seen enough, as in `kook | head -1`. That is no failure.
            Self::new(0, "")
        } else {
            Self::other(format!("the output cannot be written: {error}"))
        }
    }
}

fn refuses_token(api: &ApiError) -> bool {
    BAD_TOKEN.iter().any(|code| *api.code() == *code)
}

fn token_hint(base: &BaseUrl) -> &'static str {
    if base.is_loopback() {
        "KOOK_TOKEN must be what `kook serve` was started with; unset on both sides works too"
    } else {
        "KOOK_TOKEN must be the token of a bot; see https://developer.kookapp.cn"
    }
}

fn connect_hint(base: &BaseUrl) -> &'static str {
    if base.is_loopback() {
        "`kook serve` starts a server and shows its address"
    } else {
        "check the network and the proxy settings (HTTPS_PROXY)"
    }
}

/// What the innermost source says: the layers above it only say that there was a connection.
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
