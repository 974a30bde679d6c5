//! The stages of a call, in order, on one screen.
//!
//! deadline → request → transport (behind the user's layers) → redirects → body, under a cap.
//! Retries and rate limits will stand between the deadline and the transport.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Response, header};
use http_body_util::BodyExt as _;
use tokio::time::Instant;

use crate::request::RequestParts;
use crate::response::{RawBody, RawResponse};
use crate::{Body, Endpoint, Error, ErrorKind, Result, transport};

/// Sends a request and takes in the answer, before the deadline.
pub(crate) async fn execute(parts: RequestParts, buffered: bool) -> Result<RawResponse> {
    let endpoint = parts.endpoint;
    let started = Instant::now();
    let timeout = parts.timeout.unwrap_or_else(|| parts.client.timeout());
    let client = parts.client.clone();
    let own_cap = endpoint.max_body().and_then(|bytes| usize::try_from(bytes).ok());
    let cap = own_cap.unwrap_or(client.max_body());
    let request = parts.into_request()?;
    let exchange = async {
        let sent = client.transport().clone().send(request).await;
        let response = refuse_redirect(sent.map_err(transport::classify)?)?;
        take_in(endpoint, response, buffered, cap).await
    };
    let result = match tokio::time::timeout(timeout, exchange).await {
        Ok(result) => result,
        Err(_) => Err(late(timeout)),
    };
    result.map_err(|error| error.at(endpoint).after(1, started.elapsed()))
}

#[cold]
fn late(timeout: Duration) -> Error {
    Error::new(ErrorKind::Timeout, format!("no complete answer within {timeout:?}"))
}

/// A redirect is an error: following one would take credentials to who knows where.
fn refuse_redirect(response: Response<Body>) -> Result<Response<Body>> {
    let status = response.status();
    if !status.is_redirection() || !response.headers().contains_key(header::LOCATION) {
        return Ok(response);
    }
    let message = format!("the server redirects (HTTP {}), which is not followed", status.as_u16());
    Err(Error::new(ErrorKind::Redirect, message).with_reply(status, response.headers()))
}

async fn take_in(
    endpoint: &Endpoint,
    response: Response<Body>,
    buffered: bool,
    cap: usize,
) -> Result<RawResponse> {
    let (parts, body) = response.into_parts();
    let body = if buffered {
        let mut gathered = Gathered::default();
        match read(&parts.headers, body, cap, &mut gathered).await {
            Err(error) if endpoint.is_success(parts.status) => {
                return Err(error.with_reply(parts.status, &parts.headers));
            }
            // That the call failed, and what was said of it so far, is worth more than how the
            // error page ended.
            Err(_) | Ok(()) => RawBody::Read(gathered.finish()),
        }
    } else {
        RawBody::Unread(body)
    };
    Ok(RawResponse { status: parts.status, headers: parts.headers, body })
}

/// Reads a body to its end, counting while reading: a length may be missing, or a lie.
async fn read(
    headers: &HeaderMap,
    mut body: Body,
    cap: usize,
    gathered: &mut Gathered,
) -> Result<()> {
    let stated = headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
    if stated.and_then(|length| length.parse().ok()).is_some_and(|length: u64| length > cap as u64)
    {
        return Err(too_large(cap));
    }
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(transport::classify)?.into_data() else { continue };
        if gathered.len() + data.len() > cap {
            return Err(too_large(cap));
        }
        gathered.push(data);
    }
    Ok(())
}

/// What was read of a body. Most answers arrive in one piece, which is kept as it is.
#[derive(Default)]
struct Gathered {
    first: Bytes,
    all: BytesMut,
}

impl Gathered {
    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    fn push(&mut self, data: Bytes) {
        if self.len() == 0 {
            self.first = data;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&data);
    }

    fn finish(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}

#[cold]
fn too_large(cap: usize) -> Error {
    let message = format!(
        "the answer is larger than {cap} bytes; `ClientBuilder::max_body` raises the limit"
    );
    Error::new(ErrorKind::Limit, message)
}
