//! The types that a response can be read as.
//!
//! Traits on the declared type decide how a response is read, and never its spelling, so that aliases
//! work. The parameter `K` of [`FromResponse`] only keeps the implementations apart. Inference finds
//! it, since at most one of them fits a type.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::failure::{envelope_failure, status_failure, undecodable};
use super::{RawResponse, Response};
use crate::endpoint::Accept;
use crate::envelope::{self, EnvelopeSpec, Sink};
use crate::wire::media_type::{JSON, is_json, is_of};
use crate::{Body, Bytes, Endpoint, Error, ErrorKind, Text};

/// A type that a response can be read as.
#[diagnostic::on_unimplemented(
    message = "a response cannot be read as `{Self}`",
    label = "does not implement `serde::Deserialize`, or borrows from the response",
    note = "derive `serde::Deserialize` on it, or on the items of a stream, with owned fields; for a \
            stream return `api_core::EventStream<T>`, `api_core::JsonLines<T>`, \
            `api_core::ByteStream` or `api_core::Body`, for the bytes or the text of the body \
            `api_core::Bytes` or `api_core::Text`, and for nothing `()`"
)]
pub trait FromResponse<K>: Sized {
    /// The value of the `Accept` header, unless another is declared.
    const ACCEPT: Accept;
    /// The responses whose body is received before the response is read.
    const BUFFERING: Buffering = Buffering::Always;
    /// The statuses that mean success to this type, instead of those of the endpoint.
    const STATUSES: &'static [u16] = &[];

    /// Reads the response.
    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error>;

    /// Reads what follows, of a value that comes piece by piece and whose body is in memory.
    fn read_rest(self) -> Result<(), Error> {
        Ok(())
    }
}

/// The responses whose body is received to its end before they are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Buffering {
    /// All of them.
    Always,
    /// Those whose status means failure, because their envelope may have the reason. The body of a
    /// success is handed over unread.
    Failures,
    /// None of them, whatever their status means.
    Never,
    /// All but the successes of these media types, whose body is handed over unread, to be read for
    /// as long as it goes on.
    Stream(&'static Streaming),
}

impl Buffering {
    /// The media type of a recorded response.
    #[cfg_attr(not(feature = "stub"), expect(dead_code, reason = "only a stub sends one"))]
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Self::Stream(kind) => kind.media_types.first().unwrap_or(&"application/octet-stream"),
            Self::Always | Self::Failures | Self::Never => JSON,
        }
    }
}

/// The kind of stream that a response is read as.
#[derive(Debug, PartialEq, Eq)]
pub struct Streaming {
    /// The media types that a success may have. Any may, if there are none.
    pub(crate) media_types: &'static [&'static str],
    /// True of a body that is sent as fast as it goes, false of one whose items come when something
    /// happens.
    pub(crate) is_transfer: bool,
}

impl Streaming {
    /// True if a response of these headers is such a stream: of a media type of its own, or of one that
    /// the endpoint declares to accept.
    pub(crate) fn takes(&self, headers: &HeaderMap, endpoint: &Endpoint) -> bool {
        self.media_types.is_empty()
            || media_type(headers).is_some_and(|own| {
                self.media_types.iter().any(|known| is_of(own, known)) || accepts(endpoint, own)
            })
    }
}

/// True if an endpoint declares an `Accept` header that names this media type.
fn accepts(endpoint: &Endpoint, media_type: &str) -> bool {
    let mut declared = endpoint.headers().iter();
    let accept = declared.find(|(name, _)| name.eq_ignore_ascii_case("accept"));
    accept.is_some_and(|(_, types)| {
        types.split(',').any(|one| {
            one.split(';').next().is_some_and(|one| one.trim().eq_ignore_ascii_case(media_type))
        })
    })
}

impl RawResponse {
    /// True if the response is JSON, and not because the endpoint declares to accept that.
    pub(crate) fn is_undeclared_json(&self, endpoint: &Endpoint) -> bool {
        media_type(&self.headers).is_some_and(|own| is_json(own) && !accepts(endpoint, own))
    }
}

/// The media type of a response, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(text.split(';').next().unwrap_or(text).trim())
}

