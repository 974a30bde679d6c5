//! The statements of generated code that fill a request: one per argument.

use super::RequestParts;
use super::content::Content;
use super::url;
use crate::endpoint::{Accept, Constant, Endpoint, Location};
use crate::wire::header::write as header;
use crate::wire::json::none::is_none;
use crate::wire::json::write as json;
use crate::wire::media_type::JSON;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::wire::path::write::{PathWriter, is_float};
use crate::wire::scalar::write as scalar;
use crate::wire::style::{List, Style};
use crate::wire::unwritable::Unwritable;
use crate::wire::value::{
    BodyValue, BytesValue, FieldValue, FlagValue, HeaderParam, JsonTextValue, LinesValue,
    PartValue, PathListValue, PathValue, QueryValue, RateLimitValue, TextValue,
};
use crate::{Client, Part};

impl RequestParts {
    /// Begins a request to `endpoint`.
    #[must_use]
    pub fn new(client: &Client, endpoint: &'static Endpoint) -> Self {
        let base = client.base_of(endpoint).start(endpoint.template().is_empty());
        let missing = client.named_base(endpoint).err().map(|error| error.at(endpoint));
        let mut target = String::with_capacity(base.len() + 96);
        target.push_str(base);
        let path = PathWriter::begin(&mut target, endpoint.pieces());
        Self {
            client: client.clone(),
            endpoint,
            target,
            path,
            path_end: None,
            at_url: None,
            spreads_query: false,
            body: Content::begin(endpoint),
            accept: Accept::Any,
            options: None,
            error: missing,
        }
    }

    /// The value of the next placeholder of the path template.
    pub fn path<V: PathValue + ?Sized>(&mut self, value: &V) {
        self.check_number(value);
        let written = self.path.value(&mut self.target, &value);
        self.check_path(written);
    }

    /// The value of the next placeholder, percent-encoded already.
    pub fn encoded_path<V: PathValue + ?Sized>(&mut self, value: &V) {
        self.check_number(value);
        let written = self.path.encoded(&mut self.target, &value);
        self.check_path(written);
    }

    /// The list at the next placeholder, with commas between its elements.
    pub fn path_list<V: PathListValue + ?Sized>(&mut self, value: &V) {
        let written = self.path.list(&mut self.target, value);
        self.check_path(written);
    }

    /// Refuses a float in the path that is not finite, as it is refused everywhere else.
    fn check_number<V: PathValue + ?Sized>(&mut self, value: &V) {
        if is_float::<V>() && !value.to_string().parse::<f64>().is_ok_and(f64::is_finite) {
            self.fail(Location::Path, self.path.placeholder(), Unwritable::NOT_FINITE);
        }
    }

    /// A value that tells rate limits of one name apart.
    pub fn rate_limit_value<V: RateLimitValue + ?Sized>(&mut self, value: &V) {
        let values = &mut self.options().rate_limit_values;
        let text = values.get_or_insert_default();
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(&value.to_string());
    }

    /// The URL itself, absolute or relative to the base.
    pub fn url<V: PathValue + ?Sized>(&mut self, value: &V) {
        match url::resolve(self.client.base(), &value.to_string()) {
            Ok(target) => {
                self.target = target.text;
                self.at_url = Some(target.same_origin);
            }
            Err(why) => self.fail(Location::Url, "", why.into()),
        }
    }

