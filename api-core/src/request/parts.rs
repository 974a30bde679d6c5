//! A request that is being filled, and the statements of generated code that fill it: one an
//! argument.

use std::collections::HashSet;
use std::fmt::Display;

use super::content::Content;
use super::options::Options;
use super::url;
use crate::endpoint::Accept;
use crate::endpoint::Location;
use crate::wire::json::none;
use crate::wire::pairs as flatten;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::wire::path::write::{self as path, PathWriter};
use crate::wire::scalar::write::{self as scalar, Rules};
use crate::wire::style::{List, Style};
use crate::wire::value::write::{
    BodyValue, BytesValue, FieldValue, FlagValue, HeaderParam, PartValue, PathValue, QueryValue,
    TextValue,
};
use crate::{Client, Endpoint, Error};

/// A request that is being filled, argument by argument. Made by generated code.
pub struct RequestParts {
    pub(crate) client: Client,
    pub(crate) endpoint: &'static Endpoint,
    pub(super) target: String,
    pub(super) path: PathWriter,
    /// Where the path ends and the query begins, once it does.
    pub(super) path_end: Option<usize>,
    /// Set by a URL given at run time: whether it is of the base's own origin.
    pub(super) at_url: Option<bool>,
    pub(super) body: Content,
    pub(super) accept: Accept,
    pub(super) options: Option<Box<Options>>,
    pub(super) error: Option<Error>,
}

