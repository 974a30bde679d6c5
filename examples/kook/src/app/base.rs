//! The base URL of the service, checked before a token is sent to it.

use std::net::IpAddr;

use http::Uri;

use super::failure::Failure;

/// A base URL that a token may be sent to.
pub(super) struct BaseUrl {
    text: String,
    origin: String,
    loopback: bool,
}

impl BaseUrl {
    /// Checks the text that a user typed. The client would reject the same URLs, but in a programmer's
    /// terms. These messages do not repeat the URL, because it may contain a password.
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let reject = |why: &str| Err(Failure::usage(format!("--base-url: {why}")));
        if text.contains('#') {
            return reject("a fragment (`#…`) is never sent to the server; leave it out");
        }
        let uri = match text.parse::<Uri>() {
            Ok(uri) if uri.scheme().is_some() && uri.authority().is_some() => uri,
            _ => {
                return reject(
                    "this is not a URL; write `https://host` or `http://127.0.0.1:port`",
                );
            }
        };
        let host = uri.host().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.contains('@') {
            return reject(
                "this URL contains a user name or password; put the token into KOOK_TOKEN",
            );
        }
        let loopback = is_loopback(host);
        let scheme = uri.scheme_str().unwrap_or_default();
        match scheme {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return reject("`http://` would send the token unencrypted; write `https://`");
            }
            _ => return reject("the scheme must be `https://`, or `http://` for this machine"),
        }
        let origin = format!("{scheme}://{authority}");
        Ok(Self { text: text.to_owned(), origin, loopback })
    }

    /// The whole URL.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port, which are safe to show.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// True for `localhost` and loopback addresses. No name is resolved.
    pub(super) fn is_loopback(&self) -> bool {
        self.loopback
    }
}

pub(super) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}
