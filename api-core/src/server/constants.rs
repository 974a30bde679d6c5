//! Tells endpoints of one path and method apart by the constants of their bodies.

use axum::RequestExt as _;
use axum::extract::Request;

use super::content::{Collect, Content};
use super::rejection::Rejection;
use crate::Endpoint;
use crate::endpoint::Constant;

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
