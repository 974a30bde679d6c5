//! Where the service is, and whether that is this machine.

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
    /// Checks what a user typed. The client would refuse the same, in words for programmers; these
    /// are for people, and do not repeat the URL, which may hold a password.
    pub(super) fn parse(text: &str) -> Result<Self, Failure> {
        let refuse = |why: &str| Err(Failure::usage(format!("--base-url: {why}")));
        if text.contains('#') {
            return refuse("a fragment (`#…`) is never sent; leave it out");
        }
        let uri = match text.parse::<Uri>() {
            Ok(uri) if uri.scheme().is_some() && uri.authority().is_some() => uri,
            _ => return refuse("this is no URL; write `https://host` or `http://127.0.0.1:port`"),
        };
        let host = uri.host().unwrap_or_default();
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        if authority.contains('@') {
            return refuse("it holds a user name or password; the token belongs in KOOK_TOKEN");
        }
        let loopback = is_loopback(host);
        let scheme = uri.scheme_str().unwrap_or_default();
        match scheme {
            "https" => {}
            "http" if loopback => {}
            "http" => {
                return refuse(
                    "`http://` would show the token to everyone on the way; write `https://`",
                );
            }
            _ => return refuse("only `https://` works, and `http://` to this machine"),
        }
        let origin = format!("{scheme}://{authority}");
        Ok(Self { text: text.to_owned(), origin, loopback })
    }

    /// The whole URL.
    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Scheme, host and port: what may be shown.
    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether it is on this machine, as far as that can be told without asking a name server.
    pub(super) fn is_loopback(&self) -> bool {
        self.loopback
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}
