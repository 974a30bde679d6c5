//! One exchange: a request that was sent, and its response at the end of any redirects.

use http::Response;
use http::header::RANGE;
use url::Url;

use super::observe::ObservedSend;
use super::upload::{self, Upload};
use super::{Run, limits};
use crate::headers::Recipient;
use crate::observe;
use crate::redirect::{self, Asked, NotFollowed, Redirected};
use crate::request::RequestParts;
use crate::response::{Buffering, RawResponse, RedirectedTo};
use crate::retry::RetryClass;
use crate::transport::{self, FreshConnection, ResponseFuture};
use crate::{Body, Error, ErrorKind, Result};

/// A request that was sent, and what a redirect needs to send it elsewhere.
pub(super) struct PendingExchange {
    response: ResponseFuture,
    /// The progress of its body, if that is a stream.
    upload: Option<Upload>,
    asked: Option<Box<Asked>>,
    /// The URL, for a client that keeps cookies.
    target: Option<Box<Url>>,
    /// Where redirects led, if any did.
    redirected_to: Option<Box<RedirectedTo>>,
    /// True if the request of a download asks for a part of it.
    asks_for_part: bool,
    /// True if the request is sent once more where it broke a kept connection.
    pub(super) may_be_resent: bool,
}

impl PendingExchange {
    /// Keeps where a redirect leads: the request that goes there has to wait for its turn.
    fn follow_later(&mut self, to: Redirected) {
        if let Some(asked) = &mut self.asked {
            asked.next = Some(to);
        }
    }

    /// Where a redirect led that is to be followed now.
    pub(super) fn next(&mut self) -> Option<Redirected> {
        self.asked.as_mut()?.next.take()
    }
}

/// Why a request is sent.
pub(super) enum SendReason {
    /// It begins an attempt.
    Attempt,
    /// A redirect leads there.
    Redirect(Redirected),
    /// The connection of the request before it was dead.
    Resend,
}

