//! The place of an endpoint in the table of all.

use proc_macro2::TokenStream;

use super::service::Service;
use super::slot::MethodSlot;
use crate::syntax::item::named;

/// The number of endpoints before one. Some of them may be configured out.
#[derive(Clone, Default)]
pub(crate) struct Position {
    pub(crate) certain: usize,
    /// Conditions, and how many endpoints there are under each.
    pub(crate) conditional: Vec<(Vec<TokenStream>, usize)>,
}

impl Position {
    fn count(&mut self, conditions: Vec<TokenStream>) {
        if conditions.is_empty() {
            self.certain += 1;
            return;
        }
        let text =
            |conditions: &[TokenStream]| conditions.iter().map(ToString::to_string).collect();
        let same: Vec<String> = text(&conditions);
        match self.conditional.iter_mut().find(|(known, _)| text(known) == same) {
            Some((_, count)) => *count += 1,
            None => self.conditional.push((conditions, 1)),
        }
    }
}

/// Gives each endpoint its place. It is done last, because one with a mistake has none.
pub(crate) fn place(service: &mut Service) {
    let mut next = Position::default();
    for slot in &mut service.methods {
        let MethodSlot::Endpoint(endpoint) = slot else { continue };
        endpoint.position = next.clone();
        let conditions = named(&endpoint.attrs, &["cfg"]);
        let conditions = conditions.filter_map(|attr| match &attr.meta {
            syn::Meta::List(list) => Some(list.tokens.clone()),
            _ => None,
        });
        next.count(conditions.collect());
    }
}
