//! A transport without a network, which gives each attempt its fate.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll};
use std::time::Duration;

use api_core::{Body, BoxError, Client, ClientBuilder, Result};
use http::{Request, Response, StatusCode};
use tokio::time::Instant;

use self::Fate::*;

pub(crate) type Seen = (Instant, Request<Body>);

/// What becomes of one attempt.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    Status(u16),
    /// 429, with this `Retry-After`.
    Refused(&'static str),
    /// The envelope says no, on this status.
    Envelope(u16),
    Connect,
    Broken,
    /// 200, and a body that ends early.
    Cut,
    /// 200, and a body that fails as a connection does that is refused.
    CutOddly,
    Hangs,
}

#[derive(Clone, Default)]
pub(crate) struct Network {
    fates: Arc<Mutex<Vec<Fate>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Network {
    /// Gives each attempt its fate; the last one counts for all that follow.
    pub(crate) fn of(fates: &[Fate]) -> Self {
        let network = Self::default();
        network.change(fates);
        network
    }

    pub(crate) fn change(&self, fates: &[Fate]) {
        *self.fates.lock().unwrap() = fates.iter().rev().copied().collect();
    }

    /// The requests so far, and when they came.
    pub(crate) fn seen(&self) -> MutexGuard<'_, Vec<Seen>> {
        self.seen.lock().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        let network = self.clone();
        Client::builder("https://api.test").transport(tower::service_fn(move |request| {
            network.seen.lock().unwrap().push((Instant::now(), request));
            let mut fates = network.fates.lock().unwrap();
            let fate = if fates.len() > 1 { fates.pop().unwrap() } else { fates[0] };
            respond(fate)
        }))
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn count(&self) -> usize {
        self.seen().len()
    }

    /// The waits between the attempts.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        self.seen().windows(2).map(|pair| pair[1].0 - pair[0].0).collect()
    }
}

async fn respond(fate: Fate) -> Result<Response<Body>, BoxError> {
    let cut = |kind| {
        let frames = [Ok("{"), Err(io::Error::from(kind))];
        Ok(Response::new(Body::stream(Frames(frames.into_iter().collect()))))
    };
    let response = |status, body: &'static str| {
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = StatusCode::from_u16(status).unwrap();
        Ok(response)
    };
    match fate {
        Status(status) => response(status, r#"{"code":0,"data":7}"#),
        Envelope(status) => response(status, r#"{"code":9,"message":"no"}"#),
        Refused(after) => response(429, "").map(|mut response| {
            response.headers_mut().insert("retry-after", after.parse().unwrap());
            response
        }),
        Connect => Err(Box::new(io::Error::from(io::ErrorKind::ConnectionRefused))),
        Broken => Err(Box::new(io::Error::from(io::ErrorKind::ConnectionReset))),
        Cut => cut(io::ErrorKind::UnexpectedEof),
        CutOddly => cut(io::ErrorKind::ConnectionRefused),
        Hangs => std::future::pending().await,
    }
}

/// A stream of what is at hand.
struct Frames<T>(VecDeque<T>);

impl<T: Unpin> futures_util::Stream for Frames<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.pop_front())
    }
}
