//! Envelopes that one pass cannot open: their success is told by a member that is there or not, by
//! a nested one or by the HTTP status, or their payload stands beside their own members.
//!
//! The members that the table names are found by their paths, as raw slices, and the payload is
//! decoded from its own slice once success is known.

use std::fmt;
use std::time::Duration;

use serde::Deserializer as _;
use serde::de::{self, DeserializeOwned, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::open::{Discriminant, Opened, Refusal};
use super::own::next_name;
use super::payload;
use super::spec::{EnvelopeSpec, Success};
use crate::{Code, Error, ErrorKind};

/// How deep a path goes.
pub(super) const DEPTH: usize = 8;

/// The longest time that a retry hint is taken for, in seconds: a day.
const LONGEST: f64 = 86_400.0;

/// Opens `text` by `spec`. `by_status` is what the HTTP status says, for who asks it.
pub(super) fn open<T: DeserializeOwned>(
    spec: &'static EnvelopeSpec,
    text: &str,
    by_status: bool,
) -> Result<Opened<T>, serde_json::Error> {
    // Parsed as a whole, so that what follows is known to be JSON, and nothing trails it.
    let whole: &RawValue = serde_json::from_str(text)?;
    // Which of two another reader on the way has gone by, nobody knows.
    serde_json::Deserializer::from_str(text).deserialize_any(Step::Once(spec))?;
    if !is_success(spec, whole, by_status)? {
        return Ok(Opened::Refused(refusal(spec, whole)));
    }
    let Some(member) = spec.payload else {
        return payload::present(&mut serde_json::Deserializer::from_str(text))
            .map(Opened::Payload);
    };
    match of(spec, whole, member)? {
        Some(raw) => payload::present(&mut serde_json::Deserializer::from_str(raw.get())),
        None => payload::missing(member),
    }
    .map(Opened::Payload)
}

fn is_success(
    spec: &EnvelopeSpec,
    whole: &RawValue,
    by_status: bool,
) -> Result<bool, serde_json::Error> {
    let found = of(spec, whole, spec.discriminant)?;
    Ok(match spec.success {
        Success::Status => by_status,
        Success::Absent => found.is_none_or(|raw| matches!(raw.get(), "null" | "[]")),
        Success::Present => found.is_some_and(|raw| raw.get() != "null"),
        rule => match found {
            Some(raw) => Discriminant::read(raw.get())?.means(rule),
            None if spec.default => true,
            None => return Err(de::Error::missing_field(spec.discriminant)),
        },
    })
}

/// What a failure says of itself; what it does not say is empty.
pub(super) fn refusal(spec: &EnvelopeSpec, whole: &RawValue) -> Refusal {
    // A failure is a failure, whatever is wrong with its words.
    let find = |member| of(spec, whole, member).ok().flatten();
    let code = find(spec.code.unwrap_or(spec.discriminant));
    let code = code.and_then(|raw| Discriminant::read(raw.get()).ok());
    let message = spec.message.and_then(find);
    let seconds = spec.retry_after.and_then(find);
    let seconds = seconds.and_then(|raw| serde_json::from_str::<f64>(raw.get()).ok());
    Refusal {
        code: code.map_or_else(|| Code::Text(String::new()), Discriminant::into_code),
        message: message.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default(),
        // Clamped before it is made a duration, which panics on what is no time.
        retry_after: seconds
            .filter(|seconds| (0.0..=LONGEST).contains(seconds))
            .map(Duration::from_secs_f64),
    }
}

impl Refusal {
    /// Whether a failure says anything of itself, so that it is this envelope's and not some page.
    pub(crate) fn says_anything(&self) -> bool {
        self.code != Code::Text(String::new()) || !self.message.is_empty()
    }
}

/// The member of an answer at `path`, or the whole answer if that is empty.
pub(crate) fn member<M: DeserializeOwned>(body: &[u8], path: &str) -> Result<Option<M>, Error> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    let refused =
        || Error::new(ErrorKind::Decode, format!("the member `{path}` does not fit its type"));
    let Ok(whole) = serde_json::from_slice::<&RawValue>(body) else { return Ok(None) };
    let found =
        if path.is_empty() { Some(whole) } else { find(whole, path).map_err(|_| refused())? };
    match found {
        None => Ok(None),
        Some(raw) => serde_json::from_str(raw.get()).map_err(|_| refused()),
    }
}

/// The payload of a failed answer.
pub(crate) fn payload_of<P: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
) -> Result<Option<P>, Error> {
    let Some((spec, own)) = spec.and_then(|spec| Some((spec, spec.payload?))) else {
        return member(body, "");
    };
    for name in spec.names(own) {
        if let Some(payload) = member(body, name)? {
            return Ok(Some(payload));
        }
    }
    Ok(None)
}

/// A member of the envelope, by whichever of its names stands there.
pub(super) fn of<'a>(
    spec: &EnvelopeSpec,
    whole: &'a RawValue,
    member: &'static str,
) -> Result<Option<&'a RawValue>, serde_json::Error> {
    let mut found = None;
    for name in spec.names(member) {
        match (find(whole, name)?, found) {
            (Some(_), Some(_)) => return Err(twice()),
            (Some(raw), None) => found = Some(raw),
            (None, _) => {}
        }
    }
    Ok(found)
}

fn twice<E: de::Error>() -> E {
    E::custom("a member of the envelope stands there twice")
}

/// The member at `path`, as it stands in the text.
fn find<'a>(whole: &'a RawValue, path: &str) -> Result<Option<&'a RawValue>, serde_json::Error> {
    let mut value = whole;
    for segment in path.split('.').take(DEPTH) {
        let mut json = serde_json::Deserializer::from_str(value.get());
        let found = match segment.parse() {
            Ok(index) => json.deserialize_any(Step::Element(index))?,
            Err(_) => json.deserialize_any(Step::Member(segment))?,
        };
        let Some(found) = found else { return Ok(None) };
        value = found;
    }
    Ok(Some(value))
}

/// One step of a path, into an object or a list.
enum Step<'a> {
    Member(&'a str),
    Element(usize),
    /// None, to see that no member of the envelope stands there twice.
    Once(&'a EnvelopeSpec),
}

impl<'de> Visitor<'de> for Step<'_> {
    type Value = Option<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let mut seen = 0_u8;
        while let Some(name) = next_name(&mut map)? {
            match self {
                Self::Once(spec) => {
                    let own = spec.own().position(|member| member == spec.unaliased(&name));
                    let bit = own.map_or(0, |place| 1 << place);
                    if seen & bit != 0 {
                        return Err(twice());
                    }
                    seen |= bit;
                    map.next_value::<IgnoredAny>()?;
                }
                Self::Member(wanted) if name == wanted => {
                    if found.is_some() {
                        return Err(twice());
                    }
                    found = Some(map.next_value()?);
                }
                _ => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut found = None;
        let mut index = 0;
        while let Some(element) = seq.next_element()? {
            if matches!(self, Self::Element(wanted) if wanted == index) {
                found = Some(element);
            }
            index += 1;
        }
        Ok(found)
    }

    // Of anything else there is no member: it is not the envelope's shape, and that shows.
    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
