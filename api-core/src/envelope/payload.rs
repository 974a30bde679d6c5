//! Reads a payload as the declared type: `()` takes anything, and a missing payload is `None`.

use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned, Error, IgnoredAny, Visitor};

use super::misfit::Misfit;
use super::scan::{ScanError, ScanErrorKind, Scanner, read};

/// Where a payload goes. The engine knows no more of the payload's type than this, so that the
/// engine is compiled once and not for every type.
pub(crate) trait Sink {
    /// Reads the payload that `text` begins with. Returns how many bytes it took.
    fn take(&mut self, text: &str) -> Result<usize, ScanError>;

    /// Makes the payload of a response that has none. False if the type needs one: only `()` and
    /// `Option` do not.
    fn take_nothing(&mut self) -> bool;

    /// Makes the payload without reading the response. False if the type needs the response, as all but
    /// `()` do.
    fn take_unread(&mut self) -> bool;
}

/// Takes the whole text as the payload.
pub(super) fn whole(text: &str, sink: &mut dyn Sink) -> Result<(), ScanError> {
    let bytes = sink.take(text).map_err(|error| explain(error, text, sink))?;
    Scanner::new(text, bytes).end()
}

/// Takes the next value as the payload.
pub(super) fn take(scan: &mut Scanner<'_>, sink: &mut dyn Sink) -> Result<(), ScanError> {
    scan.peek();
    match sink.take(scan.rest()) {
        Ok(bytes) => {
            scan.advance(bytes);
            Ok(())
        }
        Err(error) => Err(explain(error, scan.rest(), sink).after(scan.at())),
    }
}

/// The number of times that an error is looked at once more. A type that reads something and then
/// refuses it is found at once; only a type that does so around another one takes a second look.
const LOOKS: usize = 3;

/// Improves an error of serde_json. `text` begins with the payload.
///
/// It calls some misfits errors of syntax. And a type that refuses what it has read, as after
/// `deserialize_with`, is noticed when the enclosing bracket is closed already, as if all between
/// the brackets was meant. To tell the two apart, the payload is read once more without that
/// bracket: a value in front of it is refused again, before the missing bracket is noticed.
#[cold]
fn explain(mut error: ScanError, text: &str, sink: &mut dyn Sink) -> ScanError {
    let is_half = error.misfit.as_deref() == Some(&Misfit::HalfACharacter);
    if error.kind == ScanErrorKind::Syntax && !is_half {
        let mut scan = Scanner::new(text, 0);
        if scan.skip().is_err() {
            return error;
        }
        error.kind = ScanErrorKind::Unfit;
        if error.misfit.as_deref().is_some_and(|misfit| *misfit != Misfit::Own) {
            return error;
        }
        // Refused at its first byte: a value where an enum is, which is a text or an object.
        let read = text.get(..error.at).unwrap_or(text);
        let is_first = sink.take(read).is_err_and(|again| again.kind == ScanErrorKind::Syntax);
        let first = read.bytes().next_back();
        if let Some(b'[' | b't' | b'f' | b'n' | b'-' | b'0'..=b'9') = first.filter(|_| is_first) {
            error.at -= usize::from(first == Some(b'['));
            error = error.misfit(Misfit::at(first, "a variant"));
        }
    }
    for _ in 0..LOOKS {
        let Some(read) = text.get(..error.at) else { break };
        let Some(open) = read.trim_ascii_end().strip_suffix(['}', ']']) else { break };
        match sink.take(open) {
            Err(again) if again.kind == ScanErrorKind::Unfit && again.misfit == error.misfit => {
                error = again;
            }
            _ => break,
        }
    }
    error
}

impl<T: DeserializeOwned> Sink for Option<T> {
    fn take(&mut self, text: &str) -> Result<usize, ScanError> {
        let (Present(value), bytes) = read(text)?;
        *self = Some(value);
        Ok(bytes)
    }

    fn take_nothing(&mut self) -> bool {
        *self = T::deserialize(Missing { or_none: true }).ok();
        self.is_some()
    }

    fn take_unread(&mut self) -> bool {
        *self = T::deserialize(Missing { or_none: false }).ok();
        self.is_some()
    }
}

/// A payload that is not missing.
struct Present<T>(T);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Present<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(Lenient(deserializer)).map(Self)
    }
}

/// Passes everything on, except that `()` accepts any value: APIs send `[]`, `{}`, `null` and `true`
/// when they have nothing to say.
struct Lenient<D>(D);

macro_rules! pass_on {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$method(visitor)
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Lenient<D> {
    type Error = D::Error;

    pass_on! {
        deserialize_any deserialize_bool deserialize_char deserialize_str deserialize_string
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf
        deserialize_option deserialize_seq deserialize_map deserialize_identifier
        deserialize_ignored_any
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_ignored_any(IgnoredAny)?;
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple(len, visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_tuple_struct(name, len, visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, visitor)
    }
}

/// A payload that is missing: `()`, and `None` if that is wanted.
struct Missing {
    or_none: bool,
}

type Nothing = serde::de::value::Error;

impl<'de> Deserializer<'de> for Missing {
    type Error = Nothing;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Nothing> {
        Err(Nothing::custom("there is none"))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Nothing> {
        if self.or_none { visitor.visit_none() } else { self.deserialize_any(visitor) }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Nothing> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Nothing> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
