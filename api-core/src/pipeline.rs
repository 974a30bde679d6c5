//! The stages of a call, in order, on one screen.
//!
//! deadline → attempts: request → transport (behind the user's layers) → redirects → body, under a
//! cap. Rate limits will stand at the head of an attempt.

use std::time::{Duration, SystemTime};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, Request, Response, header};
use http_body_util::BodyExt as _;
use tokio::time::Instant;

use crate::request::RequestParts;
use crate::response::{RawBody, RawResponse};
use crate::retry::{Attempts, Class, Failure, Plan, Sent, retry_after};
use crate::{Body, Client, Endpoint, Error, ErrorKind, Result, transport};

/// Sends a request, more than once if it has to be, and takes in the answer, before the deadline.
pub(crate) async fn execute(mut parts: RequestParts, buffered: bool) -> Result<RawResponse> {
    let started = Instant::now();
    let endpoint = parts.endpoint;
    let client = parts.client.clone();
    let timeout = parts.timeout.unwrap_or_else(|| client.timeout());
    parts.seal()?;
    // Outside of what the deadline cuts off, so that what was tried until then is known.
    let mut attempts = Attempts::new(plan(&parts), client.budget());
    let run = Run { client: &client, endpoint, started, timeout, buffered };
    let result = match tokio::time::timeout(timeout, run.repeat(&mut parts, &mut attempts)).await {
        Ok(result) => result,
        Err(_) => {
            attempts.late();
            Err(late(timeout))
        }
    };
    match result {
        Ok(mut response) => {
            response.sent = attempts.sent();
            Ok(response)
        }
        Err(error) => Err(error.at(endpoint).sent(attempts.sent(), started.elapsed())),
    }
}

/// What the call, the endpoint and the client say of sending it again.
fn plan(parts: &RequestParts) -> Plan {
    let safe = parts.endpoint.is_idempotent() || parts.has_idempotency_key();
    parts.retry.or(parts.client.retry()).plan(safe, parts.is_replayable())
}

/// A call under way: what all its attempts have in common.
struct Run<'a> {
    client: &'a Client,
    endpoint: &'static Endpoint,
    started: Instant,
    timeout: Duration,
    buffered: bool,
}

impl Run<'_> {
    /// Makes one attempt after the other, until one succeeds or another is of no use.
    async fn repeat(
        &self,
        parts: &mut RequestParts,
        attempts: &mut Attempts<'_>,
    ) -> Result<RawResponse> {
        loop {
            let request = parts.attempt(attempts.next_is_last())?;
            attempts.begin();
            let result = self.exchange(request).await;
            let Some(failure) = failure(&result) else {
                attempts.settled();
                return result;
            };
            let left = self.timeout.saturating_sub(self.started.elapsed());
            let Some(wait) = attempts.failed(failure, left, fastrand::u64(..)) else {
                return result;
            };
            // An answer whose body was left unread holds its connection.
            drop(result);
            tokio::time::sleep(wait).await;
        }
    }

    /// One attempt: a request, and its answer.
    async fn exchange(&self, request: Request<Body>) -> Result<RawResponse> {
        let sent = self.client.transport().clone().send(request).await;
        let response = refuse_redirect(sent.map_err(transport::classify)?)?;
        self.take_in(response).await
    }

    /// The largest answer that is read, in bytes.
    fn cap(&self) -> usize {
        let own = self.endpoint.max_body().and_then(|bytes| usize::try_from(bytes).ok());
        own.unwrap_or(self.client.max_body())
    }

    async fn take_in(&self, response: Response<Body>) -> Result<RawResponse> {
        let (parts, body) = response.into_parts();
        let body = if self.buffered {
            let mut gathered = Gathered::default();
            match read(&parts.headers, body, self.cap(), &mut gathered).await {
                Err(error) if self.endpoint.is_success(parts.status) => {
                    return Err(error.with_reply(parts.status, &parts.headers));
                }
                // That the call failed, and what was said of it so far, is worth more than how the
                // error page ended.
                Err(_) | Ok(()) => RawBody::Read(gathered.finish()),
            }
        } else {
            RawBody::Unread(body)
        };
        let (status, headers) = (parts.status, parts.headers);
        Ok(RawResponse { status, headers, body, started: self.started, sent: Sent::default() })
    }
}

/// How an attempt failed, if it did.
fn failure(result: &Result<RawResponse>) -> Option<Failure> {
    match result {
        Ok(response) => match Class::of(response.status) {
            Class::Settled => None,
            class => {
                let retry_after = retry_after(&response.headers, SystemTime::now);
                Some(Failure { class, retry_after })
            }
        },
        Err(error) => Some(Failure { class: error.class(), retry_after: None }),
    }
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
        let Ok(data) = frame.map_err(transport::classify_midway)?.into_data() else { continue };
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
