//! Redirects: errors, unless the client follows those to its own origin.
//!
//! Following one elsewhere would hand credentials, secret headers and, in a `Referer`, whole queries
//! to a stranger. And a POST that turns into a GET, as it does in browsers, is never what the caller
//! of an API meant.

use http::{Method, StatusCode, Uri, header};
use url::Url;

use crate::response::RawResponse;
use crate::transport::OutgoingRequest;
use crate::{Error, ErrorKind, Result};

/// A request that may be sent again, elsewhere.
pub(crate) struct Asked {
    method: Method,
    url: String,
    /// How many more redirects are followed.
    hops: u32,
}

impl Asked {
    pub(crate) fn of(draft: &OutgoingRequest, hops: u32) -> Self {
        Self { method: draft.method.clone(), url: draft.target.clone(), hops }
    }
}

/// Where a redirect leads, and how many more are followed from there. `None` for a response that is
/// no redirect.
///
/// # Errors
///
/// A redirect that is not followed, such as any without `asked`.
pub(crate) fn target(
    response: &RawResponse,
    asked: Option<&Asked>,
) -> Result<Option<(String, u32)>> {
    let RawResponse { status, headers, .. } = response;
    if !is_redirect(*status) || !headers.contains_key(header::LOCATION) {
        return Ok(None);
    }
    let refuse = |why: &str| {
        let message = format!("the server redirects (HTTP {}){why}", status.as_u16());
        Err(Error::new(ErrorKind::Redirect, message).with_reply(*status, headers))
    };
    let Some(Asked { method, url, hops }) = asked else { return refuse(", which is not followed") };
    match *status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => {}
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER
            if *method == Method::GET || *method == Method::HEAD => {}
        _ => return refuse(" to where only a GET would go, which is not what was asked for"),
    }
    // Some servers write UTF-8 as it is, which a URL parser encodes.
    let location = headers.get(header::LOCATION).and_then(|at| str::from_utf8(at.as_bytes()).ok());
    let from = Url::parse(url).ok();
    let Some((from, mut to)) =
        from.zip(location).and_then(|(from, at)| from.join(at).ok().map(|to| (from, to)))
    else {
        return refuse(" to what is no URL");
    };
    if from.origin() != to.origin() || !to.username().is_empty() || to.password().is_some() {
        return refuse(" to another origin, which is not followed");
    }
    to.set_fragment(None);
    match to.as_str().parse::<Uri>() {
        Ok(_) => Ok(Some((to.into(), hops.saturating_sub(1)))),
        Err(_) => refuse(" to what is no URL"),
    }
}

/// True for the statuses that send a client elsewhere (RFC 9110 §15.4). A 300 offers choices, and a 304
/// says that what the caller has is still good: neither asks for another request.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}
