//! A request, read argument by argument: one statement of generated code each, as it was written.

use super::content::Content;
use super::content_type::{self, Expected};
use super::rejection::Rejection;
use crate::endpoint::Location;
use crate::wire::header::read as headers;
use crate::wire::invalid::InvalidValue;
use crate::wire::json::{lines, read as json};
use crate::wire::node::Node;
use crate::wire::pairs::read::Pairs;
use crate::wire::path::read::Captures;
use crate::wire::percent::unescape;
use crate::wire::scalar::read as text;
use crate::wire::style::{List, Style};
use crate::wire::value::{Received, ReceivedBytes, ReceivedFlag, ReceivedPart, ReceivedPath};
use crate::{Body, Context, Endpoint};

/// A request of which the arguments are read.
#[derive(Debug)]
pub struct Input {
    endpoint: &'static Endpoint,
    context: Context,
    captures: Captures,
    content: Content,
}

type Read<T> = Result<T, Rejection>;

impl Input {
    /// The request of an endpoint, whose query must be well-formed.
    pub(super) fn new(
        endpoint: &'static Endpoint,
        context: Context,
        captures: Captures,
        content: Content,
    ) -> Self {
        Self { endpoint, context, captures, content }
    }

    fn fail<T>(
        &self,
        location: Location,
        name: &'static str,
        result: Result<T, InvalidValue>,
    ) -> Read<T> {
        result.map_err(|invalid| Rejection::of(location, name, invalid))
    }

    /// The context of the call.
    pub fn context(&self) -> Context {
        self.context.clone()
    }

    /// The value at a placeholder.
    pub fn path<T: ReceivedPath<K>, K>(&mut self, name: &'static str) -> Read<T> {
        let value =
            self.capture(name).and_then(|raw| T::read(&unescape(raw)?).ok_or_else(unparsed::<T>));
        self.fail(Location::Path, name, value)
    }

    /// Reads a path value that stays percent-encoded.
    pub fn encoded_path<T: ReceivedPath<K>, K>(&mut self, name: &'static str) -> Read<T> {
        let value = self.capture(name).and_then(|raw| {
            unescape(raw)?;
            T::read(raw).ok_or_else(unparsed::<T>)
        });
        self.fail(Location::Path, name, value)
    }

