//! Why a connection could not be made, in one word, found by the types of the errors.

use std::error::Error as StdError;
use std::fmt;
use std::io;

use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use tower::Service;
use url::Url;

use super::resolve::NameError;
use crate::error::source_of;
use crate::retry::RetryClass;
use crate::shown::Shown;
use crate::{BoxError, Error, ErrorKind};

/// The error of a proxy that should have made a tunnel. hyper-util does not export it by a name.
type TunnelError = <Tunnel<HttpConnector> as Service<http::Uri>>::Error;

/// A connection that could not be made, and to where.
#[derive(Debug)]
pub(super) struct ConnectError {
    /// Host and port.
    to: String,
    /// Host and port of the proxy in between.
    proxy: Option<String>,
    source: BoxError,
}

impl ConnectError {
    #[cfg(feature = "hyper")]
    pub(super) fn to_uri(to: &http::Uri, proxy: Option<String>, source: BoxError) -> Self {
        Self::to_url(Url::parse(&to.to_string()).ok().as_ref(), proxy, source)
    }

    pub(super) fn to_url(to: Option<&Url>, proxy: Option<String>, source: BoxError) -> Self {
        let host = to.and_then(Url::host_str).unwrap_or("the server");
        let port = to.and_then(Url::port_or_known_default);
        let to = port.map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Self { to, proxy, source }
    }
}

impl fmt::Display for ConnectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no connection to {}", self.to)
    }
}

impl StdError for ConnectError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// Why a connection could not be made.
#[cfg_attr(not(feature = "rustls"), expect(dead_code, reason = "it knows about certificates"))]
#[derive(Clone, Copy)]
enum Cause {
    Refused,
    Unreachable,
    Reset,
    NameNotFound,
    CertificateExpired,
    CertificateNotYetValid,
    CertificateForAnotherHost,
    UnknownAuthority,
    InvalidCertificate,
    HandshakeFailed,
    /// The connection ended in the middle of a handshake.
    HandshakeCut,
    /// HTTP 407.
    ProxyWantsCredentials,
    ProxyRefused,
    TimedOut,
    Unknown,
}

impl Cause {
    fn text(self) -> &'static str {
        match self {
            Self::Refused => "connection refused",
            Self::Unreachable => "host unreachable",
            Self::Reset => "connection reset",
            Self::NameNotFound => "name not found",
            Self::CertificateExpired => "certificate expired",
            Self::CertificateNotYetValid => "certificate not valid yet",
            Self::CertificateForAnotherHost => "certificate for another host",
            Self::UnknownAuthority => "certificate of an unknown authority",
            Self::InvalidCertificate => "certificate not valid",
            Self::HandshakeFailed | Self::HandshakeCut => "TLS handshake failed",
            Self::ProxyWantsCredentials => {
                "the proxy refused (407): it wants a user and a password"
            }
            Self::ProxyRefused => "the proxy refused",
            Self::TimedOut => {
                "timed out; `ClientBuilder::connect_timeout` sets how long a connection may take"
            }
            Self::Unknown => "",
        }
    }

    fn kind(self) -> ErrorKind {
        match self {
            Self::TimedOut => ErrorKind::Timeout,
            _ => ErrorKind::Connect,
        }
    }

    /// Nothing was sent, and the next attempt may succeed. Not if the two sides of a handshake do not
    /// trust or understand each other: they will not the next time either.
    fn class(self) -> RetryClass {
        match self {
            Self::CertificateExpired
            | Self::CertificateNotYetValid
            | Self::CertificateForAnotherHost
            | Self::UnknownAuthority
            | Self::InvalidCertificate
            | Self::HandshakeFailed
            | Self::ProxyWantsCredentials => RetryClass::Permanent,
            _ => RetryClass::Unsent,
        }
    }
}

/// The error of a call whose connection could not be made.
pub(super) fn describe(error: &(dyn StdError + 'static)) -> Error {
    let (mut to, mut proxy, mut cause) = (None, None, Cause::Unknown);
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<ConnectError>() {
            to = Some(Shown::new(&error.to));
            proxy = error.proxy.as_deref().map(Shown::new);
        }
        // A deeper error knows better.
        cause = cause_of(error).unwrap_or(cause);
        next = source_of(error);
    }
    let mut message = String::from("no connection");
    if let Some(to) = to {
        message.push_str(&format!(" to `{to}`"));
    }
    message.push_str(" could be made");
    // Where its own words follow, they name it. Otherwise, what failed may be the way to the proxy.
    let is_its_word = matches!(cause, Cause::ProxyWantsCredentials | Cause::ProxyRefused);
    if let Some(proxy) = proxy.filter(|_| !is_its_word) {
        message.push_str(&format!(" through the proxy `{proxy}`"));
    }
    if !cause.text().is_empty() {
        message.push_str(": ");
        message.push_str(cause.text());
    }
    Error::new(cause.kind(), message).with_class(cause.class())
}

fn cause_of(error: &(dyn StdError + 'static)) -> Option<Cause> {
    if error.is::<NameError>() {
        return Some(Cause::NameNotFound);
    }
    if error.downcast_ref().is_some_and(reqwest::Error::is_timeout) {
        return Some(Cause::TimedOut);
    }
    #[cfg(feature = "rustls")]
    if let Some(error) = error.downcast_ref::<rustls::Error>() {
        return Some(tls_cause(error));
    }
    match error.downcast_ref::<TunnelError>() {
        Some(TunnelError::ProxyAuthRequired) => return Some(Cause::ProxyWantsCredentials),
        // The error below it says more.
        Some(TunnelError::ConnectFailed(_) | TunnelError::Io(_)) | None => {}
        Some(_) => return Some(Cause::ProxyRefused),
    }
    match error.downcast_ref().map(io::Error::kind)? {
        io::ErrorKind::TimedOut => Some(Cause::TimedOut),
        io::ErrorKind::ConnectionRefused => Some(Cause::Refused),
        io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted => Some(Cause::Reset),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            Some(Cause::Unreachable)
        }
        // So TLS libraries report that the two sides do not trust or understand each other.
        io::ErrorKind::InvalidData => Some(Cause::HandshakeFailed),
        io::ErrorKind::UnexpectedEof => Some(Cause::HandshakeCut),
        _ => None,
    }
}

#[cfg(feature = "rustls")]
fn tls_cause(error: &rustls::Error) -> Cause {
    use rustls::CertificateError as Certificate;

    match error {
        rustls::Error::InvalidCertificate(error) => match error {
            Certificate::Expired | Certificate::ExpiredContext { .. } => Cause::CertificateExpired,
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                Cause::CertificateNotYetValid
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                Cause::CertificateForAnotherHost
            }
            // Signed with another key than that of the authority it names.
            Certificate::UnknownIssuer | Certificate::BadSignature => Cause::UnknownAuthority,
            _ => Cause::InvalidCertificate,
        },
        _ => Cause::HandshakeFailed,
    }
}