impl Run<'_> {
    /// Sends a request of one attempt. The `last` attempt takes the request along instead of a copy.
    pub(super) fn send(
        &self,
        parts: &mut RequestParts,
        last: bool,
        hops: u32,
        reason: SendReason,
    ) -> Result<PendingExchange> {
        let mut request = parts.attempt(Recipient::Transport, last)?;
        let observed = ObservedSend::new(&reason, parts);
        let mut redirected_to = None;
        if let SendReason::Redirect(to) = reason {
            redirected_to =
                Some(Box::new(RedirectedTo { url: to.url.clone(), is_away: to.is_away }));
            to.apply_to(&mut request);
        }
        let is_away = redirected_to.as_ref().is_some_and(|to| to.is_away);
        let target = self.client.cookies().and_then(|cookies| {
            let target = Box::new(Url::parse(&request.target).ok()?);
            // On the way back from another origin, they would be used in a request that a stranger chose.
            if !is_away || !self.client.has_origin_of(&target) {
                cookies.add_to(&target, &mut request.headers);
            }
            Some(target)
        });
        let asked = (hops > 0).then(|| Box::new(Asked::of(&request, hops, is_away)));
        let least = self.client.min_throughput();
        let upload = least.and_then(|least| upload::watch(&mut request.body, least));
        let asks_for_part = matches!(self.expected.buffering, Buffering::Stream(kind) if kind.is_transfer)
            && request.headers.contains_key(RANGE);
        self.sends(parts, &mut request, &observed);
        let (transport, base) = (self.client.transport(), self.client.base());
        let response = match self.observation() {
            None => transport.send(request, base),
            Some(observation) => observation.run(|| transport.send(request, base)),
        };
        Ok(PendingExchange {
            response,
            upload,
            asked,
            target,
            redirected_to,
            asks_for_part,
            may_be_resent: false,
        })
    }

    /// Receives the response, and its body if that is wanted here.
    pub(super) async fn exchange(
        &self,
        pending: &mut PendingExchange,
        parts: &mut RequestParts,
    ) -> Result<Box<RawResponse>> {
        let mut response = loop {
            let mut response = self.head(pending, parts).await?;
            let Some(to) = self.redirect(&response, pending)? else { break response };
            self.redirected(&response);
            if self.client.limiter().is_some() {
                response.redirected_to = pending.redirected_to.take();
                pending.follow_later(to);
                return Ok(response);
            }
            *pending = self.send(parts, false, to.hops, SendReason::Redirect(to))?;
        };
        response.redirected_to = pending.redirected_to.take();
        response.is_asked_part = pending.asks_for_part;
        let buffered = match self.expected.buffering {
            Buffering::Always => true,
            Buffering::Failures => !response.is_success,
            Buffering::Never => false,
            Buffering::Stream(kind) => {
                !response.is_success
                    || self.endpoint.means_none(response.status)
                    || !kind.takes(&response.headers, self.endpoint)
            }
        };
        if buffered {
            response.read(&self.body_limits(&response)).await?;
            self.received(&response);
        } else if self.may_be_envelope(&response) {
            let mut limits = self.body_limits(&response);
            limits.cap = limits.cap.min(self.max_body().unwrap_or(usize::MAX));
            Box::pin(response.read_if_short(&limits)).await;
            self.received(&response);
        }
        Ok(response)
    }

    /// True of a download that may be the envelope of a failure. Some APIs send one with the status of a
    /// success, and it would be saved as the file.
    fn may_be_envelope(&self, response: &RawResponse) -> bool {
        matches!(self.expected.buffering, Buffering::Stream(kind) if kind.is_transfer)
            && self.expected.spec.is_some()
            && response.is_undeclared_json(self.endpoint)
    }

    /// Receives the head of a response.
    async fn head(
        &self,
        pending: &mut PendingExchange,
        parts: &mut RequestParts,
    ) -> Result<Box<RawResponse>> {
        let error = {
            let response = match pending.upload.take() {
                None => observe::within(self.observation(), &mut pending.response).await,
                // Boxed: a call without a stream need not be larger for it.
                Some(upload) => {
                    let mut response = Box::pin(upload.response(&mut pending.response));
                    observe::within(self.observation(), &mut response).await
                }
            };
            match response {
                Ok(response) => return self.take_head(pending, response),
                Err(error) => transport::classify(error),
            }
        };
        if !self.broke_a_kept_connection(&error, pending) {
            return Err(error);
        }
        self.will_be_resent(&error);
        Box::pin(self.resend(parts, pending)).await
    }

    /// Looks at the head of a response.
    fn take_head(
        &self,
        pending: &PendingExchange,
        response: Response<Body>,
    ) -> Result<Box<RawResponse>> {
        self.client.kept_connections().responded();
        if let Some((cookies, target)) = self.client.cookies().zip(pending.target.as_deref()) {
            cookies.keep(target, response.headers());
        }
        self.responded(&response);
        limits::check_headers(&response)?;
        let is_success = self.is_success(response.status());
        Ok(RawResponse::begin(response, self.limits.started, is_success))
    }

    /// Tells if a request met a connection that was kept and is dead, as far as that can be known. A
    /// server may close one at any time, and that says nothing about the next.
    fn broke_a_kept_connection(&self, error: &Error, pending: &PendingExchange) -> bool {
        pending.may_be_resent
            && error.kind() == ErrorKind::Transport
            && error.class() == RetryClass::Transient
            && self.client.kept_connections().may_have_been_kept()
    }

    /// Sends a request once more, over a new connection, as all later ones of its call go.
    async fn resend(
        &self,
        parts: &mut RequestParts,
        pending: &mut PendingExchange,
    ) -> Result<Box<RawResponse>> {
        parts.options().extensions.insert(FreshConnection);
        let hops = pending.asked.as_ref().map_or(0, |asked| asked.hops());
        *pending = self.send(parts, false, hops, SendReason::Resend)?;
        let response = observe::within(self.observation(), &mut pending.response).await;
        let response = response.map_err(|error| {
            self.client.kept_connections().new_ones_break();
            transport::classify(error)
        });
        self.take_head(pending, response?)
    }

    /// Where the next request goes, and how many more may follow it, if the response is a redirect
    /// that is followed. One that is declared to be a success is not followed. An endpoint that takes
    /// responses as they are gets one that is not followed.
    fn redirect(
        &self,
        response: &RawResponse,
        pending: &PendingExchange,
    ) -> Result<Option<Redirected>> {
        if response.is_success {
            return Ok(None);
        }
        let away = self.endpoint.redirects_away().then(|| self.client.base());
        let asked = pending.asked.as_deref().ok_or_else(|| {
            match (self.redirects(), &pending.redirected_to) {
                (0, _) => NotFollowed::None,
                (_, Some(_)) => NotFollowed::TooMany,
                (_, None) => NotFollowed::Streamed,
            }
        });
        match redirect::target(response, asked, away) {
            Err(_) if self.expected.buffering == Buffering::Never => Ok(None),
            target => target,
        }
    }
}
