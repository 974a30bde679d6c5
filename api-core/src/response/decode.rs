//! From an answer to the declared type: status, envelope, payload, each failing with its own kind.
//!
//! How an answer is read is decided by traits on the declared type, never by its spelling, so that
//! aliases work. The parameter `K` of [`FromResponse`] only keeps the implementations apart; inference
//! finds it, since at most one fits a type.

use std::fmt;

use bytes::Bytes as RawBytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;

use super::{Bytes, RawBody, RawResponse, Response, Text};
use crate::envelope::{self, DecodeError, Envelope, EnvelopeError, EnvelopeSpec, Opened, Sink};
use crate::{ApiError, Body, Endpoint, Error, ErrorKind};

/// How much of a failed answer's body is kept, in bytes.
const KEPT: usize = 64 << 10;

/// What an endpoint may return: a `Result` whose error can be made from [`Error`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be what an endpoint returns",
    label = "not a `Result` whose error type can be made from `api_core::Error`",
    note = "write `api_core::Result<T>`, or `Result<T, E>` with `impl From<api_core::Error> for E`"
)]
pub trait ReturnType: 'static {
    /// What is inside `Ok`.
    type Value;
    /// What is inside `Err`.
    type Error: From<Error>;

    /// Makes it from the outcome of a call.
    fn from_result(result: Result<Self::Value, Error>) -> Self;

    /// The `Result` that it is.
    fn into_result(self) -> Result<Self::Value, Self::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: 'static, E: From<Error> + 'static> ReturnType for Result<T, E> {
    type Value = T;
    type Error = E;

    fn from_result(result: Result<T, Error>) -> Self {
        result.map_err(E::from)
    }

    fn into_result(self) -> Result<T, E> {
        self
    }
}

/// What an answer can be read as.
#[diagnostic::on_unimplemented(
    message = "an answer cannot be read as `{Self}`",
    label = "does not implement `serde::Deserialize`, or borrows from the answer",
    note = "derive `serde::Deserialize` on it, with owned fields; `()` takes any answer, \
            `api_core::Bytes` and `api_core::Text` take the body as it is"
)]
pub trait FromResponse<K>: Sized {
    /// What the `Accept` header asks for, unless it is declared.
    const ACCEPT: Accept;
    /// Whether the body is read before the answer is handed over.
    const BUFFERED: bool = true;

    /// Reads the answer.
    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error>;
}

/// What a reply asks for by its `Accept` header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// `application/json`.
    Json,
    /// `*/*`.
    Any,
}

impl Accept {
    /// Checked by the compiler, so that no request need be.
    pub(crate) fn value(self) -> HeaderValue {
        match self {
            Self::Json => const { HeaderValue::from_static("application/json") },
            Self::Any => const { HeaderValue::from_static("*/*") },
        }
    }
}

/// Marks replies that are decoded from JSON.
#[derive(Debug)]
pub struct Decoded;
/// Marks replies that are taken as they are.
#[derive(Debug)]
pub struct Raw;
/// Marks replies that keep the response's head.
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
        // There is one now, but a type that says so would have to be compiled for each `T`.
        payload.ok_or_else(|| Error::new(ErrorKind::Decode, "the answer has no payload"))
    }
}

/// Opens an answer; its payload goes to `sink`.
fn open(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &RawResponse,
    sink: &mut dyn Sink,
) -> Result<(), Error> {
    if !endpoint.is_success(response.status) {
        return Err(refused(endpoint, spec, response));
    }
    match envelope::open_into(spec, response.read_body(), true, sink) {
        Ok(None) => Ok(()),
        Ok(Some(refusal)) => Err(said_no(endpoint, spec, refusal, response)),
        Err(fault) => {
            let message = unreadable(&fault, response);
            let error = Error::new(ErrorKind::Decode, message).with_decode_path(fault.path);
            Err(error.at(endpoint).reply(response))
        }
    }
}

#[diagnostic::do_not_recommend]
impl<T: FromResponse<K>, K> FromResponse<WithHead<K>> for Response<T> {
    const ACCEPT: Accept = T::ACCEPT;
    const BUFFERED: bool = T::BUFFERED;

    fn read(
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        let value = T::read(endpoint, spec, response)?;
        let body = response.read_body().clone();
        Ok(Self::from_parts(response.status, response.headers.clone(), value, body))
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
        if endpoint.is_success(response.status) {
            Ok(Self(response.read_body().clone()))
        } else {
            Err(refused(endpoint, spec, response))
        }
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
        let Bytes(body) = Bytes::read(endpoint, spec, response)?;
        match std::str::from_utf8(&body) {
            Ok(text) => Ok(Self(text.to_owned())),
            Err(_) => {
                let error = Error::new(ErrorKind::Decode, "the answer is not UTF-8 text");
                Err(error.at(endpoint).reply(response))
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
        if endpoint.is_success(response.status) {
            Ok(response.headers.clone())
        } else {
            Err(refused(endpoint, spec, response))
        }
    }
}

#[diagnostic::do_not_recommend]
impl FromResponse<Raw> for http::Response<Body> {
    const ACCEPT: Accept = Accept::Any;
    const BUFFERED: bool = false;

    fn read(
        _: &'static Endpoint,
        _: Option<&'static EnvelopeSpec>,
        response: &mut RawResponse,
    ) -> Result<Self, Error> {
        let body = match std::mem::replace(&mut response.body, RawBody::Read(RawBytes::new())) {
            RawBody::Read(bytes) => Body::from(bytes),
            RawBody::Unread(body) => body,
        };
        let mut raw = Self::new(body);
        *raw.status_mut() = response.status;
        *raw.headers_mut() = response.headers.clone();
        Ok(raw)
    }
}

/// How the answer of one endpoint becomes its declared type: a function, and what it needs of the
/// request.
///
/// It asks nothing of `R`: [`decode`] alone does, so that a wrong return type is told once.
pub struct Decode<R> {
    pub(crate) read: fn(&'static Endpoint, Result<&mut RawResponse, Error>) -> R,
    pub(crate) accept: Accept,
    pub(crate) buffered: bool,
}

impl<R> fmt::Debug for Decode<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decode({:?})", self.accept)
    }
}

/// The way from an answer in the envelope `E` to the declared type `R`.
#[must_use]
pub fn decode<E: Envelope, R: ReturnType, K>() -> Decode<R>
where
    R::Value: FromResponse<K>,
{
    Decode {
        read: |endpoint, response| {
            R::from_result(response.and_then(|r| R::Value::read(endpoint, E::SPEC, r)))
        },
        accept: R::Value::ACCEPT,
        buffered: R::Value::BUFFERED,
    }
}

/// What the answer to HEAD, which has no body, can be read as.
#[diagnostic::on_unimplemented(
    message = "the answer to HEAD has no body that `{Self}` could be read from",
    label = "needs a body",
    note = "return `()`, `http::HeaderMap`, `api_core::Response<()>` or `http::Response<Body>`"
)]
pub trait FromHeadResponse<K>: FromResponse<K> {}

