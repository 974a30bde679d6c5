//! The default transport: reqwest, with what is unsafe in its defaults switched off.

use std::time::Duration;

use http::{Request, Response};

use super::Transport;
use super::connect::{Bound, ConnectTimeout};
use crate::{Body, BoxError, Error, Result};

/// How long an idle connection is kept: less than common servers do, so that we close first.
const IDLE: Duration = Duration::from_secs(15);

/// A transport with safe settings.
///
/// No redirects: reqwest would turn a POST into a GET, and would send an `X-Api-Key` and a
/// `Referer` with the whole query to another origin. No retries: its own know neither a delay nor
/// `Retry-After`.
pub(crate) fn default(env_proxy: bool, connect: Duration) -> Result<Transport> {
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        // Each is a way to turn few bytes into many, and is on as soon as any crate of a build asks
        // for it.
        .no_brotli()
        .no_deflate()
        .no_zstd()
        .connector_layer(Bound(connect))
        .pool_idle_timeout(IDLE);
    if !cfg!(feature = "gzip") {
        builder = builder.no_gzip();
    }
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
    let connect = request.extensions().get::<ConnectTimeout>().copied();
    let request = reqwest::Request::try_from(request.map(Body::into_reqwest))?;
    let response = match connect {
        None => client.execute(request).await,
        Some(connect) => connect.bounds(client.execute(request)).await,
    };
    let response = response.map_err(reqwest::Error::without_url)?;
    Ok(Response::from(response).map(Body::wrap))
}
