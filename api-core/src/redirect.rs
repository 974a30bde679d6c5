//! Redirects: refused, unless the client was told to follow those to its own origin.
//!
//! Following one elsewhere would take credentials, secret headers and, in a `Referer`, whole
//! queries to who knows where; and a POST that turns into a GET, as browsers have it, is never
//! what an API's caller meant.

use http::{Method, Response, StatusCode, Uri, header};
use url::Url;

use crate::{Body, Error, ErrorKind, Result};

/// Where an answer leads, if it is a redirect; an error if that is not followed.
///
/// `asked` is what was asked for, if it may be asked for once more.
pub(crate) fn target(
    response: &Response<Body>,
    asked: Option<(Method, String)>,
) -> Result<Option<String>> {
    let status = response.status();
    if !status.is_redirection() || !response.headers().contains_key(header::LOCATION) {
        return Ok(None);
    }
    let refuse = |why: &str| {
        let message = format!("the server redirects (HTTP {}){why}", status.as_u16());
        Err(Error::new(ErrorKind::Redirect, message).with_reply(status, response.headers()))
    };
    let Some((method, url)) = asked else { return refuse(", which is not followed") };
    match status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => {}
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER
            if method == Method::GET || method == Method::HEAD => {}
        _ => return refuse(" to where only a GET would go, which is not what was asked for"),
    }
    let location = response.headers().get(header::LOCATION).and_then(|at| at.to_str().ok());
    let from = Url::parse(&url).ok();
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
        Ok(_) => Ok(Some(to.into())),
        Err(_) => refuse(" to what is no URL"),
    }
}
