//! Bodies whose members are arguments: of JSON, of a form, or of a multipart body.

use super::body::Format;
use super::parameters::style_name;
use super::{Builder, attributes, exact};
use crate::model::{Content, Encoding, Extensions, Kind, Object, Property, Schema, Style, is_json};
use crate::traits::names::camel;
use crate::traits::types::{Bytes, Field, Rust};

impl<'t, 'a> Builder<'t, 'a> {
    /// The members of a JSON object or of a form.
    pub(super) fn loose(&mut self, object: &Object, content: &Content, form: Format) {
        if form == Format::Pairs {
            self.method.options.push("body = form".to_owned());
        }
        let mut constants = Vec::new();
        let mut keyed = None;
        for (name, property) in &object.properties {
            let schema = &property.schema;
            if schema.read_only && !schema.write_only {
                continue;
            }
            if content.body_key.as_ref() == Some(name)
                && let Kind::Object(_) = &schema.kind
            {
                self.method.options.push(format!("body = json({name:?})"));
                keyed = Some(schema);
                continue;
            }
            if form == Format::Json
                && let Some(value) = exact::constant_field(schema, property.required)
                && content.media_type == "application/json"
            {
                constants.push(format!("{name:?} = {value}"));
                continue;
            }
            self.loose_member(name, property, content, form);
        }
        if !constants.is_empty() {
            self.method.options.push(format!("fields({})", constants.join(", ")));
        }
        if let Some(Schema { kind: Kind::Object(object), .. }) = keyed {
            self.loose(object, &Content { body_key: None, ..content.clone() }, form);
        }
        if object.properties.is_empty() && form == Format::Json && self.method.is_exact {
            self.method.options.push("body = json".to_owned());
        }
    }

    /// Adds the argument for one member of a JSON object or of a form.
    fn loose_member(&mut self, name: &str, property: &Property, content: &Content, form: Format) {
        let schema = &property.schema;
        let context = self.context(&camel(name));
        let rust = self.types.rust(schema, &context);
        self.types.define_all();
        let mut bare = match (form, self.types.outside_of_a_body(&rust)) {
            (Format::Pairs, list @ Rust::List(_)) => list,
            _ => rust.bare().clone(),
        };
        let mut options: Vec<String> = Vec::new();
        let encoding = content.encoding.get(name);
        if form == Format::Pairs && self.method.is_exact {
            self.exact_form_field(&mut bare, encoding, schema, &mut options);
        } else if form == Format::Pairs {
            let style = encoding.and_then(|encoding| encoding.style);
            self.form_field(&bare, style, schema, &mut options);
        }
        let json = schema.content.as_ref().filter(|_| self.method.is_exact);
        if let Some(json) = json {
            bare = self.types.rust(json, &context).bare().clone();
            self.types.define_all();
            options.push("json".to_owned());
        }
        let ty = self.sent(&bare);
        let ty = match (property.required, rust.is_optional()) {
            (true, false) => ty,
            (false, false) => format!("Option<{ty}>"),
            // A loose `None` is left out.
            (true, true) if form == Format::Json => format!("Nullable<{ty}>"),
            (false, true) if form == Format::Json => format!("Patch<{ty}>"),
            (_, true) => format!("Option<{ty}>"),
        };
        if schema.extensions.sensitive {
            options.push("sensitive".to_owned());
        }
        if schema.deprecated {
            options.push("deprecated".to_owned());
        }
        self.field(name, ty, "field", options, schema.description.clone());
    }

    /// Adds a value whose members are those of the body.
    pub(super) fn spread(&mut self, schema: &Schema, form: Format) {
        let context = self.context("Others");
        let rust = self.types.rust(schema, &context);
        self.types.define_all();
        let ty = self.sent(rust.bare());
        let word = if form == Format::Multipart { "part" } else { "field" };
        self.field("others", ty, word, vec!["flatten".to_owned()], schema.description.clone());
    }

