//! The beginning of a request, and the statements that fill it with what is no parameter.

use sha2::{Digest as _, Sha256};

use super::RequestParts;
use super::content::Content;
use super::url;
use crate::Client;
use crate::endpoint::{Accept, Endpoint};
use crate::wire::path::write::PathWriter;
use crate::wire::unwritable::Unwritable;
use crate::wire::value::RateLimitValue;

/// The longest value that is part of the key of a rate limit as it is, in bytes. Thousands of keys are
/// remembered.
const LONGEST_RATE_LIMIT_VALUE: usize = 64;

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
        let value = value.to_string();
        let is_plain = value.len() <= LONGEST_RATE_LIMIT_VALUE && !value.contains('/');
        self.push_rate_limit_value(if is_plain { value } else { hashed(&value) });
    }

    /// A `#[sensitive]` value that tells rate limits of one name apart: people and stores see its hash.
    pub fn sensitive_rate_limit_value<V: RateLimitValue + ?Sized>(&mut self, value: &V) {
        self.push_rate_limit_value(hashed(&value.to_string()));
    }

    fn push_rate_limit_value(&mut self, value: String) {
        match &mut self.options().rate_limit_values {
            Some(values) => {
                values.push('/');
                values.push_str(&value);
            }
            values => *values = Some(value),
        }
    }

    /// Calls a URL that is given at run time, absolute or relative to the base.
    pub(crate) fn set_url(&mut self, text: &str) -> Result<(), Unwritable> {
        let target = url::resolve(self.client.base(), text)?;
        self.target = target.text;
        self.at_url = Some(target.same_origin);
        Ok(())
    }
}

/// A value as a hash that is the same in every process.
fn hashed(value: &str) -> String {
    let mut hash = String::from("#");
    for byte in Sha256::digest(value).iter().take(16) {
        hash.push_str(&format!("{byte:02x}"));
    }
    hash
}
