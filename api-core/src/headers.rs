//! Which of several headers of one name counts, and which ones only the transport writes.
//!
//! The nearer source replaces the farther one. From far to near: the client's defaults, the client's
//! credentials, the endpoint's constants, the parameters and the call, the call's credentials.

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_ENCODING, HOST, HeaderName, HeaderValue};

use crate::endpoint::{Accept, Endpoint};
use crate::wire::header::is_utf8;
use crate::wire::header::write::{header_value, utf8_value};

/// A header, as credentials lend it.
pub(crate) type Header<'a> = (&'a HeaderName, &'a HeaderValue);

/// The headers that a client has for its requests.
pub(crate) struct DefaultHeaders {
    defaults: HeaderMap,
    credentials: HeaderMap,
    host: Option<HeaderValue>,
    /// All of them, for a request that leaves none out and asks for JSON: as it is sent, and as a user
    /// gets it. Copying a map costs half of what filling it costs, and taking the host out again would
    /// cost an eighth of a request that is only built.
    sent: HeaderMap,
    shown: HeaderMap,
}

impl DefaultHeaders {
    /// `credentials` are the headers that they are, without those that are yet to be fetched. `host` is what the
    /// transport calls the host of the base URL, if that is known before a request is made.
    pub(crate) fn new<'a>(
        defaults: HeaderMap,
        credentials: impl Iterator<Item = Header<'a>>,
        host: Option<HeaderValue>,
    ) -> Self {
        let credentials = credentials.map(|(name, value)| (name.clone(), value.clone())).collect();
        let (sent, shown) = (HeaderMap::new(), HeaderMap::new());
        let mut new = Self { defaults, credentials, host, sent, shown };
        new.sent = new.gather(&Choice::ALL, Accept::Json, Recipient::Transport);
        new.shown = new.gather(&Choice::ALL, Accept::Json, Recipient::User);
        new
    }

    pub(crate) fn defaults(&self) -> &HeaderMap {
        &self.defaults
    }

    /// The client's headers of one request.
    #[inline]
    pub(crate) fn choose(&self, choice: &Choice, accept: Accept, to: Recipient) -> HeaderMap {
        if !choice.is_all() {
            return self.gather(choice, accept, to);
        }
        let mut headers = match to {
            Recipient::Transport => self.sent.clone(),
            Recipient::User => self.shown.clone(),
        };
        if accept != Accept::Json && !self.defaults.contains_key(ACCEPT) {
            headers.insert(ACCEPT, accept.value());
        }
        headers
    }

    fn gather(&self, choice: &Choice, accept: Accept, to: Recipient) -> HeaderMap {
        let defaults = self.defaults.iter().filter(|header| choice.keeps(*header));
        let mut headers: HeaderMap =
            defaults.map(|(name, value)| (name.clone(), value.clone())).collect();
        if choice.credentials {
            self.credentials.iter().for_each(|header| replace(&mut headers, header));
        }
        if let Some(host) =
            self.host.as_ref().filter(|_| choice.same_origin && to == Recipient::Transport)
        {
            headers.insert(HOST, host.clone());
        }
        headers.entry(ACCEPT).or_insert_with(|| accept.value());
        headers
    }
}

/// Which of a client's headers a request has.
pub(crate) struct Choice {
    /// True if it goes to the origin of the base URL. Elsewhere, nobody knows what a default header
    /// proves to a server.
    pub(crate) same_origin: bool,
    /// True if it has the client's credentials.
    pub(crate) credentials: bool,
    /// The endpoint that keeps some defaults back by their names, if it does.
    pub(crate) removing: Option<&'static Endpoint>,
}

impl Choice {
    /// Nearly every request.
    const ALL: Self = Self { same_origin: true, credentials: true, removing: None };

    fn is_all(&self) -> bool {
        self.same_origin && self.credentials && self.removing.is_none()
    }

    fn keeps(&self, (name, value): Header<'_>) -> bool {
        (self.same_origin || !value.is_sensitive())
            && self.removing.is_none_or(|endpoint| !endpoint.removes_header(name.as_str()))
    }
}

/// The recipient of a request.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recipient {
    /// Its `Host` is in its URL.
    User,
    Transport,
}

/// The name of a header that a user sets, or the end of a sentence that says why it cannot be set.
///
/// Every way by which a user sets a header of a request comes through here.
pub(crate) fn header_name(name: &str) -> Result<HeaderName, &'static str> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| "has a name that is no valid header name")?;
    if is_written_by_transport(&name) {
        return Err("has the name of a header that only the transport writes; leave it out");
    }
    Ok(name)
}

/// A header that one request carries, which no log should print; or the end of a sentence that says why
/// it cannot be set.
pub(crate) fn own_header(
    name: &str,
    value: &(impl AsRef<[u8]> + ?Sized),
) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = header_name(name)?;
    let mut value = if is_utf8(name.as_str()) { utf8_value(value)? } else { header_value(value)? };
    value.set_sensitive(true);
    Ok((name, value))
}

/// True of the headers that say where a message ends, what its connection does next, and who it is
/// for (RFC 9110 §7.6.1, RFC 9112 §6). Whoever could set one could smuggle a second request.
///
/// `api-macros/src/header.rs` has the same list, for compile errors, and a test beside it that holds the
/// lists of all packages together.
pub(crate) fn is_written_by_transport(name: &HeaderName) -> bool {
    WRITTEN_BY_TRANSPORT.contains(&name.as_str())
}

pub(crate) const WRITTEN_BY_TRANSPORT: [&str; 9] = [
    "connection",
    "content-length",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// Lets someone change headers, but for those that only the transport writes: they are as before then.
pub(crate) fn change(headers: &mut HeaderMap, change: impl FnOnce(&mut HeaderMap)) {
    let written = |headers: &HeaderMap| -> Vec<(HeaderName, HeaderValue)> {
        let own = headers.iter().filter(|(name, _)| is_written_by_transport(name));
        own.map(|(name, value)| (name.clone(), value.clone())).collect()
    };
    let before = written(headers);
    change(headers);
    if written(headers) != before {
        WRITTEN_BY_TRANSPORT.iter().for_each(|name| _ = headers.remove(*name));
        before.into_iter().for_each(|(name, value)| _ = headers.append(name, value));
    }
}

/// Puts a nearer header in place of those of its name.
pub(crate) fn replace(headers: &mut HeaderMap, (name, value): Header<'_>) {
    headers.insert(name.clone(), value.clone());
}

/// The codings of a body, in lower case and the order in which they were applied (RFC 9110 §8.4.1).
/// `identity` is none.
pub(crate) fn content_codings(headers: &HeaderMap) -> Vec<String> {
    let values = headers.get_all(CONTENT_ENCODING).iter();
    let codings = values.flat_map(|value| value.to_str().unwrap_or("?").split(','));
    let codings = codings.map(|coding| coding.trim().to_ascii_lowercase());
    codings.filter(|coding| !coding.is_empty() && coding != "identity").collect()
}