    /// The options of one member of a form, as its encoding has them.
    fn exact_form_field(
        &self,
        rust: &mut Rust,
        encoding: Option<&Encoding>,
        schema: &Schema,
        options: &mut Vec<String>,
    ) {
        let extensions = encoding.map(|encoding| encoding.extensions.clone()).unwrap_or_default();
        let style = encoding.and_then(|encoding| encoding.style);
        let is_list = matches!(self.types.unaliased(rust), Rust::List(_));
        if schema.extensions.digits
            || schema_of_items(schema).is_some_and(|items| items.extensions.digits)
        {
            *rust = if is_list { Rust::List(Box::new(Rust::Bool)) } else { Rust::Bool };
            options.push("bools = \"digits\"".to_owned());
        }
        match style {
            Some(Style::Deep) if !is_list => options.push("nested = \"brackets\"".to_owned()),
            Some(Style::Deep) => {}
            // A map, whose members are known at run time.
            Some(Style::Repeat) if !is_list => options.push("flatten".to_owned()),
            Some(style) => options.extend(style_name(style).map(|list| format!("list = {list:?}"))),
            None => {}
        }
        Self::extensions(&Extensions { digits: false, ..extensions }, options);
    }

    /// The options of one member of a form.
    fn form_field(
        &mut self,
        rust: &Rust,
        style: Option<Style>,
        schema: &Schema,
        options: &mut Vec<String>,
    ) {
        let bare = self.types.unaliased(rust);
        if self.types.is_scalar(&bare) {
            return;
        }
        match &bare {
            Rust::List(inner) => {
                let nests = !self.types.is_scalar(&self.types.unaliased(inner));
                match style {
                    Some(Style::Deep) if nests => {
                        options.push("list = \"indices\"".to_owned());
                        options.push("nested = \"brackets\"".to_owned());
                    }
                    Some(style) => {
                        options.extend(style_name(style).map(|list| format!("list = {list:?}")));
                    }
                    None if nests => {
                        // Each element is a JSON text by default, which no option says.
                        let message = "each element is a JSON text; pass them as texts";
                        self.loss(&schema.at, message.to_owned());
                    }
                    None => {}
                }
            }
            _ => match style {
                Some(Style::Deep) => {
                    options.push("nested = \"brackets\"".to_owned());
                    options.push("list = \"indices\"".to_owned());
                }
                Some(Style::Repeat) if self.types.is_object(&bare) => {
                    options.push("flatten".to_owned());
                }
                // An object in a form is a JSON text, unless declared otherwise (OpenAPI 3.0.4,
                // Encoding Object).
                _ => options.push("json".to_owned()),
            },
        }
    }

    /// The parts of a multipart body.
    pub(super) fn multipart(&mut self, content: &Content) {
        let api = self.types.api;
        let any = Schema::any(content.at.clone());
        let schema = content.schema.as_ref().unwrap_or(&any);
        let context = self.context("Body");
        let resolved = api.resolved(schema);
        let only_others =
            matches!(&resolved.kind, Kind::Map(value) if !matches!(value.kind, Kind::Any));
        let fields: Vec<(Field, Option<Bytes>)> = match self.types.is_struct(resolved) {
            true => self.types.members_of(resolved, &context),
            false if only_others => Vec::new(),
            false => {
                let message = "the parts of the body are not described; there is one, `file`";
                self.loss(&content.at, message.to_owned());
                Vec::new()
            }
        };
        self.types.define_all();
        self.method.options.push("body = multipart".to_owned());
        let is_others = |field: &Field| {
            field.flatten && !field.any_others && matches!(field.rust, Rust::Map(_))
        };
        let others = only_others || fields.iter().any(|(field, _)| is_others(field));
        if fields.is_empty() && !others {
            self.field("file", "Part".to_owned(), "part", Vec::new(), None);
            return;
        }
        for (field, bytes) in fields.into_iter().filter(|(field, _)| !field.flatten) {
            if field.read_only && !field.write_only {
                continue;
            }
            if field.wire_name.is_empty() {
                self.loss(&field.at, "a part without a name is left out".to_owned());
                continue;
            }
            let is_sensitive = self.types.is_sensitive(api.resolved(schema), &field.wire_name);
            let encoding = content.encoding.get(&field.wire_name);
            self.part(field, bytes, encoding, is_sensitive);
        }
        if others {
            let ty = "Vec<(String, Part)>".to_owned();
            self.field("others", ty, "part", vec!["flatten".to_owned()], None);
        }
    }

