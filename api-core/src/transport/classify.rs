//! Classifies a transport's failure: its kind for the user, its class for another attempt.
//!
//! It goes by the types in the chain of sources, never by texts, which no crate promises to keep.

use std::error::Error as StdError;
use std::io;

use hyper_util::client::legacy;

use super::connect_error::{self, ConnectError};
use crate::error::{source_of, without_urls};
use crate::retry::RetryClass;
use crate::{BoxError, Error, ErrorKind};

#[derive(Clone, Copy)]
struct Meaning(ErrorKind, RetryClass, &'static str);

const BROKEN: Meaning = Meaning(
    ErrorKind::Transport,
    RetryClass::Transient,
    "the connection broke before the response was complete",
);
#[cfg(feature = "http2")]
const UNPROCESSED: Meaning = Meaning(
    ErrorKind::Transport,
    RetryClass::Unsent,
    "the server takes no more requests on this connection",
);
const SLOW: Meaning =
    Meaning(ErrorKind::Timeout, RetryClass::Transient, "the server took too long");
const NOT_HTTP: Meaning =
    Meaning(ErrorKind::Protocol, RetryClass::Permanent, "the response is not valid HTTP");
const TOO_LARGE: Meaning = Meaning(
    ErrorKind::Limit,
    RetryClass::Permanent,
    "the headers of the response are more, or larger, than are read: 100, and 400 KiB",
);
const GARBLED: Meaning =
    Meaning(ErrorKind::Decode, RetryClass::Permanent, "the response's compression is broken");
const UNSENDABLE: Meaning =
    Meaning(ErrorKind::Build, RetryClass::Permanent, "the request cannot be sent");

impl From<Meaning> for Error {
    fn from(Meaning(kind, class, message): Meaning) -> Self {
        Self::new(kind, message).with_class(class)
    }
}

/// A failure to decompress a body, or to read the body that was to be decompressed.
#[cfg(feature = "__decompression")]
#[derive(Debug)]
pub(super) struct DecompressionError(pub(super) BoxError);

#[cfg(feature = "__decompression")]
impl std::fmt::Display for DecompressionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the response cannot be decompressed")
    }
}

#[cfg(feature = "__decompression")]
impl StdError for DecompressionError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}

/// Classifies a failure before the head of a response.
pub(crate) fn classify(error: BoxError) -> Error {
    let error = match error.downcast::<Error>() {
        // Made by this library, within a layer or a body.
        Ok(own) => return *own,
        Err(error) => error,
    };
    let described = describe(&*error);
    let error = without_urls(error);
    #[cfg(feature = "http2")]
    let error = without_debug_data(error);
    described.with_source(error)
}

/// Classifies a failure after the head of a response. The request was sent in any case.
pub(crate) fn classify_midway(error: BoxError) -> Error {
    let error = classify(error);
    match error.class() {
        RetryClass::Unsent => error.with_class(RetryClass::Transient),
        _ => error,
    }
}

fn describe(error: &(dyn StdError + 'static)) -> Error {
    let mut found = None;
    // No error of an HTTP client was in the chain so far. Behind one, an `io::Error` may be that of the
    // request's body and not of a socket.
    let mut bare = true;
    // An error of hyper was in the chain. It reports broken chunks as an `io::Error`.
    let mut framed = false;
    // An `io::Error` was in the chain that a decompressor makes, unless hyper made it.
    let mut garbled = false;
    let mut next = Some(error);
    while let Some(error) = next {
        #[cfg(feature = "http2")]
        if let Some(meaning) = error.downcast_ref().and_then(http2_meaning) {
            return meaning.into();
        }
        if let Some(error) = error.downcast_ref::<legacy::Error>() {
            bare = false;
            if error.is_connect() {
                return connect_error::describe(error);
            }
        }
        #[cfg(feature = "__decompression")]
        if error.is::<DecompressionError>() {
            bare = false;
        }
        if let Some(error) = error.downcast_ref::<reqwest::Error>() {
            bare = false;
            if error.is_connect() {
                return connect_error::describe(error);
            } else if error.is_timeout() {
                found = Some(SLOW);
            } else if error.is_builder() {
                found = Some(UNSENDABLE);
            }
        } else if error.is::<ConnectError>() {
            return connect_error::describe(error);
        } else if let Some(error) = error.downcast_ref::<hyper::Error>() {
            (bare, framed) = (false, true);
            if error.is_parse_too_large() {
                return TOO_LARGE.into();
            } else if error.is_parse() {
                return NOT_HTTP.into();
            } else if error.is_incomplete_message() {
                return BROKEN.into();
            }
        } else if let Some(io) = error.downcast_ref::<io::Error>() {
            match io.kind() {
                io::ErrorKind::InvalidData if bare || framed => return NOT_HTTP.into(),
                io::ErrorKind::InvalidInput if framed => return NOT_HTTP.into(),
                // Only making a connection gives this kind.
                io::ErrorKind::ConnectionRefused if bare => return connect_error::describe(error),
                // The body ended too early: it may have been cut off on its way.
                io::ErrorKind::UnexpectedEof => {}
                io::ErrorKind::TimedOut if !bare => found = Some(SLOW),
                _ => garbled = !bare,
            }
        }
        next = source_of(error);
    }
    found.unwrap_or(if garbled && !framed { GARBLED } else { BROKEN }).into()
}

/// The meaning of an error of HTTP/2, if it has one of its own.
#[cfg(feature = "http2")]
fn http2_meaning(error: &h2::Error) -> Option<Meaning> {
    let reason = error.reason()?;
    // The server says that it did not process the request (RFC 9113 §8.7): it shut the connection down
    // in order before that request, or refused the stream.
    let is_unprocessed = error.is_remote()
        && (error.is_go_away() && reason == h2::Reason::NO_ERROR
            || error.is_reset() && reason == h2::Reason::REFUSED_STREAM);
    if is_unprocessed {
        return Some(UNPROCESSED);
    }
    // h2 itself objects to what the server sent, as hyper's parser does over HTTP/1.
    match reason {
        _ if !error.is_library() => None,
        h2::Reason::PROTOCOL_ERROR
        | h2::Reason::ENHANCE_YOUR_CALM
        | h2::Reason::FLOW_CONTROL_ERROR
        | h2::Reason::FRAME_SIZE_ERROR
        | h2::Reason::COMPRESSION_ERROR
        | h2::Reason::STREAM_CLOSED => Some(NOT_HTTP),
        _ => None,
    }
}

/// The error without the text that an HTTP/2 server sent when it ended the connection. It may quote
/// anything.
#[cfg(feature = "http2")]
fn without_debug_data(error: BoxError) -> BoxError {
    let mut next = Some(&*error as &(dyn StdError + 'static));
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<h2::Error>().filter(|error| error.is_go_away()) {
            return h2::Error::from(error.reason().unwrap_or(h2::Reason::NO_ERROR)).into();
        }
        next = source_of(error);
    }
    error
}
