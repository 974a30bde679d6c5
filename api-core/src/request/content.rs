//! The body while it is being filled, and the headers that belong to it.

use std::ops::Range;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use crate::endpoint::BodyFormat;
use crate::wire::json::write::ObjectText;
use crate::wire::media_type::{BYTES, FORM, JSON, LINES, TEXT};
use crate::wire::multipart::write as multipart;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::wire::value::Parts;
use crate::{Body, Endpoint, Part};

/// The body so far.
pub(crate) enum Content {
    None,
    /// The members of a JSON object so far.
    Json(ObjectText),
    /// The pairs of a form so far.
    Form(String),
    /// The parts of a multipart body so far.
    Multipart(Parts),
    /// A body in one, and its type, which a declared one replaces.
    Whole(Body, DefaultType),
    /// A body that no other type describes: a multipart one, whose type holds the boundary.
    Typed(Body, Box<HeaderValue>),
    /// Gone with an attempt that took it along.
    Gone,
}

/// The type of a body, unless another one is declared.
#[derive(Clone, Copy)]
pub(crate) enum DefaultType {
    Json,
    Lines,
    Form,
    Text,
    Bytes,
}

impl DefaultType {
    /// Checked by the compiler, so that no request need be.
    fn value(self) -> HeaderValue {
        match self {
            Self::Json => const { HeaderValue::from_static(JSON) },
            Self::Lines => const { HeaderValue::from_static(LINES) },
            Self::Form => const { HeaderValue::from_static(FORM) },
            Self::Text => const { HeaderValue::from_static(TEXT) },
            Self::Bytes => const { HeaderValue::from_static(BYTES) },
        }
    }
}

impl Content {
    /// The body into which the loose parameters of an endpoint are gathered, with its constants.
    #[inline]
    pub(crate) fn begin(endpoint: &Endpoint) -> Self {
        let fields = endpoint.fields().iter();
        match endpoint.body_format() {
            None => Self::None,
            Some(BodyFormat::Json) => {
                let mut object = ObjectText::begin();
                fields.for_each(|(name, value)| object.constant(name, *value));
                if let Some(key) = endpoint.body_key() {
                    object.open(key);
                }
                Self::Json(object)
            }
            Some(BodyFormat::Form) => {
                let mut form = String::new();
                let mut pairs = Pairs { out: &mut form, start: 0, encoding: Encoding::Form };
                fields.for_each(|(name, value)| pairs.pair(name, &value.to_string()));
                Self::Form(form)
            }
            Some(BodyFormat::Multipart) => Self::Multipart(
                fields
                    .map(|(name, value)| ((*name).into(), Part::text(value.to_string())))
                    .collect(),
            ),
        }
    }

    /// A JSON text in one.
    pub(crate) fn json(json: Vec<u8>) -> Self {
        Self::Whole(Body::from(json), DefaultType::Json)
    }

    /// JSON lines in one.
    pub(crate) fn lines(body: Body) -> Self {
        Self::Whole(body, DefaultType::Lines)
    }

    /// A form in one.
    pub(crate) fn form(form: String) -> Self {
        Self::Whole(Body::from(form), DefaultType::Form)
    }

    /// A text in one.
    pub(crate) fn text(text: String) -> Self {
        Self::Whole(Body::from(text), DefaultType::Text)
    }

    /// Any other body in one.
    pub(crate) fn bytes(body: Body) -> Self {
        Self::Whole(body, DefaultType::Bytes)
    }

    /// Ends the gathering: what is loose becomes one body.
    #[inline]
    pub(crate) fn close(&mut self) {
        *self = match self {
            Self::Json(object) => Self::json(object.end()),
            Self::Form(form) => Self::form(std::mem::take(form)),
            Self::Multipart(parts) => {
                let (body, content_type) = multipart::assemble(std::mem::take(parts));
                Self::Typed(body, Box::new(content_type))
            }
            _ => return,
        };
    }

    /// The length of what is gathered so far, in bytes.
    pub(crate) fn written(&self) -> usize {
        match self {
            Self::Json(object) => object.written(),
            Self::Form(form) => form.len(),
            _ => 0,
        }
    }

    /// Ends what is gathered where `place` begins, and gives what is behind `place`.
    pub(crate) fn take_from(&mut self, place: Range<usize>) -> Vec<u8> {
        match self {
            Self::Json(object) => object.take_from(place),
            Self::Form(form) => {
                let rest = form.get(place.end..).unwrap_or_default().to_owned();
                form.truncate(place.start);
                rest.strip_prefix('&').unwrap_or(&rest).into()
            }
            _ => Vec::new(),
        }
    }

    /// Appends what was taken from behind such a place.
    pub(crate) fn append(&mut self, rest: Vec<u8>) {
        match self {
            Self::Json(object) => object.members(&rest),
            Self::Form(form) => {
                let mut pairs = Pairs { out: form, start: 0, encoding: Encoding::Form };
                pairs.literal(&String::from_utf8_lossy(&rest));
            }
            _ => {}
        }
    }

    /// True if there is no body.
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// A second body of the same text. None of a stream, and of parts, which may be streams.
    pub(crate) fn another(&self) -> Option<Self> {
        Some(match self {
            Self::None => Self::None,
            Self::Json(object) => Self::Json(object.clone()),
            Self::Form(form) => Self::Form(form.clone()),
            Self::Whole(body, default_type) => Self::Whole(body.replay()?, *default_type),
            Self::Typed(body, content_type) => Self::Typed(body.replay()?, content_type.clone()),
            Self::Multipart(_) | Self::Gone => return None,
        })
    }

    /// `true` if a closed body can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        match self {
            Self::Whole(body, _) | Self::Typed(body, _) => body.as_bytes().is_some(),
            _ => true,
        }
    }

    /// The closed body for one attempt, and its headers into `headers`, where a content type that is
    /// there stays. The `last` attempt takes the body along, and others share its bytes. Of a stream
    /// there is but one: what is gone is an error, and never an empty body instead.
    #[inline]
    pub(crate) fn attempt(
        &mut self,
        last: bool,
        headers: &mut HeaderMap,
        method: &str,
        content_type: Option<&'static str>,
    ) -> Result<Body, &'static str> {
        if let Self::None = self {
            // Without it, some servers wait for a body or answer 411 (RFC 9110 §8.6).
            if matches!(method, "POST" | "PUT" | "PATCH") {
                headers.insert(CONTENT_LENGTH, const { HeaderValue::from_static("0") });
            }
            return Ok(Body::empty());
        }
        match self {
            Self::Whole(_, default_type) => {
                headers.entry(CONTENT_TYPE).or_insert_with(|| match content_type {
                    Some(content_type) => HeaderValue::from_static(content_type),
                    None => default_type.value(),
                });
            }
            Self::Typed(_, content_type) => {
                headers.insert(CONTENT_TYPE, HeaderValue::clone(content_type));
            }
            _ => {}
        }
        let body = match self {
            Self::Whole(body, _) | Self::Typed(body, _) if !last => body.replay(),
            _ => match std::mem::replace(self, Self::Gone) {
                Self::Whole(body, _) | Self::Typed(body, _) => Some(body),
                _ => None,
            },
        };
        let body = body.ok_or("the body is gone: a stream is read only once")?;
        if let Some(length) = body.length() {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        Ok(body)
    }
}
