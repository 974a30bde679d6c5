//! Headers as values.

use http::{HeaderMap, HeaderName, header};
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, Deserializer, Visitor};

use crate::wire::invalid::InvalidValue;
use crate::wire::scalar::read::{self as text, Text, Texts};
use crate::wire::style::List;

/// What a client or its transport writes by itself. Who calls is in the context.
const NOT_A_PARAMETER: [HeaderName; 9] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::AUTHORIZATION,
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::HOST,
    header::TRANSFER_ENCODING,
    header::USER_AGENT,
];

/// The values of a header, as text.
fn texts<'h>(headers: &'h HeaderMap, name: &str) -> Result<Vec<&'h str>, InvalidValue> {
    let values = headers.get_all(name).iter();
    let texts =
        values.map(|value| value.to_str().map_err(|_| InvalidValue::malformed("expected ASCII")));
    texts.collect()
}

/// A header that holds one value.
pub(crate) fn value<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
) -> Result<T, InvalidValue> {
    match texts(headers, name)?[..] {
        [] => text::read(None),
        [text] => text::read(Some(text)),
        _ => Err(InvalidValue::malformed("it stands there more than once")),
    }
}

/// A header that holds a list.
pub(crate) fn list<T: DeserializeOwned>(
    headers: &HeaderMap,
    name: &str,
    list: List,
) -> Result<T, InvalidValue> {
    let texts = texts(headers, name)?;
    text::read_list(match list {
        // Several lines are one, as for every list (RFC 9110 §5.2).
        List::Csv => texts.iter().flat_map(|text| text.split(',')).map(str::trim).collect(),
        _ => texts,
    })
}

/// All headers but those that are something else: the `others`, and what every request has.
pub(crate) fn map<'n, T: DeserializeOwned>(
    headers: &HeaderMap,
    others: impl Iterator<Item = &'n str>,
) -> Result<T, InvalidValue> {
    let others: Vec<&str> = others.collect();
    let is_free = |name: &HeaderName| {
        !NOT_A_PARAMETER.contains(name)
            && !others.iter().any(|other| other.eq_ignore_ascii_case(name.as_str()))
    };
    let free = headers.keys().filter(|name| is_free(name));
    let values = free.map(|name| Ok((name.as_str(), texts(headers, name.as_str())?)));
    T::deserialize(Members(values.collect::<Result<_, _>>()?))
}

struct Members<'a>(Vec<(&'a str, Vec<&'a str>)>);

impl<'de> Deserializer<'de> for Members<'_> {
    type Error = InvalidValue;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        let member = |(name, texts)| (plain(name), Texts(texts));
        visitor.visit_map(MapDeserializer::new(self.0.into_iter().map(member)))
    }

    /// The names of a struct's fields are in any case of letters.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        let members = self.0.into_iter().map(|(name, texts)| {
            let field = fields.iter().find(|field| field.eq_ignore_ascii_case(name));
            (plain(field.copied().unwrap_or(name)), Texts(texts))
        });
        visitor.visit_map(MapDeserializer::new(members))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        if self.0.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, InvalidValue> {
        visitor.visit_newtype_struct(self)
    }

    /// A list of pairs: a name and a value, once a line.
    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, InvalidValue> {
        let lines = self.0.iter().flat_map(|(name, texts)| texts.iter().map(|text| (*name, *text)));
        let pairs = lines.map(|(name, text)| Texts(vec![name, text]));
        visitor.visit_seq(serde::de::value::SeqDeserializer::new(pairs))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct tuple tuple_struct map enum identifier ignored_any
    }
}

fn plain(text: &str) -> Text<'_> {
    Text { text: text.into(), digits: false }
}

/// The one value of a header.
pub(crate) fn single<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}
