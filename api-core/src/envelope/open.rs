//! Opening an envelope in one pass over the bytes.
//!
//! The payload of a failure often has another shape, and must never turn into a decode error. So
//! the payload is left alone once the discriminant has told of a failure. If the discriminant comes
//! after it, the payload is read in the hope of a success, which saves a success the second pass;
//! should that fail, what was read is forgotten, and the general engine looks before it reads.

use std::cell::Cell;
use std::fmt;
use std::time::Duration;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor,
};
use serde_json::value::RawValue;

use super::fault::Fault;
use super::payload;
use super::spec::{EnvelopeSpec, Shape, Success};
use super::{beside, members};
use crate::Code;

/// What was in an envelope.
pub(crate) enum Opened<T> {
    /// The call succeeded.
    Payload(T),
    /// The call failed, and the API says so itself.
    Refused(Refusal),
}

/// What an API says of a failure.
pub(crate) struct Refusal {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) retry_after: Option<Duration>,
}

/// Opens `body` by `spec`, or takes the whole of it as the payload where there is none. `by_status`
/// is what the HTTP status says, for an envelope that asks it.
pub(crate) fn open<T: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    body: &[u8],
    by_status: bool,
) -> Result<Opened<T>, Fault> {
    let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
    if body.is_empty() {
        let value = payload::missing::<T, serde_json::Error>("payload");
        return value.map(Opened::Payload).map_err(|_| Fault::plain("is empty"));
    }
    // Checked once here, strings need no check of their own after it: a fifth fewer instructions.
    let text = std::str::from_utf8(body).map_err(|_| Fault::plain("is not UTF-8"))?;
    read(spec, text, by_status).map_err(|error| Fault::of::<T>(&error, spec, text))
}

fn read<T: DeserializeOwned>(
    spec: Option<&'static EnvelopeSpec>,
    text: &str,
    by_status: bool,
) -> Result<Opened<T>, serde_json::Error> {
    let mut json = serde_json::Deserializer::from_str(text);
    let Some(spec) = spec else {
        let value = payload::present(&mut json)?;
        return json.end().map(|()| Opened::Payload(value));
    };
    match spec.shape {
        Shape::Flat | Shape::Wide => {
            let hoped = Cell::new(false);
            let opener = Opener::<T> { spec, hoped: &hoped, out: std::marker::PhantomData };
            let opened = json.deserialize_map(opener).and_then(|opened| {
                json.end()?;
                Ok(opened)
            });
            match opened {
                Err(_) if hoped.get() => members::open(spec, text, by_status),
                Ok(Opened::Refused(_)) if spec.shape == Shape::Wide => {
                    Ok(Opened::Refused(members::refusal(spec, serde_json::from_str(text)?)))
                }
                opened => opened,
            }
        }
        Shape::Beside => match beside::open(spec, &mut json) {
            Some(value) => {
                let value = value?;
                json.end().map(|()| Opened::Payload(value))
            }
            None => members::open(spec, text, by_status),
        },
        Shape::Other => members::open(spec, text, by_status),
    }
}

struct Opener<'a, T> {
    spec: &'static EnvelopeSpec,
    /// Set before a payload is read whose success is not known yet.
    hoped: &'a Cell<bool>,
    out: std::marker::PhantomData<T>,
}

impl<'de, T: DeserializeOwned> Visitor<'de> for Opener<'_, T> {
    type Value = Opened<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an envelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Opened<T>, A::Error> {
        let spec = self.spec;
        let mut code: Option<Discriminant> = None;
        let mut good = None;
        // Decoded if it comes to that: most answers are no failures.
        let mut message: Option<&'de RawValue> = None;
        let mut value: Option<T> = None;
        let mut seen_payload = false;
        while let Some(field) = map.next_key_seed(Keys(spec))? {
            match field {
                Field::Code if code.is_some() => {
                    return Err(de::Error::duplicate_field(spec.discriminant));
                }
                Field::Message if message.is_some() => {
                    return Err(de::Error::duplicate_field("message"));
                }
                Field::Payload if seen_payload => {
                    return Err(de::Error::duplicate_field(payload_name(spec)));
                }
                Field::Code => {
                    let told = map.next_value_seed(Lenient)?;
                    good = Some(told.means(spec.success));
                    code = Some(told);
                }
                Field::Message => message = Some(map.next_value()?),
                Field::Payload => {
                    seen_payload = true;
                    if good == Some(false) {
                        map.next_value::<IgnoredAny>()?;
                    } else {
                        self.hoped.set(good.is_none());
                        value = Some(map.next_value_seed(Payload(std::marker::PhantomData))?);
                    }
                }
                Field::Other => _ = map.next_value::<IgnoredAny>()?,
            }
        }
        match code {
            Some(code) if good == Some(false) => {
                let message = message.and_then(|raw| serde_json::from_str(raw.get()).ok());
                let (code, message) = (code.into_code(), message.unwrap_or_default());
                return Ok(Opened::Refused(Refusal { code, message, retry_after: None }));
            }
            None if !spec.default => return Err(de::Error::missing_field(spec.discriminant)),
            _ => {}
        }
        value.map_or_else(|| payload::missing(payload_name(spec)), Ok).map(Opened::Payload)
    }
}

