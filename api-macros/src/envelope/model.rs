//! A checked envelope: which member tells success, and which holds what.

use darling::Error;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Expr, ExprLit, Generics, Ident, Lit, UnOp};

use super::attr::{EnvelopeArgs, FieldArgs};
use crate::attr::value::{BarePath, ungrouped};
use crate::krate::Krate;
use crate::symbol;

/// An envelope without mistakes.
pub(super) struct Envelope<'a> {
    pub(super) krate: Krate,
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    pub(super) fields: Vec<&'a Ident>,
    /// The member that tells success; empty where the HTTP status does.
    pub(super) discriminant: String,
    /// A value of `Success`, without its path.
    pub(super) success: TokenStream,
    pub(super) default: bool,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) retry_after: Option<String>,
    /// None where the payload stands beside the envelope's own members.
    pub(super) payload: Option<String>,
    /// Other names of members, each beside the name that it stands for.
    pub(super) aliases: Vec<(String, String)>,
}

impl<'a> Envelope<'a> {
    /// Checks what was typed; reports all mistakes at once.
    pub(super) fn new(args: &'a EnvelopeArgs) -> darling::Result<Self> {
        let mut errors = Error::accumulator();
        let fields = args.data.as_ref().take_struct().map(|s| s.fields).unwrap_or_default();
        let discriminant = one(&mut errors, &fields, "success = …", |f| f.success.is_some());
        let code = one(&mut errors, &fields, "code", |f| f.code.is_on());
        let message = one(&mut errors, &fields, "message", |f| f.message.is_on());
        let retry_after = one(&mut errors, &fields, "retry_after", |f| f.retry_after.is_on());
        let payload = one(&mut errors, &fields, "payload", |f| f.payload.is_on());
        let flatten = one(&mut errors, &fields, "flatten", |f| f.flatten.is_on());
        match (payload, flatten) {
            (None, None) => errors.push(missing(
                args,
                "a payload",
                "`#[envelope(payload)]` on the field that holds it, or `#[envelope(flatten)]` if it \
                 stands beside the others",
            )),
            (Some(_), Some(flatten)) => {
                let message = "the payload is a member, or stands beside the members; remove one";
                errors.push(Error::custom(message).with_span(&flatten.span()));
            }
            _ => {}
        }
        if args.generics.type_params().count() != 1 {
            let message = "an envelope has one type parameter, that of its payload; \
                           write `struct Name<T>`";
            errors.push(Error::custom(message).with_span(&args.ident));
        }
        let rule = match (&args.success, discriminant.and_then(|field| field.success.as_ref())) {
            (None, None) => {
                errors.push(missing(
                    args,
                    "a success rule",
                    "`#[envelope(success = 0)]` on the field that tells success",
                ));
                None
            }
            (Some(own), Some(_)) => {
                let message = "success is told by the status or by a member; remove one";
                errors.push(Error::custom(message).with_span(&own.0));
                None
            }
            (Some(own), None) => errors.handle(by_status(&own.0)),
            (None, Some(rule)) => errors.handle(success(&rule.0)),
        };
        for field in fields.iter().filter(|f| f.default.is_on() && f.success.is_none()) {
            let message = "only the field that tells success has a default: a missing one then \
                           means success; remove it";
            errors.push(Error::custom(message).with_span(&field.span()));
        }
        let aliases = aliases(&mut errors, &fields);
        errors.finish()?;
        Ok(Self {
            aliases,
            krate: Krate(args.krate.clone().map(|BarePath(path)| path)),
            ident: &args.ident,
            generics: &args.generics,
            fields: fields.iter().filter_map(|field| field.ident.as_ref()).collect(),
            discriminant: discriminant.map(wire_name).unwrap_or_default(),
            success: rule.unwrap_or_default(),
            default: discriminant.is_some_and(|field| field.default.is_on()),
            code: code.map(wire_name),
            message: message.map(wire_name),
            retry_after: retry_after.map(wire_name),
            payload: payload.map(wire_name),
        })
    }
}

fn missing(args: &EnvelopeArgs, what: &str, remedy: &str) -> Error {
    Error::custom(format!("this envelope lacks {what}; write {remedy}")).with_span(&args.ident)
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
        errors.push(Error::custom(message).with_span(&other.span()));
    }
    first
}

fn wire_name(field: &FieldArgs) -> String {
    let own = || field.ident.as_ref().map(|ident| ident.unraw().to_string());
    field.rename.clone().or_else(own).unwrap_or_default()
}

/// The aliases of all members; each name stands for one.
fn aliases(
    errors: &mut darling::error::Accumulator,
    fields: &[&FieldArgs],
) -> Vec<(String, String)> {
    let read = fields.iter().filter(|field| field.is_read());
    let mut taken: Vec<String> = read.map(|field| wire_name(field)).collect();
    let mut aliases = Vec::new();
    for field in fields {
        for alias in &field.alias {
            let name = alias.value();
            if !field.is_read() {
                let message = "the envelope is not opened by this member, so that another name for \
                               it changes nothing; remove it";
                errors.push(Error::custom(message).with_span(alias));
            } else if taken.contains(&name) {
                let message = format!("`{name}` is the name of a member already; remove one");
                errors.push(Error::custom(message).with_span(alias));
            } else {
                taken.push(name.clone());
                aliases.push((name, wire_name(field)));
            }
        }
    }
    aliases
}

/// The success rule of a whole envelope.
fn by_status(value: &Expr) -> darling::Result<TokenStream> {
    match ungrouped(value) {
        Expr::Path(word) if word.path.is_ident(symbol::STATUS) => Ok(quote!(Status)),
        other => {
            let message = "a struct says `success = status`; any other rule stands on a field";
            Err(Error::custom(message).with_span(other))
        }
    }
}

/// The success rule, from a literal, a list of literals of one kind, or a word.
fn success(value: &Expr) -> darling::Result<TokenStream> {
    let values: Vec<&Expr> = match ungrouped(value) {
        Expr::Array(array) => array.elems.iter().map(ungrouped).collect(),
        single => vec![single],
    };
    match values[..] {
        [Expr::Lit(ExprLit { lit: Lit::Bool(flag), .. })] => return Ok(quote!(Bool(#flag))),
        [Expr::Path(word)] if word.path.is_ident(symbol::ABSENT) => return Ok(quote!(Absent)),
        [Expr::Path(word)] if word.path.is_ident(symbol::PRESENT) => return Ok(quote!(Present)),
        _ => {}
    }
    if !values.is_empty() && values.iter().all(|value| is_int(value)) {
        return Ok(quote!(Int(&[#(#values),*])));
    }
    if !values.is_empty() && values.iter().all(|value| is_text(value)) {
        return Ok(quote!(Text(&[#(#values),*])));
    }
    let message = "a success value is an integer, a truth value, a string, a list of integers or of \
                   strings, `absent` or `present`; write `success = 0` or `success = [0, 200]`";
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