impl RequestParts {
    /// Begins a request to `endpoint`.
    #[must_use]
    pub fn new(client: &Client, endpoint: &'static Endpoint) -> Self {
        let base = client.base().start(endpoint.template().is_empty());
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
            body: Content::begin(endpoint.body_format()),
            accept: Accept::Any,
            options: None,
            error: None,
        }
    }

    /// The value of the next placeholder of the path template.
    pub fn path<V: PathValue + ?Sized>(&mut self, value: &V) {
        if let Err(path::Refused(name, why)) = self.path.value(&mut self.target, &value) {
            self.fail(Location::Path, name, why);
        }
    }

    /// The same with a value that is percent-encoded already.
    pub fn encoded_path<V: PathValue + ?Sized>(&mut self, value: &V) {
        if let Err(path::Refused(name, why)) = self.path.encoded(&mut self.target, &value) {
            self.fail(Location::Path, name, why);
        }
    }

    /// The URL itself, absolute or relative to the base.
    pub fn url<V: PathValue + ?Sized>(&mut self, value: &V) {
        match url::resolve(&self.client, &value.to_string()) {
            Ok(target) => {
                self.target = target.text;
                self.at_url = Some(target.same_origin);
            }
            Err(why) => self.fail(Location::Url, "", why),
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
        if let Err(why) = self.push_query(name, value, style) {
            self.fail(Location::Query, name, why);
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
        let mut text = None;
        let mut put = |shown: &dyn Display| text = Some(shown.to_string());
        let written = scalar::write(value, &mut put, Rules { lists: false, digits: false });
        let result = written.map_err(|refused| refused.0).and_then(|()| match &text {
            Some(text) => self.set_header(name, text),
            None => Ok(()),
        });
        if let Err(why) = result {
            self.fail(Location::Header, name, why);
        }
    }

    /// A header that is a list: in one line, separated by commas, or in one line an element.
    pub fn header_list<V: HeaderParam + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        list: List,
    ) {
        let mut texts = Vec::new();
        let mut put = |shown: &dyn Display| texts.push(shown.to_string());
        let written = scalar::write(value, &mut put, Rules { lists: true, digits: false });
        let result = written.map_err(|refused| refused.0).and_then(|()| {
            if list == List::Csv && texts.iter().any(|text| text.contains(',')) {
                return Err("has an element with a comma, which is what separates the elements");
            }
            match (&texts[..], list) {
                ([], _) => Ok(()),
                (_, List::Csv) => self.set_header(name, &texts.join(", ")),
                ([first, rest @ ..], _) => {
                    self.set_header(name, first)?;
                    rest.iter().try_for_each(|text| self.append_header(name, text))
                }
            }
        });
        if let Err(why) = result {
            self.fail(Location::Header, name, why);
        }
    }

    /// Headers from a map or struct: each member is one.
    pub fn header_map<V: HeaderParam + ?Sized>(&mut self, name: &'static str, value: &V) {
        let members = flatten::members(value).map_err(|refused| refused.0);
        let result = members.and_then(|members| {
            let mut seen = HashSet::new();
            members.iter().try_for_each(|(name, value)| {
                if !seen.insert(name.to_ascii_lowercase()) {
                    return Err("names a header twice");
                }
                self.set_header(name, value)
            })
        });
        if let Err(why) = result {
            self.fail(Location::Header, name, why);
        }
    }

    /// A member of the JSON object that is the body; `None` is left out.
    pub fn field<V: FieldValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        if none::is_none(value) {
            return;
        }
        let Content::Json(json) = &mut self.body else { return };
        if json.len() > 1 {
            json.push(b',');
        }
        let written = serde_json::to_writer(&mut *json, name).is_ok() && {
            json.push(b':');
            serde_json::to_writer(&mut *json, value).is_ok()
        };
        if !written {
            self.fail(Location::Field, name, NOT_JSON);
        }
    }

    /// The members of a struct or map as members of the JSON object that is the body.
    pub fn flat_field<V: FieldValue + ?Sized>(&mut self, name: &'static str, value: &V) {
        let Content::Json(json) = &mut self.body else { return };
        let written = serde_json::to_vec(value);
        match written.as_deref() {
            Ok([b'{', members @ .., b'}']) => {
                if json.len() > 1 && !members.is_empty() {
                    json.push(b',');
                }
                json.extend_from_slice(members);
            }
            Ok(b"null") => {}
            Ok(_) => self.fail(Location::Field, name, "has no members to spread"),
            Err(_) => self.fail(Location::Field, name, NOT_JSON),
        }
    }

    /// A pair of the form that is the body.
    pub fn form_field<V: FieldValue + ?Sized>(
        &mut self,
        name: &'static str,
        value: &V,
        style: Style,
    ) {
        let Content::Form(form) = &mut self.body else { return };
        let mut pairs = Pairs { out: form, start: 0, encoding: Encoding::Form };
        if let Err(refused) = pairs.write(name, value, style) {
            self.fail(Location::Field, name, refused.0);
        }
    }

    /// A part of the multipart body.
    pub fn part<K, V: PartValue<K>>(&mut self, name: &'static str, value: V) {
        let Content::Multipart(parts) = &mut self.body else { return };
        if let Err(why) = value.add(name, parts) {
            self.fail(Location::Part, name, why);
        }
    }

    /// The whole body, as JSON; `None` sends none.
    pub fn json<V: BodyValue + ?Sized>(&mut self, value: &V) {
        if none::is_none(value) {
            return;
        }
        match serde_json::to_vec(value) {
            Ok(json) => self.body = Content::json(json),
            Err(_) => self.fail(Location::Body, "", NOT_JSON),
        }
    }

    /// The whole body, as a form: a struct, a map or a list of pairs; `None` sends none.
    pub fn form<V: BodyValue + ?Sized>(&mut self, value: &V, style: Style) {
        if none::is_none(value) {
            return;
        }
        let mut form = String::new();
        let mut pairs = Pairs { out: &mut form, start: 0, encoding: Encoding::Form };
        match pairs.write("", value, style.flatten()) {
            Ok(()) => self.body = Content::form(form),
            Err(refused) => self.fail(Location::Body, "", refused.0),
        }
    }

    /// The whole body, as text; `None` sends none.
    pub fn text<V: TextValue + ?Sized>(&mut self, value: &V) {
        let mut text = None;
        let mut put = |shown: &dyn Display| text = Some(shown.to_string());
        match scalar::write(value, &mut put, Rules { lists: false, digits: false }) {
            Ok(()) => {
                if let Some(text) = text {
                    self.body = Content::text(text);
                }
            }
            Err(refused) => self.fail(Location::Body, "", refused.0),
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

const NOT_JSON: &str = "could not be written as JSON: its own `Serialize` refused it";
