//! Many parameters of a query as the fields of one struct.

use super::Builder;
use super::parameters::{scalar, style_name};
use crate::model::{Location, Parameter, Style};
use crate::traits::names::{Taken, camel, snake};
use crate::traits::types::{Field, Item, ItemBody, Rust};

impl<'t, 'a> Builder<'t, 'a> {
    /// The optional parameters of the query that can be fields of one struct: those of one style.
    pub(super) fn groupable<'p>(&mut self, parameters: &[&'p Parameter]) -> Vec<&'p Parameter> {
        let mut list = None;
        let mut grouped = Vec::new();
        for parameter in parameters {
            let is_cursor = self.cursor.as_ref() == Some(&parameter.name);
            let outside = parameter.location != Location::Query || is_cursor;
            if outside || parameter.required || parameter.reserved {
                continue;
            }
            let resolved = self.types.api.resolved(&parameter.schema);
            let fits = match &resolved.kind {
                crate::model::Kind::List(inner) => {
                    let inner = self.types.api.resolved(inner);
                    scalar(&inner.kind)
                        && matches!(
                            parameter.style,
                            Style::Repeat | Style::Csv | Style::Ssv | Style::Pipes
                        )
                        && *list.get_or_insert(parameter.style) == parameter.style
                }
                kind => scalar(kind) && parameter.style != Style::Json,
            };
            if fits {
                grouped.push(*parameter);
            }
        }
        if grouped.len() < 3 { Vec::new() } else { grouped }
    }

    /// One struct for several parameters of the query.
    pub(super) fn group(&mut self, parameters: &[&Parameter]) {
        let context = self.context("Query");
        let name = self.types.names.claim(&context.name, "");
        let mut taken = Taken::default();
        let mut fields = Vec::new();
        let mut list = None;
        for parameter in parameters {
            let inner = self.context(&camel(&parameter.name));
            let rust = self.types.rust(&parameter.schema, &inner);
            if matches!(self.types.unaliased(rust.bare()), Rust::List(_)) {
                list = list.or(style_name(parameter.style));
            }
            let rust = match (rust.bare(), self.types.outside_of_a_body(&rust)) {
                (Rust::Json, _) => Rust::Text,
                (_, list @ Rust::List(_)) => list,
                (other, _) => other.clone(),
            };
            let docs = parameter.description.clone();
            let docs = match parameter.deprecated {
                true => Some(format!("{}\n\nDeprecated.", docs.unwrap_or_default())),
                false => docs,
            };
            let name = taken.claim(&snake(&parameter.name), "_");
            let field = Field::new(parameter.at.clone(), parameter.name.clone(), name, rust);
            fields.push(Field { deprecated: parameter.deprecated, docs, ..field });
        }
        let docs =
            format!("The optional parameters of `{}::{}`.", self.trait_name, self.method.name);
        let id = self.types.add_written(name, Some(self.home), ItemBody::Struct(fields));
        if let Some(Item { docs: place, query, .. }) = self.types.items.get_mut(id.0) {
            *place = Some(docs);
            *query = true;
        }
        self.types.define_all();
        let ty = self.sent(&Rust::Item(id));
        let list = list.map(|list| format!(", list = {list:?}")).unwrap_or_default();
        self.argument("query", ty, None, |_| Some(format!("#[query(flatten{list})]")));
    }
}
