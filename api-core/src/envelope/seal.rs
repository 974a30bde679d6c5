//! Sealing: the reverse of opening, for servers and stubs.
//!
//! What comes out is opened again before it is handed over, except where it cannot fail by
//! construction: an envelope that cannot say something (the code of an error in an API without
//! codes is the usual case) is told to who seals, and not to a client far away.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde::de::IgnoredAny;
use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::open::{Opened, open};
use super::spec::{EnvelopeSpec, Shape, Success, is_name};
use super::{Envelope, members};
use crate::{ApiError, Code, Error, Result};

/// Writes answers as the API with this envelope would.
///
/// ```
/// use api_core::{ApiError, Envelope, Seal};
///
/// #[derive(Envelope)]
/// struct Kook<T> {
///     #[envelope(success = 0)]
///     code: i64,
///     #[envelope(message)]
///     message: String,
///     #[envelope(payload)]
///     data: T,
/// }
///
/// let seal = Seal::new::<Kook<()>>();
/// let answer = seal.success(&[1, 2])?;
/// assert_eq!(answer.body(), r#"{"code":0,"message":"","data":[1,2]}"#);
///
/// let answer = seal.error(&ApiError::new(40103, "token expired"))?;
/// assert_eq!(answer.body(), r#"{"code":40103,"data":null,"message":"token expired"}"#);
/// # Ok::<(), api_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Seal {
    spec: Option<&'static EnvelopeSpec>,
}

impl Seal {
    /// Seals in the envelope `E`, whatever its payload.
    #[must_use]
    pub fn new<E: Envelope>() -> Self {
        Self::with(E::SPEC)
    }

    pub(crate) fn with(spec: Option<&'static EnvelopeSpec>) -> Self {
        Self { spec }
    }

    /// The answer to a call that succeeded, with HTTP status 200.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the payload cannot be written as JSON, or
    /// if the envelope could not tell it from a failure: a list that would have to stand beside the
    /// envelope's own members, say.
    pub fn success<T: Serialize + ?Sized>(self, payload: &T) -> Result<Response<Bytes>> {
        let Some(spec) = self.spec else { return answer(StatusCode::OK, text(payload)?) };
        let body = match spec.payload {
            Some(member) if is_name(member) && is_name(spec.discriminant) => {
                text(&InOrder { spec, member, payload })?
            }
            Some(member) => {
                let mut body = Value::Object(Map::new());
                own_members(spec, &mut body);
                put(&mut body, member, value(payload)?);
                text(&body)?
            }
            None => beside(spec, text(payload)?)?,
        };
        let told = || {
            matches!(open::<IgnoredAny>(self.spec, body.as_bytes(), true), Ok(Opened::Payload(_)))
        };
        if spec.shape != Shape::Flat && !told() {
            return Err(Error::build("this payload cannot be told from a failure in its envelope"));
        }
        answer(StatusCode::OK, body)
    }

    /// The answer to a call that failed, with the error's own HTTP status; where the status is what
    /// tells success, and the error's would mean that, 400.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the envelope could not tell the error from
    /// a success, or has no place for its code: one whose code means success, say.
    pub fn error(self, error: &ApiError) -> Result<Response<Bytes>> {
        let by_status = self.spec.is_none_or(|spec| matches!(spec.success, Success::Status));
        let status = match error.status() {
            status if by_status && status.is_success() => StatusCode::BAD_REQUEST,
            status => status,
        };
        let Some(spec) = self.spec else { return answer(status, String::new()) };
        let body = text(&failure(spec, error)?)?;
        match open::<IgnoredAny>(self.spec, body.as_bytes(), false) {
            Ok(Opened::Failed(told)) if tells(spec, &told.code, error.code()) => {
                answer(status, body)
            }
            _ => {
                let code = error.code();
                Err(Error::build(format!("code {code} cannot be told as an error in its envelope")))
            }
        }
    }
}

fn answer(status: StatusCode, body: String) -> Result<Response<Bytes>> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    if !response.body().is_empty() {
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    Ok(response)
}

fn text<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(unwritable)
}

fn value<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(unwritable)
}

fn unwritable(error: serde_json::Error) -> Error {
    // The message of a foreign `Serialize` could quote what it failed at.
    drop(error);
    Error::build("the payload cannot be written as JSON")
}

/// A success whose members are the envelope's own: in the order that is opened in one pass.
struct InOrder<'a, T: ?Sized> {
    spec: &'static EnvelopeSpec,
    member: &'static str,
    payload: &'a T,
}

impl<T: Serialize + ?Sized> Serialize for InOrder<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(good) = good(self.spec)
            && self.spec.discriminant != self.member
        {
            map.serialize_entry(self.spec.discriminant, &good)?;
        }
        if let Some(message) = self.spec.message.filter(|_| self.spec.shape == Shape::Flat) {
            map.serialize_entry(message, "")?;
        }
        map.serialize_entry(self.member, self.payload)?;
        map.end()
    }
}

