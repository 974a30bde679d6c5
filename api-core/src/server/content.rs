//! The body of a request, taken apart as the endpoint declares it.

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt as _, LengthLimitError};

use super::content_type::{self, Expected};
use super::rejection::Rejection;
use crate::endpoint::{BodyFormat, Constant, Location};
use crate::wire::header::read as header;
use crate::wire::json::read::Object;
use crate::wire::multipart::read::{self as multipart, Parts};
use crate::wire::pairs::read::Pairs;
use crate::{Body, BoxError, Endpoint};

/// A body.
#[derive(Debug)]
pub(super) enum Content {
    None,
    Json(Object),
    Form(Pairs),
    Parts(Parts),
    /// A whole body; none if there was neither a byte nor a content type.
    Whole(Option<Body>),
}

impl Content {
    /// Receives the body of an endpoint, and takes it apart if that is made of loose parameters.
    pub(super) async fn receive(
        endpoint: &'static Endpoint,
        headers: &HeaderMap,
        body: axum::body::Body,
        streams: bool,
    ) -> Result<Self, Rejection> {
        let is_whole = endpoint.params().iter().any(|param| param.location() == Location::Body);
        let format = endpoint.body_format();
        if format.is_none() && !is_whole {
            return Ok(Self::None);
        }
        let coding = headers.get(CONTENT_ENCODING).filter(|coding| *coding != "identity");
        if coding.is_some() {
            return Err(Rejection::media_type("body: expected no `Content-Encoding`"));
        }
        let typed = headers.contains_key(CONTENT_TYPE);
        if streams {
            let empty = http_body::Body::size_hint(&body).exact() == Some(0);
            return Ok(Self::Whole((typed || !empty).then(|| Body::wrap(body))));
        }
        let check = |expected| content_type::check(endpoint, headers, None, expected);
        match format {
            Some(BodyFormat::Json) => check(Expected::Json)?,
            Some(BodyFormat::Form) => check(Expected::Form)?,
            Some(BodyFormat::Multipart) => check(Expected::Multipart)?,
            None => {}
        }
        let bytes = collect(body).await?;
        let Some(format) = format else {
            return Ok(Self::Whole((typed || !bytes.is_empty()).then(|| Body::from(bytes))));
        };
        match (Self::parse(format, headers, &bytes)?, endpoint.body_key()) {
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
        bytes: &Bytes,
    ) -> Result<Self, Rejection> {
        let invalid = |error| Rejection::of(Location::Body, "", error);
        Ok(match format {
            BodyFormat::Json => Self::Json(Object::parse(bytes).map_err(invalid)?),
            BodyFormat::Form => {
                let refused = |_| Rejection::unreadable("body: expected percent-encoded UTF-8");
                let text = std::str::from_utf8(bytes).map_err(|_| refused(()))?;
                Self::Form(Pairs::parse(text).map_err(|_| refused(()))?)
            }
            BodyFormat::Multipart => {
                let content_type = header::single(headers, CONTENT_TYPE.as_str());
                let boundary = content_type.and_then(multipart::boundary);
                let boundary = boundary.ok_or_else(|| {
                    Rejection::unreadable(
                        "body: its content type names no boundary between the parts",
                    )
                })?;
                Self::Parts(multipart::parse(bytes, &boundary).map_err(invalid)?)
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
            Self::Form(form) => form.has(name, &text()),
            Self::Parts(parts) => parts
                .iter()
                .any(|(own, part)| own == name && part.as_bytes() == Some(text().as_bytes())),
        }
    }
}

/// Reads a body to its end.
pub(super) async fn collect(body: axum::body::Body) -> Result<Bytes, Rejection> {
    Ok(body.collect().await.map_err(unread)?.to_bytes())
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
