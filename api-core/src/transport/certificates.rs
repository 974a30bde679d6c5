//! Certificates of the user's own: authorities that are trusted besides those of the system, and a
//! certificate by which the client proves who it is.

use crate::{Error, Result};

/// The certificates that TLS is set up with, as PEM.
#[derive(Clone, Default)]
pub(crate) struct Certificates {
    /// Each has one certificate, or several.
    pub(crate) roots: Vec<Vec<u8>>,
    /// A private key, and a certificate with those between it and its authority.
    pub(crate) identity: Option<Vec<u8>>,
}

/// Gives them to reqwest.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(super) fn give_to_reqwest(
    certificates: &Certificates,
    mut builder: reqwest::ClientBuilder,
) -> Result<reqwest::ClientBuilder> {
    for pem in &certificates.roots {
        let roots = reqwest::Certificate::from_pem_bundle(pem).ok().filter(|it| !it.is_empty());
        builder = builder.tls_certs_merge(roots.ok_or_else(no_certificate)?);
    }
    if let Some(pem) = &certificates.identity {
        #[cfg(feature = "rustls")]
        let identity = reqwest::Identity::from_pem(pem);
        #[cfg(not(feature = "rustls"))]
        let identity = reqwest::Identity::from_pkcs8_pem(pem, pem);
        builder = builder.identity(identity.map_err(|_| no_identity())?);
        // With both features on, reqwest would take the system's library, which reads no such identity.
        #[cfg(feature = "rustls")]
        {
            builder = builder.tls_backend_rustls();
        }
    }
    Ok(builder)
}

/// Without TLS, there are none.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) fn give_to_reqwest(
    certificates: &Certificates,
    builder: reqwest::ClientBuilder,
) -> Result<reqwest::ClientBuilder> {
    certificates.refuse().map(|()| builder)
}

#[cfg(not(feature = "rustls"))]
#[cfg_attr(all(feature = "native-tls", not(feature = "hyper")), expect(dead_code))]
impl Certificates {
    /// Fails if there are some, where nothing can be done with them.
    pub(super) fn refuse(&self) -> Result<()> {
        if self.roots.is_empty() && self.identity.is_none() {
            return Ok(());
        }
        Err(Error::build(
            "this transport takes certificates by a feature of api-core that is off: `rustls`, or \
             `native-tls` without `hyper()`; switch it on",
        ))
    }
}

#[cfg(all(feature = "rustls", feature = "hyper"))]
mod for_rustls {
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};

    use super::{Certificates, no_certificate, no_identity};
    use crate::Result;

    type Chain = Vec<CertificateDer<'static>>;

    impl Certificates {
        pub(in crate::transport) fn root_certificates(&self) -> Result<Chain> {
            let mut all = Vec::new();
            for pem in &self.roots {
                let roots: Chain = CertificateDer::pem_slice_iter(pem)
                    .collect::<Result<_, _>>()
                    .unwrap_or_default();
                if roots.is_empty() {
                    return Err(no_certificate());
                }
                all.extend(roots);
            }
            Ok(all)
        }

        pub(in crate::transport) fn own(&self) -> Result<Option<(Chain, PrivateKeyDer<'static>)>> {
            let Some(pem) = &self.identity else { return Ok(None) };
            let chain: Chain =
                CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().unwrap_or_default();
            match PrivateKeyDer::from_pem_slice(pem) {
                Ok(key) if !chain.is_empty() => Ok(Some((chain, key))),
                _ => Err(no_identity()),
            }
        }
    }
}

#[cold]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn no_certificate() -> Error {
    Error::build(
        "the root certificate is no PEM with a certificate; give the text that begins with \
         `-----BEGIN CERTIFICATE-----`",
    )
}

/// Says nothing of the text, which has a private key.
#[cold]
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn no_identity() -> Error {
    Error::build(
        "the identity is no PEM with a certificate and its private key; give both texts, one behind \
         the other",
    )
}
