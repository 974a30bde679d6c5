//! The value that an implementation returns, as an HTTP response: sealed in the envelope, or as it is.

use bytes::Bytes as RawBytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::response::by_status::{Chosen, ReadByStatus};
use crate::response::{Decoded, Optional, Raw, Undecoded, WithHead};
use crate::wire::media_type::{BYTES, JSON, TEXT};
use crate::{Body, Bytes, Endpoint, Error, Response, Result, Seal, Text};

/// A response as it leaves the handler.
pub(crate) type HttpResponse = http::Response<Body>;

/// A value that an endpoint can return. The parameter `K` keeps the implementations apart; inference
/// finds it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can be received, but not sent as a response",
    label = "does not implement `serde::Serialize`",
    note = "a server writes what a client reads: derive `serde::Serialize` on it, or take `server` off \
            the trait"
)]
pub trait IntoResponse<K> {
    /// Makes the response.
    ///
    /// # Errors
    ///
    /// If the value cannot be serialized, or the envelope has no place for it.
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> IntoResponse<Decoded> for T {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        Ok(sealed(endpoint, seal.success_text(&self)?))
    }
}

/// The variant's own status, and its body sealed as any success.
#[diagnostic::do_not_recommend]
impl<T: ReadByStatus> IntoResponse<Chosen> for T {
    fn into_response(self, seal: Seal, _: &'static Endpoint) -> Result<HttpResponse> {
        let (status, body) = self.send();
        let mut response = match body {
            Some(json) => seal.success(&json?)?.map(Body::from),
            None => HttpResponse::default(),
        };
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or_default();
        Ok(response)
    }
}

#[diagnostic::do_not_recommend]
impl<T: IntoResponse<K>, K> IntoResponse<WithHead<K>> for Response<T> {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let (status, headers) = (self.status(), self.headers().clone());
        let mut response = self.into_value().into_response(seal, endpoint)?;
        *response.status_mut() = status;
        // A header that was set replaces the default one of that name.
        for name in headers.keys() {
            response.headers_mut().remove(name);
        }
        for (name, value) in &headers {
            response.headers_mut().append(name, value.clone());
        }
        Ok(response)
    }
}

/// Removes from a response what only the transport knows: where its body ends. An implementation that
/// passes on the headers of another server would have its clients wait for bytes that never come, or
/// take some of them for the next response. A response to HEAD states the length of a body that it
/// has not, and so may a stream, which is then cut or broken off.
///
/// A 204 or 205 has no body (RFC 9110, 15.3.5 and 15.3.6). hyper would leave the body of a 204 out and
/// still state its length, so that a client may wait for it.
pub(super) fn remove_framing(response: &mut HttpResponse, endpoint: &Endpoint) {
    let has_none = matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT);
    if has_none {
        *response.body_mut() = Body::empty();
    }
    // Most responses have one header. To look each of two names up would take ten times as long.
    let is_framing = |name| name == header::TRANSFER_ENCODING || name == header::CONTENT_LENGTH;
    if !response.headers().keys().any(is_framing) {
        return;
    }
    let is_known = has_none || (response.body().length().is_some() && endpoint.method() != "HEAD");
    let headers = response.headers_mut();
    headers.remove(header::TRANSFER_ENCODING);
    if let Some(length) = headers.get(header::CONTENT_LENGTH) {
        let is_number = length.to_str().is_ok_and(|length| length.parse::<u64>().is_ok());
        if is_known || !is_number {
            headers.remove(header::CONTENT_LENGTH);
        }
    }
}

/// The response to a success, from its JSON. It is a function of its own so that it is compiled once, and
/// not for each type.
fn sealed(endpoint: &'static Endpoint, text: Vec<u8>) -> HttpResponse {
    match endpoint.none().first() {
        Some(_) if text == b"null" => nothing(endpoint),
        _ => raw(endpoint, text.into(), const { HeaderValue::from_static(JSON) }),
    }
}

fn raw(endpoint: &'static Endpoint, body: RawBytes, content_type: HeaderValue) -> HttpResponse {
    let mut response = HttpResponse::new(Body::from(body));
    *response.status_mut() = endpoint.success_status();
    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
    response
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for Bytes {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        Ok(raw(endpoint, self.into_inner(), const { HeaderValue::from_static(BYTES) }))
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for Body {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        Ok(raw(endpoint, RawBytes::new(), const { HeaderValue::from_static(BYTES) }).map(|_| self))
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for Text {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        Ok(raw(endpoint, self.into_inner().into(), const { HeaderValue::from_static(TEXT) }))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Undecoded<K> + IntoResponse<K>, K> IntoResponse<Optional<K>> for Option<T> {
    fn into_response(self, seal: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        self.map_or_else(|| Ok(nothing(endpoint)), |body| body.into_response(seal, endpoint))
    }
}

/// The response that a client reads as `None`.
fn nothing(endpoint: &Endpoint) -> HttpResponse {
    let mut response = HttpResponse::default();
    let declared = endpoint.none().first().and_then(|none| StatusCode::from_u16(*none).ok());
    *response.status_mut() = declared.unwrap_or(StatusCode::NO_CONTENT);
    response
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for HeaderMap {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let mut response = HttpResponse::default();
        *response.status_mut() = endpoint.success_status();
        *response.headers_mut() = self;
        Ok(response)
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Raw> for HttpResponse {
    fn into_response(self, _: Seal, _: &'static Endpoint) -> Result<HttpResponse> {
        Ok(self)
    }
}

/// An error that can be sent to a client.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent to a client",
    label = "cannot be made into an `api_core::Error`",
    note = "implement `From<{Self}> for api_core::Error`, by way of an `api_core::ApiError` with a code \
            and a message, or of `api_core::Error::internal`"
)]
pub trait IntoServerError {
    /// The error as the library's own.
    fn into_error(self) -> Error;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Error>> IntoServerError for E {
    fn into_error(self) -> Error {
        self.into()
    }
}