/// The name of the payload, for errors about it.
fn payload_name(spec: &EnvelopeSpec) -> &'static str {
    spec.payload.unwrap_or("payload")
}

struct Payload<T>(std::marker::PhantomData<T>);

impl<'de, T: DeserializeOwned> DeserializeSeed<'de> for Payload<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        payload::present(deserializer)
    }
}

enum Field {
    Code,
    Message,
    Payload,
    Other,
}

struct Keys(&'static EnvelopeSpec);

impl<'de> DeserializeSeed<'de> for Keys {
    type Value = Field;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Field, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Keys {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a field name")
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Field, E> {
        let spec = self.0;
        Ok(match Field::named(spec, key) {
            // Few envelopes have aliases.
            Field::Other if !spec.aliases.is_empty() => Field::named(spec, spec.unaliased(key)),
            field => field,
        })
    }
}

impl Field {
    #[inline]
    fn named(spec: &EnvelopeSpec, key: &str) -> Self {
        if key == spec.discriminant {
            Self::Code
        } else if Some(key) == spec.payload {
            Self::Payload
        } else if Some(key) == spec.message {
            Self::Message
        } else {
            Self::Other
        }
    }
}

/// The value that tells success from failure, as it was sent.
pub(super) enum Discriminant {
    Int(i64),
    Bool(bool),
    Text(String),
}

impl Discriminant {
    /// Reads one from its text.
    pub(super) fn read(text: &str) -> Result<Self, serde_json::Error> {
        Lenient.deserialize(&mut serde_json::Deserializer::from_str(text))
    }

    pub(super) fn means(&self, success: Success) -> bool {
        match (self, success) {
            (Self::Int(code), Success::Int(good)) => good.contains(code),
            // Some back ends quote their numbers.
            (Self::Text(code), Success::Int(good)) => {
                code.parse().is_ok_and(|code| good.contains(&code))
            }
            (Self::Bool(flag), Success::Bool(good)) => *flag == good,
            (Self::Text(code), Success::Text(good)) => good.contains(&code.as_str()),
            _ => false,
        }
    }

    pub(super) fn into_code(self) -> Code {
        match self {
            Self::Int(code) => Code::Int(code),
            Self::Bool(flag) => Code::Text(flag.to_string()),
            Self::Text(text) => match text.parse() {
                Ok(number) => Code::Int(number),
                Err(_) => Code::Text(text),
            },
        }
    }
}

/// Reads a discriminant: an integer, a truth value or text, and no float.
pub(super) struct Lenient;

impl<'de> DeserializeSeed<'de> for Lenient {
    type Value = Discriminant;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Discriminant, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl Visitor<'_> for Lenient {
    type Value = Discriminant;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, a truth value or text")
    }

    fn visit_i64<E>(self, code: i64) -> Result<Discriminant, E> {
        Ok(Discriminant::Int(code))
    }

    fn visit_u64<E: de::Error>(self, code: u64) -> Result<Discriminant, E> {
        i64::try_from(code).map(Discriminant::Int).map_err(|_| E::custom("code out of range"))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Discriminant, E> {
        Ok(Discriminant::Bool(flag))
    }

    fn visit_str<E>(self, text: &str) -> Result<Discriminant, E> {
        Ok(Discriminant::Text(text.to_owned()))
    }
}
