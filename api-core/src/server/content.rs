//! The body of a request, taken apart as the endpoint declares it.

use std::future::Future;
use std::pin::Pin;
use std::task::{self, Poll, ready};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use http_body::Body as _;
use http_body_util::{BodyExt as _, LengthLimitError};

use super::content_type::{self, Expected};
use super::rejection::Rejection;
use super::routes::Route;
use crate::endpoint::{BodyFormat, Constant, Location};
use crate::headers::content_codings;
use crate::wire::header::read as header;
use crate::wire::json::read::Object;
use crate::wire::multipart::read::{self as multipart, Parts};
use crate::wire::pairs::read::Pairs;
use crate::{Body, BoxError, Endpoint, Error, ErrorKind};

/// A body.
#[derive(Debug)]
pub(crate) enum Content {
    None,
    Json(Object),
    /// A text of pairs that have been checked.
    Form(String),
    Parts(Parts),
    /// A whole body; none if there was neither a byte nor a content type.
    Whole(Option<Body>),
}

/// The way in which the body of a request is read.
pub(super) enum Plan {
    /// It is left alone, or handed over unread.
    Ready(Content),
    /// It is read to its end, for [`Content::of`].
    Collect(axum::body::Body),
}

impl Content {
    /// Checks the headers of a body against the endpoint.
    pub(super) fn plan(
        route: &Route,
        headers: &HeaderMap,
        body: axum::body::Body,
    ) -> Result<Plan, Rejection> {
        let endpoint = route.endpoint;
        if !content_codings(headers).is_empty() {
            return Err(Rejection::media_type("body: expected no `Content-Encoding`"));
        }
        if route.streams {
            let typed = headers.contains_key(CONTENT_TYPE);
            let empty = body.size_hint().exact() == Some(0);
            let whole = Self::Whole((typed || !empty).then(|| Body::wrap(body.map_err(broken))));
            return Ok(Plan::Ready(whole));
        }
        let check = |expected| content_type::check(endpoint, headers, None, expected);
        match endpoint.body_format() {
            Some(BodyFormat::Json) => check(Expected::Json)?,
            Some(BodyFormat::Form) => check(Expected::Form)?,
            Some(BodyFormat::Multipart) => check(Expected::Multipart)?,
            None => {}
        }
        Ok(Plan::Collect(body))
    }

    /// A body that was read to its end, taken apart if it is made of loose parameters.
    pub(super) fn of(
        endpoint: &Endpoint,
        headers: &HeaderMap,
        bytes: Bytes,
    ) -> Result<Self, Rejection> {
        let Some(format) = endpoint.body_format() else {
            let is_there = headers.contains_key(CONTENT_TYPE) || !bytes.is_empty();
            return Ok(Self::Whole(is_there.then(|| Body::from(bytes))));
        };
        match (Self::parse(format, headers, bytes)?, endpoint.body_key()) {
            (Self::Json(object), Some(key)) => Ok(Self::Json(
                object.object(key).map_err(|error| Rejection::of(Location::Field, key, error))?,
            )),
            (content, _) => Ok(content),
        }
    }

    /// Takes a body apart.
    pub(super) fn parse(
        format: BodyFormat,
        headers: &HeaderMap,
        bytes: Bytes,
    ) -> Result<Self, Rejection> {
        let invalid = |error| Rejection::of(Location::Body, "", error);
        Ok(match format {
            BodyFormat::Json => Self::Json(Object::parse(bytes).map_err(invalid)?),
            BodyFormat::Form => {
                let refused = || Rejection::unreadable("body: expected percent-encoded UTF-8");
                let text = String::from_utf8(bytes.into()).map_err(|_| refused())?;
                Pairs::check(&text).map_err(|_| refused())?;
                Self::Form(text)
            }
            BodyFormat::Multipart => {
                let content_type = header::single(headers, CONTENT_TYPE.as_str());
                let boundary = content_type.and_then(multipart::boundary);
                let boundary = boundary.ok_or_else(|| {
                    Rejection::unreadable(
                        "body: its content type names no boundary between the parts",
                    )
                })?;
                Self::Parts(multipart::parse(&bytes, &boundary).map_err(invalid)?)
            }
        })
    }

    /// `true` if a constant is in the body, as a client writes it.
    pub(super) fn has(&self, name: &str, value: Constant) -> bool {
        let text = || value.to_string();
        match self {
            Self::None | Self::Whole(_) => false,
            Self::Json(object) => {
                let own = object.member::<serde_json::Value>(name);
                own.is_ok_and(|own| own == value.to_json())
            }
            Self::Form(form) => Pairs::new(form).has(name, &text()),
            Self::Parts(parts) => parts
                .iter()
                .any(|(own, part)| own == name && part.as_bytes() == Some(text().as_bytes())),
        }
    }
}

/// Reads a body to its end.
///
/// By hand: most bodies are one chunk, and `http_body_util`'s collector puts it into a list of chunks
/// and takes it out again, for two per cent of a POST.
pub(super) struct Collect {
    body: axum::body::Body,
    first: Bytes,
    /// The whole body, if it has more than one chunk.
    joined: Vec<u8>,
}

impl Collect {
    pub(super) fn new(body: axum::body::Body) -> Self {
        Self { body, first: Bytes::new(), joined: Vec::new() }
    }
}

impl Future for Collect {
    type Output = Result<Bytes, Rejection>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut task::Context<'_>) -> Poll<Self::Output> {
        let Self { body, first, joined } = &mut *self;
        while let Some(frame) = ready!(Pin::new(&mut *body).poll_frame(cx)) {
            let Ok(chunk) = frame.map_err(unread)?.into_data() else { continue };
            if first.is_empty() {
                *first = chunk;
            } else {
                if joined.is_empty() {
                    joined.extend_from_slice(first);
                }
                joined.extend_from_slice(&chunk);
            }
        }
        let whole = std::mem::take(first);
        Poll::Ready(Ok(if joined.is_empty() { whole } else { std::mem::take(joined).into() }))
    }
}

/// The error of a body that is handed over unread, with the rejection that it would have been otherwise.
fn broken(error: axum::Error) -> Error {
    let rejection = unread(error);
    let kind = match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ErrorKind::Limit,
        _ => ErrorKind::Transport,
    };
    Error::new(kind, rejection.message()).with_source(rejection)
}

/// The rejection of a body that could not be read to its end.
fn unread(error: axum::Error) -> Rejection {
    let error: BoxError = error.into();
    let mut source: Option<&(dyn std::error::Error + 'static)> = Some(&*error);
    while let Some(error) = source {
        if error.is::<LengthLimitError>() {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            return Rejection::new(status, "body: it is larger than this server takes");
        }
        source = error.source();
    }
    Rejection::unreadable("body: it ends too early")
}
