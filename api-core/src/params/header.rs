//! A value in a header, or in several.

use crate::endpoint::Location;
use crate::headers::own_header;
use crate::request::{RequestParts, TOO_MANY_HEADERS};
use crate::shown;
use crate::wire::header::write as header;
use crate::wire::scalar::write as scalar;
use crate::wire::style::List;
use crate::wire::unwritable::Unwritable;
use crate::wire::value::HeaderParam;
use http::header::{AUTHORIZATION, PROXY_AUTHORIZATION};

impl RequestParts {
    /// A header: a scalar, or `None`, which lets a farther source through.
    pub fn header<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let written = scalar::text(value)
            .and_then(|text| text.map_or(Ok(()), |text| self.set_header(name, &text)));
        self.check(Location::Header, name, written);
    }

    /// A header that is a list: one line with commas between the elements, or one line per element.
    pub fn header_list<V: HeaderParam + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        list: List,
    ) {
        let written = header::lines(value, list).and_then(|lines| {
            let Some((first, rest)) = lines.split_first() else { return Ok(()) };
            self.set_header(name, first)?;
            rest.iter().try_for_each(|line| self.append_header(name, line))
        });
        self.check(Location::Header, name, written);
    }

    /// Headers from a map or struct: each member is one, and none may be set elsewhere.
    pub fn header_map<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let written = header::members(value).and_then(|members| {
            members.iter().try_for_each(|(name, value)| self.add_header(name, value))
        });
        self.check(Location::Header, name, written);
    }

    /// Headers from a map or struct, in place of those that are set elsewhere.
    pub fn replacing_header_map<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let written = header::members(value).and_then(|members| {
            members.iter().try_for_each(|(name, value)| self.set_header(name, value))
        });
        self.check(Location::Header, name, written);
    }

    /// Sets a header that a map names at run time. One that is set elsewhere is refused: the map may
    /// come from outside, and would replace credentials.
    fn add_header(&mut self, name: &str, value: &str) -> Result<(), Unwritable> {
        let (header, _) = own_header(name, value)?;
        let is = |other: &&str| other.eq_ignore_ascii_case(name);
        let is_own = self.others(Location::Header, self.endpoint.headers()).iter().any(is);
        let defaults = self.client.default_headers().defaults();
        let is_credentials = self.client.credentials().headers().any(|(name, _)| *name == header);
        if is_own
            || [AUTHORIZATION, PROXY_AUTHORIZATION].contains(&header)
            || defaults.contains_key(&header)
            || is_credentials
            // Another map.
            || self.options().headers.contains_key(&header)
        {
            return Err(Unwritable::new(SET_ELSEWHERE).in_member(shown::name(name).to_owned()));
        }
        self.options().spread_headers.push(header);
        self.set_header(name, value)
    }

    fn append_header(&mut self, name: &str, value: &str) -> Result<(), Unwritable> {
        let (name, value) = own_header(name, value)?;
        self.options().headers.try_append(name, value).map_err(|_| TOO_MANY_HEADERS)?;
        Ok(())
    }
}

const SET_ELSEWHERE: &str =
    "is a header that is set elsewhere; declare `#[header(flatten, replace)]` to replace it";

/// A server reads it.
#[cfg(feature = "server")]
mod read {
    use crate::endpoint::Location;
    use crate::server::input::{Input, Read};
    use crate::wire::header::read as headers;
    use crate::wire::style::List;
    use crate::wire::value::Received;

    impl Input {
        /// A header.
        pub fn header<T: Received>(&mut self, name: &'static str) -> Read<T> {
            self.fail(Location::Header, name, headers::value(self.context.headers(), name))
        }

        /// A header that is a list.
        pub fn header_list<T: Received>(&mut self, name: &'static str, list: List) -> Read<T> {
            self.fail(Location::Header, name, headers::list(self.context.headers(), name, list))
        }

        /// The headers that are no other parameters.
        pub fn header_map<T: Received>(&mut self, name: &'static str) -> Read<T> {
            let constants = self.endpoint.headers().iter().map(|(name, _)| *name);
            let others = self.names(Location::Header).chain(constants);
            self.fail(Location::Header, name, headers::map(self.context.headers(), others))
        }

        /// Reads a map of headers that may replace constants.
        pub fn replacing_header_map<T: Received>(&mut self, name: &'static str) -> Read<T> {
            let received = self.context.headers();
            let is_constant = |(name, value): &&(&str, &str)| {
                headers::single(received, name).is_some_and(|received| received == *value)
            };
            let constants =
                self.endpoint.headers().iter().filter(is_constant).map(|(name, _)| *name);
            let others = self.names(Location::Header).chain(constants);
            self.fail(Location::Header, name, headers::map(received, others))
        }
    }
}

/// A description names it.
#[cfg(feature = "openapi")]
mod describe {
    use serde_json::{Map, Value};

    use crate::endpoint::Location;
    use crate::openapi::operation::Operation;
    use crate::openapi::schema::{Described, Object, members, without_null};
    use crate::wire::style::List;

    impl Operation<'_> {
        /// A header.
        pub fn header<T: Described<K>, K>(&mut self, name: &'static str) {
            let schema = self.types.sent::<T>();
            self.single_header(name, schema, Object::default());
        }

        /// A list of headers, or a header with a list.
        pub fn header_list<T: Described<K>, K>(&mut self, name: &'static str, list: List) {
            let schema = self.types.sent::<T>();
            let repeat = (list == List::Repeat).then(|| list.word());
            self.single_header(name, schema, Object::default().with_some("x-list", repeat));
        }

        /// A map of headers. Only those of a struct have names to describe.
        pub fn header_map<T: Described<K>, K>(&mut self, name: &'static str) {
            let schema = self.types.sent::<T>();
            self.headers(name, &schema);
        }

        /// A map of headers that replace others.
        pub fn replacing_header_map<T: Described<K>, K>(&mut self, name: &'static str) {
            self.header_map::<T, K>(name);
        }

        fn single_header(&mut self, name: &'static str, schema: Value, words: Object) {
            let (schema, optional) = without_null(schema);
            self.parameter(Location::Header, name, name, schema, !optional, words.0);
        }

        fn headers(&mut self, name: &'static str, schema: &Value) {
            let (schema, optional) = without_null(schema.clone());
            for member in members(self.types, &schema).unwrap_or_default() {
                let required = member.required && !optional;
                let words = Map::new();
                self.parameter(
                    Location::Header,
                    &member.name,
                    name,
                    member.schema,
                    required,
                    words,
                );
            }
        }
    }
}
