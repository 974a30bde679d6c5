//! Items as Rust. `rustfmt` lays the lines out afterwards.

use std::fmt::Write as _;

use super::{Field, Item, ItemBody, ItemId, Rust, Types, Union, UnionVariant};
use crate::document::Value;
use crate::traits::docs;
use crate::traits::names::{ident, renamed};
use crate::traits::shapes::PageRule;

/// The cases that serde has one word for.
const CASES: [&str; 4] = ["camelCase", "PascalCase", "kebab-case", "SCREAMING_SNAKE_CASE"];

impl<'a> Types<'a> {
    /// The item as Rust.
    pub(crate) fn render(&self, id: ItemId) -> String {
        let Some(item) = self.item(id) else { return String::new() };
        let mut out = String::new();
        if let Some(text) = &item.docs {
            out.push_str(&self.comment(text, 0));
        }
        for comment in &item.comments {
            out.push_str(&docs::remark(comment, 0));
        }
        let name = &item.name;
        match &item.body {
            ItemBody::Pending => {}
            ItemBody::Struct(fields) => self.render_struct(id, item, fields, &mut out),
            ItemBody::Enum(choices) => self.render_enum(item, choices, &mut out),
            ItemBody::Constant(value) => self.render_constant(item, value, &mut out),
            ItemBody::Union(union) => self.render_union(id, item, union, &mut out),
            ItemBody::Alias(rust) => {
                let _ = writeln!(out, "pub type {name} = {};", self.ty(rust));
            }
            ItemBody::Newtype(rust) => {
                let derives = self.derives(item, false);
                // Not `transparent`: the schema would have the name of the type inside, and of one that
                // holds itself there is no end to that.
                let _ = writeln!(out, "#[derive({derives})]");
                out.extend(self.schema_attribute(id, item).map(|attribute| attribute + "\n"));
                let _ = writeln!(out, "pub struct {name}(pub {});", self.ty(rust));
                if self.api.is_of_traits && self.is_scalar(rust) {
                    // It may be in a path.
                    let _ = writeln!(
                        out,
                        "\nimpl std::fmt::Display for {name} {{\n    fn fmt(&self, f: &mut \
                         std::fmt::Formatter<'_>) -> std::fmt::Result {{\n        self.0.fmt(f)\n    }}\n}}"
                    );
                }
            }
            ItemBody::Statuses { lines, derive, .. } => {
                let _ = writeln!(out, "#[derive(Debug, {derive})]\npub enum {name} {{\n{lines}}}");
            }
        }
        out
    }

    /// `true` if values of the item are written.
    fn writes(&self, item: &Item) -> bool {
        item.sent || self.options.both_ways()
    }

    /// `true` if values of the item are read.
    fn reads(&self, item: &Item) -> bool {
        item.received || self.options.both_ways()
    }

    fn derives(&self, item: &Item, default: bool) -> String {
        let mut derives = vec!["Clone", "Debug"];
        if default {
            derives.push("Default");
        }
        if self.reads(item) {
            derives.push("Deserialize");
        }
        if self.options.openapi {
            derives.push("JsonSchema");
        }
        if self.writes(item) {
            derives.push("Serialize");
        }
        derives.join(", ")
    }

