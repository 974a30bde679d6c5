//! The body while it is being filled, and the headers that belong to it.

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use super::multipart::{self, Part};
use crate::{Body, BodyFormat};

/// The body so far.
pub(crate) enum Content {
    None,
    /// The members of a JSON object so far, with the opening brace.
    Json(Vec<u8>),
    /// The pairs of a form so far.
    Form(String),
    /// The parts of a multipart body so far.
    Multipart(Vec<(&'static str, Part)>),
    /// A body in one, and its type, which a declared one replaces.
    Whole(Body, HeaderValue),
    /// A body that no other type describes: a multipart one, whose type holds the boundary.
    Typed(Body, HeaderValue),
    /// Gone with an attempt that took it along.
    Gone,
}

impl Content {
    /// What loose parameters are gathered in.
    pub(crate) fn begin(format: Option<BodyFormat>) -> Self {
        match format {
            None => Self::None,
            Some(BodyFormat::Json) => Self::Json(vec![b'{']),
            Some(BodyFormat::Form) => Self::Form(String::new()),
            Some(BodyFormat::Multipart) => Self::Multipart(Vec::new()),
        }
    }

    /// A JSON text in one.
    pub(crate) fn json(json: Vec<u8>) -> Self {
        Self::Whole(Body::from(json), const { HeaderValue::from_static("application/json") })
    }

    /// A form in one.
    pub(crate) fn form(form: String) -> Self {
        Self::Whole(Body::from(form), const { HeaderValue::from_static(FORM) })
    }

    /// A text in one.
    pub(crate) fn text(text: String) -> Self {
        let content_type = const { HeaderValue::from_static("text/plain; charset=utf-8") };
        Self::Whole(Body::from(text), content_type)
    }

    /// Any other body in one.
    pub(crate) fn bytes(body: Body) -> Self {
        Self::Whole(body, const { HeaderValue::from_static("application/octet-stream") })
    }

    /// Ends the gathering: what is loose becomes one body.
    pub(crate) fn close(&mut self) {
        *self = match self {
            Self::Json(json) => {
                json.push(b'}');
                Self::json(std::mem::take(json))
            }
            Self::Form(form) => Self::form(std::mem::take(form)),
            Self::Multipart(parts) => {
                let (body, content_type) = multipart::assemble(std::mem::take(parts));
                Self::Typed(body, content_type)
            }
            _ => return,
        };
    }

    /// Whether a closed body can be had more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        match self {
            Self::Whole(body, _) | Self::Typed(body, _) => body.as_bytes().is_some(),
            _ => true,
        }
    }

    /// A closed body once more, sharing its bytes. Gone if it cannot be had twice, never empty
    /// instead.
    pub(crate) fn replay(&self) -> Self {
        match self {
            Self::None => Self::None,
            Self::Whole(body, content_type) => {
                body.replay().map_or(Self::Gone, |body| Self::Whole(body, content_type.clone()))
            }
            Self::Typed(body, content_type) => {
                body.replay().map_or(Self::Gone, |body| Self::Typed(body, content_type.clone()))
            }
            _ => Self::Gone,
        }
    }

    /// The closed body; its headers go to `headers`. A content type that is there stays.
    pub(crate) fn finish(
        self,
        headers: &mut HeaderMap,
        method: &str,
        content_type: Option<&'static str>,
    ) -> Result<Body, &'static str> {
        let body = match self {
            Self::Whole(body, usual) => {
                let content_type = content_type.map_or(usual, HeaderValue::from_static);
                headers.entry(CONTENT_TYPE).or_insert(content_type);
                body
            }
            Self::Typed(body, content_type) => {
                headers.insert(CONTENT_TYPE, content_type);
                body
            }
            Self::None => {
                // Without it, some servers wait for a body or answer 411 (RFC 9110 §8.6).
                if matches!(method, "POST" | "PUT" | "PATCH") {
                    headers.insert(CONTENT_LENGTH, const { HeaderValue::from_static("0") });
                }
                return Ok(Body::empty());
            }
            _ => return Err("the body is gone: a stream is read only once"),
        };
        if let Some(length) = body.length() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Ok(body)
    }
}

/// The type of a form body (WHATWG URL §5).
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
