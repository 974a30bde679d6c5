//! Puts payloads and errors into an envelope, for servers and stubs: the reverse of opening one.
//!
//! An envelope may have no way to express something: an API without codes cannot send the code of an
//! error. So a sealed response is opened again before it is handed over, unless its shape rules that
//! out. Then the server gets the error, and not a client far away.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};
use serde::de::IgnoredAny;
use serde::ser::{Serialize, SerializeStruct as _, Serializer};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::envelope::{Envelope, EnvelopeSpec, Opened, Shape, Success, is_name, open};
use crate::wire::json::write as json_text;
use crate::wire::media_type::JSON;
use crate::{ApiError, Code, Error, Result};

/// Writes responses as the API with this envelope does.
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
/// let response = seal.success(&[1, 2])?;
/// assert_eq!(response.body(), r#"{"code":0,"message":"","data":[1,2]}"#);
///
/// let response = seal.error(&ApiError::new(40103, "token expired"))?;
/// assert_eq!(response.body(), r#"{"code":40103,"data":null,"message":"token expired"}"#);
/// # Ok::<(), api_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Seal {
    spec: Option<&'static EnvelopeSpec>,
}

impl Seal {
    /// Seals in the envelope `E`, of any payload.
    #[must_use]
    pub fn new<E: Envelope>() -> Self {
        Self::with(E::SPEC)
    }

    pub(crate) fn with(spec: Option<&'static EnvelopeSpec>) -> Self {
        Self { spec }
    }

    /// The response to a call that succeeded, with HTTP status 200.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the payload cannot be written as JSON, or
    /// if the envelope could not tell it from a failure: a list has no members to put beside the
    /// envelope's own, for instance.
    pub fn success<T: Serialize + ?Sized>(self, payload: &T) -> Result<Response<Bytes>> {
        let Some(spec) = self.spec else { return Ok(response(StatusCode::OK, text(payload)?)) };
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
        let opens = || matches!(open::<IgnoredAny>(self.spec, &body, true), Ok(Opened::Payload(_)));
        let certain = spec.shape == Shape::OnePass && spec.payload != Some(spec.discriminant);
        if !certain && !opens() {
            return Err(Error::build("this payload cannot be told from a failure in its envelope"));
        }
        Ok(response(StatusCode::OK, body))
    }

    /// The response to a call that failed, with the error's own HTTP status; with 400 if that status
    /// would mean success to the envelope. Without an envelope, the body is the error's payload.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if the envelope could not tell the error from
    /// a success, or has no member for its code.
    pub fn error(self, error: &ApiError) -> Result<Response<Bytes>> {
        let by_status = self.spec.is_none_or(|spec| matches!(spec.success, Success::Status));
        let status = match error.status() {
            status if by_status && status.is_success() => StatusCode::BAD_REQUEST,
            status => status,
        };
        let Some(spec) = self.spec else {
            let payload = error.payload::<Box<RawValue>>()?;
            return Ok(response(status, payload.map(|json| json.get().into()).unwrap_or_default()));
        };
        if let Some(failure) = PlainFailure::new(spec, error)? {
            return Ok(response(status, text(&failure)?));
        }
        let mut body = failure(spec, error)?;
        // By their names, as they are anyway unless a crate of the build has switched serde_json's
        // feature `preserve_order` on.
        body.sort_all_objects();
        let body = text(&body)?;
        match open::<IgnoredAny>(self.spec, &body, false) {
            Ok(Opened::Failed(read)) if is_same(spec, &read.code, error.code()) => {
                Ok(response(status, body))
            }
            _ => {
                let code = error.code();
                Err(Error::build(format!("code {code} cannot be told as an error in its envelope")))
            }
        }
    }
}

fn response(status: StatusCode, body: Vec<u8>) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    if !response.body().is_empty() {
        let json = HeaderValue::from_static(JSON);
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    response
}

/// A value as JSON, by the rules of what a client sends: a number that is not finite is an error, and
/// no null.
fn text<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>> {
    json_text::to_vec_with_room(value, json_text::RESPONSE_ROOM)
        .map_err(|error| error.into_build_error("the payload"))
}

fn value<T: Serialize + ?Sized>(value: &T) -> Result<Value> {
    serde_json::from_slice(&text(value)?)
        .map_err(|_| Error::build("the payload cannot be written as JSON"))
}

/// A success whose payload is a member of the envelope, in the order that is opened fastest.
struct InOrder<'a, T: ?Sized> {
    spec: &'static EnvelopeSpec,
    member: &'static str,
    payload: &'a T,
}

impl<T: Serialize + ?Sized> Serialize for InOrder<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Envelope", 3)?;
        if let Some(good) = good(self.spec)
            && self.spec.discriminant != self.member
        {
            members.serialize_field(self.spec.discriminant, &good)?;
        }
        if let Some(message) = self.spec.message.filter(|_| is_plain(self.spec)) {
            members.serialize_field(message, "")?;
        }
        members.serialize_field(self.member, self.payload)?;
        members.end()
    }
}

/// A failure without a payload, in an envelope of a code, a message and a payload. Its code cannot be
/// taken for a success: it is read back as it was written, and that need not be tried.
struct PlainFailure<'a> {
    /// By their names, as other failures are written.
    members: [(&'static str, PlainMember<'a>); 3],
}

