//! A request while it is being filled: one statement of generated code an argument.
//!
//! The text of the target is written by us, front to back, into one string: the base, the path,
//! then the query. A mistake is kept and comes out when the call is awaited, so that the inherent
//! methods of a client need no `Result`.

mod content;
mod finish;
mod options;
mod parts;
mod url;

use std::fmt;

use http::HeaderValue;
use http::header::HeaderName;
use serde::Serialize;

pub use self::parts::RequestParts;
use crate::Error;
use crate::endpoint::Accept;
use crate::endpoint::Location;
use crate::headers::header_name;
use crate::wire::header::write::header_value;
use crate::wire::style::Style;

impl RequestParts {
    pub(crate) fn accept(&mut self, accept: Accept) {
        self.accept = accept;
    }

    pub(crate) fn keep_error(&mut self, error: Error) {
        self.error.get_or_insert(error.at(self.endpoint));
    }

    #[cold]
    fn fail(&mut self, location: Location, wire_name: &'static str, why: &str) {
        let name = self.endpoint.param_name(location, wire_name);
        let subject = if name.is_empty() { String::new() } else { format!(" `{name}`") };
        self.keep_error(Error::build(format!("{location} parameter{subject} {why}")));
    }

    /// Sets a header, in place of any that is there.
    pub(crate) fn set_header(
        &mut self,
        name: &str,
        value: &(impl AsRef<[u8]> + ?Sized),
    ) -> Result<(), &'static str> {
        let (name, value) = own_header(name, value)?;
        self.options().headers.insert(name, value);
        Ok(())
    }

    fn append_header(&mut self, name: &str, value: &str) -> Result<(), &'static str> {
        let (name, value) = own_header(name, value)?;
        self.options().headers.append(name, value);
        Ok(())
    }

    /// Appends a query parameter.
    pub(crate) fn push_query<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
        style: Style,
    ) -> Result<(), &'static str> {
        self.open_query().write(name, value, style).map_err(|refused| refused.0)
    }
}

/// A header that a call carries: no log should print it.
fn own_header(
    name: &str,
    value: &(impl AsRef<[u8]> + ?Sized),
) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = header_name(name)?;
    let mut value = header_value(value)?;
    value.set_sensitive(true);
    Ok((name, value))
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestParts")
            .field("endpoint", &self.endpoint.to_string())
            .finish_non_exhaustive()
    }
}
