//! The bodies of requests and responses.

use std::collections::BTreeSet;

use super::objects::Members;
use super::parameters::has_style;
use super::schemas::word_of;
use super::{Checker, Way};
use crate::document::Place;
use crate::model::{
    Api, Body, Content, Encoding, Kind, Operation, Schema, Style, TextFormat, is_json,
};

/// The names of lines of JSON.
const LINES: [&str; 3] = ["application/x-ndjson", "application/jsonl", "application/x-jsonlines"];

impl<'a> Checker<'a> {
    pub(super) fn bodies(&mut self, now: &'a Operation, then: &'a Operation) {
        self.at.part = "body".to_owned();
        match (&now.body, &then.body) {
            (None, None) => {}
            (Some(new), None) if new.required => {
                self.breaks(&new.at, "it is required, and not sent");
            }
            (Some(new), None) => self.notes(&new.at, "it is new, and optional"),
            (None, Some(_)) => self.breaks(&now.at, "there is none"),
            (Some(new), Some(old)) => self.body(new, old),
        }
        self.at.part.clear();
    }

    fn body(&mut self, new: &'a Body, old: &'a Body) {
        match (new.required, old.required) {
            (true, false) => self.breaks(&new.at, "it is required"),
            (false, true) => self.notes(&new.at, "it is optional"),
            _ => {}
        }
        self.contents(&new.at, &new.contents, &old.contents, Way::Request);
    }

    /// Compares what is sent or received in each media type of the old description.
    pub(super) fn contents(
        &mut self,
        at: &Place,
        new: &'a [Content],
        old: &'a [Content],
        way: Way,
    ) {
        if self.is_strict() {
            self.more_types(at, new, old);
        }
        for then in old {
            let same = new.iter().find(|now| now.media_type == then.media_type);
            // `Text` takes what is no JSON, whatever it is called.
            let is_text =
                way == Way::Response && self.old.is_of_traits && then.media_type == "text/plain";
            // Lines of JSON have several names, and a trait reads them by any.
            let are_lines = way == Way::Response
                && self.old.is_of_traits
                && LINES.contains(&then.media_type.as_str());
            let fits = |now: &&Content| {
                matches(&now.media_type, &then.media_type)
                    || (are_lines && LINES.contains(&now.media_type.as_str()))
                    || (is_text && !now.is_json() && !now.is_stream())
            };
            match same.or_else(|| new.iter().find(fits)) {
                Some(now) => {
                    self.content(at, now, then, is_text, way);
                }
                None if new.is_empty() => {
                    self.breaks(at, format!("there is no `{}`", then.media_type));
                }
                None => {
                    let words: Vec<String> =
                        new.iter().map(|now| format!("`{}`", now.media_type)).collect();
                    let message =
                        format!("it is {}, not `{}`", words.join(" or "), then.media_type);
                    self.breaks(at, message);
                }
            }
        }
    }

    /// Names the media types that were not described, and take the place of none.
    fn more_types(&mut self, at: &Place, new: &'a [Content], old: &'a [Content]) {
        let is_known =
            |now: &Content| old.iter().any(|then| matches(&now.media_type, &then.media_type));
        let is_met =
            |then: &Content| new.iter().any(|now| matches(&now.media_type, &then.media_type));
        // One that is met no longer has been replaced by what is new.
        if old.is_empty() || !old.iter().all(is_met) {
            return;
        }
        for now in new.iter().filter(|now| !is_known(now)) {
            self.notes(at, format!("it may be `{}`, too", now.media_type));
        }
    }

    /// Compares what one media type holds. `is_text` is true of a text that may be of any media type.
    fn content(
        &mut self,
        at: &Place,
        now: &'a Content,
        then: &'a Content,
        is_text: bool,
        way: Way,
    ) {
        let pair = self.schemas(now, then);
        if let Some((schema, _)) = pair
            && is_text
            && !now.is_json()
            && !matches!(self.new.resolved(schema).kind, Kind::Text(_))
        {
            let word = word_of(&self.new.resolved(schema).kind);
            self.notes(at, format!("it is {word}, in a text"));
        } else if let Some((schema, other)) = pair {
            self.form_lists = match way {
                Way::Request => self.lists_in_brackets(now, then),
                Way::Response => Vec::new(),
            };
            self.within(" `", |checker| checker.schema(schema, other, way, false));
            self.form_lists.clear();
        } else if self.is_strict() && has_members(now) {
            self.open_body(now, then, way);
        }
        if way == Way::Request {
            self.encodings(now, then);
            self.files(now, then);
        }
        self.extensions_of_content(now, then);
    }

    /// Compares a body that may be anything with one that has a schema.
    fn open_body(&mut self, now: &'a Content, then: &'a Content, way: Way) {
        let of = |api: &'a Api, schema: &'a Schema| &api.resolved(schema).kind;
        match (shape(now), shape(then)) {
            (None, Some(then)) => match of(self.old, then) {
                Kind::Any => {}
                kind => self.opened(&now.at, kind, way),
            },
            (Some(now), None) => match of(self.new, now) {
                Kind::Any => {}
                kind => self.narrowed(&now.at, kind, way),
            },
            _ => {}
        }
    }

