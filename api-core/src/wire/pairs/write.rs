//! Name-value pairs, written into a query or a form.

use std::fmt::{self, Display, Write as _};

use serde::Serialize;
use url::form_urlencoded;

use super::flatten;
use crate::wire::percent as encode;
use crate::wire::scalar::write::{self as scalar, InvalidValue, Scalar, Sink};
use crate::wire::style::{List, Style};

/// Which text the pairs are written into: the two escape differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// The query of a URL: all but the unreserved characters of RFC 3986 are percent-encoded.
    Query,
    /// A body of type `application/x-www-form-urlencoded`, as the WHATWG serializer writes it: a
    /// space is `+`.
    Form,
}

/// Appends pairs to a text.
pub(crate) struct Pairs<'a> {
    pub(crate) out: &'a mut String,
    /// Where in it they begin.
    pub(crate) start: usize,
    pub(crate) encoding: Encoding,
}

impl Pairs<'_> {
    /// Appends what `value` consists of under `name`, or, flattened, under its members' names.
    pub(crate) fn write<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
        style: Style,
    ) -> Result<(), InvalidValue> {
        if style.flatten {
            return flatten::write(value, self, style);
        }
        let mut sink = Named { pairs: self, name, style, error: None };
        scalar::write(value, &mut sink, scalar::Rules { lists: true, digits: style.digits })?;
        sink.error.map_or(Ok(()), Err)
    }

    /// Appends a name without a value.
    pub(crate) fn flag(&mut self, name: &str) {
        self.separate();
        self.text(name);
    }

    /// Appends pairs that are written out already.
    pub(crate) fn literal(&mut self, text: &str) {
        if !text.is_empty() {
            self.separate();
            self.out.push_str(text);
        }
    }

    /// Appends a name and its value.
    pub(crate) fn pair(&mut self, name: &str, value: &str) {
        self.name(name, None);
        self.text(value);
    }

    /// Appends `name=`, behind what separates it from the pair before, with what says that it is
    /// that of an element.
    fn name(&mut self, name: &str, element: Option<fmt::Arguments<'_>>) {
        self.separate();
        self.text(name);
        if let Some(element) = element {
            self.shown(&element);
        }
        self.out.push('=');
    }

    fn separate(&mut self) {
        match self.encoding {
            _ if self.out.len() > self.start => self.out.push('&'),
            Encoding::Query => self.out.push('?'),
            Encoding::Form => {}
        }
    }

    /// Appends a text, escaped.
    fn text(&mut self, text: &str) {
        match self.encoding {
            Encoding::Query => encode::push(self.out, text),
            Encoding::Form => self.out.extend(form_urlencoded::byte_serialize(text.as_bytes())),
        }
    }

    /// Appends what a scalar shows, escaped.
    fn shown(&mut self, shown: &dyn Display) {
        // Fails only if a `Display` does, and these are serde's scalars.
        _ = write!(Escaped(self), "{shown}");
    }

    fn separator(&self, list: List) -> &'static str {
        match (list, self.encoding) {
            (List::Ssv, Encoding::Form) => "+",
            (List::Ssv, Encoding::Query) => "%20",
            (List::Pipes, _) => "%7C",
            _ => ",",
        }
    }
}

struct Escaped<'a, 'b>(&'a mut Pairs<'b>);

impl fmt::Write for Escaped<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.text(text);
        Ok(())
    }
}

/// Takes the texts of one value.
struct Named<'a, 'b> {
    pairs: &'a mut Pairs<'b>,
    name: &'a str,
    style: Style,
    error: Option<InvalidValue>,
}

impl Sink for Named<'_, '_> {
    fn put(&mut self, index: Option<usize>, scalar: Scalar<'_>) {
        let name = self.name;
        match (index, self.style.list) {
            (None, _) | (_, List::Repeat) if self.style.plain_name => {
                self.pairs.separate();
                self.pairs.out.push_str(name);
                self.pairs.out.push('=');
            }
            (None, _) | (_, List::Repeat) => self.pairs.name(name, None),
            (_, List::Brackets) => self.pairs.name(name, Some(format_args!("[]"))),
            (Some(index), List::Indices) => {
                self.pairs.name(name, Some(format_args!("[{index}]")));
            }
            (Some(0), _) => self.pairs.name(name, None),
            (Some(_), list) => {
                let separator = self.pairs.separator(list);
                self.pairs.out.push_str(separator);
            }
        }
        let text = match scalar {
            Scalar::Text(text) if !self.style.encoded => return self.pairs.text(text),
            Scalar::Shown(shown) if !self.style.encoded => return self.pairs.shown(shown),
            Scalar::Text(text) => text.to_owned(),
            Scalar::Shown(shown) => shown.to_string(),
        };
        if encode::is_encoded(&text, encode::in_query) {
            self.pairs.out.push_str(&text);
        } else {
            self.error.get_or_insert(encode::NOT_ENCODED);
        }
    }
}
