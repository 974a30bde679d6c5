//! The styles of a form that is one argument.

use super::Builder;
use super::parameters::style_name;
use crate::model::{Content, Kind, Schema, Style};

impl<'t, 'a> Builder<'t, 'a> {
    /// The options of a form that is one argument: one style for all of its members.
    pub(super) fn form_style(
        &mut self,
        schema: &Schema,
        content: &Content,
        options: &mut Vec<String>,
    ) {
        let api = self.types.api;
        let Kind::Object(object) = &api.resolved(schema).kind else { return };
        let mut nested = false;
        let mut lists: Vec<Style> = Vec::new();
        for (name, property) in &object.properties {
            let style = content.encoding.get(name).and_then(|encoding| encoding.style);
            let kind = &api.resolved(&property.schema).kind;
            match kind {
                Kind::Object(_) | Kind::Map(_) | Kind::All(_) | Kind::Union { .. } => nested = true,
                Kind::List(_) => lists.push(style.unwrap_or(Style::Repeat)),
                _ => {}
            }
        }
        let deep = content.encoding.values().any(|encoding| encoding.style == Some(Style::Deep));
        if nested {
            options.push("nested = \"brackets\"".to_owned());
        }
        if nested && (deep || lists.is_empty()) {
            options.push("list = \"indices\"".to_owned());
        } else if let Some(list) = lists.first().copied().and_then(style_name) {
            options.push(format!("list = {list:?}"));
        }
        let written = if nested && deep { Some(&Style::Deep) } else { lists.first() };
        if lists.iter().any(|style| Some(style) != written) {
            let which = if nested && deep { "`a[0]=1`" } else { "that of the first" };
            let message = format!("the lists of the form have several styles, and here {which}");
            self.loss(&content.at, message);
        }
    }
}

/// The options of a form as its encodings have them.
pub(super) fn exact_form_style(content: &Content, options: &mut Vec<String>) {
    let encodings = || content.encoding.values();
    let deep = |encoding: &&crate::model::Encoding| encoding.style == Some(Style::Deep);
    let list = encodings().find_map(|encoding| encoding.extensions.list.clone()).or_else(|| {
        let styles = encodings().filter(|encoding| !deep(encoding));
        styles.filter_map(|encoding| style_name(encoding.style?)).next().map(str::to_owned)
    });
    if encodings()
        .any(|encoding| deep(&encoding) && encoding.extensions.list.as_deref() != Some("indices"))
    {
        options.push("nested = \"brackets\"".to_owned());
    } else if encodings().any(|encoding| encoding.extensions.dots) {
        options.push("nested = \"dots\"".to_owned());
    }
    if let Some(list) = list {
        options.push(format!("list = {list:?}"));
    }
    if encodings().any(|encoding| encoding.extensions.encoded) {
        options.push("encoded".to_owned());
    }
}