    fn render_struct(&self, id: ItemId, item: &Item, fields: &[Field], out: &mut String) {
        let (reads, writes) = (self.reads(item), self.writes(item));
        let fields: Vec<&Field> = fields
            .iter()
            // A value is not sent that only the server sets, and not received that only we set.
            .filter(|field| reads || !field.read_only || field.write_only || field.asked_for)
            .filter(|field| writes || !field.write_only || field.read_only)
            .filter(|field| writes || !field.any_others)
            .filter(|field| !self.is_written_by_union(id, field) || item.direct)
            .collect();
        let case = rename_all(&fields);
        let mut lines = String::new();
        let mut all_optional = true;
        for field in &fields {
            all_optional &= self.render_field(id, item, field, case, &mut lines);
        }
        let mut derives = self.derives(item, writes && all_optional && !fields.is_empty());
        let page = self.pages.get(&id);
        let table = self.tables.get(&item.at);
        if page.is_some() || table.is_some() {
            derives.push_str(", Paginated");
        }
        let _ = writeln!(out, "#[derive({derives})]");
        out.extend(self.schema_attribute(id, item).map(|attribute| attribute + "\n"));
        out.extend(table.and_then(|table| self.page_attribute(table, &fields)));
        let options = page.map(|page| self.page_options(id, page)).unwrap_or_default();
        if !options.is_empty() {
            let _ = writeln!(out, "#[page({})]", options.join(", "));
        }
        if let Some(case) = case {
            let _ = writeln!(out, "#[serde(rename_all = \"{case}\")]");
        }
        let _ = match lines.is_empty() {
            true => writeln!(out, "pub struct {} {{}}", item.name),
            false => writeln!(out, "pub struct {} {{\n{lines}}}", item.name),
        };
    }

    /// The options of a page: its own, and the members that are no fields of its own.
    fn page_options(&self, id: ItemId, page: &PageRule) -> Vec<String> {
        let mut options = page.options.clone();
        for (word, path) in &page.facts {
            let way = self.way_to(id, path).unwrap_or_default();
            if way.len() > 1 {
                let names: Vec<String> = way.iter().map(|field| ident(&field.name)).collect();
                options.push(format!("{word} = {:?}", names.join(".").replace("r#", "")));
            }
        }
        options
    }

    /// Writes one field. True if it has a default.
    fn render_field(
        &self,
        id: ItemId,
        item: &Item,
        field: &Field,
        case: Option<&str>,
        out: &mut String,
    ) -> bool {
        let (reads, writes) = (self.reads(item), self.writes(item));
        out.extend(field.docs.as_deref().map(|text| self.comment(text, 4)));
        out.extend(field.comments.iter().map(|comment| docs::remark(comment, 4)));
        let mut serde: Vec<String> = wire_name(field, case).into_iter().collect();
        let mut ty = self.ty(&field.rust);
        if self.is_boxed(id, &field.rust) {
            ty = format!("Box<{ty}>");
        }
        let bare = ty.clone();
        let is_tag = self.is_written_by_union(id, field);
        let both = reads && writes;
        let one_way = both && field.read_only != field.write_only;
        let is_dropped = one_way && field.read_only && self.drops(field);
        let absent = !field.required || one_way || is_tag || (field.read_only && writes);
        let attribute = self.field_attribute(field, &bare, absent);
        let never_null = attribute.as_ref().is_some_and(|words| words.contains("with = "));
        let has_default = is_dropped
            || absent
            || field.nullable
            || field.flatten && matches!(field.rust, Rust::Map(_));
        if is_dropped {
            ty = format!("Option<{ty}>");
            serde.push("skip_serializing".to_owned());
        } else if absent && field.is_patch(writes && !item.form) {
            ty = format!("Patch<{ty}>");
            if reads {
                serde.push("default".to_owned());
            }
            if writes {
                serde.push("skip_serializing_if = \"Patch::is_absent\"".to_owned());
            }
        } else if absent || field.nullable {
            ty = format!("Option<{ty}>");
            if never_null {
                serde.push("default".to_owned());
            }
            // A query leaves a `None` out by itself.
            if absent && (writes && !item.query || never_null) {
                serde.push("skip_serializing_if = \"Option::is_none\"".to_owned());
            }
        }
        if !serde.is_empty() {
            let _ = writeln!(out, "    #[serde({})]", serde.join(", "));
        }
        if let Some(attribute) = attribute {
            let _ = writeln!(out, "    {attribute}");
        }
        self.page_marks(id, item, field, out);
        let _ = writeln!(out, "    pub {}: {ty},", ident(&field.name));
        has_default
    }