#[diagnostic::do_not_recommend]
impl FromHeadResponse<Decoded> for () {}
#[diagnostic::do_not_recommend]
impl FromHeadResponse<Raw> for HeaderMap {}
#[diagnostic::do_not_recommend]
impl FromHeadResponse<Raw> for http::Response<Body> {}
#[diagnostic::do_not_recommend]
impl FromHeadResponse<WithHead<Decoded>> for Response<()> {}

/// The same as [`decode`] for HEAD.
#[must_use]
pub fn decode_head<E: Envelope, R: ReturnType, K>() -> Decode<R>
where
    R::Value: FromHeadResponse<K>,
{
    decode::<E, R, K>()
}

/// The error of an answer that is not 2xx: the envelope's own words if it has any.
#[cold]
fn refused(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &RawResponse,
) -> Error {
    let status = response.status;
    if let Some(Ok(Opened::Failed(refusal))) =
        spec.map(|spec| envelope::open::<()>(Some(spec), response.read_body(), false))
        && refusal.says_anything()
    {
        return said_no(endpoint, spec, refusal, response);
    }
    let kind = match status {
        StatusCode::TOO_MANY_REQUESTS => ErrorKind::RateLimited,
        // No answer at all, but an announcement of one; or of another protocol, which nobody asked
        // for.
        status if status.is_informational() => ErrorKind::Protocol,
        _ => ErrorKind::Status,
    };
    Error::new(kind, describe(status)).at(endpoint).reply(response)
}

/// The error of an answer whose envelope says no.
#[cold]
fn said_no(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    refusal: EnvelopeError,
    response: &RawResponse,
) -> Error {
    Error::from(ApiError::received(refusal, endpoint, spec, response)).reply(response)
}

/// Why an answer could not be read. What the answer says of its own writing is asked only now: most
/// of what claims an odd charset is plain ASCII, and reads well.
#[cold]
fn unreadable(fault: &DecodeError, response: &RawResponse) -> String {
    let word = |name| word(response.headers.get(name)?.to_str().ok()?);
    if let Some(coding) = word(CONTENT_ENCODING).filter(|coding| coding != "identity") {
        return format!("the answer is coded as `{coding}`, which this client does not decode");
    }
    let content_type = response.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let charset = content_type.and_then(|text| {
        let params = text.to_ascii_lowercase();
        let (_, charset) = params.split_once("charset=")?;
        self::word(charset.trim_matches('"'))
    });
    if let Some(charset) = charset.filter(|charset| charset != "utf-8" && charset != "us-ascii") {
        return format!("the answer is written in `{charset}`, and only UTF-8 is read");
    }
    let status = response.status.as_u16();
    let len = response.read_body().len();
    fault.describe(&match content_type.and_then(self::word) {
        Some(content_type) => format!("HTTP {status}, {content_type}, {len} bytes"),
        None => format!("HTTP {status}, {len} bytes"),
    })
}

/// The first word of what a server says, if it is one that can be shown.
fn word(text: &str) -> Option<String> {
    let end = text.find([';', ',', ' ', '"']).unwrap_or(text.len());
    let word = text.get(..end)?.to_ascii_lowercase();
    let shown = |byte: u8| byte.is_ascii_alphanumeric() || b"-+./_".contains(&byte);
    (!word.is_empty() && word.len() <= 64 && word.bytes().all(shown)).then_some(word)
}

fn describe(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("the server answered HTTP {} ({reason})", status.as_u16()),
        None => format!("the server answered HTTP {}", status.as_u16()),
    }
}

impl Error {
    fn reply(self, response: &RawResponse) -> Self {
        let body = response.read_body();
        let kept = body.slice(..body.len().min(KEPT));
        self.with_reply(response.status, &response.headers)
            .with_body(kept)
            .sent(response.sent, response.started.elapsed())
    }
}

impl RawResponse {
    /// The body that was read; empty if it was left unread.
    pub(crate) fn read_body(&self) -> &RawBytes {
        static EMPTY: RawBytes = RawBytes::new();
        match &self.body {
            RawBody::Read(bytes) => bytes,
            RawBody::Unread(_) => &EMPTY,
        }
    }
}
