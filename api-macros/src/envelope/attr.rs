//! What was typed in `#[envelope(…)]`.

use darling::ast::Data;
use darling::util::Ignored;
use darling::{FromDeriveInput, FromField, FromMeta};
use proc_macro2::Span;
use syn::{Expr, Generics, Ident, LitStr, Meta};

use crate::attr::value::{BarePath, Switch};
use crate::diagnostic::Diagnostic;

/// The struct that derives `Envelope`.
#[derive(FromDeriveInput)]
#[darling(attributes(envelope))]
pub(super) struct EnvelopeArgs {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) data: Data<Ignored, FieldArgs>,
    pub(super) success: Option<SuccessArg>,
    #[darling(rename = "crate")]
    pub(super) krate: Option<BarePath>,
}

/// One field of it.
#[derive(FromField)]
#[darling(attributes(envelope))]
pub(super) struct FieldArgs {
    pub(super) ident: Option<Ident>,
    pub(super) success: Option<SuccessArg>,
    pub(super) code: Switch,
    pub(super) message: Switch,
    pub(super) payload: Switch,
    pub(super) flatten: Switch,
    pub(super) retry_after: Switch,
    pub(super) default: Switch,
    pub(super) rename: Option<String>,
    #[darling(multiple)]
    pub(super) alias: Vec<LitStr>,
}

impl FieldArgs {
    /// Whether the envelope is opened by it.
    pub(super) fn is_read(&self) -> bool {
        let words = [self.code, self.message, self.payload, self.retry_after];
        self.success.is_some() || words.into_iter().any(Switch::is_on)
    }

    /// Where the field stands, for messages about it as a whole.
    pub(super) fn span(&self) -> Span {
        self.ident.as_ref().map_or_else(Span::call_site, Ident::span)
    }
}

/// The value, or the values, that mean success.
pub(super) struct SuccessArg(pub(super) Expr);

impl FromMeta for SuccessArg {
    fn from_meta(item: &Meta) -> darling::Result<Self> {
        match item {
            Meta::NameValue(pair) => Ok(Self(pair.value.clone())),
            other => {
                let help = "write the value that means success: `success = 0`";
                Err(Diagnostic::at(other, "`success` has no value", help).into())
            }
        }
    }
}
