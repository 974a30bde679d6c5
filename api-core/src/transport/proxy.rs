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
