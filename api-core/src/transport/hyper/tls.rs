//! TLS as reqwest's feature `rustls` sets it up, with the certificates that the system trusts.

use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls_platform_verifier::Verifier;

use crate::transport::Certificates;
use crate::{Error, Result};

/// Settings for TLS with a server, and with a proxy on the way to one.
#[derive(Clone)]
pub(super) struct Tls {
    pub(super) server: Arc<ClientConfig>,
    pub(super) proxy: Arc<ClientConfig>,
}

impl Tls {
    pub(super) fn new(certificates: &Certificates) -> Result<Self> {
        // Named, because a process may hold several. One that the program has installed goes first.
        let provider = CryptoProvider::get_default().cloned();
        let provider = provider.unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
        let roots = certificates.root_certificates()?;
        let verifier = if roots.is_empty() {
            Verifier::new(provider.clone())
        } else {
            Verifier::new_with_extra_roots(roots, provider.clone())
        };
        let verifier = verifier.map_err(unavailable)?;
        let proxy = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(unavailable)?
            .dangerous() // The system's own verifier is not.
            .with_custom_certificate_verifier(Arc::new(verifier));
        let proxy = match certificates.own()? {
            None => proxy.with_no_client_auth(),
            Some((chain, key)) => proxy.with_client_auth_cert(chain, key).map_err(unavailable)?,
        };
        let mut server = proxy.clone();
        server.alpn_protocols = vec![b"http/1.1".to_vec()];
        if cfg!(feature = "http2") {
            server.alpn_protocols.insert(0, b"h2".to_vec());
        }
        Ok(Self { server: Arc::new(server), proxy: Arc::new(proxy) })
    }
}

#[cold]
fn unavailable(error: rustls::Error) -> Error {
    Error::build("TLS could not be set up").with_source(error)
}
