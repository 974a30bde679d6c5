//! The endpoint that a request was routed to, for layers around a router.

use std::sync::{Arc, OnceLock};

use crate::Endpoint;

/// The endpoint that a request was routed to, for a layer around the router: the layer puts one into
/// the extensions of the request, keeps a clone, and reads it once the response is there.
///
/// ```
/// use api_core::http::Request;
/// use api_core::server::MatchedEndpoint;
///
/// let matched = MatchedEndpoint::new();
/// let mut request = Request::new(());
/// request.extensions_mut().insert(matched.clone());
/// // Nobody has routed the request yet.
/// assert!(matched.get().is_none());
/// ```
#[derive(Clone, Debug, Default)]
pub struct MatchedEndpoint(Arc<OnceLock<&'static Endpoint>>);

impl MatchedEndpoint {
    /// A place for the endpoint, without one yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The endpoint. None if the request was not routed, or fits none.
    #[must_use]
    pub fn get(&self) -> Option<&'static Endpoint> {
        self.0.get().copied()
    }

    pub(super) fn set(&self, endpoint: &'static Endpoint) {
        _ = self.0.set(endpoint);
    }
}