    /// True if the client does not send a field that only the server sets. A server sets it, and a
    /// description has it.
    fn drops(&self, field: &Field) -> bool {
        !field.asked_for && !self.options.both_ways() && !self.options.openapi
    }

    /// Writes the part that a field has in a page.
    fn page_marks(&self, id: ItemId, item: &Item, field: &Field, out: &mut String) {
        let items = self.tables.get(&item.at).and_then(|table| table.get("items"));
        if items.and_then(Value::as_text) == Some(&field.wire_name) && !field.flatten {
            out.push_str("    #[page(items)]\n");
        }
        if let Some(page) = self.pages.get(&id).filter(|_| !field.flatten) {
            let is_own = |path: &[String]| matches!(path, [name] if *name == field.wire_name);
            let fact = page.facts.iter().find(|(_, path)| is_own(path)).map(|(word, _)| *word);
            let is_items = page.items.as_ref() == Some(&field.wire_name);
            if let Some(word) = is_items.then_some("items").or(fact) {
                let _ = writeln!(out, "    #[page({word})]");
            }
        }
    }

    fn render_union(&self, id: ItemId, item: &Item, union: &Union, out: &mut String) {
        let derives = self.derives(item, false);
        let _ = writeln!(out, "#[derive({derives})]");
        out.extend(self.schema_attribute(id, item).map(|attribute| attribute + "\n"));
        let has_own_tag = |variant: &&UnionVariant| self.has_own_tag(union, variant);
        let (own, mut variants): (Vec<&UnionVariant>, Vec<_>) =
            union.variants.iter().partition(has_own_tag);
        let tag = union.tag.as_ref().filter(|_| !variants.is_empty());
        let _ = match tag {
            Some(tag) => writeln!(out, "#[serde(tag = {tag:?})]"),
            None => writeln!(out, "#[serde(untagged)]"),
        };
        let _ = writeln!(out, "pub enum {} {{", item.name);
        // serde wants those that have no tag of the enum at its end.
        variants.extend(&own);
        for variant in variants {
            let is_own = own.iter().any(|it| std::ptr::eq(*it, variant));
            if is_own && tag.is_some() {
                let _ = writeln!(out, "    #[serde(untagged)]");
            } else if is_own {
                // Told apart by its own member.
            } else if let Some(value) = variant.tag.as_ref().filter(|tag| **tag != variant.name) {
                let _ = writeln!(out, "    #[serde(rename = {value:?})]");
            }
            let mut ty = self.ty(&variant.rust);
            if self.is_boxed(id, &variant.rust) {
                ty = format!("Box<{ty}>");
            }
            let _ = writeln!(out, "    {}({ty}),", variant.name);
        }
        let _ = writeln!(out, "    /// A value that the description does not know.");
        if tag.is_some() {
            let _ = writeln!(out, "    #[serde(untagged)]");
        }
        if self.options.openapi {
            let _ = writeln!(out, "    #[schemars(skip)]");
        }
        let _ = writeln!(out, "    Other(serde_json::Value),\n}}");
    }
}

/// The case that spells all fields as they are on the wire, if they are not so as they are.
fn rename_all(fields: &[&Field]) -> Option<&'static str> {
    let named = || fields.iter().filter(|field| !field.flatten);
    if named().count() < 2 || named().filter(|field| field.name != field.wire_name).count() < 2 {
        return None;
    }
    CASES.into_iter().find(|case| named().all(|f| renamed(&f.name, case) == f.wire_name))
}

/// The option that gives a field its name on the wire, if it is spelled otherwise.
fn wire_name(field: &Field, case: Option<&str>) -> Option<String> {
    let spelled = case.map_or_else(|| field.name.clone(), |case| renamed(&field.name, case));
    if field.flatten {
        Some("flatten".to_owned())
    } else if spelled != field.wire_name {
        Some(format!("rename = {:?}", field.wire_name))
    } else {
        None
    }
}
