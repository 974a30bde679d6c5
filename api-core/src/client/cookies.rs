//! The cookies of a client: each goes back to the origin that set it (RFC 6265).
//!
//! A cookie goes to the origin that set it and to no other: scheme, host and port. That is less than a
//! browser sends, which takes a cookie of one port to all of them, and of a `Domain` to its subdomains.

use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use url::Url;

use super::cookie_date::cookie_date;

/// The most cookies of one origin, as RFC 6265 §6.1 asks for at least 50. The oldest go first.
const MOST: usize = 64;
/// The longest cookie that is kept, in bytes: name, value and attributes.
const LONGEST: usize = 4096;
/// The most origins with cookies.
const ORIGINS: usize = 64;

/// The cookies that servers have set.
#[derive(Default)]
pub(crate) struct Cookies(Mutex<HashMap<String, Vec<Cookie>>>);

struct Cookie {
    name: String,
    value: String,
    path: String,
    /// None for one that lasts as long as the client.
    expires: Option<SystemTime>,
}

impl Cookies {
    /// Adds the cookies for `target` to the headers of a request, behind any that the call has itself.
    pub(crate) fn add_to(&self, target: &Url, headers: &mut HeaderMap) {
        let now = SystemTime::now();
        let own = headers.get(COOKIE).map(HeaderValue::as_bytes).unwrap_or_default();
        let mut text = own.to_vec();
        let mut origins = self.origins();
        let Some(cookies) = origins.get_mut(&origin(target)) else { return };
        cookies.retain(|cookie| !cookie.is_over(now));
        let mut fitting: Vec<&Cookie> =
            cookies.iter().filter(|it| it.is_for(target.path()) && !names(own, &it.name)).collect();
        // The longer path first (RFC 6265 §5.4).
        fitting.sort_by_key(|cookie| std::cmp::Reverse(cookie.path.len()));
        for cookie in fitting {
            let separator = if text.is_empty() { "" } else { "; " };
            _ = write!(text, "{separator}{}={}", cookie.name, cookie.value);
        }
        if let Ok(mut value) = HeaderValue::from_maybe_shared(Bytes::from(text))
            && !value.is_empty()
        {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }

    /// Keeps the cookies that a response from `target` sets.
    pub(crate) fn keep(&self, target: &Url, headers: &HeaderMap) {
        let now = SystemTime::now();
        // Some servers write UTF-8 as it is, and want it back.
        let set = headers.get_all(SET_COOKIE).iter();
        let set = set.filter_map(|line| str::from_utf8(line.as_bytes()).ok());
        for cookie in set.filter_map(|line| Cookie::parse(line, target, now)) {
            let mut origins = self.origins();
            if origins.len() >= ORIGINS && !origins.contains_key(&origin(target)) {
                return;
            }
            let cookies = origins.entry(origin(target)).or_default();
            let same = |it: &Cookie| (&it.name, &it.path) == (&cookie.name, &cookie.path);
            if cookie.is_over(now) {
                cookies.retain(|it| !same(it));
                continue;
            }
            // Another value does not make a cookie a new one (RFC 6265 §5.3): it keeps its place.
            if let Some(old) = cookies.iter_mut().find(|it| same(it)) {
                *old = cookie;
                continue;
            }
            if cookies.len() >= MOST {
                cookies.remove(0);
            }
            cookies.push(cookie);
        }
    }

    fn origins(&self) -> MutexGuard<'_, HashMap<String, Vec<Cookie>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// True if a `Cookie` header has a cookie of this name.
fn names(header: &[u8], name: &str) -> bool {
    let mut pairs = header.split(|byte| *byte == b';');
    pairs.any(|pair| {
        let own = pair.split(|byte| *byte == b'=').next().unwrap_or_default();
        own.trim_ascii() == name.as_bytes()
    })
}

impl Cookie {
    /// A cookie of a `Set-Cookie` line; none if it is malformed, or not for this server.
    fn parse(line: &str, from: &Url, now: SystemTime) -> Option<Self> {
        if line.len() > LONGEST {
            return None;
        }
        let mut parts = line.split(';');
        let (name, value) = parts.next()?.split_once('=')?;
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let default_path = from.path().rsplit_once('/').map_or("", |(directory, _)| directory);
        let mut cookie = Self {
            name: name.to_owned(),
            value: value.trim().to_owned(),
            path: if default_path.is_empty() { "/" } else { default_path }.to_owned(),
            expires: None,
        };
        let (mut max_age, mut is_secure) = (None, false);
        let (mut domain, mut path) = ("", "");
        // Of two attributes of one name the last counts (RFC 6265 §5.3).
        for attribute in parts {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            match &*name {
                "path" => path = value,
                "max-age" => max_age = seconds(value).or(max_age),
                "expires" => cookie.expires = cookie_date(value).or(cookie.expires),
                "secure" => is_secure = true,
                "domain" => domain = value.strip_prefix('.').unwrap_or(value),
                _ => {}
            }
        }
        if path.starts_with('/') {
            path.clone_into(&mut cookie.path);
        }
        // Over TLS, or within this machine.
        let is_kept_here = !is_secure || from.scheme() == "https" || is_loopback(from);
        let has_its_domain = domain.is_empty() || is_domain_of(domain, from);
        let prefix_holds = match prefix(name) {
            Prefix::Host => is_secure && domain.is_empty() && path == "/",
            Prefix::Secure => is_secure,
            Prefix::None => true,
        };
        if !is_kept_here || !has_its_domain || !prefix_holds {
            return None;
        }
        if let Some(seconds) = max_age {
            // One that lasts longer than time can tell does not end.
            cookie.expires = now.checked_add(Duration::from_secs(seconds));
        }
        Some(cookie)
    }

    fn is_over(&self, now: SystemTime) -> bool {
        self.expires.is_some_and(|expires| expires <= now)
    }

    /// RFC 6265 §5.1.4.
    fn is_for(&self, path: &str) -> bool {
        path.strip_prefix(&*self.path).is_some_and(|rest| {
            rest.is_empty() || self.path.ends_with('/') || rest.starts_with('/')
        })
    }
}

/// The promise that the name of a cookie makes about its attributes (RFC 6265bis §4.1.3). Without a look at
/// it, a server of another subdomain or of plain HTTP could set what passes for such a cookie.
enum Prefix {
    None,
    /// `__Secure-`: it was set with `Secure`.
    Secure,
    /// `__Host-`: it was set with `Secure` and `Path=/`, and without `Domain`.
    Host,
}

/// The prefix of a name, in letters of any case: some servers do not tell them apart.
fn prefix(name: &str) -> Prefix {
    let begins =
        |with: &str| name.get(..with.len()).is_some_and(|it| it.eq_ignore_ascii_case(with));
    if begins("__Host-") {
        Prefix::Host
    } else if begins("__Secure-") {
        Prefix::Secure
    } else {
        Prefix::None
    }
}

/// The seconds of a `Max-Age` (RFC 6265 §5.2.2): digits, behind a `-` for one that is over. More than a
/// `u64` holds is as good as for ever.
fn seconds(value: &str) -> Option<u64> {
    let (digits, is_over) = value.strip_prefix('-').map_or((value, false), |rest| (rest, true));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(if is_over { 0 } else { digits.parse().unwrap_or(u64::MAX) })
}

/// RFC 6265 §5.1.3. An address has no subdomains.
fn is_domain_of(domain: &str, url: &Url) -> bool {
    let domain = domain.to_ascii_lowercase();
    let is_name = matches!(url.host(), Some(url::Host::Domain(_)));
    url.host_str().is_some_and(|host| {
        let rest = host.strip_suffix(&*domain);
        rest.is_some_and(|rest| rest.is_empty() || is_name && rest.ends_with('.'))
    })
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
