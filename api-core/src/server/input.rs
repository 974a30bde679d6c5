//! A request that is read argument by argument: one statement of generated code each. `params/` has the
//! statements of each kind of parameter.

use super::content::Content;
use super::rejection::Rejection;
use crate::endpoint::Location;
use crate::wire::invalid::InvalidValue;
use crate::wire::path::read::Captures;
use crate::{Context, Endpoint};

/// A request whose arguments are read.
#[derive(Debug)]
pub struct Input {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) context: Context,
    pub(crate) captures: Captures,
    pub(crate) content: Content,
}

/// The value of an argument, or the rejection of the request.
pub(crate) type Read<T> = Result<T, Rejection>;

impl Input {
    /// The request of an endpoint, whose query must be well-formed, so far without its body.
    pub(super) fn new(endpoint: &'static Endpoint, context: Context, captures: Captures) -> Self {
        Self { endpoint, context, captures, content: Content::None }
    }

    /// Takes it out, for a future that reads it later.
    pub(crate) fn take(&mut self) -> Self {
        Self {
            endpoint: self.endpoint,
            context: std::mem::take(&mut self.context),
            captures: std::mem::take(&mut self.captures),
            content: std::mem::replace(&mut self.content, Content::None),
        }
    }

    pub(crate) fn fail<T>(
        &self,
        location: Location,
        name: &'static str,
        result: Result<T, InvalidValue>,
    ) -> Read<T> {
        result.map_err(|invalid| Rejection::of(location, name, invalid))
    }

    /// The context of the call.
    pub fn context(&self) -> Context {
        self.context.clone()
    }

    /// The names of the endpoint's parameters at a place.
    pub(crate) fn names(&self, location: Location) -> impl Iterator<Item = &'static str> + use<> {
        let params = self.endpoint.params().iter();
        let names =
            params.filter(move |param| param.location() == location).map(|param| param.wire_name());
        // A value that is spread has none, and may have a member with this name.
        names.filter(|name| !name.is_empty())
    }
}
