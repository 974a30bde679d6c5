//! A value in the body, beside others: a member of a JSON object, or a pair of a form.

use crate::endpoint::{Constant, Location};
use crate::request::{Content, RequestParts};
use crate::wire::json::none::is_none;
use crate::wire::json::write as json;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::wire::style::Style;
use crate::wire::value::{FieldValue, JsonTextValue};

impl RequestParts {
    /// A member of the JSON object that is the body; `None` is left out.
    pub fn field<V: FieldValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        if let Content::Json(object) = &mut self.body
            && !is_none(value)
        {
            let written = object.member(name, value);
            self.check(Location::Field, name, written);
        }
    }

    /// The members of a struct or map as members of the JSON object that is the body.
    pub fn flat_field<V: FieldValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        // Constants beside the parameters are in the object already.
        let others = self.others::<Constant>(Location::Field, &[]);
        if let Content::Json(object) = &mut self.body {
            let written = object.spread(value, others);
            self.check(Location::Field, name, written);
        }
    }

    /// A JSON text as a member, a pair or a part of the body; `None` is left out.
    pub fn field_json<V: JsonTextValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        match (json::text(value), &self.body) {
            (Ok(text), Content::Json(_)) => self.field(name, &text),
            (Ok(text), Content::Form(_)) => self.form_field(name, &text, Style::PLAIN),
            (Ok(text), _) => self.part(name, text),
            (Err(error), _) => self.fail(Location::Field, name, error),
        }
    }

    /// A pair of the form that is the body.
    pub fn form_field<V: FieldValue + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        style: Style,
    ) {
        let others = style.flatten.then(|| self.others(Location::Field, self.endpoint.fields()));
        let Content::Form(form) = &mut self.body else { return };
        let mut pairs = Pairs { out: form, start: 0, encoding: Encoding::Form };
        let written = match others {
            Some(others) => pairs.spread(value, style, others),
            None => pairs.write(name, value, style),
        };
        self.check(Location::Field, name, written);
    }
}

/// A server reads it.
#[cfg(feature = "server")]
mod read {
    use crate::endpoint::Location;
    use crate::server::content::Content;
    use crate::server::input::{Input, Read};
    use crate::wire::invalid::InvalidValue;
    use crate::wire::json::read as json;
    use crate::wire::pairs::read::Pairs;
    use crate::wire::style::Style;
    use crate::wire::value::Received;

    impl Input {
        /// A member of the JSON object that is the body.
        pub fn field<T: Received>(&mut self, name: &'static str) -> Read<T> {
            let value = match &self.content {
                Content::Json(object) => object.member(name),
                _ => Err(InvalidValue::missing()),
            };
            self.fail(Location::Field, name, value)
        }

        /// The members of that object that are no other parameters.
        pub fn flat_field<T: Received>(&mut self, name: &'static str) -> Read<T> {
            let value = match &self.content {
                Content::Json(object) => object.members(self.fields()),
                _ => Err(InvalidValue::missing()),
            };
            self.fail(Location::Field, name, value)
        }

        /// A JSON text that is a member, a pair or a part of the body.
        pub fn field_json<T: Received>(&mut self, name: &'static str) -> Read<T> {
            let text = match &self.content {
                Content::Json(object) => object.member::<Option<String>>(name),
                Content::Form(form) => Pairs::new(form).value(name, Style::PLAIN),
                Content::Parts(_) => return self.part_json(name),
                Content::None | Content::Whole(_) => Ok(None),
            };
            self.fail(Location::Field, name, text.and_then(json::read_text))
        }

        /// A pair of the form that is the body.
        pub fn form_field<T: Received>(&mut self, name: &'static str, style: Style) -> Read<T> {
            let value = match &self.content {
                Content::Form(form) if style.flatten => {
                    Pairs::new(form).members(self.fields(), style)
                }
                Content::Form(form) => Pairs::new(form).value(name, style),
                _ => Err(InvalidValue::missing()),
            };
            self.fail(Location::Field, name, value)
        }

        /// The names of the loose parameters, and of the constants beside them.
        fn fields(&self) -> impl Iterator<Item = &'static str> + use<> {
            let beside = self.endpoint.body_key().is_none();
            let constants =
                self.endpoint.fields().iter().filter(move |_| beside).map(|(name, _)| *name);
            self.names(Location::Field).chain(constants)
        }
    }
}

/// A description names it.
#[cfg(feature = "openapi")]
mod describe {
    use crate::openapi::operation::Operation;
    use crate::openapi::schema::Described;
    use crate::wire::style::Style;

    impl Operation<'_> {
        /// A member of the JSON body.
        pub fn field<T: Described<K>, K>(&mut self, name: &'static str) {
            let schema = self.types.sent::<T>();
            self.body.member(name, schema);
        }

        /// Members of the JSON body.
        pub fn flat_field<T: Described<K>, K>(&mut self, _: &'static str) {
            let schema = self.types.sent::<T>();
            self.body.spread(self.types, schema);
        }

        /// A member of the body whose value is a JSON text.
        pub fn field_json<T: Described<K>, K>(&mut self, name: &'static str) {
            let schema = self.types.sent::<T>();
            self.body.text(name, schema);
        }

        /// Pairs of a form.
        pub fn form_field<T: Described<K>, K>(&mut self, name: &'static str, style: Style) {
            let schema = self.types.sent::<T>();
            self.body.pairs(self.types, name, schema, style);
        }
    }
}
