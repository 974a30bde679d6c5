//! Multipart bodies (`multipart/form-data`, RFC 7578, escaped as the WHATWG form-data rules say).

use std::collections::VecDeque;
use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use http_body::Body as _;

use super::file;
use crate::wire::header::write as header;
use crate::wire::media_type::{BYTES, MULTIPART};
use crate::{Body, BoxError, Error, Result};

/// A part of a multipart body: a text, bytes, a file or a stream.
///
/// ```
/// # use api_core::Part;
/// let part = Part::bytes(b"\x89PNG").with_file_name("cat.png").with_content_type("image/png");
/// ```
pub struct Part {
    body: Body,
    file_name: Option<String>,
    content_type: Option<String>,
}

impl Part {
    fn new(body: Body) -> Self {
        Self { body, file_name: None, content_type: None }
    }

    /// A text, without a file name and a content type: what a text field of a form sends.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::new(Body::from(text.into()))
    }

    /// Bytes at hand, of type `application/octet-stream` unless said otherwise.
    #[must_use]
    pub fn bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::new(Body::from(Bytes::copy_from_slice(bytes.as_ref()))).with_content_type(BYTES)
    }

    /// A file, streamed from disk while it is sent, under its own name. Its length is taken when
    /// this is called.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the file cannot be opened.
    pub async fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let refused = |error| {
            let message = format!("part: the file `{}` cannot be opened", path.display());
            Error::build(message).with_source(error)
        };
        let file = tokio::fs::File::open(path).await.map_err(refused)?;
        let length = file.metadata().await.map_err(refused)?.len();
        let part = Self::stream(file::chunks(file)).length(length);
        Ok(match path.file_name() {
            Some(name) => part.with_file_name(name.to_string_lossy()),
            None => part,
        })
    }

    /// A stream, read once while it is sent, of type `application/octet-stream` unless said
    /// otherwise.
    #[must_use]
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = std::result::Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Self::new(Body::stream(stream)).with_content_type(BYTES)
    }

    /// The length of a stream, in bytes. With the lengths of all parts known, the request says how
    /// long it is; otherwise it is sent in chunks.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.body = self.body.with_length(bytes);
        self
    }

    /// The name of the file that this is, as the server is told it.
    #[must_use]
    pub fn with_file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// The content type, such as `image/png`.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// A part that came in, with a type only if it said one.
    #[cfg(feature = "server")]
    pub(crate) fn received(content: Bytes) -> Self {
        Self::new(Body::from(content))
    }

    /// The name of the file, if it has one.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// The content type, if it has one.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The bytes, unless the part is a stream. One that a server receives never is.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        self.body.as_bytes()
    }

    /// What the part holds.
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Whether the part can be sent, or the end of a sentence that says why not.
    pub(crate) fn check(&self) -> std::result::Result<(), &'static str> {
        let Some(content_type) = &self.content_type else { return Ok(()) };
        header::header_value(content_type)
            .map(drop)
            .map_err(|_| "has a content type that cannot be sent in a header")
    }

    /// What precedes the part's bytes.
    fn head(&self, boundary: &str, name: &str) -> String {
        let mut head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"");
        escape(&mut head, name);
        head.push('"');
        if let Some(file_name) = &self.file_name {
            head.push_str("; filename=\"");
            escape(&mut head, file_name);
            head.push('"');
        }
        let untyped_file = self.file_name.as_ref().map(|_| BYTES);
        if let Some(content_type) = self.content_type.as_deref().or(untyped_file) {
            head.push_str("\r\nContent-Type: ");
            head.push_str(content_type);
        }
        head.push_str("\r\n\r\n");
        head
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part")
            .field("body", &self.body)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

/// Escapes a name (WHATWG HTML §4.10.22.8): what would end the quotes or the line, and nothing
/// else, since servers do not decode the rest.
fn escape(out: &mut String, name: &str) {
    for c in name.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            other => out.push(other),
        }
    }
}

/// The body that consists of `parts`, and its type. One text, if all parts are at hand.
pub(crate) fn assemble(parts: Vec<(&'static str, Part)>) -> (Body, HeaderValue) {
    // 128 bits from the generator that keys hash maps: no part holds them by accident, and none
    // can be made to.
    let random = || RandomState::new().hash_one(0);
    let boundary = format!("{:016x}{:016x}", random(), random());
    let mut pieces = VecDeque::new();
    let mut length = Some(0_u64);
    for (name, part) in parts {
        let head = part.head(&boundary, name);
        let known = part.body.length();
        length = length.zip(known).map(|(sum, own)| sum + own + head.len() as u64 + 2);
        pieces.extend([Body::from(head), part.body, Body::from("\r\n")]);
    }
    let tail = format!("--{boundary}--\r\n");
    length = length.map(|sum| sum + tail.len() as u64);
    pieces.push_back(Body::from(tail));
    let content_type = HeaderValue::try_from(format!("{MULTIPART}; boundary={boundary}"))
        .unwrap_or(HeaderValue::from_static(MULTIPART));
    let at_hand: Option<Vec<&[u8]>> = pieces.iter().map(Body::as_bytes).collect();
    let body = match at_hand {
        Some(pieces) => Body::from(pieces.concat()),
        None => {
            let body = Body::stream(Pieces(pieces));
            match length {
                Some(length) => body.with_length(length),
                None => body,
            }
        }
    };
    (body, content_type)
}

/// The pieces of a body, one after the other.
struct Pieces(VecDeque<Body>);

impl Stream for Pieces {
    type Item = std::result::Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match ready!(Pin::new(first).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => _ = self.0.pop_front(),
            }
        }
        Poll::Ready(None)
    }
}
