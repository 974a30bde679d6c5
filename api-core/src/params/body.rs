//! A value that is the whole body.

use crate::endpoint::Location;
use crate::request::{Content, RequestParts};
use crate::wire::json::none::is_none;
use crate::wire::json::write as json;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::wire::scalar::write as scalar;
use crate::wire::style::Style;
use crate::wire::value::{BodyValue, BytesValue, LinesValue, TextValue};

impl RequestParts {
    /// The whole body, as JSON; `None` sends none.
    pub fn json<V: BodyValue + ?Sized>(&mut self, value: &V) {
        if is_none(value) {
            return;
        }
        match json::to_vec(value) {
            Ok(json) => self.body = Content::json(json),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as JSON lines: a list or a stream; `None` sends none.
    pub fn json_lines<K, V: LinesValue<K>>(&mut self, value: V) {
        match value.into_body() {
            Ok(None) => {}
            Ok(Some(body)) => self.body = Content::lines(body),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as a form: a struct, a map or a list of pairs; `None` sends none.
    pub fn form<V: BodyValue + ?Sized>(&mut self, value: &V, style: Style) {
        if is_none(value) {
            return;
        }
        let mut form = String::new();
        let mut pairs = Pairs { out: &mut form, start: 0, encoding: Encoding::Form };
        match pairs.spread(value, style, Vec::new()) {
            Ok(()) => self.body = Content::form(form),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as text; `None` sends none.
    pub fn text<V: TextValue + ?Sized>(&mut self, value: &V) {
        match scalar::text(value) {
            Ok(None) => {}
            Ok(Some(text)) => self.body = Content::text(text),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as it is; `None` sends none.
    pub fn bytes(&mut self, value: impl BytesValue) {
        if let Some(body) = value.into_body() {
            self.body = Content::bytes(body);
        }
    }

    /// The content type of the body, instead of the usual one.
    pub fn content_type(&mut self, content_type: &'static str) {
        self.options().content_type = Some(content_type);
    }
}

/// A server reads it.
#[cfg(feature = "server")]
mod read {
    use crate::Body;
    use crate::endpoint::Location;
    use crate::server::content::Content;
    use crate::server::content_type::{self, Expected};
    use crate::server::input::{Input, Read};
    use crate::wire::invalid::InvalidValue;
    use crate::wire::json::{lines, read as json};
    use crate::wire::pairs::read::Pairs;
    use crate::wire::scalar::read as text;
    use crate::wire::style::Style;
    use crate::wire::value::{Received, ReceivedBytes};

    impl Input {
        /// The whole body, as JSON. `declared` is the content type, if it is another than usual.
        pub fn json<T: Received>(&mut self, declared: Option<&'static str>) -> Read<T> {
            self.read_whole(declared, Expected::Json, json::read)
        }

        /// The whole body, as JSON lines.
        pub fn json_lines<T: Received>(&mut self, declared: Option<&'static str>) -> Read<T> {
            self.read_whole(declared, Expected::Lines, lines::read)
        }

        /// The whole body, as a form.
        pub fn form<T: Received>(
            &mut self,
            style: Style,
            declared: Option<&'static str>,
        ) -> Read<T> {
            self.read_whole(declared, Expected::Form, |form| {
                let form = utf8(form)?;
                Pairs::check(form)?;
                Pairs::new(form).members(std::iter::empty(), style.flatten())
            })
        }

        /// The whole body, as text.
        pub fn text<T: Received>(&mut self, declared: Option<&'static str>) -> Read<T> {
            self.read_whole(declared, Expected::Text, |text| text::read(Some(utf8(text)?)))
        }

        /// The whole body, as it is.
        pub fn bytes<T: ReceivedBytes>(&mut self, declared: Option<&'static str>) -> Read<T> {
            let body = self.whole()?;
            if body.is_some() {
                self.check_media(declared, Expected::Bytes)?;
            }
            self.fail(Location::Body, "", T::read(body))
        }

        /// Reads the whole body, if there is one of the expected type.
        fn read_whole<T: Received>(
            &mut self,
            declared: Option<&'static str>,
            expected: Expected,
            read: impl FnOnce(&[u8]) -> Result<T, InvalidValue>,
        ) -> Read<T> {
            let value = match self.whole()? {
                None => text::read(None),
                Some(body) => {
                    self.check_media(declared, expected)?;
                    read(body.as_bytes().unwrap_or_default())
                }
            };
            self.fail(Location::Body, "", value)
        }

        fn whole(&mut self) -> Read<Option<Body>> {
            match std::mem::replace(&mut self.content, Content::None) {
                Content::Whole(body) => Ok(body),
                _ => Ok(None),
            }
        }

        fn check_media(&self, declared: Option<&'static str>, expected: Expected) -> Read<()> {
            content_type::check(self.endpoint, self.context.headers(), declared, expected)
        }
    }

    fn utf8(bytes: &[u8]) -> Result<&str, InvalidValue> {
        std::str::from_utf8(bytes).map_err(|_| InvalidValue::malformed("expected UTF-8 text"))
    }
}

/// A description names it.
#[cfg(feature = "openapi")]
mod describe {
    use crate::openapi::operation::Operation;
    use crate::openapi::schema::{Described, DescribedBytes, DescribedLines};
    use crate::wire::style::Style;

    impl Operation<'_> {
        /// A whole JSON body.
        pub fn json<T: Described<K>, K>(&mut self, declared: Option<&'static str>) {
            let schema = self.types.sent::<T>();
            self.body.json(schema, declared);
        }

        /// A body of JSON lines.
        pub fn json_lines<T: DescribedLines<K>, K>(&mut self, declared: Option<&'static str>) {
            let line = T::line(self.types);
            self.streams = true;
            self.body.lines(line, declared);
        }

        /// A whole form.
        pub fn form<T: Described<K>, K>(&mut self, style: Style, declared: Option<&'static str>) {
            let schema = self.types.sent::<T>();
            self.body.form(self.types, schema, style, declared);
        }

        /// A body of text.
        pub fn text<T: Described<K>, K>(&mut self, declared: Option<&'static str>) {
            let schema = self.types.sent::<T>();
            self.body.text_body(schema, declared);
        }

        /// A body of bytes.
        pub fn bytes<T: DescribedBytes<K>, K>(&mut self, declared: Option<&'static str>) {
            self.body.bytes(!T::OPTIONAL, declared);
        }
    }
}
