//! Redirects: errors, unless the client follows those to its own origin, or the endpoint those to
//! others.
//!
//! Following one elsewhere would hand credentials, secret headers and, in a `Referer`, whole queries
//! to a stranger. And a POST that turns into a GET, as it does in browsers, is never what the caller
//! of an API meant.

use http::header::{self, HeaderName};
use http::{Method, StatusCode, Uri};
use url::Url;

use crate::base_url::BaseUrl;
use crate::response::RawResponse;
use crate::transport::{NeverSigned, OutgoingRequest};
use crate::{Body, Error, ErrorKind, Result};

/// The redirects in a row that an endpoint follows away, unless the client says how many.
pub(crate) const AWAY: u32 = 5;

/// The headers that follow to another origin: they say which form and which part of a resource is
/// wanted, and prove nothing to anybody.
const HARMLESS: [HeaderName; 11] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::CACHE_CONTROL,
    header::IF_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_NONE_MATCH,
    header::IF_RANGE,
    header::IF_UNMODIFIED_SINCE,
    header::RANGE,
    header::USER_AGENT,
];

/// A request that may be sent again, elsewhere.
pub(crate) struct Asked {
    method: Method,
    url: String,
    /// The number of redirects that may still be followed.
    hops: u32,
    /// True if another origin was on the way here.
    is_away: bool,
    /// Where its response led, until that is followed.
    pub(crate) next: Option<Redirected>,
}

impl Asked {
    pub(crate) fn hops(&self) -> u32 {
        self.hops
    }

    pub(crate) fn of(draft: &OutgoingRequest, hops: u32, is_away: bool) -> Self {
        Self { method: draft.method.clone(), url: draft.target.clone(), hops, is_away, next: None }
    }
}

/// Where a redirect leads.
pub(crate) struct Redirected {
    pub(crate) url: String,
    /// The number of redirects that may still be followed from there.
    pub(crate) hops: u32,
    /// True if another origin is on the way there, or there.
    pub(crate) is_away: bool,
}

impl Redirected {
    /// Sends a request there instead. Credentials in the query stay behind: they were for the first
    /// target. To another origin, and back from there, only harmless headers are sent.
    pub(crate) fn apply_to(self, request: &mut OutgoingRequest) {
        request.public = self.url.len();
        request.target = self.url;
        if self.is_away {
            let headers = std::mem::take(&mut request.headers).into_iter();
            let named = headers.filter_map(|(name, value)| Some((name?, value)));
            request.headers = named.filter(|(name, _)| HARMLESS.contains(name)).collect();
            request.body = Body::empty();
            request.extensions.insert(NeverSigned);
        }
    }
}

/// Why a request is not sent elsewhere, wherever that is.
#[derive(Clone, Copy)]
pub(crate) enum NotFollowed {
    /// The client follows no redirects.
    None,
    /// The ones before it were as many as the client follows.
    TooMany,
    /// The body was a stream, which is gone.
    Streamed,
}

impl NotFollowed {
    fn words(self) -> &'static str {
        match self {
            Self::None => {
                ", which is not followed; `ClientBuilder::follow_redirects` sets how many are"
            }
            Self::TooMany => {
                " once more than is followed; `ClientBuilder::follow_redirects` sets how many are"
            }
            Self::Streamed => {
                ", which is not followed: the body was a stream, and cannot be sent again"
            }
        }
    }
}

/// Where a redirect leads; `None` for a response that is no redirect. With `away`, it may be another
/// origin that a client of `base` may call.
///
/// # Errors
///
/// A redirect that is not followed, such as any that was not `asked` to be.
pub(crate) fn target(
    response: &RawResponse,
    asked: Result<&Asked, NotFollowed>,
    away: Option<&BaseUrl>,
) -> Result<Option<Redirected>> {
    let RawResponse { status, headers, .. } = response;
    if !is_redirect(*status) || !headers.contains_key(header::LOCATION) {
        return Ok(None);
    }
    let refuse = |why: &str| {
        let message = format!("the server redirects (HTTP {}){why}", status.as_u16());
        Err(Error::new(ErrorKind::Redirect, message).with_head(*status, headers))
    };
    let Asked { method, url, hops, is_away, .. } = match asked {
        Ok(asked) => asked,
        Err(why) => return refuse(why.words()),
    };
    let only_reads = matches!(*method, Method::GET | Method::HEAD);
    match *status {
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => {}
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER if only_reads => {
        }
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
    if !matches!(to.scheme(), "http" | "https") {
        return refuse(" to what is no URL of HTTP");
    }
    let elsewhere = from.origin() != to.origin();
    // Not to where everyone on the way can read along, either.
    let may_follow = || {
        let downgrade = from.scheme() == "https" && to.scheme() != "https";
        away.is_some_and(|base| base.may_be_called(&to) && !downgrade)
    };
    if !to.username().is_empty() || to.password().is_some() {
        return refuse(" to a URL with a user name or a password, which is not followed");
    }
    if elsewhere && !may_follow() {
        return refuse(match away {
            None if only_reads => {
                " to another origin, which is not followed; `redirects = away` on the endpoint has it \
                 followed, without credentials"
            }
            _ => " to another origin, which is not followed",
        });
    }
    to.set_fragment(None);
    match to.as_str().parse::<Uri>() {
        Ok(_) => Ok(Some(Redirected {
            url: to.into(),
            hops: hops.saturating_sub(1),
            is_away: *is_away || elsewhere,
        })),
        Err(_) => refuse(" to what is no URL"),
    }
}

/// True for the statuses that send a client elsewhere (RFC 9110 §15.4). A 300 offers choices, and a 304
/// says that what the caller has is still good: neither asks for another request.
fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}
