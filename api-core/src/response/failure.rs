//! The errors that a response leads to: its status, its envelope, or a body that does not decode.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use serde::de::IgnoredAny;

use bytes::Bytes as RawBytes;

use super::RawResponse;
use super::reason::reason;
use crate::envelope::{self, DecodeError, EnvelopeError, EnvelopeSpec, Opened};
use crate::headers::content_codings;
use crate::retry::{RetryClass, retry_after};
use crate::shown::Shown;
use crate::wire::media_type::{LINES, foreign_charset};
use crate::{ApiError, Bytes, Endpoint, Error, ErrorKind};

/// The most of a response's body that an error keeps, in bytes, if the status means success.
const KEPT: usize = 64 << 10;

/// The error of a response whose status means failure: the envelope's, if it says anything.
#[cold]
pub(super) fn status_failure(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &RawResponse,
) -> Error {
    let status = response.status;
    let mut wait = None;
    if let Some(Ok(Opened::Failed(failure))) =
        spec.map(|spec| envelope::open::<()>(Some(spec), response.read_body(), false))
    {
        if failure.says_anything() {
            return envelope_failure(endpoint, spec, failure, response);
        }
        wait = failure.retry_after;
    }
    let kind = match status {
        StatusCode::TOO_MANY_REQUESTS => ErrorKind::RateLimited,
        // A status that the API's limits declare.
        _ if response.refusal().is_some() => ErrorKind::RateLimited,
        // An interim response, or a switch to another protocol that the request did not ask for.
        status if status.is_informational() => ErrorKind::Protocol,
        _ => ErrorKind::Status,
    };
    let error = Error::new(kind, describe(status)).at(endpoint).with_response(response);
    let wait = error.retry_after().or(wait);
    let error = error.with_retry_after(wait);
    response.fails(match reason(response) {
        Some(reason) => error.with_reason(reason, !response.hides_reasons),
        None => error,
    })
}

impl RawResponse {
    /// The error that an envelope in the body leads to, if it says anything of a failure.
    pub(crate) fn stated_failure(
        &self,
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
    ) -> Option<Error> {
        match envelope::open::<IgnoredAny>(Some(spec?), self.read_body(), true) {
            Ok(Opened::Failed(failure)) if failure.says_anything() => {
                Some(envelope_failure(endpoint, spec, failure, self))
            }
            _ => None,
        }
    }

    /// The wait that a failure asks for: that of its headers, of its envelope, or of a rate limit. Making
    /// an error of it takes far more, because an error has the words that are found in the body.
    pub(crate) fn retry_after(&self, spec: Option<&'static EnvelopeSpec>) -> Option<Duration> {
        let opened =
            spec.map(|spec| envelope::open::<()>(Some(spec), self.read_body(), self.is_success));
        let stated = match opened {
            Some(Ok(Opened::Failed(failure))) => failure.retry_after,
            _ if self.is_success => return None,
            _ => None,
        };
        let in_headers = retry_after(&self.headers, SystemTime::now);
        in_headers.or(stated).or_else(|| self.refusal()?.retry_after)
    }

    /// The error that the response leads to, unless its payload does not decode. `None` for a success.
    pub(crate) fn failure(
        &self,
        endpoint: &'static Endpoint,
        spec: Option<&'static EnvelopeSpec>,
    ) -> Option<Error> {
        if !self.is_success {
            return Some(status_failure(endpoint, spec, self));
        }
        match envelope::open::<IgnoredAny>(Some(spec?), self.read_body(), true) {
            Ok(Opened::Failed(failure)) => Some(envelope_failure(endpoint, spec, failure, self)),
            _ => None,
        }
    }
}

/// The error of a response whose envelope says that the call failed.
#[cold]
pub(super) fn envelope_failure(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    failure: EnvelopeError,
    response: &RawResponse,
) -> Error {
    let body = response.read_body();
    let body = if body.len() <= KEPT { copy(body) } else { Bytes(body.clone()) };
    let received = (response.status, response.headers.clone(), body);
    let error = ApiError::received(failure, spec, endpoint, received);
    response.fails(Error::from(error).with_response(response))
}

