//! The cookies of a client: each goes back to the origin that set it (RFC 6265).
//!
//! A cookie goes to the origin that set it and to no other: scheme, host and port. That is less than a
//! browser sends, which takes a cookie of one port to all of them, and of a `Domain` to its subdomains.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

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
        let own = headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut text = own.to_owned();
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
        // A server may set a cookie that a header cannot hold. Then no cookie is sent.
        if let Ok(mut value) = HeaderValue::from_str(&text)
            && !text.is_empty()
        {
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
    }

    /// Keeps the cookies that a response from `target` sets.
    pub(crate) fn keep(&self, target: &Url, headers: &HeaderMap) {
        let now = SystemTime::now();
        let set = headers.get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        for cookie in set.filter_map(|line| Cookie::parse(line, target, now)) {
            let mut origins = self.origins();
            if origins.len() >= ORIGINS && !origins.contains_key(&origin(target)) {
                return;
            }
            let cookies = origins.entry(origin(target)).or_default();
            cookies.retain(|it| (&it.name, &it.path) != (&cookie.name, &cookie.path));
            if cookie.is_over(now) {
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
fn names(header: &str, name: &str) -> bool {
    header.split(';').any(|pair| pair.split('=').next().is_some_and(|own| own.trim() == name))
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
        let mut max_age = None;
        for attribute in parts {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
            match &*name {
                "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
                "max-age" => max_age = value.parse::<i64>().ok().or(max_age),
                "expires" => cookie.expires = cookie_date(value),
                // Over TLS, or within this machine.
                "secure" if from.scheme() != "https" && !is_loopback(from) => return None,
                "domain" if !value.is_empty() && !is_domain_of(value, from) => return None,
                _ => {}
            }
        }
        if let Some(seconds) = max_age {
            let lasts = Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
            // One that lasts longer than time can tell does not end.
            cookie.expires = now.checked_add(lasts);
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

fn is_domain_of(domain: &str, url: &Url) -> bool {
    let domain = domain.strip_prefix('.').unwrap_or(domain).to_ascii_lowercase();
    url.host_str().is_some_and(|host| {
        host.strip_suffix(&*domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
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
