//! A value that is a part of a multipart body.

use crate::Part;
use crate::endpoint::{Constant, Location};
use crate::request::{Content, RequestParts};
use crate::wire::json::write as json;
use crate::wire::media_type::JSON;
use crate::wire::value::{self, JsonTextValue, NamedParts, PartValue};

impl RequestParts {
    /// A part of the multipart body.
    pub fn part<K, V: PartValue<K>>(&mut self, name: &'static str, value: V) {
        let Content::Multipart(parts) = &mut self.body else { return };
        let written = value.add(name, parts);
        self.check(Location::Part, name, written);
    }

    /// Parts of the multipart body whose names the caller chooses.
    pub fn flat_part<K, V: NamedParts<K>>(&mut self, name: &'static str, value: V) {
        let mut others = self.others(Location::Part, self.endpoint.fields());
        others.extend(self.others::<Constant>(Location::Field, &[]));
        let Content::Multipart(parts) = &mut self.body else { return };
        let written = value::spread(value.into_parts(), &others, parts);
        self.check(Location::Part, name, written);
    }

    /// A part of the multipart body that is a JSON text; `None` is left out.
    pub fn part_json<V: JsonTextValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        match json::text(value) {
            Ok(text) => self.part(name, text.map(|text| Part::text(text).with_content_type(JSON))),
            Err(error) => self.fail(Location::Part, name, error),
        }
    }
}

/// A server reads it.
#[cfg(feature = "server")]
mod read {
    use crate::endpoint::Location;
    use crate::server::content::Content;
    use crate::server::input::{Input, Read};
    use crate::wire::json::read as json;
    use crate::wire::value::{NamedParts, Received, ReceivedPart};

    impl Input {
        /// The parts of one name of the multipart body.
        pub fn part<T: ReceivedPart<K>, K>(&mut self, name: &'static str) -> Read<T> {
            let own = match &mut self.content {
                Content::Parts(parts) => parts.extract_if(.., |(own, _)| own == name).collect(),
                _ => Vec::new(),
            };
            let value = T::read(own.into_iter().map(|(_, part)| part).collect());
            self.fail(Location::Part, name, value)
        }

        /// The parts that are no other parameter, with their names.
        pub fn flat_part<T: NamedParts<K>, K>(&mut self, _: &'static str) -> Read<T> {
            let constants = self.endpoint.fields().iter().map(|(name, _)| *name);
            let names = self.names(Location::Part).chain(self.names(Location::Field));
            let others: Vec<&str> = names.chain(constants).collect();
            let own = match &mut self.content {
                Content::Parts(parts) => {
                    parts.extract_if(.., |(name, _)| !others.contains(&name.as_str())).collect()
                }
                _ => T::from_iter([]),
            };
            Ok(own)
        }

        /// The part of one name of the multipart body, which is a JSON text.
        pub fn part_json<T: Received>(&mut self, name: &'static str) -> Read<T> {
            let text: Option<String> = self.part(name)?;
            self.fail(Location::Part, name, json::read_text(text))
        }
    }
}

/// A description names it.
#[cfg(feature = "openapi")]
mod describe {
    use crate::Part;
    use crate::openapi::operation::Operation;
    use crate::openapi::schema::{Described, DescribedPart};
    use crate::wire::value::NamedParts;

    impl Operation<'_> {
        /// A part of a multipart body, or several of one name.
        pub fn part<T: DescribedPart<K>, K>(&mut self, name: &'static str) {
            let schema = T::part(self.types);
            self.body.member(name, schema);
        }

        /// Parts whose names the caller chooses.
        pub fn flat_part<T: NamedParts<K>, K>(&mut self, _: &'static str) {
            let part = <Part as DescribedPart<_>>::part(self.types);
            self.body.others(part);
        }

        /// A part that is a JSON text.
        pub fn part_json<T: Described<K>, K>(&mut self, name: &'static str) {
            let schema = self.types.sent::<T>();
            self.body.json_part(name, schema);
        }
    }
}