    /// Adds the argument for one part of a multipart body.
    fn part(
        &mut self,
        field: Field,
        bytes: Option<Bytes>,
        encoding: Option<&Encoding>,
        is_sensitive: bool,
    ) {
        let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
        let bare = self.types.unaliased(&field.rust);
        let style = encoding.and_then(|encoding| encoding.style);
        if let Some(style) = style.filter(|style| *style != Style::Repeat)
            && !self.types.is_scalar(&bare)
        {
            let message = format!(
                "`{}` is written as {} in its part; here each element is a part, and an object is JSON",
                field.wire_name,
                style.words()
            );
            self.loss(&field.at, message);
        }
        let (ty, is_json) = match bytes {
            Some(Bytes::One) => ("Part".to_owned(), false),
            Some(Bytes::Many) => ("Vec<Part>".to_owned(), false),
            None => self.part_type(&field, &bare, content_type),
        };
        let mut options = Vec::new();
        if is_json {
            options.push("json".to_owned());
        }
        let ty = match (field.required && !field.nullable, ty.as_str()) {
            (true, _) | (_, "Vec<Part>") => ty,
            (false, _) => format!("Option<{ty}>"),
        };
        if is_sensitive {
            options.push("sensitive".to_owned());
        }
        if field.deprecated {
            options.push("deprecated".to_owned());
        }
        self.field(&field.wire_name, ty, "part", options, field.docs);
    }

    /// The type of a part that is no file. The flag is true if the part is JSON.
    fn part_type(
        &mut self,
        field: &Field,
        bare: &Rust,
        content_type: Option<&str>,
    ) -> (String, bool) {
        // Whatever is no JSON, the caller writes.
        let is_other = content_type.is_some_and(|it| !is_json(essence(it)) && !it.contains(','));
        match bare {
            Rust::List(inner) if self.types.is_scalar(&self.types.unaliased(inner)) => {
                (self.sent(bare), false)
            }
            other if is_other && !self.types.is_scalar(other) => ("Part".to_owned(), false),
            other if self.types.is_scalar(other) => match content_type {
                Some("text/plain") | None => (self.sent(&field.rust), false),
                // A part knows its own media type.
                Some(_) => ("Part".to_owned(), false),
            },
            Rust::List(_) => {
                let message = format!(
                    "each element of `{}` is a part of JSON; they are one part here",
                    field.wire_name
                );
                self.loss(&field.at, message);
                (self.sent(bare), true)
            }
            other if self.types.has_scalars(other) => {
                let message = format!(
                    "`{}` is a text or JSON; pass a part with `Part::text`, whose content type is \
                         `application/json` for the latter",
                    field.wire_name
                );
                self.loss(&field.at, message);
                ("Part".to_owned(), false)
            }
            _ => (self.sent(&field.rust), true),
        }
    }

    /// Adds an argument that is a member of the body.
    fn field(
        &mut self,
        name: &str,
        ty: String,
        word: &str,
        options: Vec<String>,
        docs: Option<String>,
    ) {
        // Methods that usually have a body send it there without being told.
        let unmarked =
            word == "field" && !matches!(self.method.verb.as_str(), "GET" | "DELETE" | "OPTIONS");
        let flattened = options.iter().any(|option| option == "flatten");
        let is_cursor =
            self.cursor_place == "body" && self.cursor.as_deref() == Some(name) && word == "field";
        let has = |word: &str| options.iter().any(|option| option == word);
        let marks = [
            (has("sensitive"), "sensitive"),
            (has("deprecated"), "deprecated"),
            (is_cursor, "cursor"),
        ];
        let options = options
            .into_iter()
            .filter(|option| !["deprecated", "sensitive"].contains(&option.as_str()));
        self.argument(name, ty, docs, |own| {
            let mut inside = Vec::new();
            if own != name && !flattened {
                inside.push(format!("{name:?}"));
            }
            inside.extend(options);
            attributes(&marks, word, &inside, unmarked)
        });
    }
}

/// A media type without its parameters.
fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim()
}

fn schema_of_items(schema: &Schema) -> Option<&Schema> {
    match &schema.kind {
        Kind::List(items) => Some(items),
        _ => None,
    }
}
