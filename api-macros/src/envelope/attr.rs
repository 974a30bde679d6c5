//! What was typed in `#[envelope(…)]`.

use darling::ast::Data;
use darling::util::{Flag, Ignored};
use darling::{FromDeriveInput, FromField, FromMeta};
use syn::{Expr, Generics, Ident, Type};

use crate::attr::value::BarePath;

/// The struct that derives `Envelope`.
#[derive(FromDeriveInput)]
#[darling(attributes(envelope))]
pub(super) struct EnvelopeArgs {
    pub(super) ident: Ident,
    pub(super) generics: Generics,
    pub(super) data: Data<Ignored, FieldArgs>,
    #[darling(rename = "crate")]
    pub(super) krate: Option<BarePath>,
}

/// One field of it.
#[derive(FromField)]
#[darling(attributes(envelope))]
pub(super) struct FieldArgs {
    pub(super) ident: Option<Ident>,
    pub(super) ty: Type,
    pub(super) success: Option<SuccessArg>,
    pub(super) message: Flag,
    pub(super) payload: Flag,
    pub(super) rename: Option<String>,
}

/// The value, or the values, that mean success.
pub(super) struct SuccessArg(pub(super) Expr);

impl FromMeta for SuccessArg {
    fn from_word() -> darling::Result<Self> {
        Err(darling::Error::custom("success is a value; write `success = 0`"))
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        Ok(Self(expr.clone()))
    }
}