/// The error of a response that cannot be read as the declared type.
#[cold]
pub(super) fn undecodable(
    endpoint: &'static Endpoint,
    error: DecodeError,
    response: &RawResponse,
) -> Error {
    let foreign = if error.is_of_json() { None } else { foreign_coding(response) };
    let message = foreign.unwrap_or_else(|| {
        let status = response.status.as_u16();
        let len = response.read_body().len();
        match content_type(response).and_then(first_word) {
            Some(content_type) => format!("{error} (HTTP {status}, {content_type}, {len} bytes)"),
            None => format!("{error} (HTTP {status}, {len} bytes)"),
        }
    });
    let error = Error::new(ErrorKind::Decode, message).with_decode_path(error.path);
    response.fails(error.at(endpoint).with_response(response))
}

/// The error of a success that is no stream of one of these media types: what its envelope says of a
/// failure, or else that it has another type.
#[cold]
pub(crate) fn other_media_type(
    endpoint: &'static Endpoint,
    spec: Option<&'static EnvelopeSpec>,
    response: &RawResponse,
    expected: &[&str],
) -> Error {
    if let Some(failure) = response.failure(endpoint, spec) {
        return failure;
    }
    let status = response.status.as_u16();
    let len = response.read_body().len();
    let expected = expected.first().copied().unwrap_or_default();
    let message = match content_type(response).and_then(first_word) {
        Some(own) => {
            let remedy = if may_hold_items(&own, expected) {
                format!("; if its items come as that, declare `headers(\"Accept\" = \"{own}\")`")
            } else {
                String::new()
            };
            format!(
                "the response is `{own}`, and the declared type is read from `{expected}` (HTTP \
                 {status}, {len} bytes){remedy}"
            )
        }
        None => format!(
            "the response has no content type, and the declared type is read from `{expected}` (HTTP \
             {status}, {len} bytes)"
        ),
    };
    Error::new(ErrorKind::Decode, message).at(endpoint).with_response(response)
}

/// True of a media type under which some APIs send items that have one of their own.
fn may_hold_items(own: &str, expected: &str) -> bool {
    match own {
        "text/plain" | "application/octet-stream" => true,
        "application/json" => expected == LINES,
        _ => false,
    }
}

/// The error of an item of a stream that cannot be read as the declared type.
#[cold]
pub(crate) fn item_error(error: DecodeError, item: &[u8], place: &str) -> Error {
    Error::new(ErrorKind::Decode, format!("{error}{place}"))
        .with_decode_path(error.path)
        .with_body(copy(item.get(..KEPT).unwrap_or(item)))
}

/// Why a response is not JSON, if its headers have the reason. They are asked only now: most of what
/// claims an odd charset is plain ASCII, and decodes well.
fn foreign_coding(response: &RawResponse) -> Option<String> {
    if let Some(message) = undecoded(&response.headers) {
        return Some(message);
    }
    let charset = first_word(&foreign_charset(content_type(response)?)?)?;
    Some(format!("the response is written in `{charset}`, and only UTF-8 is read"))
}

/// The most that is shown of the codings of a body, in characters.
const MOST_OF_CODINGS: usize = 64;

/// The coding of a body that is not decoded, as a message.
#[cold]
pub(crate) fn undecoded(headers: &HeaderMap) -> Option<String> {
    let codings = content_codings(headers);
    let words: Vec<String> = codings.iter().filter_map(|coding| first_word(coding)).collect();
    if words.is_empty() {
        return None;
    }
    let words = words.join(", ");
    let words = Shown::new(&words).at_most(MOST_OF_CODINGS);
    let mut message =
        format!("the response is coded as `{words}`, which this client does not decode");
    // One is decoded, and not several on top of each other.
    if let [coding] = &*codings
        && let Some(feature) = feature_for(coding)
    {
        message.push_str(&format!("; the feature `{feature}` of api-core does"));
    }
    Some(message)
}

