//! The default transport: reqwest, with what is unsafe in its defaults switched off.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use http::{Request, Response};

use crate::{Body, BoxError, Error, ErrorKind, Result};

use super::Transport;

/// How long a connection may take to be made, TLS included.
const CONNECT: Duration = Duration::from_secs(5);
/// How long an idle connection is kept: less than common servers do, so that we close first.
const IDLE: Duration = Duration::from_secs(15);

/// A transport with safe settings.
///
/// No redirects: reqwest would turn a POST into a GET, and would send an `X-Api-Key` and a
/// `Referer` with the whole query to another origin. No retries: its own know neither a delay nor
/// `Retry-After`.
pub(crate) fn default(env_proxy: bool) -> Result<Transport> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(CONNECT)
        .pool_idle_timeout(IDLE);
    if !env_proxy {
        builder = builder.no_proxy();
    }
    let client = builder
        .build()
        .map_err(|error| Error::build("the HTTP client could not be set up").with_source(error))?;
    Ok(Transport::from_reqwest(client))
}

pub(crate) async fn send(
    client: reqwest::Client,
    request: Request<Body>,
) -> Result<Response<Body>, BoxError> {
    let request = reqwest::Request::try_from(request.map(Body::into_reqwest))?;
    let response = client.execute(request).await.map_err(reqwest::Error::without_url)?;
    Ok(Response::from(response).map(Body::wrap))
}

/// Tells the kinds of a transport's failure apart: by the types along its sources, never by text.
pub(crate) fn classify(error: BoxError) -> Error {
    let error = match error.downcast::<Error>() {
        // A layer's own error, made elsewhere in this library.
        Ok(own) => return *own,
        Err(error) => error,
    };
    let error = match error.downcast::<reqwest::Error>() {
        Ok(error) => Box::new(error.without_url()),
        Err(error) => error,
    };
    let (kind, message) = kind(&*error);
    Error::new(kind, message).with_source(error)
}

fn kind(error: &(dyn StdError + 'static)) -> (ErrorKind, &'static str) {
    const TRANSPORT: (ErrorKind, &str) =
        (ErrorKind::Transport, "the connection broke before the answer was complete");
    let mut next = Some(error);
    let mut found = None;
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<reqwest::Error>() {
            if error.is_connect() {
                return if error.is_timeout() {
                    (ErrorKind::Timeout, "no connection was made in time")
                } else {
                    (ErrorKind::Connect, "no connection could be made")
                };
            } else if error.is_timeout() {
                found = Some((ErrorKind::Timeout, "the server took too long"));
            } else if error.is_builder() {
                found = Some((ErrorKind::Build, "the request cannot be sent"));
            }
        } else if let Some(error) = error.downcast_ref::<hyper::Error>() {
            if error.is_parse() {
                return (ErrorKind::Protocol, "the answer is not valid HTTP");
            } else if error.is_incomplete_message() {
                return TRANSPORT;
            }
        } else if let Some(error) = error.downcast_ref::<io::Error>()
            && error.kind() == io::ErrorKind::InvalidData
        {
            return (ErrorKind::Protocol, "the answer is not valid HTTP");
        }
        next = error.source();
    }
    found.unwrap_or(TRANSPORT)
}
