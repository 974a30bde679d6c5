//! The settings of a given client of reqwest, as far as they would break a promise of ours.
//!
//! reqwest has no way to ask for them but to print the client. What it prints may change with any version:
//! the tests below fail then.

use crate::headers::WRITTEN_BY_TRANSPORT;
use crate::{Error, Result};

/// Refuses a client of the user's that follows redirects: it carries secret headers, and in a `Referer`
/// the whole query, to any origin that a response names.
pub(super) fn refuse_redirects(client: &reqwest::Client) -> Result<()> {
    if format!("{client:?}").contains("Policy(None)") {
        return Ok(());
    }
    Err(Error::build(
        "this client of reqwest follows redirects by itself, and would carry secret headers to other \
         origins; make it with `.redirect(reqwest::redirect::Policy::none())`, or change the settings \
         in `ClientBuilder::configure_reqwest`",
    ))
}

/// Refuses a client with default headers that say where a message ends: each of its requests would end
/// elsewhere.
pub(super) fn refuse_framing(client: &reqwest::Client) -> Result<()> {
    let shown = format!("{client:?}");
    let headers = shown.split_once("default_headers: ").map_or("", |(_, headers)| headers);
    let set = WRITTEN_BY_TRANSPORT.iter().find(|name| headers.contains(&format!("\"{name}\": ")));
    match set {
        None => Ok(()),
        Some(name) => Err(Error::build(format!(
            "the default header `{name}` of reqwest has the name of a header that only the transport \
             writes; leave it out"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};
    use reqwest::redirect::Policy;
    use reqwest::{Client, ClientBuilder};

    use super::{refuse_framing, refuse_redirects};

    fn client(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        change(Client::builder()).build().unwrap_or_default()
    }

    #[test]
    fn a_client_that_follows_redirects_is_known() {
        assert!(refuse_redirects(&client(|it| it.redirect(Policy::none()))).is_ok());
        assert!(refuse_redirects(&Client::new()).is_err());
        assert!(refuse_redirects(&client(|it| it.redirect(Policy::limited(3)))).is_err());
        let custom = Policy::custom(|attempt| attempt.follow());
        assert!(refuse_redirects(&client(|it| it.redirect(custom))).is_err());
    }

    #[test]
    fn framing_headers_are_known() {
        for name in ["content-length", "transfer-encoding", "host", "connection"] {
            let headers = HeaderMap::from_iter([(
                http::HeaderName::from_static(name),
                HeaderValue::from_static("3"),
            )]);
            let client = client(|it| it.default_headers(headers));
            assert!(refuse_framing(&client).is_err(), "{name}");
        }
        let value = HeaderValue::from_static("\"host\": 3");
        let headers = HeaderMap::from_iter([(http::header::ACCEPT, value)]);
        assert!(refuse_framing(&client(|it| it.default_headers(headers))).is_ok());
    }
}
