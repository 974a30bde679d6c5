//! `#[envelope(…)]` as it was typed, on a struct and on its fields.

use darling::FromMeta;
use darling::util::Flag;
use syn::{Attribute, Expr, Field, Ident, LitStr, Path};

use crate::ctxt::Ctxt;
use crate::options::{Options as _, Value, options};
use crate::symbol;

options! {
    /// The options of the struct.
    pub(super) struct StructArgs {
        pub(super) success: Option<SuccessArg>,
        pub(super) expired: Option<CodesArg>,
        pub(super) krate = "crate": Option<Path>,
    }
}

options! {
    /// The options of a field.
    pub(super) struct FieldArgs {
        pub(super) success: Option<SuccessArg>,
        pub(super) code: Flag,
        pub(super) expired: Option<CodesArg>,
        pub(super) message: Flag,
        pub(super) payload: Flag,
        pub(super) flatten: Flag,
        pub(super) retry_after: Flag,
        pub(super) default: Flag,
        pub(super) rename: Option<LitStr>,
        pub(super) alias: Vec<LitStr>,
    }
}

/// A field with its name.
pub(super) struct NamedField<'a> {
    pub(super) ident: &'a Ident,
    pub(super) args: FieldArgs,
}

const USAGE: &str = "write options with commas between them: `#[envelope(code, rename = \"ret\")]`";

impl StructArgs {
    pub(super) fn parse(attrs: &[Attribute], ctxt: &mut Ctxt) -> Option<Self> {
        Self::read_all(attrs, symbol::ENVELOPE, USAGE, ctxt)
    }
}

impl<'a> NamedField<'a> {
    pub(super) fn parse(field: &'a Field, ctxt: &mut Ctxt) -> Option<Self> {
        let args = FieldArgs::read_all(&field.attrs, symbol::ENVELOPE, USAGE, ctxt)?;
        Some(Self { ident: field.ident.as_ref()?, args })
    }

    /// True if the envelope is opened by this field.
    pub(super) fn is_read(&self) -> bool {
        let args = &self.args;
        let words = [args.code, args.message, args.payload, args.retry_after];
        args.success.is_some() || words.into_iter().any(|flag| flag.is_present())
    }
}

/// The value, or the values, that mean success.
pub(super) struct SuccessArg(pub(super) Expr);

impl Value for SuccessArg {
    const NOUN: &'static str = "a success rule";

    fn usage() -> String {
        "the value that means success: `success = 0`".to_owned()
    }
}

impl FromMeta for SuccessArg {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        Ok(Self(expr.clone()))
    }
}

/// A code, or a list of codes.
pub(super) struct CodesArg(pub(super) Expr);

impl Value for CodesArg {
    const NOUN: &'static str = "a list of codes";

    fn usage() -> String {
        "the codes that mean it: `expired = [42001, 40014]`".to_owned()
    }
}

impl FromMeta for CodesArg {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        Ok(Self(expr.clone()))
    }
}
