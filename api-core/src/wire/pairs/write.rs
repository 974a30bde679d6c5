//! Name-value pairs, written into a query or a form.

use std::collections::HashSet;
use std::fmt::{self, Display, Write as _};

use serde::Serialize;
use url::form_urlencoded;

use super::flatten::PairSink;
use super::without_list_suffix;
use crate::wire::percent;
use crate::wire::style::{List, Style};
use crate::wire::unwritable::Unwritable;
use crate::wire::walk::{Scalar, walk};

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
    /// Appends a value under `name`.
    pub(crate) fn write<V: Serialize + ?Sized>(
        &mut self,
        name: &str,
        value: &V,
        style: Style,
    ) -> Result<(), Unwritable> {
        let mut sink = PairSink::named(self, name, style);
        walk(value, &mut sink).map_err(|error| sink.locate(error))
    }

    /// Appends the members of a value under their own names, which none of the endpoint's
    /// `parameters` may have.
    pub(crate) fn spread<V: Serialize + ?Sized>(
        &mut self,
        value: &V,
        style: Style,
        parameters: Vec<&'static str>,
    ) -> Result<(), Unwritable> {
        let mut sink = PairSink::spread(self, style.flatten(), parameters);
        walk(value, &mut sink).map_err(|error| sink.locate(error))
    }

    /// The names that are written already, those of lists without what follows them.
    pub(crate) fn names(&self) -> HashSet<String> {
        let written = self.out.get(self.start..).unwrap_or_default();
        let written = written.strip_prefix('?').unwrap_or(written);
        let names = form_urlencoded::parse(written.as_bytes());
        names.map(|(name, _)| without_list_suffix(&name).to_owned()).collect()
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
            Encoding::Query => percent::push(self.out, text),
            Encoding::Form => self.out.extend(form_urlencoded::byte_serialize(text.as_bytes())),
        }
    }

    /// Appends what a scalar shows, escaped.
    fn shown(&mut self, shown: &dyn Display) {
        // Fails only if a `Display` does, and these are serde's scalars.
        _ = write!(Escaped(self), "{shown}");
    }

    /// Appends a scalar under `name`: of a list, with its `place` in it.
    #[inline]
    pub(super) fn value(
        &mut self,
        name: &str,
        place: Option<usize>,
        scalar: Scalar<'_>,
        style: Style,
    ) -> Result<(), Unwritable> {
        match (place, style.list) {
            (None, _) | (_, List::Repeat) if style.plain_name => {
                self.separate();
                self.out.push_str(name);
                self.out.push('=');
            }
            (None, _) | (_, List::Repeat) => self.name(name, None),
            (_, List::Brackets) => self.name(name, Some(format_args!("[]"))),
            (Some(place), List::Indices) => self.name(name, Some(format_args!("[{place}]"))),
            (Some(0), _) => self.name(name, None),
            (Some(_), list) => {
                let separator = self.separator(list);
                self.out.push_str(separator);
            }
        }
        let scalar = match scalar {
            Scalar::Bool(truth) if style.digits => Scalar::Text(if truth { "1" } else { "0" }),
            Scalar::Bool(truth) => Scalar::Text(if truth { "true" } else { "false" }),
            other => other,
        };
        match scalar {
            _ if style.encoded => self.encoded(&scalar.into_string())?,
            Scalar::Text(text) => self.text(text),
            Scalar::Shown(shown) => self.shown(shown),
            Scalar::Bool(truth) => self.shown(&truth),
        }
        Ok(())
    }

    /// Appends a text that the caller has percent-encoded, after a check.
    fn encoded(&mut self, text: &str) -> Result<(), Unwritable> {
        if !percent::is_encoded(text, percent::in_query) {
            return Err(percent::NOT_ENCODED.into());
        }
        // Both spellings mean the same. The URL parser behind reqwest encodes an apostrophe in a query
        // (the special-query percent-encode set of WHATWG URL), and no transport may send another URL
        // than the others. This is the only place where one could come in.
        self.out.extend(text.split_inclusive('\'').flat_map(|run| match run.strip_suffix('\'') {
            Some(run) => [run, "%27"],
            None => [run, ""],
        }));
        Ok(())
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
