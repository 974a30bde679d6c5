//! Credentials that are fetched, kept, and fetched anew when the server refuses them.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use tokio::sync::Mutex;

use super::Credentials;
use crate::error::without_urls;
use crate::{BoxError, Error, Result};

type Fetched = Pin<Box<dyn Future<Output = Result<Credentials, BoxError>> + Send>>;

/// Where credentials come from, and the last that came.
pub(crate) struct Provider {
    fetch: Box<dyn Fn() -> Fetched + Send + Sync>,
    /// Locked while they are fetched, so that whoever needs them meanwhile waits for the same ones.
    /// If that call is dropped midway, the next in line fetches.
    current: Mutex<Option<Provided>>,
}

/// Credentials that were fetched, with a number that tells them from those before.
#[derive(Clone, Debug)]
pub(crate) struct Provided {
    pub(crate) credentials: Credentials,
    number: u64,
}

impl Provider {
    pub(super) fn new<F, Fut, E>(fetch: F) -> Self
    where
        F: Fn() -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Credentials, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let fetch = move || -> Fetched {
            let fetched = fetch();
            Box::pin(async { fetched.await.map_err(Into::into) })
        };
        Self { fetch: Box::new(fetch), current: Mutex::new(None) }
    }

    /// The credentials; if the `refused` ones are still the last, they are fetched anew.
    ///
    /// A hundred calls that are refused at once come here one after the other: the first fetches,
    /// and the others find credentials that are not those they were refused with.
    pub(crate) async fn get(&self, refused: Option<&Provided>) -> Result<Provided> {
        let mut current = self.current.lock().await;
        let number = match &*current {
            Some(known) if refused.is_none_or(|refused| refused.number != known.number) => {
                return Ok(known.clone());
            }
            Some(known) => known.number.wrapping_add(1),
            None => 0,
        };
        let credentials = (self.fetch)().await.map_err(|error| {
            Error::build("credentials: the provider failed").with_source(without_urls(error))
        })?;
        if credentials.as_provider().is_some() {
            return Err(Error::build(
                "credentials: the provider gave another provider; let it give what that one gives",
            ));
        }
        credentials.check()?;
        Ok(current.insert(Provided { credentials, number }).clone())
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Provider")
    }
}
