//! Classifies a transport's failure: its kind for the user, its class for another attempt.
//!
//! It goes by the types in the chain of sources, never by texts, which no crate promises to keep.

use std::error::Error as StdError;
use std::io;

use crate::error::{source_of, without_urls};
use crate::retry::RetryClass;
use crate::{BoxError, Error, ErrorKind};

type Meaning = (ErrorKind, RetryClass, &'static str);

const REFUSED: Meaning = (ErrorKind::Connect, RetryClass::Unsent, "no connection could be made");
const UNCONNECTED: Meaning =
    (ErrorKind::Timeout, RetryClass::Unsent, "no connection was made in time");
const UNTRUSTED: Meaning =
    (ErrorKind::Connect, RetryClass::Permanent, "no secure connection could be made");
const BROKEN: Meaning = (
    ErrorKind::Transport,
    RetryClass::Transient,
    "the connection broke before the response was complete",
);
#[cfg(feature = "http2")]
const UNPROCESSED: Meaning = (
    ErrorKind::Transport,
    RetryClass::Unsent,
    "the server takes no more requests on this connection",
);
const SLOW: Meaning = (ErrorKind::Timeout, RetryClass::Transient, "the server took too long");
const NOT_HTTP: Meaning =
    (ErrorKind::Protocol, RetryClass::Permanent, "the response is not valid HTTP");
const GARBLED: Meaning =
    (ErrorKind::Decode, RetryClass::Permanent, "the response's compression is broken");
const UNSENDABLE: Meaning = (ErrorKind::Build, RetryClass::Permanent, "the request cannot be sent");

/// A failure to decompress a body, or to read the body that was to be decompressed.
#[cfg(all(feature = "hyper", feature = "gzip"))]
#[derive(Debug)]
pub(super) struct DecompressionError(pub(super) BoxError);

#[cfg(all(feature = "hyper", feature = "gzip"))]
impl std::fmt::Display for DecompressionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the response cannot be decompressed")
    }
}

#[cfg(all(feature = "hyper", feature = "gzip"))]
impl StdError for DecompressionError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}

/// Classifies a failure before the head of a response.
pub(crate) fn classify(error: BoxError) -> Error {
    let error = match error.downcast::<Error>() {
        // Made by this library within a layer.
        Ok(own) => return *own,
        Err(error) => error,
    };
    let (kind, class, message) = meaning(&*error);
    let error = without_urls(error);
    #[cfg(feature = "http2")]
    let error = without_debug_data(error);
    Error::new(kind, message).with_class(class).with_source(error)
}

/// Classifies a failure after the head of a response. The request was sent in any case.
pub(crate) fn classify_midway(error: BoxError) -> Error {
    let error = classify(error);
    match error.class() {
        RetryClass::Unsent => error.with_class(RetryClass::Transient),
        _ => error,
    }
}

fn meaning(error: &(dyn StdError + 'static)) -> Meaning {
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
        if error.downcast_ref().is_some_and(is_unprocessed) {
            return UNPROCESSED;
        }
        #[cfg(feature = "hyper")]
        if let Some(error) = error.downcast_ref::<hyper_util::client::legacy::Error>() {
            bare = false;
            if error.is_connect() {
                return unconnected(error);
            }
        }
        #[cfg(all(feature = "hyper", feature = "gzip"))]
        if error.is::<DecompressionError>() {
            bare = false;
        }
        if let Some(error) = error.downcast_ref::<reqwest::Error>() {
            bare = false;
            if error.is_connect() {
                return unconnected(error);
            } else if error.is_timeout() {
                found = Some(SLOW);
            } else if error.is_builder() {
                found = Some(UNSENDABLE);
            }
        } else if let Some(error) = error.downcast_ref::<hyper::Error>() {
            (bare, framed) = (false, true);
            if error.is_parse() {
                return NOT_HTTP;
            } else if error.is_incomplete_message() {
                return BROKEN;
            }
        } else if let Some(error) = error.downcast_ref::<io::Error>() {
            match error.kind() {
                io::ErrorKind::InvalidData if bare || framed => return NOT_HTTP,
                io::ErrorKind::InvalidInput if framed => return NOT_HTTP,
                // Only making a connection gives this kind.
                io::ErrorKind::ConnectionRefused if bare => return REFUSED,
                // The body ended too early: it may have been cut off on its way.
                io::ErrorKind::UnexpectedEof => {}
                io::ErrorKind::TimedOut if !bare => found = Some(SLOW),
                _ => garbled = !bare,
            }
        }
        next = source_of(error);
    }
    found.unwrap_or(if garbled && !framed { GARBLED } else { BROKEN })
}

/// True if an HTTP/2 server says that it did not process the request (RFC 9113 §8.7): it shut the
/// connection down in order before that request, or refused the stream.
#[cfg(feature = "http2")]
fn is_unprocessed(error: &h2::Error) -> bool {
    let because = |reason| error.reason() == Some(reason);
    error.is_remote()
        && (error.is_go_away() && because(h2::Reason::NO_ERROR)
            || error.is_reset() && because(h2::Reason::REFUSED_STREAM))
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

/// Classifies a failure to make a connection: nothing was sent, and the next attempt may succeed. Not
/// if the two sides of a TLS handshake do not trust or understand each other: they will not the next
/// time either. TLS libraries report that as invalid data.
fn unconnected(error: &(dyn StdError + 'static)) -> Meaning {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.downcast_ref().is_some_and(reqwest::Error::is_timeout) {
            return UNCONNECTED;
        }
        match error.downcast_ref().map(io::Error::kind) {
            Some(io::ErrorKind::TimedOut) => return UNCONNECTED,
            Some(io::ErrorKind::InvalidData) => return UNTRUSTED,
            _ => next = source_of(error),
        }
    }
    REFUSED
}