/// What the discriminant is on success, if it is there at all.
fn good(spec: &EnvelopeSpec) -> Option<Value> {
    match spec.success {
        Success::Int(good) => good.first().map(|code| json!(code)),
        Success::Text(good) => good.first().map(|word| json!(word)),
        Success::Bool(good) => Some(json!(good)),
        Success::Present => Some(json!(true)),
        Success::Absent | Success::Status => None,
    }
}

/// What the discriminant is on a failure that has its code elsewhere, if it is there at all.
fn bad(spec: &EnvelopeSpec) -> Option<Value> {
    match spec.success {
        Success::Int(good) => (1..).find(|code| !good.contains(code)).map(|code| json!(code)),
        Success::Text(good) => ["error", "failed"]
            .into_iter()
            .find(|word| !good.contains(word))
            .map(|word| json!(word)),
        Success::Bool(good) => Some(json!(!good)),
        Success::Absent | Success::Present | Success::Status => None,
    }
}

/// Where a failure has its code.
fn place_of_code(spec: &EnvelopeSpec) -> Option<&'static str> {
    let own = spec.discriminant;
    // A list or an object of what went wrong is no code itself.
    let holds = |member: &str| member.strip_prefix(own).is_some_and(|rest| rest.starts_with('.'));
    spec.code.or(match spec.success {
        Success::Int(_) | Success::Text(_) => Some(own),
        Success::Absent if !spec.message.is_some_and(holds) => Some(own),
        _ => None,
    })
}

/// Writes the members of a success that are not its payload.
fn own_members(spec: &EnvelopeSpec, body: &mut Value) {
    if let Some(good) = good(spec)
        && Some(spec.discriminant) != spec.payload
    {
        put(body, spec.discriminant, good);
    }
}

/// Puts the envelope's own members before those of a payload, whose text is kept as it is.
fn beside(spec: &EnvelopeSpec, payload: String) -> Result<String> {
    let mut own = Value::Object(Map::new());
    own_members(spec, &mut own);
    let own = text(&own)?;
    Ok(match (own.strip_suffix('}'), payload.strip_prefix('{')) {
        (Some("{"), _) => payload,
        (Some(_), None) if payload == "null" => own,
        (Some(own), Some("}")) => format!("{own}}}"),
        (Some(own), Some(rest)) => format!("{own},{rest}"),
        _ => return Err(Error::build("what stands beside an envelope's members is an object")),
    })
}

/// An error, in the members of the envelope.
fn failure(spec: &EnvelopeSpec, error: &ApiError) -> Result<Value> {
    let mut body = Value::Object(Map::new());
    let payload = error.payload::<Box<RawValue>>()?;
    let payload = payload.map(|payload| value(&payload)).transpose()?;
    match (spec.payload, payload) {
        (Some(member), Some(payload)) => put(&mut body, member, payload),
        (Some(member), None) if spec.shape == Shape::Flat => put(&mut body, member, Value::Null),
        (None, Some(Value::Object(members))) => body = Value::Object(members),
        _ => {}
    }
    let place = place_of_code(spec);
    if place != Some(spec.discriminant)
        && let Some(bad) = bad(spec)
    {
        put(&mut body, spec.discriminant, bad);
    }
    if let Some(place) = place {
        let code = match error.code() {
            Code::Int(number) => json!(number),
            Code::Text(word) => json!(word),
        };
        put(&mut body, place, code);
    }
    if let Some(member) = spec.message {
        put(&mut body, member, json!(error.message()));
    }
    if let (Some(member), Some(wait)) = (spec.retry_after, error.retry_after()) {
        let seconds = wait.as_secs().saturating_add(u64::from(wait.subsec_nanos() > 0));
        put(&mut body, member, json!(seconds));
    }
    Ok(body)
}

/// Whether the code that an opened failure has is the one that was sealed, as far as the envelope
/// has a place for it. A number in quotes is a number to who opens it.
fn tells(spec: &EnvelopeSpec, told: &Code, meant: &Code) -> bool {
    place_of_code(spec).is_none() || told == meant || told.to_string() == meant.to_string()
}

/// Writes a member at a path of names and indices, making what is on the way.
fn put(body: &mut Value, path: &str, member: Value) {
    let mut place = body;
    for segment in path.split('.').take(members::DEPTH) {
        place = match segment.parse::<usize>() {
            Ok(index) => {
                if !place.is_array() {
                    *place = json!([]);
                }
                let Value::Array(list) = place else { return };
                // An index stands in a declaration, and nobody declares the millionth element.
                while list.len() <= index {
                    list.push(Value::Null);
                }
                let Some(place) = list.get_mut(index) else { return };
                place
            }
            Err(_) => {
                if !place.is_object() {
                    *place = json!({});
                }
                let Value::Object(object) = place else { return };
                object.entry(segment).or_insert(Value::Null)
            }
        };
    }
    *place = member;
}
