//! A value that is a part of a multipart body.

use crate::Part;
use crate::endpoint::Location;
use crate::request::{Content, RequestParts};
use crate::wire::json::write as json;
use crate::wire::media_type::JSON;
use crate::wire::value::{JsonTextValue, PartValue};

impl RequestParts {
    /// A part of the multipart body.
    pub fn part<K, V: PartValue<K>>(&mut self, name: &'static str, value: V) {
        let Content::Multipart(parts) = &mut self.body else { return };
        let written = value.add(name, parts);
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
    use crate::wire::value::{Received, ReceivedPart};

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
    use crate::openapi::operation::Operation;
    use crate::openapi::schema::{Described, DescribedPart};

    impl Operation<'_> {
        /// A part of a multipart body, or several of one name.
        pub fn part<T: DescribedPart<K>, K>(&mut self, name: &'static str) {
            let schema = T::part(self.types);
            self.body.member(name, schema);
        }

        /// A part that is a JSON text.
        pub fn part_json<T: Described<K>, K>(&mut self, name: &'static str) {
            let schema = self.types.sent::<T>();
            self.body.json_part(name, schema);
        }
    }
}