    /// The schemas of a body that are compared: of the whole, of an item of a stream, or of the data of an
    /// event, which people describe as if it were the whole.
    fn schemas(&self, now: &'a Content, then: &'a Content) -> Option<(&'a Schema, &'a Schema)> {
        let whole = now.schema.as_ref().zip(then.schema.as_ref());
        let items = || now.items.as_ref().zip(then.items.as_ref());
        let data = || {
            let now = now.schema.as_ref().filter(|schema| {
                !matches!(self.new.resolved(schema).kind, Kind::Text(_) | Kind::List(_))
            })?;
            let event = Members::of(self.old, then.items.as_ref()?);
            Some((now, event.schema("data")?.content.as_deref()?))
        };
        whole.or_else(items).or_else(data)
    }

    /// The lists of a form that one description calls `ids[]`, and the other `ids` with the style
    /// `deepObject`: both are sent as `ids[]=1&ids[]=2`.
    fn lists_in_brackets(&self, now: &'a Content, then: &'a Content) -> Vec<&'a str> {
        let sides = [(now, then, self.old), (then, now, self.new)];
        let lists = sides.into_iter().flat_map(|(deep, plain, api)| {
            let members = plain.schema.as_ref().map(|schema| Members::of(api, schema));
            let is_list = move |name: &str| {
                members.as_ref().is_some_and(|all| all.has(&format!("{name}[]")) && !all.has(name))
            };
            let styled = deep.encoding.iter();
            let styled = styled.filter(|(_, encoding)| encoding.style == Some(Style::Deep));
            styled.map(|(name, _)| name.as_str()).filter(move |name| is_list(name))
        });
        lists.collect()
    }

    /// Compares how the members of a form, or the parts of a multipart body, are written.
    fn encodings(&mut self, now: &'a Content, then: &'a Content) {
        let names = now.encoding.keys().chain(then.encoding.keys());
        let names: BTreeSet<&String> = names.collect();
        let lists = self.lists_in_brackets(now, then);
        let members = now.schema.as_ref().map(|schema| Members::of(self.new, schema));
        // A scalar is written alike in every style, and a part has none.
        let is_styled = |name: &str| {
            let schema = members.as_ref().and_then(|members| members.schema(name));
            now.is_form() && schema.is_none_or(|schema| has_style(self.new, schema))
        };
        for name in names.into_iter().filter(|name| !lists.contains(&name.as_str())) {
            let of = |content: &'a Content| content.encoding.get(name).cloned().unwrap_or_default();
            let (new, old) = (of(now), of(then));
            let step = format!(" `{name}");
            self.within(&step, |checker| {
                checker.extensions_of_value(&now.at, &new.extensions, &old.extensions)
            });
            let repeat = |style: Option<Style>| style.unwrap_or(Style::Repeat);
            let message = if repeat(new.style) != repeat(old.style) && is_styled(name) {
                let words = |encoding: &Encoding| repeat(encoding.style).words();
                format!("it is written as {}, not {}", words(&new), words(&old))
            } else if new.content_type != old.content_type
                && new.content_type.is_some()
                && (old.content_type.is_some() || self.is_strict())
            {
                let words = |encoding: &Encoding| match &encoding.content_type {
                    Some(media) => format!("`{media}`"),
                    None => "of its usual media type".to_owned(),
                };
                format!("it is {}, not {}", words(&new), words(&old))
            } else {
                if let (None, Some(media)) = (&new.content_type, &old.content_type)
                    && self.is_strict()
                    && !is_json(media)
                {
                    let message = format!("it is `{media}` no longer");
                    self.within(&step, |checker| checker.notes(&now.at, message));
                }
                continue;
            };
            self.within(&step, |checker| checker.breaks(&now.at, message));
        }
    }

    /// Compares which parts of a multipart body are files: they are sent with a name and a media type.
    fn files(&mut self, now: &'a Content, then: &'a Content) {
        let schemas = now.schema.as_ref().zip(then.schema.as_ref());
        let Some((new, old)) = schemas.filter(|_| now.is_multipart()) else { return };
        let (members, before) = (Members::of(self.new, new), Members::of(self.old, old));
        let format = |api: &Api, schema: &Schema| {
            let whole = api.resolved(schema);
            // Several files have one name.
            let one = match &whole.kind {
                Kind::List(items) => api.resolved(items),
                _ => whole,
            };
            match one.kind {
                Kind::Text(format) => Some(format),
                _ => None,
            }
        };
        for name in before.names() {
            let pair = members.schema(name).zip(before.schema(name));
            let formats = pair.map(|(now, then)| (format(self.new, now), format(self.old, then)));
            let step = format!(" `{name}");
            self.within(&step, |checker| match formats {
                Some((Some(TextFormat::Binary), Some(TextFormat::Plain))) => {
                    checker.breaks(&new.at, "it is a file, not a text");
                }
                Some((Some(TextFormat::Plain), Some(TextFormat::Binary)))
                    if checker.is_strict() =>
                {
                    checker.notes(&new.at, "it is a text, not a file");
                }
                _ => {}
            });
        }
    }
}

/// `true` if two media types are one: both may be written with `*`, and any JSON is JSON.
fn matches(new: &str, old: &str) -> bool {
    let any = |media: &str| media == "*/*";
    new == old || any(new) || any(old) || (is_json(new) && is_json(old))
}

/// True of media types whose bodies have a shape: of others, no schema says as much as one of bytes or texts.
fn has_members(content: &Content) -> bool {
    content.is_json()
        || content.is_form()
        || content.is_multipart()
        || content.is_stream()
        // To those who name no media type, it is JSON.
        || content.media_type == "*/*"
}

/// The schema of a body, or of its items.
fn shape(content: &Content) -> Option<&Schema> {
    content.items.as_ref().or(content.schema.as_ref())
}
