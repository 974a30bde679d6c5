//! A part of a multipart body.

use std::fmt;
use std::path::Path;

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::AsyncRead;

use super::write::escape;
use crate::wire::header::write::header_value;
use crate::wire::media_type::BYTES;
use crate::wire::unwritable::Unwritable;
use crate::{Body, BoxError, Result};

/// A part of a multipart body: a text, bytes, a file or a stream.
///
/// ```
/// # use api_core::Part;
/// let part = Part::bytes(b"\x89PNG").with_file_name("cat.png").with_content_type("image/png");
/// ```
pub struct Part {
    pub(super) body: Body,
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

    /// A file, streamed from disk while it is sent, under its own name. Its length is read when
    /// this is called.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the file cannot be opened.
    pub async fn file(path: impl AsRef<Path>) -> Result<Self> {
        let path = path.as_ref();
        let part = Self::new(Body::file(path).await?).with_content_type(BYTES);
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

    /// A reader, read once while it is sent, of type `application/octet-stream` unless said otherwise.
    #[must_use]
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::new(Body::reader(reader)).with_content_type(BYTES)
    }

    /// Calls `observe` whenever a piece of this part is taken by the transport, with the bytes so far
    /// and the length if it is known. See [`Body::progress`].
    #[must_use]
    pub fn progress(mut self, observe: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.body = self.body.progress(observe);
        self
    }

    /// The length of a stream, in bytes. With the lengths of all parts known, the request says how
    /// long it is; otherwise it is sent in chunks.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        self.body = self.body.with_length(bytes);
        self
    }

    /// The name that the part has as a file.
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

    /// A part that came in. It has a type only if one was sent.
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

    /// The bytes or the stream.
    ///
    /// ```
    /// # use api_core::Part;
    /// # async fn run() -> api_core::Result<()> {
    /// let photo = Part::bytes("GIF89a").with_file_name("a.gif");
    /// assert_eq!(photo.into_body().text().await?, "GIF89a");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Fails if the part cannot be sent.
    pub(crate) fn check(&self) -> std::result::Result<(), Unwritable> {
        match self.content_type.as_deref().map(header_value) {
            Some(Err(_)) => Err("has a content type that cannot be sent in a header".into()),
            _ => Ok(()),
        }
    }

    /// The lines in front of the part's bytes.
    pub(super) fn head(&self, boundary: &str, name: &str) -> String {
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