    /// The list at a placeholder.
    pub fn path_list<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let value = self.capture(name).and_then(|raw| {
            let elements = raw.split(',').filter(|_| !raw.is_empty()).map(unescape);
            let elements: Vec<_> = elements.collect::<Result<_, _>>()?;
            Node::texts(elements.iter().map(|element| &**element)).read()
        });
        self.fail(Location::Path, name, value)
    }

    fn capture(&self, name: &str) -> Result<&str, InvalidValue> {
        let value = self.captures.value(name, self.context.uri().path());
        value.ok_or_else(InvalidValue::missing)
    }

    /// The pairs of the query, which is well-formed.
    fn pairs(&self) -> Pairs<'_> {
        Pairs::new(self.context.uri().query().unwrap_or_default())
    }

    /// A query parameter.
    pub fn query<T: Received>(&mut self, name: &'static str, style: Style) -> Read<T> {
        let query = self.pairs();
        let value = if style.flatten {
            let constants = self.endpoint.query().iter().map(|(name, _)| *name);
            query.members(self.names(Location::Query).chain(constants), style)
        } else {
            query.value(name, style)
        };
        self.fail(Location::Query, name, value)
    }

    /// A query parameter whose value is a JSON text.
    pub fn query_json<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let text = self.pairs().value::<Option<String>>(name, Style::PLAIN);
        self.fail(Location::Query, name, text.and_then(json::read_text))
    }

    /// A query parameter that is there or not.
    pub fn flag<T: ReceivedFlag>(&mut self, name: &'static str) -> Read<T> {
        self.fail(Location::Query, name, self.pairs().flag(name).map(T::read))
    }

    /// A header.
    pub fn header<T: Received>(&mut self, name: &'static str) -> Read<T> {
        self.fail(Location::Header, name, headers::value(self.context.headers(), name))
    }

    /// A header that is a list.
    pub fn header_list<T: Received>(&mut self, name: &'static str, list: List) -> Read<T> {
        self.fail(Location::Header, name, headers::list(self.context.headers(), name, list))
    }

    /// The headers that are no other parameters.
    pub fn header_map<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let constants = self.endpoint.headers().iter().map(|(name, _)| *name);
        let others = self.names(Location::Header).chain(constants);
        self.fail(Location::Header, name, headers::map(self.context.headers(), others))
    }

    /// Reads a map of headers that may replace constants.
    pub fn replacing_header_map<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let received = self.context.headers();
        let is_constant = |(name, value): &&(&str, &str)| {
            headers::single(received, name).is_some_and(|received| received == *value)
        };
        let constants = self.endpoint.headers().iter().filter(is_constant).map(|(name, _)| *name);
        let others = self.names(Location::Header).chain(constants);
        self.fail(Location::Header, name, headers::map(received, others))
    }

    /// A member of the JSON object that is the body.
    pub fn field<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let value = match &self.content {
            Content::Json(object) => object.member(name),
            _ => Err(InvalidValue::missing()),
        };
        self.fail(Location::Field, name, value)
    }

    /// The members of that object that are no other parameters.
    pub fn flat_field<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let value = match &self.content {
            Content::Json(object) => object.members(self.fields()),
            _ => Err(InvalidValue::missing()),
        };
        self.fail(Location::Field, name, value)
    }

    /// A JSON text that is a member, a pair or a part of the body.
    pub fn field_json<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let text = match &self.content {
            Content::Json(object) => object.member::<Option<String>>(name),
            Content::Form(form) => Pairs::new(form).value(name, Style::PLAIN),
            Content::Parts(_) => return self.part_json(name),
            Content::None | Content::Whole(_) => Ok(None),
        };
        self.fail(Location::Field, name, text.and_then(json::read_text))
    }

    /// A pair of the form that is the body.
    pub fn form_field<T: Received>(&mut self, name: &'static str, style: Style) -> Read<T> {
        let value = match &self.content {
            Content::Form(form) if style.flatten => Pairs::new(form).members(self.fields(), style),
            Content::Form(form) => Pairs::new(form).value(name, style),
            _ => Err(InvalidValue::missing()),
        };
        self.fail(Location::Field, name, value)
    }

    /// The parts of one name of the multipart body.
    pub fn part<T: ReceivedPart<K>, K>(&mut self, name: &'static str) -> Read<T> {
        let own = match &mut self.content {
            Content::Parts(parts) => parts.extract_if(.., |(own, _)| own == name).collect(),
            _ => Vec::new(),
        };
        let value = T::read(own.into_iter().map(|(_, part)| part).collect());
        self.fail(Location::Part, name, value)
    }

    /// The part of one name of the multipart body, which is a JSON text.
    pub fn part_json<T: Received>(&mut self, name: &'static str) -> Read<T> {
        let text: Option<String> = self.part(name)?;
        self.fail(Location::Part, name, json::read_text(text))
    }

    /// The whole body, as JSON. `declared` is the content type, if it is another than usual.
    pub fn json<T: Received>(&mut self, declared: Option<&'static str>) -> Read<T> {
        let value = match self.whole()? {
            None => text::read(None),
            Some(body) => {
                self.check_media(declared, Expected::Json)?;
                json::read(body.as_bytes().unwrap_or_default())
            }
        };
        self.fail(Location::Body, "", value)
    }

    /// The whole body, as JSON lines.
    pub fn json_lines<T: Received>(&mut self, declared: Option<&'static str>) -> Read<T> {
        let value = match self.whole()? {
            None => text::read(None),
            Some(body) => {
                self.check_media(declared, Expected::Lines)?;
                lines::read(body.as_bytes().unwrap_or_default())
            }
        };
        self.fail(Location::Body, "", value)
    }

    /// The whole body, as a form.
    pub fn form<T: Received>(&mut self, style: Style, declared: Option<&'static str>) -> Read<T> {
        let value = match self.whole()? {
            None => text::read(None),
            Some(body) => {
                self.check_media(declared, Expected::Form)?;
                let form = std::str::from_utf8(body.as_bytes().unwrap_or_default())
                    .map_err(|_| InvalidValue::malformed("expected UTF-8 text"));
                form.and_then(|form| {
                    Pairs::check(form)?;
                    Pairs::new(form).members(std::iter::empty(), style.flatten())
                })
            }
        };
        self.fail(Location::Body, "", value)
    }

    /// The whole body, as text.
    pub fn text<T: Received>(&mut self, declared: Option<&'static str>) -> Read<T> {
        let value = match self.whole()? {
            None => text::read(None),
            Some(body) => {
                self.check_media(declared, Expected::Any)?;
                std::str::from_utf8(body.as_bytes().unwrap_or_default())
                    .map_err(|_| InvalidValue::malformed("expected UTF-8 text"))
                    .and_then(|text| text::read(Some(text)))
            }
        };
        self.fail(Location::Body, "", value)
    }

    /// The whole body, as it is.
    pub fn bytes<T: ReceivedBytes>(&mut self, declared: Option<&'static str>) -> Read<T> {
        let body = self.whole()?;
        if body.is_some() {
            self.check_media(declared, Expected::Any)?;
        }
        self.fail(Location::Body, "", T::read(body))
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

    /// The names of the loose parameters, and of the constants beside them.
    fn fields(&self) -> impl Iterator<Item = &'static str> + use<> {
        let beside = self.endpoint.body_key().is_none();
        let constants =
            self.endpoint.fields().iter().filter(move |_| beside).map(|(name, _)| *name);
        self.names(Location::Field).chain(constants)
    }

    /// The names of the endpoint's parameters at a place.
    fn names(&self, location: Location) -> impl Iterator<Item = &'static str> + use<> {
        let params = self.endpoint.params().iter();
        let names =
            params.filter(move |param| param.location() == location).map(|param| param.wire_name());
        // A value that is spread has none, and may have a member with this name.
        names.filter(|name| !name.is_empty())
    }
}

/// A text that is none of a type, which is told by the last word of its name: where it is declared is
/// nobody's business.
#[cold]
fn unparsed<T>() -> InvalidValue {
    let name = std::any::type_name::<T>();
    match name.rsplit("::").next() {
        Some(name) if !name.contains(['<', '>', '(', '[']) => InvalidValue::expected(name),
        _ => InvalidValue::refused(),
    }
}
