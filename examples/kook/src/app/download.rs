//! Downloads a file. What an earlier run has of it is not asked for again.

use std::error::Error as _;
use std::path::Path;

use api_core::{Client, ErrorKind, Retry};

use super::base::is_loopback;
use super::failure::Failure;
use super::printer::Printer;
use crate::FilesClient;

/// The attempts that may bring nothing, one after the other. With the waits between them, a server has
/// some seconds to come back.
const ATTEMPTS: u32 = 8;

/// Downloads the file at `url` to `file`. No token is sent: the address may be anybody's.
pub(super) async fn run(url: &str, file: &Path, printer: &mut Printer<'_>) -> Result<(), Failure> {
    let origin = Origin::of(url)?;
    let mut builder = Client::builder(origin.base)
        .user_agent(concat!("kook/", env!("CARGO_PKG_VERSION")))
        .retry(Retry::default().attempts(ATTEMPTS))
        .follow_redirects(5)
        .allow_http();
    if is_loopback(&origin.host) {
        // A proxy could not reach this machine: it would connect to its own loopback.
        builder = builder.no_env_proxy();
    }
    let client = builder.build().map_err(|error| Failure::usage(error.to_string()))?;
    let failed = |error: api_core::Error| Failure::other(error.to_string());
    let content = FilesClient::new(client).download(url).await.map_err(failed)?;
    // What the system says of the file is the source of the error.
    let bytes = content.save_to(file).await.map_err(|error| match error.source() {
        Some(why) if error.kind() == ErrorKind::Save => Failure::other(format!("{error}: {why}")),
        _ => failed(error),
    })?;
    printer.saved(file, bytes)?;
    Ok(())
}

/// Where a URL leads.
struct Origin {
    /// Scheme, host and port.
    base: String,
    host: String,
}

impl Origin {
    fn of(url: &str) -> Result<Self, Failure> {
        let url: Option<http::Uri> = url.parse().ok();
        let parts = url.as_ref().and_then(|url| Some((url.scheme_str()?, url.authority()?)));
        let Some((scheme, authority)) = parts else {
            return Err(Failure::usage("this is not a URL; write `https://host/path`"));
        };
        let host = authority.host().to_owned();
        Ok(Self { base: format!("{scheme}://{authority}"), host })
    }
}
