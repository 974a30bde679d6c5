//! A value that is the URL itself. No server can read one.

use crate::endpoint::Location;
use crate::request::RequestParts;
use crate::wire::value::PathValue;

impl RequestParts {
    /// The URL itself, absolute or relative to the base.
    pub fn url<V: PathValue + ?Sized>(&mut self, value: &V) {
        let written = self.set_url(&value.to_string());
        self.check(Location::Url, "", written);
    }
}

/// A description names it.
#[cfg(feature = "openapi")]
mod describe {
    use serde_json::json;

    use crate::openapi::operation::Operation;

    impl Operation<'_> {
        /// The URL, which the caller gives: a server of its own with no path behind it.
        pub fn url(&mut self) {
            let words = "The URL, given with each call.";
            self.servers = Some(json!([{
                "url": "{url}",
                "variables": { "url": { "default": "/", "description": words } },
            }]));
        }
    }
}
