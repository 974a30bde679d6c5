//! The proxies that the environment names, by one set of rules for both transports.

use http::Uri;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use url::Url;

use crate::{Error, Result};

/// The proxies of the environment; none if `NO_PROXY` is `*`.
///
/// # Errors
///
/// If the base URL would be called through a proxy that does not speak HTTP, or past one that is named by
/// what is no URL.
pub(super) fn from_env(base: &Url) -> Result<Option<Matcher>> {
    if no_proxy_at_all() {
        return Ok(None);
    }
    refuse_unusable(base)?;
    // reqwest reads the environment by the same type.
    let proxies = Matcher::from_system();
    if let Ok(base) = base.as_str().parse::<Uri>()
        && let Some(proxy) = proxies.intercept(&base)
    {
        check(&proxy)?;
    }
    Ok(Some(proxies))
}

/// Fails if the proxy for this URL cannot be read. `Matcher` would ignore it, and calls would go past the
/// proxy.
fn refuse_unusable(base: &Url) -> Result<()> {
    let Ok(target) = base.as_str().parse::<Uri>() else { return Ok(()) };
    let takes = |matcher: Matcher| matcher.intercept(&target).is_some();
    let own = if base.scheme() == "https" { HTTPS } else { HTTP };
    let Some((name, proxy)) = first_of(own).or_else(|| first_of(ALL)) else { return Ok(()) };
    // A program that a web server runs must not take a header of a request for it.
    let is_cgi = std::env::var_os("REQUEST_METHOD").is_some();
    let no_proxy = first_of(NO).map_or_else(String::new, |(_, list)| list);
    let is_exempt = || !takes(Matcher::builder().all("http://proxy").no(no_proxy).build());
    if is_cgi || takes(Matcher::builder().all(proxy).build()) || is_exempt() {
        return Ok(());
    }
    Err(Error::build(format!(
        "the variable `{name}` of the environment is no URL of a proxy; write `http://host:port`, or call \
         `no_env_proxy()`"
    )))
}

const HTTP: [&str; 2] = ["HTTP_PROXY", "http_proxy"];
const HTTPS: [&str; 2] = ["HTTPS_PROXY", "https_proxy"];
const ALL: [&str; 2] = ["ALL_PROXY", "all_proxy"];
const NO: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// The variable that counts of one in two spellings, unless it is empty.
fn first_of(names: [&'static str; 2]) -> Option<(&'static str, String)> {
    let found = names.into_iter().find_map(|name| Some((name, std::env::var_os(name)?)))?;
    let (name, value) = (found.0, found.1.to_string_lossy().into_owned());
    (!value.is_empty()).then_some((name, value))
}

/// `Matcher` takes a `*` for all names, but for none of the IP addresses.
fn no_proxy_at_all() -> bool {
    first_of(NO).is_some_and(|(_, list)| list.split(',').any(|entry| entry.trim() == "*"))
}

/// True if the environment names a proxy.
pub(super) fn are_named() -> bool {
    [HTTP, HTTPS, ALL].into_iter().any(|names| first_of(names).is_some())
}

/// Host and port of the proxy of the environment that this URL is called through.
#[cold]
pub(super) fn of_env(url: &Url) -> Option<String> {
    Some(address(&Matcher::from_system().intercept(&url.as_str().parse().ok()?)?))
}

/// Host and port of a proxy, and not its user.
#[cold]
pub(super) fn address(proxy: &Intercept) -> String {
    let host = proxy.uri().host().unwrap_or_default();
    match proxy.uri().port_u16() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Refuses a proxy that does not speak HTTP, instead of speaking HTTP to it.
pub(super) fn check(proxy: &Intercept) -> Result<()> {
    match proxy.uri().scheme_str() {
        Some("http" | "https") => Ok(()),
        scheme => Err(Error::build(format!(
            "the environment names a proxy that speaks `{}`, and only `http` and `https` are \
             supported; name another one, or call `no_env_proxy()`",
            scheme.unwrap_or_default(),
        ))),
    }
}
