//! What a transport's failure means: its kind for the user, its class for another attempt.
//!
//! By the types along its sources, never by text, which no crate promises to keep.

use std::error::Error as StdError;
use std::io;

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
    "the connection broke before the answer was complete",
);
#[cfg(feature = "http2")]
const UNSEEN: Meaning = (
    ErrorKind::Transport,
    RetryClass::Unsent,
    "the server takes no more requests on this connection",
);
const SLOW: Meaning = (ErrorKind::Timeout, RetryClass::Transient, "the server took too long");
const NOT_HTTP: Meaning =
    (ErrorKind::Protocol, RetryClass::Permanent, "the answer is not valid HTTP");
const GARBLED: Meaning =
    (ErrorKind::Decode, RetryClass::Permanent, "the answer's compression is broken");
const UNSENDABLE: Meaning = (ErrorKind::Build, RetryClass::Permanent, "the request cannot be sent");

/// An error of a body that was being decompressed, by what or by whatever it was read from.
#[cfg(all(feature = "hyper", feature = "gzip"))]
#[derive(Debug)]
pub(super) struct Undecoded(pub(super) BoxError);

#[cfg(all(feature = "hyper", feature = "gzip"))]
impl std::fmt::Display for Undecoded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the answer cannot be decompressed")
    }
}

#[cfg(all(feature = "hyper", feature = "gzip"))]
impl StdError for Undecoded {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0)
    }
}

/// A failure before the head of an answer.
pub(crate) fn classify(error: BoxError) -> Error {
    let error = match error.downcast::<Error>() {
        // A layer's own error, made elsewhere in this library.
        Ok(own) => return *own,
        Err(error) => error,
    };
    let error = match error.downcast::<reqwest::Error>() {
        Ok(error) => Box::new(error.without_url()),
        Err(error) => error,
    };
    let (kind, class, message) = meaning(&*error);
    #[cfg(feature = "http2")]
    let error = without_words(error);
    Error::new(kind, message).with_class(class).with_source(error)
}

/// A failure after the head of an answer, by which the request has left in any case.
pub(crate) fn classify_midway(error: BoxError) -> Error {
    let error = classify(error);
    match error.class() {
        RetryClass::Unsent => error.with_class(RetryClass::Transient),
        _ => error,
    }
}

fn meaning(error: &(dyn StdError + 'static)) -> Meaning {
    let mut found = None;
    // Whether no HTTP client has had its say. One that has knows better than the error of a socket,
    // which may be that of a body it was uploading.
    let mut bare = true;
    // Whether hyper has had its say, which finds fault with chunks by way of an `io::Error`.
    let mut framed = false;
    // Whether there is one at all; it is the decompressor's if hyper has nothing to say.
    let mut garbled = false;
    let mut next = Some(error);
    while let Some(error) = next {
        #[cfg(feature = "http2")]
        if error.downcast_ref().is_some_and(is_unseen) {
            return UNSEEN;
        }
        #[cfg(feature = "hyper")]
        if let Some(error) = error.downcast_ref::<hyper_util::client::legacy::Error>() {
            bare = false;
            if error.is_connect() {
                return unconnected(error);
            }
        }
        #[cfg(all(feature = "hyper", feature = "gzip"))]
        if error.is::<Undecoded>() {
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
                // Only the making of a connection is ever refused.
                io::ErrorKind::ConnectionRefused if bare => return REFUSED,
                // What ends too early may have been cut off on its way.
                io::ErrorKind::UnexpectedEof => {}
                io::ErrorKind::TimedOut if !bare => found = Some(SLOW),
                _ => garbled = !bare,
            }
        }
        next = behind(error);
    }
    found.unwrap_or(if garbled && !framed { GARBLED } else { BROKEN })
}

/// Whether a server of HTTP/2 promises that it has not looked at a request (RFC 9113 §8.7): it ends
/// the connection in order, before that request, or it refuses the stream.
#[cfg(feature = "http2")]
fn is_unseen(error: &h2::Error) -> bool {
    let because = |reason| error.reason() == Some(reason);
    error.is_remote()
        && (error.is_go_away() && because(h2::Reason::NO_ERROR)
            || error.is_reset() && because(h2::Reason::REFUSED_STREAM))
}

/// The error without what a server of HTTP/2 said when it ended the connection, which may quote
/// anything.
#[cfg(feature = "http2")]
fn without_words(error: BoxError) -> BoxError {
    let mut next = Some(&*error as &(dyn StdError + 'static));
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<h2::Error>().filter(|error| error.is_go_away()) {
            return h2::Error::from(error.reason().unwrap_or(h2::Reason::NO_ERROR)).into();
        }
        next = behind(error);
    }
    error
}

/// No connection: nothing was sent, and the next one may come about. Unless it was made, and the
/// two sides do not understand or trust each other, which they will not the next time: TLS
/// libraries report that as invalid data.
fn unconnected(error: &(dyn StdError + 'static)) -> Meaning {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.downcast_ref().is_some_and(reqwest::Error::is_timeout) {
            return UNCONNECTED;
        }
        match error.downcast_ref().map(io::Error::kind) {
            Some(io::ErrorKind::TimedOut) => return UNCONNECTED,
            Some(io::ErrorKind::InvalidData) => return UNTRUSTED,
            _ => next = behind(error),
        }
    }
    REFUSED
}

/// The error behind an error. An `io::Error` around another one leaves just that one out of its
/// `source()`.
fn behind<'e>(error: &'e (dyn StdError + 'static)) -> Option<&'e (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}
