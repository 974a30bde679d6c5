//! A checked parameter: its place and its name on the wire.

use syn::{Attribute, Ident, Pat, PatType, Type};

use super::names;
use super::path::Template;
use crate::attr::param::ParamArgs;
use crate::ctxt::Ctxt;
use crate::symbol;

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Field,
    Body,
}

/// A parameter of an endpoint.
pub(crate) struct Param {
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) location: Location,
    /// Empty for a whole body.
    pub(crate) wire_name: String,
    pub(crate) sensitive: bool,
}

impl Param {
    pub(crate) fn new(
        input: &PatType,
        attrs: &[Attribute],
        method: &str,
        template: &Template,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let ident = match &*input.pat {
            Pat::Ident(pat) if pat.subpat.is_none() && pat.by_ref.is_none() => pat.ident.clone(),
            other => {
                ctxt.error_at(other, "a parameter is a plain name, which says what it is called")
                    .note("take it apart in a method with a body that calls this one");
                return None;
            }
        };
        let args = ctxt.handle(ParamArgs::parse(attrs))?;
        let plain = names::plain(&ident);
        let (word, name) = match &args.location {
            Some((word, name)) => (Some(word.to_string()), name.as_ref()),
            None => (None, None),
        };
        let location = match word.as_deref() {
            Some(symbol::PATH) => Location::Path,
            Some(symbol::QUERY) => Location::Query,
            Some(symbol::HEADER) => Location::Header,
            Some(symbol::FIELD) => Location::Field,
            Some(symbol::BODY) => Location::Body,
            _ if template.placeholders().any(|placeholder| placeholder == plain) => Location::Path,
            _ if sends_no_body(method) => Location::Query,
            _ => Location::Field,
        };
        let wire_name = match (location, name) {
            (Location::Header, None) => {
                ctxt.error_at(&ident, format!("the header of `{plain}` has no name"))
                    .note("write `#[header(\"X-Name\")]`");
                return None;
            }
            (Location::Header, Some(name)) if !names::is_header_name(&name.value()) => {
                let message = format!("`{}` cannot be the name of a header", name.value());
                ctxt.error_at(name, message).note("a header name has letters, digits and `-`");
                return None;
            }
            (Location::Body, Some(name)) => {
                ctxt.error_at(name, "a whole body has no name").note("write `#[body]`");
                return None;
            }
            (Location::Body, None) => String::new(),
            (_, Some(name)) => name.value(),
            (_, None) => plain,
        };
        let ty = (*input.ty).clone();
        Some(Self { ident, ty, location, wire_name, sensitive: args.sensitive })
    }
}

/// Whether a parameter that says nothing goes to the query.
fn sends_no_body(method: &str) -> bool {
    matches!(method, "GET" | "HEAD" | "DELETE" | "OPTIONS")
}
