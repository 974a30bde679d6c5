//! Looks up names, with an error of its own: those of the resolvers of reqwest and hyper-util differ from
//! other errors by their text alone.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The resolver of the system.
#[derive(Clone, Copy, Debug)]
pub(super) struct Resolver;

impl Resolver {
    async fn look_up(
        name: &str,
    ) -> Result<impl Iterator<Item = SocketAddr> + Send + use<>, NameError> {
        let found: Vec<_> = tokio::net::lookup_host((name, 0)).await.map_err(NameError)?.collect();
        Ok(found.into_iter())
    }
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move { Ok(Box::new(Self::look_up(name.as_str()).await?) as Addrs) })
    }
}

#[cfg(feature = "hyper")]
mod for_hyper {
    use std::future::Future;
    use std::net::SocketAddr;
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::vec::IntoIter;

    use hyper_util::client::legacy::connect::dns::Name;
    use tower::Service;

    use super::{NameError, Resolver};

    impl Service<Name> for Resolver {
        type Response = IntoIter<SocketAddr>;
        type Error = NameError;
        type Future = Pin<Box<dyn Future<Output = Result<Self::Response, NameError>> + Send>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), NameError>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, name: Name) -> Self::Future {
            Box::pin(async move {
                Ok(Self::look_up(name.as_str()).await?.collect::<Vec<_>>().into_iter())
            })
        }
    }
}

/// A name that could not be looked up.
#[derive(Debug)]
pub(super) struct NameError(io::Error);

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name could not be looked up")
    }
}

impl StdError for NameError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}