enum PlainMember<'a> {
    Code(&'a Code),
    Message(&'a str),
    Payload,
}

impl<'a> PlainFailure<'a> {
    fn new(spec: &EnvelopeSpec, error: &'a ApiError) -> Result<Option<Self>> {
        let is_failure = match (&spec.success, error.code()) {
            (Success::Int(good), Code::Int(code)) => !good.contains(code),
            _ => false,
        };
        let (Some(payload), Some(message)) = (spec.payload, spec.message) else { return Ok(None) };
        let names = [spec.discriminant, payload, message];
        let has_payload = !error.body().is_empty() && error.payload::<IgnoredAny>()?.is_some();
        if !is_failure || has_payload || !is_plain(spec) || !names.iter().all(|name| is_name(name))
        {
            return Ok(None);
        }
        let mut members = [
            (spec.discriminant, PlainMember::Code(error.code())),
            (payload, PlainMember::Payload),
            (message, PlainMember::Message(error.message())),
        ];
        members.sort_by_key(|(name, _)| *name);
        let [(first, _), (second, _), (third, _)] = &members;
        Ok((first != second && second != third).then_some(Self { members }))
    }
}

impl Serialize for PlainFailure<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_struct("Envelope", 3)?;
        for (name, member) in &self.members {
            match member {
                PlainMember::Code(Code::Int(code)) => members.serialize_field(name, code)?,
                PlainMember::Code(Code::Text(code)) => members.serialize_field(name, code)?,
                PlainMember::Message(message) => members.serialize_field(name, message)?,
                PlainMember::Payload => members.serialize_field(name, &())?,
            }
        }
        members.end()
    }
}

/// True for an envelope of a code, a message and a payload: APIs with such a one send all three,
/// always.
fn is_plain(spec: &EnvelopeSpec) -> bool {
    let others = spec.code.is_some() || spec.retry_after.is_some() || spec.default;
    spec.shape == Shape::OnePass && !others && spec.message.is_none_or(is_name)
}

/// The value of the discriminant on success, if it has one.
fn good(spec: &EnvelopeSpec) -> Option<Value> {
    match spec.success {
        Success::Int(good) => good.first().map(|code| json!(code)),
        Success::Text(good) => good.first().map(|word| json!(word)),
        Success::Bool(good) => Some(json!(good)),
        Success::Present => Some(json!(true)),
        Success::Absent | Success::Status => None,
    }
}

/// The value of the discriminant on a failure whose code is another member, if it has one.
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

/// The member that holds the code of a failure.
fn code_member(spec: &EnvelopeSpec) -> Option<&'static str> {
    let own = spec.discriminant;
    // A list or an object of what went wrong is no code.
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

/// Puts the envelope's own members before those of a payload. The payload's text stays as it is.
fn beside(spec: &EnvelopeSpec, payload: Vec<u8>) -> Result<Vec<u8>> {
    let mut own = Value::Object(Map::new());
    own_members(spec, &mut own);
    let own = text(&own)?;
    Ok(match (&own[..], &payload[..]) {
        (b"{}", _) => payload,
        (_, b"null") => own,
        ([own @ .., b'}'], b"{}") => [own, b"}"].concat(),
        ([own @ .., b'}'], [b'{', rest @ ..]) => [own, b",", rest].concat(),
        _ => {
            return Err(Error::build(
                "the payload is not an object, and has no members to put beside the envelope's own",
            ));
        }
    })
}

/// An error, in the members of the envelope.
fn failure(spec: &EnvelopeSpec, error: &ApiError) -> Result<Value> {
    let mut body = Value::Object(Map::new());
    let payload = error.payload::<Box<RawValue>>()?;
    let payload = payload.map(|payload| value(&payload)).transpose()?;
    match (spec.payload, payload) {
        (Some(member), Some(payload)) => put(&mut body, member, payload),
        (Some(member), None) if is_plain(spec) => put(&mut body, member, Value::Null),
        (None, Some(Value::Object(members))) => body = Value::Object(members),
        _ => {}
    }
    let holds_code = code_member(spec);
    if holds_code != Some(spec.discriminant)
        && let Some(bad) = bad(spec)
    {
        put(&mut body, spec.discriminant, bad);
    }
    if let Some(member) = holds_code {
        let code = match error.code() {
            Code::Int(number) => json!(number),
            Code::Text(word) => json!(word),
        };
        put(&mut body, member, code);
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

/// True if the code that was read is the one that was sealed, or if the envelope holds no code.
/// A number in quotes is read as a number.
fn is_same(spec: &EnvelopeSpec, read: &Code, sealed: &Code) -> bool {
    code_member(spec).is_none() || read == sealed || read.to_string() == sealed.to_string()
}

/// Writes a member at a path of names and indices. Makes the objects and lists on the way.
fn put(body: &mut Value, path: &str, member: Value) {
    let mut place = body;
    for segment in path.split('.') {
        place = match segment.parse::<usize>() {
            Ok(index) => {
                if !place.is_array() {
                    *place = json!([]);
                }
                let Value::Array(list) = place else { return };
                // The index is a declared one, and nobody declares the millionth element.
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
