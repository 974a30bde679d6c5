//! A checked envelope: which field tells success, and which holds what.

use darling::Error;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Generics, Ident, Lit, UnOp};

use super::attr::{EnvelopeArgs, FieldArgs};
use crate::attr::value::{BarePath, ungrouped};
use crate::krate::Krate;

/// An envelope without mistakes.
pub(super) struct Envelope<'a> {
    pub(super) krate: Krate,
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    pub(super) fields: Vec<&'a Ident>,
    pub(super) code: String,
    /// A value of `Success`, without its path.
    pub(super) success: TokenStream,
    pub(super) message: Option<String>,
    pub(super) payload: String,
}

impl<'a> Envelope<'a> {
    /// Checks what was typed; reports all mistakes at once.
    pub(super) fn new(args: &'a EnvelopeArgs) -> darling::Result<Self> {
        let mut errors = Error::accumulator();
        let fields = args.data.as_ref().take_struct().map(|s| s.fields).unwrap_or_default();
        let code = one(&mut errors, &fields, "success = …", |field| field.success.is_some());
        let message = one(&mut errors, &fields, "message", |field| field.message.is_present());
        let payload = one(&mut errors, &fields, "payload", |field| field.payload.is_present());
        if code.is_none() {
            errors
                .push(missing(args, "`#[envelope(success = 0)]` on the field that tells success"));
        }
        if payload.is_none() {
            errors
                .push(missing(args, "`#[envelope(payload)]` on the field that holds the payload"));
        }
        if args.generics.type_params().count() != 1 {
            let message = "an envelope has one type parameter, that of its payload; \
                           write `struct Name<T>`";
            errors.push(Error::custom(message).with_span(&args.ident));
        }
        let success = code
            .and_then(|field| field.success.as_ref())
            .and_then(|value| errors.handle(success(&value.0)));
        errors.finish()?;
        let (Some(code), Some(payload), Some(success)) = (code, payload, success) else {
            return Err(missing(args, "a success rule and a payload"));
        };
        Ok(Self {
            krate: Krate(args.krate.clone().map(|BarePath(path)| path)),
            ident: &args.ident,
            generics: &args.generics,
            fields: fields.iter().filter_map(|field| field.ident.as_ref()).collect(),
            code: wire_name(code),
            success,
            message: message.map(wire_name),
            payload: wire_name(payload),
        })
    }
}

fn missing(args: &EnvelopeArgs, what: &str) -> Error {
    Error::custom(format!("this envelope lacks {what}")).with_span(&args.ident)
}

/// The field that `is` true of; a second one is a mistake.
fn one<'a>(
    errors: &mut darling::error::Accumulator,
    fields: &[&'a FieldArgs],
    word: &str,
    is: impl Fn(&FieldArgs) -> bool,
) -> Option<&'a FieldArgs> {
    let mut found = fields.iter().copied().filter(|field| is(field));
    let first = found.next();
    for other in found {
        let message = format!("an envelope has one `#[envelope({word})]` field; remove this one");
        errors.push(Error::custom(message).with_span(&other.ty.span()));
    }
    first
}

fn wire_name(field: &FieldArgs) -> String {
    let own = || field.ident.as_ref().map(|ident| ident.unraw().to_string());
    field.rename.clone().or_else(own).unwrap_or_default()
}

/// The success rule, from a literal or a list of literals of one kind.
fn success(value: &Expr) -> darling::Result<TokenStream> {
    let values: Vec<&Expr> = match ungrouped(value) {
        Expr::Array(array) => array.elems.iter().map(ungrouped).collect(),
        single => vec![single],
    };
    if let [Expr::Lit(ExprLit { lit: Lit::Bool(flag), .. })] = values[..] {
        return Ok(quote!(Bool(#flag)));
    }
    if !values.is_empty() && values.iter().all(|value| is_int(value)) {
        return Ok(quote!(Int(&[#(#values),*])));
    }
    if !values.is_empty() && values.iter().all(|value| is_text(value)) {
        return Ok(quote!(Text(&[#(#values),*])));
    }
    let message = "a success value is an integer, a truth value, a string, or a list of integers \
                   or of strings; write `success = 0`, `success = true` or `success = [0, 200]`";
    Err(Error::custom(message).with_span(value))
}

fn is_int(value: &Expr) -> bool {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Int(_), .. }) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)) && is_int(ungrouped(&unary.expr)),
        _ => false,
    }
}

fn is_text(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Str(_), .. }))
}
