//! The way from an error to a user's enum by status, and back: what `#[derive(StatusError)]` calls.

use http::StatusCode;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{ApiError, Error, ErrorKind};
use crate::envelope::{self, Opened};
use crate::{Bytes, Text};

/// The status of a response that means failure; none of an error of any other kind.
#[must_use]
pub fn failed_status(error: &Error) -> Option<u16> {
    let of_response =
        matches!(error.kind(), ErrorKind::Status | ErrorKind::RateLimited | ErrorKind::Api);
    // An enum may have a variant for 101, behind which another protocol follows.
    let is_it = |status: &StatusCode| of_response || status.is_informational();
    error.status().filter(is_it).map(|status| status.as_u16())
}

/// Reads the body of a failed response for a variant of the user's enum.
///
/// # Errors
///
/// The error itself, with the reason, if the body is not a `T`.
pub fn read_failure<T: FailureBody<K>, K>(
    error: Error,
    variant: &str,
) -> Result<(T, Error), Error> {
    // Half a body is none, even where it can be read.
    if let Some(why) = &error.inner.unfinished {
        let why = format!("for `{variant}`, {why}");
        return Err(error.with_unread(why));
    }
    let empty = Bytes::default();
    match T::read(error.body().unwrap_or(&empty)) {
        Ok(body) => Ok((body, error)),
        Err(Unreadable { why, path }) => {
            Err(error.with_unread(format!("for `{variant}`, {why}")).with_decode_path(path))
        }
    }
}

/// Why a body could not be read.
#[derive(Debug)]
pub struct Unreadable {
    why: String,
    path: Option<String>,
}

/// A type that the body of a failed response can be read as.
#[diagnostic::on_unimplemented(
    message = "the body of a failure cannot be read as `{Self}`",
    label = "does not implement `serde::Deserialize`",
    note = "derive `serde::Deserialize` on it, with owned fields; `api_core::Bytes` and \
            `api_core::Text` take the body as it is"
)]
pub trait FailureBody<K>: Sized {
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// The reason why it is not of this type.
    fn read(body: &Bytes) -> Result<Self, Unreadable>;
}

/// Marks types that are read from JSON.
#[derive(Debug)]
pub struct FromJson;
/// Marks types that take the body as it is.
#[derive(Debug)]
pub struct AsSent;

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FailureBody<FromJson> for T {
    fn read(body: &Bytes) -> Result<Self, Unreadable> {
        match envelope::open(None, body, false) {
            Ok(Opened::Payload(body)) => Ok(body),
            Ok(Opened::Failed(_)) => {
                Err(Unreadable { why: "the response has no payload".to_owned(), path: None })
            }
            Err(error) => Err(Unreadable { why: error.to_string(), path: error.path }),
        }
    }
}

#[diagnostic::do_not_recommend]
impl FailureBody<AsSent> for Bytes {
    fn read(body: &Bytes) -> Result<Self, Unreadable> {
        Ok(body.clone())
    }
}

#[diagnostic::do_not_recommend]
impl FailureBody<AsSent> for Text {
    fn read(body: &Bytes) -> Result<Self, Unreadable> {
        match std::str::from_utf8(body) {
            Ok(text) => Ok(text.into()),
            Err(_) => {
                Err(Unreadable { why: "the response is not UTF-8 text".to_owned(), path: None })
            }
        }
    }
}

/// The body of a failure that a server sends.
#[derive(Debug)]
pub struct SentBody<T>(pub T);

impl<T: Serialize> SentBody<T> {
    /// The failure with this body.
    pub fn into_error(self, status: u16) -> Error {
        failure(status).with_payload(&self.0).map_or_else(|error| error, Error::from)
    }
}

/// For a body that cannot be serialized, which a client never needs. Generated code calls
/// `into_error`, and the compiler takes the method above wherever it can.
pub trait UnsentBody {
    /// An error that names the reason.
    fn into_error(self, status: u16) -> Error;
}

impl<T> UnsentBody for SentBody<T> {
    fn into_error(self, _: u16) -> Error {
        Error::build("the body of this failure cannot be sent: it does not implement `Serialize`")
    }
}

/// The error that a variant keeps beside its body, if it is that of a call.
///
/// # Errors
///
/// The status that a server sends the body with, for an error that its implementation made: the error's
/// own if the variant is for it, or else the variant's first.
pub fn error_of_call(error: Error, statuses: &[u16], first: u16) -> Result<Error, u16> {
    if error.attempts() > 0 {
        return Ok(error);
    }
    let own = error.status().map(|status| status.as_u16());
    // A variant for all other statuses names none.
    let fits = |status: &u16| statuses.contains(status) || statuses.is_empty() && *status >= 400;
    Err(own.filter(fits).unwrap_or(first))
}

/// The type by which the variant for all other errors keeps the error of a call: the error itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the error of a call",
    label = "is not `api_core::Error`",
    note = "write `#[other] Call(api_core::Error)`"
)]
pub trait KeptError {
    /// Takes the error in.
    fn keep(error: Error) -> Self;

    /// Gives the error back.
    fn give(self) -> Error;

    /// The error.
    fn get(&self) -> &Error;
}

impl KeptError for Error {
    fn keep(error: Error) -> Self {
        error
    }

    fn give(self) -> Error {
        self
    }

    fn get(&self) -> &Error {
        self
    }
}

/// A failure without a body that a server sends.
#[must_use]
pub fn sent_status(status: u16) -> Error {
    failure(status).into()
}

fn failure(status: u16) -> ApiError {
    let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    ApiError::new(i64::from(status), "").with_status(code)
}