    /// A query parameter whose name consists of unreserved characters: a scalar, `None` (left out)
    /// or a list (its name repeated).
    pub fn query<V: QueryValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        self.query_as(name, value, Style::PLAIN_NAME);
    }

    /// A query parameter in a style of its own.
    pub fn query_as<V: QueryValue + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        style: Style,
    ) {
        let written = if style.flatten {
            let others = self.others(Location::Query, self.endpoint.query());
            self.spreads_query = true;
            self.open_query().spread(value, style, others)
        } else {
            self.push_query(name, value, style)
        };
        self.check(Location::Query, name, written);
    }

    /// A query parameter whose value is a JSON text; `None` is left out.
    pub fn query_json<V: JsonTextValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        match json::text(value) {
            Ok(text) => self.query_as(name, &text, Style::PLAIN),
            Err(error) => self.fail(Location::Query, name, error),
        }
    }

    /// A query parameter without a value, there or not.
    pub fn flag(&mut self, name: &'static str, value: impl FlagValue) {
        let mut query = self.open_query();
        if value.is_set() {
            query.flag(name);
        }
    }

    /// A header: a scalar, or `None`, which lets a farther source through.
    pub fn header<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let written = scalar::text(value)
            .and_then(|text| text.map_or(Ok(()), |text| self.set_header(name, &text)));
        self.check(Location::Header, name, written);
    }

    /// A header that is a list: one line with commas between the elements, or one line per element.
    pub fn header_list<V: HeaderParam + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        list: List,
    ) {
        let written = header::lines(value, list).and_then(|lines| {
            let Some((first, rest)) = lines.split_first() else { return Ok(()) };
            self.set_header(name, first)?;
            rest.iter().try_for_each(|line| self.append_header(name, line))
        });
        self.check(Location::Header, name, written);
    }

    /// Headers from a map or struct: each member is one, and none may be set elsewhere.
    pub fn header_map<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let written = header::members(value).and_then(|members| {
            members.iter().try_for_each(|(name, value)| self.add_header(name, value))
        });
        self.check(Location::Header, name, written);
    }

    /// Headers from a map or struct, in place of those that are set elsewhere.
    pub fn replacing_header_map<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let written = header::members(value).and_then(|members| {
            members.iter().try_for_each(|(name, value)| self.set_header(name, value))
        });
        self.check(Location::Header, name, written);
    }

    /// A member of the JSON object that is the body; `None` is left out.
    pub fn field<V: FieldValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        if let Content::Json(object) = &mut self.body
            && !is_none(value)
        {
            let written = object.member(name, value);
            self.check(Location::Field, name, written);
        }
    }

    /// The members of a struct or map as members of the JSON object that is the body.
    pub fn flat_field<V: FieldValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        // Constants beside the parameters are in the object already.
        let others = self.others::<Constant>(Location::Field, &[]);
        if let Content::Json(object) = &mut self.body {
            let written = object.spread(value, others);
            self.check(Location::Field, name, written);
        }
    }

    /// A JSON text as a member, a pair or a part of the body; `None` is left out.
    pub fn field_json<V: JsonTextValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        match (json::text(value), &self.body) {
            (Ok(text), Content::Json(_)) => self.field(name, &text),
            (Ok(text), Content::Form(_)) => self.form_field(name, &text, Style::PLAIN),
            (Ok(text), _) => self.part(name, text),
            (Err(error), _) => self.fail(Location::Field, name, error),
        }
    }

    /// A pair of the form that is the body.
    pub fn form_field<V: FieldValue + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        style: Style,
    ) {
        let others = style.flatten.then(|| self.others(Location::Field, self.endpoint.fields()));
        let Content::Form(form) = &mut self.body else { return };
        let mut pairs = Pairs { out: form, start: 0, encoding: Encoding::Form };
        let written = match others {
            Some(others) => pairs.spread(value, style, others),
            None => pairs.write(name, value, style),
        };
        self.check(Location::Field, name, written);
    }

    /// A part of the multipart body.
    pub fn part<K, V: PartValue<K>>(&mut self, name: &'static str, value: V) {
        let Content::Multipart(parts) = &mut self.body else { return };
        let written = value.add(name, parts);
        self.check(Location::Part, name, written);
    }

    /// A part of the multipart body that is a JSON text; `None` is left out.
    pub fn part_json<V: JsonTextValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        match json::text(value) {
            Ok(text) => self.part(name, text.map(|text| Part::text(text).with_content_type(JSON))),
            Err(error) => self.fail(Location::Part, name, error),
        }
    }

    /// The whole body, as JSON; `None` sends none.
    pub fn json<V: BodyValue + ?Sized>(&mut self, value: &V) {
        if is_none(value) {
            return;
        }
        match json::to_vec(value) {
            Ok(json) => self.body = Content::json(json),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as JSON lines: a list or a stream; `None` sends none.
    pub fn json_lines<K, V: LinesValue<K>>(&mut self, value: V) {
        match value.into_body() {
            Ok(None) => {}
            Ok(Some(body)) => self.body = Content::lines(body),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as a form: a struct, a map or a list of pairs; `None` sends none.
    pub fn form<V: BodyValue + ?Sized>(&mut self, value: &V, style: Style) {
        if is_none(value) {
            return;
        }
        let mut form = String::new();
        let mut pairs = Pairs { out: &mut form, start: 0, encoding: Encoding::Form };
        match pairs.spread(value, style, Vec::new()) {
            Ok(()) => self.body = Content::form(form),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as text; `None` sends none.
    pub fn text<V: TextValue + ?Sized>(&mut self, value: &V) {
        match scalar::text(value) {
            Ok(None) => {}
            Ok(Some(text)) => self.body = Content::text(text),
            Err(error) => self.fail(Location::Body, "", error),
        }
    }

    /// The whole body, as it is; `None` sends none.
    pub fn bytes(&mut self, value: impl BytesValue) {
        if let Some(body) = value.into_body() {
            self.body = Content::bytes(body);
        }
    }

    /// The content type of the body, instead of the usual one.
    pub fn content_type(&mut self, content_type: &'static str) {
        self.options().content_type = Some(content_type);
    }
}
