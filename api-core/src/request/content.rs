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
    /// A body in one, and its type.
    Whole(Body, &'static str),
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

    /// The body; its headers go to `headers`, where a declared type stays.
    pub(crate) fn finish(
        self,
        headers: &mut HeaderMap,
        method: &str,
        declared: Option<&'static str>,
    ) -> Body {
        let (body, content_type) = match self {
            Self::Json(mut json) => {
                json.push(b'}');
                (Body::from(json), HeaderValue::from_static("application/json"))
            }
            Self::Form(form) => (Body::from(form), HeaderValue::from_static(FORM)),
            Self::Multipart(parts) => {
                let (body, content_type) = multipart::assemble(parts);
                // A declared type would lack the boundary.
                headers.remove(CONTENT_TYPE);
                (body, content_type)
            }
            Self::Whole(body, content_type) => (body, HeaderValue::from_static(content_type)),
            Self::None => {
                headers.remove(CONTENT_TYPE);
                // Without it, some servers wait for a body or answer 411 (RFC 9110 §8.6).
                if matches!(method, "POST" | "PUT" | "PATCH") {
                    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
                }
                return Body::empty();
            }
        };
        let content_type = declared.map_or(content_type, HeaderValue::from_static);
        headers.entry(CONTENT_TYPE).or_insert(content_type);
        if let Some(length) = body.length() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        body
    }
}

/// The type of a form body (WHATWG URL §5).
pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
