//! A value in the query: pairs, a JSON text, or a flag.

use crate::endpoint::Location;
use crate::request::RequestParts;
use crate::wire::json::write as json;
use crate::wire::style::Style;
use crate::wire::value::{FlagValue, JsonTextValue, QueryValue};

impl RequestParts {
    /// A query parameter whose name consists of unreserved characters: a scalar, `None` (left out)
    /// or a list (its name repeated).
    pub fn query<V: QueryValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        self.query_as(name, value, Style::PLAIN_NAME);
    }

    /// A query parameter in a style of its own.
    pub fn query_as<V: QueryValue + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        style: Style,
    ) {
        let written = if style.flatten {
            let others = self.others(Location::Query, self.endpoint.query());
            self.spreads_query = true;
            self.open_query().spread(value, style, others)
        } else {
            self.push_query(name, value, style)
        };
        self.check(Location::Query, name, written);
    }

    /// A query parameter whose value is a JSON text; `None` is left out.
    pub fn query_json<V: JsonTextValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        match json::text(value) {
            Ok(text) => self.query_as(name, &text, Style::PLAIN),
            Err(error) => self.fail(Location::Query, name, error),
        }
    }

    /// A query parameter without a value, there or not.
    pub fn flag(&mut self, name: &'static str, value: impl FlagValue) {
        let mut query = self.open_query();
        if value.is_set() {
            query.flag(name);
        }
    }
}

/// A server reads it.
#[cfg(feature = "server")]
mod read {
    use crate::endpoint::Location;
    use crate::server::input::{Input, Read};
    use crate::wire::json::read as json;
    use crate::wire::pairs::read::Pairs;
    use crate::wire::style::Style;
    use crate::wire::value::{Received, ReceivedFlag};

    impl Input {
        /// A query parameter.
        pub fn query<T: Received>(&mut self, name: &'static str, style: Style) -> Read<T> {
            let query = self.pairs();
            let value = if style.flatten {
                let constants = self.endpoint.query().iter().map(|(name, _)| *name);
                query.members(self.names(Location::Query).chain(constants), style)
            } else {
                query.value(name, style)
            };
            self.fail(Location::Query, name, value)
        }

        /// A query parameter whose value is a JSON text.
        pub fn query_json<T: Received>(&mut self, name: &'static str) -> Read<T> {
            let text = self.pairs().value::<Option<String>>(name, Style::PLAIN);
            self.fail(Location::Query, name, text.and_then(json::read_text))
        }

        /// A query parameter that is there or not.
        pub fn flag<T: ReceivedFlag>(&mut self, name: &'static str) -> Read<T> {
            self.fail(Location::Query, name, self.pairs().flag(name).map(T::read))
        }

        /// The pairs of the query, which is well-formed.
        fn pairs(&self) -> Pairs<'_> {
            Pairs::new(self.context.uri().query().unwrap_or_default())
        }
    }
}

/// A description names it.
#[cfg(feature = "openapi")]
mod describe {
    use serde_json::{Value, json};

    use crate::endpoint::Location;
    use crate::openapi::operation::Operation;
    use crate::openapi::pairs::pairs;
    use crate::openapi::schema::{Described, DescribedFlag, Object, without_null};
    use crate::wire::style::Style;

    impl Operation<'_> {
        /// Pairs of the query.
        pub fn query<T: Described<K>, K>(&mut self, name: &'static str, style: Style) {
            let schema = self.types.sent::<T>();
            self.query_pairs(name, schema, style);
        }

        /// A pair of the query whose value is a JSON text.
        pub fn query_json<T: Described<K>, K>(&mut self, name: &'static str) {
            let schema = self.types.sent::<T>();
            self.query_text(name, schema);
        }

        /// A flag in the query.
        pub fn flag<T: DescribedFlag<K>, K>(&mut self, name: &'static str) {
            let words = Object::default().with("allowEmptyValue", true).with("x-flag", true);
            let schema = json!({ "type": "boolean" });
            self.parameter(Location::Query, name, name, schema, false, words.0);
        }

        fn query_pairs(&mut self, name: &'static str, schema: Value, style: Style) {
            for pair in pairs(self.types, name, schema, true, style) {
                let words = pair.style;
                self.parameter(
                    Location::Query,
                    &pair.name,
                    name,
                    pair.schema,
                    pair.required,
                    words,
                );
            }
        }

        fn query_text(&mut self, name: &'static str, schema: Value) {
            let (schema, optional) = without_null(schema);
            let content = json!({ "application/json": { "schema": schema } });
            let words = Object::default().with("content", content);
            self.parameter(Location::Query, name, name, Value::Null, !optional, words.0);
        }
    }
}
