//! Tells endpoints of one path and method apart by the constants of their headers and bodies.

use axum::RequestExt as _;
use axum::extract::Request;
use http::HeaderMap;

use super::content::{Collect, Content};
use super::rejection::Rejection;
use crate::Endpoint;
use crate::endpoint::Constant;

/// The constant headers of an endpoint that not all of its peers have: the endpoints with its path, its method, and
/// its constants of the query and the body.
pub(super) fn headers<'a>(
    endpoint: &'static Endpoint,
    peers: impl Iterator<Item = &'a &'static Endpoint> + Clone,
) -> Vec<(&'static str, &'static str)> {
    let peers = peers
        .filter(|other| other.query() == endpoint.query() && other.fields() == endpoint.fields());
    let is_common = |(name, value): &(&str, &str)| {
        let is_it = |(own, text): &(&str, &str)| own.eq_ignore_ascii_case(name) && text == value;
        peers.clone().all(|other| other.headers().iter().any(is_it))
    };
    endpoint.headers().iter().copied().filter(|header| !is_common(header)).collect()
}

/// `true` if a request has these headers, each once.
pub(super) fn are_sent(headers: &[(&str, &str)], sent: &HeaderMap) -> bool {
    headers.iter().all(|(name, value)| {
        let mut own = sent.get_all(*name).iter();
        own.next().is_some_and(|first| first == value) && own.next().is_none()
    })
}

/// The constants of an endpoint that not all of `endpoints` have.
pub(super) fn distinguishing<'a>(
    endpoint: &'a Endpoint,
    endpoints: &'a [&'static Endpoint],
) -> impl Iterator<Item = &'a (&'static str, Constant)> {
    let is_common = |field| endpoints.iter().all(|other| other.fields().contains(field));
    endpoint.fields().iter().filter(move |field| !is_common(field))
}

/// Finds the first endpoint that has the constants of a request's body, if there is one. The request
/// comes back with its body unread.
pub(super) async fn pick(
    request: Request,
    endpoints: &[&'static Endpoint],
) -> Result<(Request, Option<usize>), Rejection> {
    if endpoints.iter().all(|endpoint| distinguishing(endpoint, endpoints).next().is_none()) {
        return Ok((request, Some(0)));
    }
    let (parts, body) = request.with_limited_body().into_parts();
    let bytes = Collect::new(body).await?;
    let is_meant = |endpoint: &&'static Endpoint| {
        let mut constants = distinguishing(endpoint, endpoints).peekable();
        if constants.peek().is_none() {
            return true;
        }
        let format = endpoint.body_format();
        let content = format.map(|format| Content::parse(format, &parts.headers, bytes.clone()));
        // A body that is no such thing is another endpoint's.
        let Some(Ok(content)) = content else { return false };
        constants.all(|(name, value)| content.has(name, *value))
    };
    let at = endpoints.iter().position(is_meant);
    Ok((Request::from_parts(parts, bytes.into()), at))
}
