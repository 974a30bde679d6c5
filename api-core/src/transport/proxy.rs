//! The proxies that the environment names, by one set of rules for both transports.

use http::Uri;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use url::Url;

use crate::{Error, Result};

/// The proxies of the environment; none if `NO_PROXY` is `*`.
///
/// # Errors
///
/// If the base URL would be called through a proxy that does not speak HTTP.
pub(super) fn from_env(base: &Url) -> Result<Option<Matcher>> {
    if no_proxy_at_all() {
        return Ok(None);
    }
    // reqwest reads the environment by the same type.
    let proxies = Matcher::from_system();
    if let Ok(base) = base.as_str().parse::<Uri>()
        && let Some(proxy) = proxies.intercept(&base)
    {
        check(&proxy)?;
    }
    Ok(Some(proxies))
}

/// `Matcher` takes a `*` for all names, but for none of the IP addresses.
fn no_proxy_at_all() -> bool {
    let list = std::env::var("NO_PROXY").or_else(|_| std::env::var("no_proxy"));
    list.is_ok_and(|list| list.split(',').any(|entry| entry.trim() == "*"))
}

/// True if the environment names a proxy.
pub(super) fn are_named() -> bool {
    ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].iter().any(|name| {
        [*name, &*name.to_ascii_lowercase()]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|proxy| !proxy.is_empty()))
    })
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
