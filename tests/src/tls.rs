//! TLS in front of a scripted server: an authority, certificates good and bad, and what ends TLS.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    date_time_ymd,
};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::{WantsServerCert, WebPkiClientVerifier};
use tokio_rustls::rustls::{ConfigBuilder, RootCertStore, ServerConfig};

use crate::Server;

/// Who signs certificates.
#[derive(Debug)]
pub struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    /// One that nobody trusts so far.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "there is no usual authority")]
    pub fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    /// A certificate of a client and its private key, as files have them.
    #[must_use]
    pub fn client(&self) -> (String, String) {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(["client".to_owned()]).unwrap();
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
        let signed = params.signed_by(&key, &self.0).unwrap();
        (signed.pem(), key.serialize_pem())
    }

    /// As a file of certificates has it.
    #[must_use]
    pub fn pem(&self) -> String {
        self.0.pem()
    }
}

/// When a certificate is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Valid {
    /// From long ago until long from now.
    Now,
    /// Not any more.
    Past,
}

/// What a server shows, and proves that it may.
#[derive(Clone, Debug)]
pub struct Certificate(Arc<ServerConfig>);

impl Certificate {
    /// Of a server that speaks HTTP/2, and nothing else.
    #[must_use]
    pub fn with_http2(self) -> Self {
        let mut config = Arc::unwrap_or_clone(self.0);
        config.alpn_protocols = vec![b"h2".to_vec()];
        Self(Arc::new(config))
    }
}

/// A certificate for a host.
#[must_use]
pub fn certificate(host: &str, authority: &Authority, valid: Valid) -> Certificate {
    signed(host, authority, valid, ServerConfig::builder().with_no_client_auth())
}

/// A certificate for a host that asks its clients for one of the same authority.
#[must_use]
pub fn certificate_for_known_clients(host: &str, authority: &Authority) -> Certificate {
    let mut roots = RootCertStore::empty();
    roots.add(authority.0.der().clone()).unwrap();
    let known = WebPkiClientVerifier::builder(Arc::new(roots)).build().unwrap();
    let config = ServerConfig::builder().with_client_cert_verifier(known);
    signed(host, authority, Valid::Now, config)
}

fn signed(
    host: &str,
    authority: &Authority,
    valid: Valid,
    config: ConfigBuilder<ServerConfig, WantsServerCert>,
) -> Certificate {
    let mut params = CertificateParams::new([host.to_owned()]).unwrap();
    if valid == Valid::Past {
        params.not_before = date_time_ymd(2001, 1, 1);
        params.not_after = date_time_ymd(2002, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let signed = params.signed_by(&key, &authority.0).unwrap();
    let chain: Vec<CertificateDer<'static>> = vec![signed.der().clone()];
    let key = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
    Certificate(Arc::new(config.with_single_cert(chain, key).unwrap()))
}

/// What stands in front of a server and speaks TLS for it.
#[derive(Debug)]
pub struct Terminator {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Terminator {
    /// Begins to listen. The server sees a connection once the handshake is done.
    pub fn before(server: &Server, certificate: &Certificate) -> Self {
        Self::before_authority(server.authority(), certificate)
    }

    /// Stands before whoever listens at `behind`, a host and a port.
    #[must_use]
    pub fn before_authority(behind: impl Into<String>, certificate: &Certificate) -> Self {
        let behind = behind.into();
        let acceptor = TlsAcceptor::from(certificate.0.clone());
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let listener = TcpListener::from_std(listener).unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (handshake, behind) = (acceptor.accept(stream), behind.clone());
                connections.spawn(async move {
                    let Ok(mut stream) = handshake.await else { return };
                    let mut plain = TcpStream::connect(&behind).await.unwrap();
                    _ = copy_bidirectional(&mut stream, &mut plain).await;
                });
            }
        });
        Self { address, task }
    }

    /// `https://localhost:PORT`.
    #[must_use]
    pub fn base(&self) -> String {
        format!("https://localhost:{}", self.address.port())
    }
}

impl Drop for Terminator {
    fn drop(&mut self) {
        self.task.abort();
    }
}
