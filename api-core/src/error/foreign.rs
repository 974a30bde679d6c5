//! Errors of others, without the URLs that they may show.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use super::{BoxError, Error, ErrorKind};

/// The error without the URLs of reqwest in it or in its sources: a query may hold a key.
pub(crate) fn without_urls(error: BoxError) -> BoxError {
    let error = match error.downcast::<reqwest::Error>() {
        Ok(error) => return error.without_url().into(),
        Err(error) => error,
    };
    let sources = std::iter::successors(Some(&*error as _), |error| source_of(*error));
    let urls: Vec<String> = sources
        .filter_map(|error| Some(error.downcast_ref::<reqwest::Error>()?.url()?.to_string()))
        .collect();
    // A source cannot be changed within its error, so only the texts are kept.
    if urls.is_empty() { error } else { Box::new(Text::of(&*error, &urls)) }
}

/// The error of a user's code that a request needs, such as the stream of its body. One of this library may
/// be that of another call: its words are shown, since they hold no secret, but its kind and its endpoint
/// are not those of this call.
pub(crate) fn of_users_code(message: &str, error: BoxError) -> Error {
    match error.downcast::<Error>() {
        Ok(own) if own.kind() == ErrorKind::Build && own.endpoint().is_none() => *own,
        Ok(own) => Error::build(format!("{message}: {own}")).with_source(*own),
        Err(error) => Error::build(message).with_source(without_urls(error)),
    }
}

/// The source of an error. An `io::Error` that wraps another error skips that one in its own
/// `source()`.
pub(crate) fn source_of<'e>(
    error: &'e (dyn StdError + 'static),
) -> Option<&'e (dyn StdError + 'static)> {
    match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

/// The text of an error, and those of its sources.
#[derive(Debug)]
struct Text {
    text: String,
    source: Option<Box<Self>>,
}

impl Text {
    fn of(error: &dyn StdError, urls: &[String]) -> Self {
        let text = urls.iter().fold(error.to_string(), |text, url| text.replace(url, "…"));
        Self { text, source: error.source().map(|source| Box::new(Self::of(source, urls))) }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl StdError for Text {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}
