//! A value in the path: that of a placeholder.

use crate::endpoint::Location;
use crate::request::RequestParts;
use crate::wire::path::write::is_float;
use crate::wire::unwritable::Unwritable;
use crate::wire::value::{PathListValue, PathValue};

impl RequestParts {
    /// The value of the next placeholder of the path template.
    pub fn path<V: PathValue + ?Sized>(&mut self, value: &V) {
        self.check_number(value);
        let written = self.path.value(&mut self.target, &value);
        self.check_path(written);
    }

    /// The value of the next placeholder, percent-encoded already.
    pub fn encoded_path<V: PathValue + ?Sized>(&mut self, value: &V) {
        self.check_number(value);
        let written = self.path.encoded(&mut self.target, &value);
        self.check_path(written);
    }

    /// The list at the next placeholder, with commas between its elements.
    pub fn path_list<V: PathListValue + ?Sized>(&mut self, value: &V) {
        let written = self.path.list(&mut self.target, value);
        self.check_path(written);
    }

    /// Refuses a float in the path that is not finite, as it is refused everywhere else.
    fn check_number<V: PathValue + ?Sized>(&mut self, value: &V) {
        if is_float::<V>() && !value.to_string().parse::<f64>().is_ok_and(f64::is_finite) {
            self.fail(Location::Path, self.path.placeholder(), Unwritable::NOT_FINITE);
        }
    }
}

/// A server reads it.
#[cfg(feature = "server")]
mod read {
    use std::borrow::Cow;

    use crate::endpoint::Location;
    use crate::server::input::{Input, Read};
    use crate::server::rejection::Rejection;
    use crate::wire::invalid::InvalidValue;
    use crate::wire::node::Node;
    use crate::wire::percent::unescape;
    use crate::wire::value::{Received, ReceivedPath};

    impl Input {
        /// The value at a placeholder, counted from zero.
        pub fn path<T: ReceivedPath<K>, K>(&mut self, placeholder: usize) -> Read<T> {
            let value = self
                .decoded_capture(placeholder)
                .and_then(|text| T::read(&text).ok_or_else(unparsed::<T>));
            value.map_err(|invalid| self.unfit(placeholder, invalid))
        }

        /// Reads a path value that stays percent-encoded.
        pub fn encoded_path<T: ReceivedPath<K>, K>(&mut self, placeholder: usize) -> Read<T> {
            let value = self.capture(placeholder).and_then(|raw| {
                unescape(raw)?;
                T::read(raw).ok_or_else(unparsed::<T>)
            });
            value.map_err(|invalid| self.unfit(placeholder, invalid))
        }

        /// The list at a placeholder.
        pub fn path_list<T: Received>(&mut self, placeholder: usize) -> Read<T> {
            let value = self.capture(placeholder).and_then(|raw| {
                let elements = raw.split(',').filter(|_| !raw.is_empty()).map(unescape);
                let elements: Vec<_> = elements.collect::<Result<_, _>>()?;
                Node::texts(elements.iter().map(|element| &**element)).read()
            });
            value.map_err(|invalid| self.unfit(placeholder, invalid))
        }

        fn capture(&self, placeholder: usize) -> Result<&str, InvalidValue> {
            let value = self.captures.value(placeholder, self.context.uri().path());
            value.ok_or_else(InvalidValue::missing)
        }

        fn decoded_capture(&self, placeholder: usize) -> Result<Cow<'_, str>, InvalidValue> {
            let raw = self.capture(placeholder)?;
            if self.captures.may_be_encoded() { unescape(raw) } else { Ok(Cow::Borrowed(raw)) }
        }

        #[cold]
        fn unfit(&self, placeholder: usize, invalid: InvalidValue) -> Rejection {
            Rejection::of(Location::Path, self.endpoint.placeholder(placeholder), invalid)
        }
    }

    /// The error for a text that is not a `T`. It has the last word of the type's name: the rest says
    /// where the type is declared, which is no concern of a client.
    #[cold]
    fn unparsed<T>() -> InvalidValue {
        let name = std::any::type_name::<T>();
        match name.rsplit("::").next() {
            Some(name) if !name.contains(['<', '>', '(', '[']) => InvalidValue::expected(name),
            _ => InvalidValue::refused(),
        }
    }
}

/// A description names it.
#[cfg(feature = "openapi")]
mod describe {
    use serde_json::{Value, json};

    use crate::endpoint::{Location, PathPiece};
    use crate::openapi::operation::Operation;
    use crate::openapi::schema::{Described, Object, without_null};

    impl Operation<'_> {
        /// A placeholder, counted from zero.
        pub fn path<T: Described<K>, K>(&mut self, placeholder: usize) {
            let schema = self.types.sent::<T>();
            self.placeholder(placeholder, schema, Object::default());
        }

        /// A placeholder whose value is percent-encoded already.
        pub fn encoded_path<T: Described<K>, K>(&mut self, placeholder: usize) {
            let schema = self.types.sent::<T>();
            self.placeholder(placeholder, schema, Object::default().with("x-encoded", true));
        }

        /// A list at a placeholder, with commas between its elements: the usual style of a path.
        pub fn path_list<T: Described<K>, K>(&mut self, placeholder: usize) {
            let schema = self.types.sent::<T>();
            self.placeholder(placeholder, schema, Object::default());
        }

        fn placeholder(&mut self, placeholder: usize, schema: Value, words: Object) {
            let name = self.endpoint.placeholder(placeholder);
            let spans = self.endpoint.pieces().contains(&PathPiece::Rest(name));
            let words = words.with_some("x-multi-segment", spans.then_some(true));
            let (schema, _) = match schema {
                // Of a type that is not known. Whatever it is, it is shown as a text.
                Value::Bool(true) => (json!({ "type": "string" }), false),
                schema => without_null(schema),
            };
            self.parameter(Location::Path, name, name, schema, true, words.0);
        }
    }
}