/// Marks types that are decoded from JSON.
#[derive(Debug)]
pub struct Decoded;
/// Marks types that take the response as it is.
#[derive(Debug)]
pub struct Raw;
/// Marks types that keep status and headers.
#[derive(Debug)]
pub struct WithHead<K>(std::marker::PhantomData<K>);

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromResponse<Decoded> for T {
    const ACCEPT: Accept = Accept::Json;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        let mut payload: Option<T> = None;
        open(endpoint, spec, response, &mut payload)?;
        // Always there now. A type that says so would be compiled for each `T`.
        payload.ok_or_else(|| Error::new(ErrorKind::Decode, "the response has no payload"))
    }
}

/// Opens a response, whose payload goes to `sink`. Compiled once.
fn open(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &RawResponse,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    expect_success(endpoint, spec, response)?;
    let body = match response.status {
        // RFC 9110 §15.3.5 and §15.3.6: these have no content, whatever follows.
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT => &[],
        // Declared to mean that there is nothing, whatever the body says about that.
        status if endpoint.means_none(status) => &[],
        // A redirect that is declared a success: its body is a page for people, if there is one.
        status if status.is_redirection() && endpoint.success().contains(&status.as_u16()) => &[],
        _ => &response.read_body()[..],
    };
    match envelope::open_into(spec, body, true, sink) {
        Ok(None) => Ok(()),
        Ok(Some(failure)) => Err(envelope_failure(endpoint, spec, failure, response)),
        Err(error) => Err(undecodable(endpoint, error, response)),
    }
}

/// Fails if the status does not mean success.
pub(crate) fn expect_success(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &RawResponse,
) -> Result<(), Error> {
    if response.is_success { Ok(()) } else { Err(status_failure(endpoint, spec, response)) }
}

#[diagnostic::do_not_recommend]
impl<T: FromResponse<K>, K> FromResponse<WithHead<K>> for Response<T> {
    const ACCEPT: Accept = T::ACCEPT;
    const BUFFERING: Buffering = T::BUFFERING;
    const STATUSES: &'static [u16] = T::STATUSES;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        let value = T::read(endpoint, spec, response)?;
        let body = response.read_body().clone();
        let whole = Self::from_parts(response.status, response.headers.clone(), value, body);
        Ok(whole.limited(response.rate_limit.take()))
    }

    fn read_rest(self) -> Result<(), Error> {
        self.into_value().read_rest()
    }
}

#[diagnostic::do_not_recommend]
impl FromResponse<Raw> for Bytes {
    const ACCEPT: Accept = Accept::Any;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        expect_success(endpoint, spec, response)?;
        Ok(Self(response.read_body().clone()))
    }
}

#[diagnostic::do_not_recommend]
impl FromResponse<Raw> for Text {
    const ACCEPT: Accept = Accept::Any;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        expect_success(endpoint, spec, response)?;
        match std::str::from_utf8(response.read_body()) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(_) => {
                let error = Error::new(ErrorKind::Decode, "the response is not UTF-8 text");
                Err(response.fails(error.at(endpoint).with_response(response)))
            }
        }
    }
}

/// The headers alone.
#[diagnostic::do_not_recommend]
impl FromResponse<Raw> for HeaderMap {
    const ACCEPT: Accept = Accept::Any;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        expect_success(endpoint, spec, response)?;
        Ok(response.headers.clone())
    }
}

/// The body of a success, unread.
#[diagnostic::do_not_recommend]
impl FromResponse<Raw> for Body {
    const ACCEPT: Accept = Accept::Any;
    const BUFFERING: Buffering = Buffering::Failures;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        expect_success(endpoint, spec, response)?;
        Ok(response.take_body().of_response(endpoint, response.status))
    }
}

/// The response as it is, whatever its status means.
#[diagnostic::do_not_recommend]
impl FromResponse<Raw> for http::Response<Body> {
    const ACCEPT: Accept = Accept::Any;
    const BUFFERING: Buffering = Buffering::Never;

    fn read(
        endpoint: &'static Endpoint,
        _: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        let mut raw = Self::new(response.take_body().of_response(endpoint, response.status));
        *raw.status_mut() = response.status;
        *raw.headers_mut() = response.headers.clone();
        Ok(raw)
    }
}
