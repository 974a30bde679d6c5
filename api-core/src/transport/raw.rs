//! A URL that is put together, and not parsed.
//!
//! reqwest takes a [`Url`]. To make one of a text is to look at each of its characters several times:
//! a twentieth of a call, for what is nearly always a text that the parser would copy as it is, behind
//! an origin that was parsed with the base. But a `Url` can also be had from serde by its parts. Which
//! these are is its own affair; so whenever a client is made, what is put together here is compared
//! with what is parsed, and nothing is put together if they differ.

use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use url::{Host, Position, Url};

use crate::wire::percent::Set;

/// Where the parts of all URLs of one origin end.
#[derive(Debug)]
pub(super) struct Origin {
    scheme: u32,
    host_start: u32,
    host_end: u32,
    path: u32,
    host: Named,
    port: Option<u32>,
}

impl Origin {
    /// The origin of `url`; none if a `Url` cannot be put together any more.
    pub(super) fn of(url: &Url) -> Option<Self> {
        let end = |part: &str| u32::try_from(part.len()).ok();
        let origin = Self {
            scheme: end(url.scheme())?,
            host_start: end(&url[..Position::BeforeHost])?,
            host_end: end(&url[..Position::AfterHost])?,
            path: end(&url[..Position::BeforePath])?,
            host: match url.host()? {
                Host::Domain(_) => Named::Domain,
                Host::Ipv4(address) => Named::Address("Ipv4", address.to_string()),
                Host::Ipv6(address) => Named::Address("Ipv6", address.to_string()),
            },
            port: url.port().map(u32::from),
        };
        // Parsed anew: an odd path or query of the base has no bearing on it.
        let plain = Url::parse(&format!("{}/a?b", &url[..Position::BeforePath])).ok()?;
        let again = origin.url("/a".len(), plain.as_str().to_owned())?;
        (inside(&again)? == inside(&plain)?).then_some(origin)
    }

    /// The URL that is written as `text`: of this origin, and [normal](is_normal), with a path of
    /// this length.
    pub(super) fn url(&self, path: usize, text: String) -> Option<Url> {
        let end = u32::try_from(path).ok()?.checked_add(self.path)?;
        let query = (text.len() > end as usize).then_some(end);
        let parts = [
            Part::Text(text),
            Part::Number(self.scheme),
            Part::Number(self.host_start),
            Part::Number(self.host_start),
            Part::Number(self.host_end),
            Part::Host(&self.host),
            Part::Maybe(self.port),
            Part::Number(self.path),
            Part::Maybe(query),
            Part::Maybe(None),
        ];
        Url::deserialize_internal(SeqDeserializer::<_, Error>::new(parts.into_iter())).ok()
    }
}

/// The length of the path that `text` begins with, if a parser would leave that and the query as they
/// are: no character has to be encoded, and no segment can be one of dots, encoded or not.
pub(super) fn normal_path(text: &str) -> Option<usize> {
    let kept = |text: &str| KEPT.run(text) == text.len();
    let plain = PLAIN.run(text);
    let (path, query) = text.split_at_checked(plain)?;
    if query.is_empty() || query.starts_with('?') {
        return kept(query).then_some(plain);
    }
    let end = path.len() + query.find('?').unwrap_or(query.len());
    let path = text.get(..end)?;
    let mut dots = path.as_bytes().array_windows();
    let normal = kept(text)
        && !path.ends_with("/.")
        && !dots.any(|next| matches!(next, [b'/', b'.', _] | b"/%2"));
    normal.then_some(end)
}

/// What is encoded neither in a path nor in a query.
const KEPT: Set = Set::of(b"-._~!$&()*+,;=:@%/?");

/// What is neither encoded in a path, nor ends it, nor is read as a dot.
const PLAIN: Set = Set::of(b"-_~!$&()*+,;=:@/");

/// What a URL is inside.
fn inside(url: &Url) -> Option<Value> {
    url.serialize_internal(serde_json::value::Serializer).ok()
}

/// A host as a `Url` has it: a name is that between the ends, and an address is kept beside it.
#[derive(Debug)]
enum Named {
    Domain,
    Address(&'static str, String),
}

/// A part of a `Url`, for serde.
enum Part<'a> {
    Text(String),
    Number(u32),
    Maybe(Option<u32>),
    Host(&'a Named),
}

impl<'de> Deserializer<'de> for Part<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Self::Text(text) => visitor.visit_string(text),
            Self::Number(number) => visitor.visit_u32(number),
            Self::Maybe(None) => visitor.visit_none(),
            Self::Maybe(Some(number)) => visitor.visit_some(number.into_deserializer()),
            Self::Host(Named::Domain) => visitor.visit_enum("Domain".into_deserializer()),
            Self::Host(Named::Address(kind, address)) => {
                let entry = std::iter::once((*kind, address.as_str()));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(entry)))
            }
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl IntoDeserializer<'_, Error> for Part<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

#[cfg(test)]
mod tests {
    use url::{ParseError, Position, Url};

    use super::{Origin, inside, normal_path};

    #[test]
    fn what_is_put_together_is_what_is_parsed() -> Result<(), ParseError> {
        for base in [
            "http://127.0.0.1:8080",
            "https://127.0.0.1/v1?key=1",
            "https://example.com",
            "https://bücher.example:8443/",
            "http://[::1]:3000/api",
            "https://[2001:db8::1]",
        ] {
            let base = Url::parse(base)?;
            let origin = Origin::of(&base).ok_or(ParseError::Overflow)?;
            for (path, query) in [
                ("/", ""),
                ("/", "?"),
                ("/a/b%2Fc", ""),
                ("/%E4%B8%AD", "?a=b&c=e%3F?"),
                ("//x:y@z/;=()*!$,", ""),
                ("/v1.2/a.json", "?a=/./..&b=%2e"),
            ] {
                assert_eq!(normal_path(&format!("{path}{query}")), Some(path.len()));
                let text = format!("{}{path}{query}", &base[..Position::BeforePath]);
                let parsed = Url::parse(&text)?;
                let url = origin.url(path.len(), text);
                assert_eq!(url.as_ref().map(inside), Some(inside(&parsed)));
            }
        }
        Ok(())
    }

    #[test]
    fn what_a_parser_would_change_is_left_to_it() -> Result<(), ParseError> {
        let dots = ["/.", "/a/./b", "/..", "/%2e", "/a/%2E%2e/b", "/.%2e", "/a/."];
        let each = (0..=u8::MAX).map(char::from).filter(|c| *c != '?');
        let paths = dots.map(|path| (path.to_owned(), "?c".to_owned())).into_iter();
        for (path, query) in paths.chain(each.map(|c| (format!("/a{c}b"), format!("?c{c}d")))) {
            let parsed = Url::parse(&format!("https://example.com{path}{query}"))?;
            let same = parsed.path() == path && parsed[Position::AfterPath..] == query;
            let found = normal_path(&format!("{path}{query}"));
            assert!(found.is_none_or(|found| same && found == path.len()), "{path}{query}");
        }
        Ok(())
    }
}
