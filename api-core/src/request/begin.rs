//! The beginning of a request, and the statements that fill it with what is no parameter.

use super::RequestParts;
use super::content::Content;
use super::url;
use crate::Client;
use crate::endpoint::{Accept, Endpoint};
use crate::wire::path::write::PathWriter;
use crate::wire::unwritable::Unwritable;
use crate::wire::value::RateLimitValue;

impl RequestParts {
    /// Begins a request to `endpoint`.
    #[must_use]
    pub fn new(client: &Client, endpoint: &'static Endpoint) -> Self {
        let base = client.base_of(endpoint).start(endpoint.template().is_empty());
        let missing = client.named_base(endpoint).err().map(|error| error.at(endpoint));
        let mut target = String::with_capacity(base.len() + 96);
        target.push_str(base);
        let path = PathWriter::begin(&mut target, endpoint.pieces());
        Self {
            client: client.clone(),
            endpoint,
            target,
            path,
            path_end: None,
            at_url: None,
            spreads_query: false,
            body: Content::begin(endpoint),
            accept: Accept::Any,
            options: None,
            error: missing,
        }
    }

    /// A value that tells rate limits of one name apart.
    pub fn rate_limit_value<V: RateLimitValue + ?Sized>(&mut self, value: &V) {
        let values = &mut self.options().rate_limit_values;
        let text = values.get_or_insert_default();
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(&value.to_string());
    }

    /// Calls a URL that is given at run time, absolute or relative to the base.
    pub(crate) fn set_url(&mut self, text: &str) -> Result<(), Unwritable> {
        let target = url::resolve(self.client.base(), text)?;
        self.target = target.text;
        self.at_url = Some(target.same_origin);
        Ok(())
    }
}