/// The feature that decodes this coding, if it is off.
fn feature_for(coding: &str) -> Option<&'static str> {
    match coding {
        "gzip" | "x-gzip" if !cfg!(feature = "gzip") => Some("gzip"),
        "br" if !cfg!(feature = "brotli") => Some("brotli"),
        "zstd" if !cfg!(feature = "zstd") => Some("zstd"),
        "deflate" if !cfg!(feature = "deflate") => Some("deflate"),
        _ => None,
    }
}

pub(super) fn content_type(response: &RawResponse) -> Option<&str> {
    response.headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// The first word of a header, if it can be shown.
pub(super) fn first_word(text: &str) -> Option<String> {
    let end = text.find([';', ',', ' ', '"']).unwrap_or(text.len());
    let word = text.get(..end)?.to_ascii_lowercase();
    let shown = |byte: u8| byte.is_ascii_alphanumeric() || b"-+./_".contains(&byte);
    (!word.is_empty() && word.len() <= 64 && word.bytes().all(shown)).then_some(word)
}

fn describe(status: StatusCode) -> String {
    if status == StatusCode::PROXY_AUTHENTICATION_REQUIRED {
        // Only a proxy responds with it (RFC 9110 §15.5.8).
        return "the proxy refused (407): it wants a user and a password".to_owned();
    }
    match status.canonical_reason() {
        Some(reason) => format!("the server responded with HTTP {} ({reason})", status.as_u16()),
        None => format!("the server responded with HTTP {}", status.as_u16()),
    }
}

impl Error {
    /// Adds the response that led to the error.
    pub(crate) fn with_response(self, response: &RawResponse) -> Self {
        let body = response.read_body();
        let kept = match (self.api(), self.kind()) {
            (Some(api), _) if api.body().len() <= KEPT => api.body().clone(),
            // Of a failed response, no more was read than is to be kept.
            (_, ErrorKind::Status | ErrorKind::RateLimited) => copy(body),
            _ => copy(body.get(..KEPT).unwrap_or(body)),
        };
        let error = self
            .with_head(response.status, &response.headers)
            .with_body(kept)
            .with_unfinished(response.unfinished.as_ref())
            .sent(response.sent, response.started.elapsed());
        let Some(refusal) = response.refusal() else { return error };
        // Not every API says it in `Retry-After`.
        let wait = error.retry_after().or(refusal.retry_after);
        error.with_retry_after(wait).with_class(RetryClass::Refused)
    }
}

/// Bytes of their own. An error may be kept for long, and a slice would keep all of what it is of: a
/// large body, or the buffer of a connection.
fn copy(bytes: &[u8]) -> Bytes {
    Bytes(RawBytes::copy_from_slice(bytes))
}

#[cfg(test)]
mod tests {
    use super::{KEPT, RawResponse};
    use crate::envelope::NoEnvelope;
    use crate::response::FromResponse;
    use crate::{Endpoint, Envelope as _, ErrorKind};

    /// A kept error would keep all of the body that it has a slice of.
    #[test]
    fn an_error_keeps_bytes_of_its_own() {
        static GET: Endpoint = Endpoint::new("Chats", "view", "GET");
        for len in [10, KEPT, KEPT + 1, 7 << 20] {
            let body = bytes::Bytes::from(vec![b'x'; len]);
            let mut response = RawResponse::ok(body.clone());
            let read = <u8 as FromResponse<_>>::read(&GET, NoEnvelope::SPEC, &mut response);
            let Err(error) = read else { unreachable!() };
            assert_eq!(error.kind(), ErrorKind::Decode);
            let kept = error.body().map(|body| body.as_ptr_range());
            let len = error.body().map_or(0, |body| body.len());
            assert_eq!(len, body.len().min(KEPT));
            let whole = body.as_ptr_range();
            assert!(kept.is_some_and(|kept| !whole.contains(&kept.start)));
        }
    }
}
