//! A checked envelope: the members by which it is opened.

use syn::ext::IdentExt as _;
use syn::{Attribute, DeriveInput, Expr, FieldsNamed, Generics, Ident};

use super::attr::{FieldArgs, NamedField, StructArgs};
pub(super) use super::success::Success;
use super::success::{self, is_int, is_text};
use crate::ctxt::Ctxt;
use crate::options::{ungrouped, written};

/// An envelope without errors.
pub(super) struct Envelope<'a> {
    pub(super) ident: &'a Ident,
    pub(super) attrs: &'a [Attribute],
    pub(super) generics: &'a Generics,
    pub(super) fields: Vec<&'a Ident>,
    /// The member that tells success; empty where the HTTP status does.
    pub(super) discriminant: String,
    pub(super) success: Success,
    /// True if a missing discriminant means success.
    pub(super) default: bool,
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) retry_after: Option<String>,
    /// The codes that say that the credentials are good no longer: numbers, and texts.
    pub(super) expired: (Vec<Expr>, Vec<Expr>),
    /// None where the payload is beside the envelope's own members.
    pub(super) payload: Option<String>,
    /// Other names of members, each beside the name that it stands for.
    pub(super) aliases: Vec<(String, String)>,
}

impl<'a> Envelope<'a> {
    /// Checks what was typed. With an error there is no envelope.
    pub(super) fn new(
        input: &'a DeriveInput,
        args: Option<StructArgs>,
        fields: &'a FieldsNamed,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let named = fields.named.iter().map(|field| NamedField::parse(field, ctxt));
        // All fields are read before the first error counts.
        let named: Vec<Option<NamedField<'_>>> = named.collect();
        let named: Vec<NamedField<'_>> = named.into_iter().collect::<Option<_>>()?;
        let args = args?;
        let (envelope, clean) = ctxt.watch(|ctxt| Self::checked(input, &args, &named, ctxt));
        envelope.filter(|_| clean)
    }

    fn checked(
        input: &'a DeriveInput,
        args: &StructArgs,
        fields: &[NamedField<'a>],
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let discriminant = one(fields, "success = …", |f| f.success.is_some(), ctxt);
        let code = one(fields, "code", |f| f.code.is_present(), ctxt);
        let message = one(fields, "message", |f| f.message.is_present(), ctxt);
        let retry_after = one(fields, "retry_after", |f| f.retry_after.is_present(), ctxt);
        let payload = one(fields, "payload", |f| f.payload.is_present(), ctxt);
        let flatten = one(fields, "flatten", |f| f.flatten.is_present(), ctxt);
        check_payload(input, payload, flatten, ctxt);
        check_parameter(input, ctxt);
        check_defaults(fields, ctxt);
        check_names(fields, ctxt);
        let expired = expired(args, fields, code.or(discriminant), ctxt);
        let aliases = aliases(fields, ctxt);
        let member = |field: Option<&NamedField<'_>>| field.map(wire_name);
        Some(Self {
            ident: &input.ident,
            attrs: &input.attrs,
            generics: &input.generics,
            fields: fields.iter().map(|field| field.ident).collect(),
            discriminant: member(discriminant).unwrap_or_default(),
            success: rule(input, args, discriminant, ctxt)?,
            default: discriminant.is_some_and(|field| field.args.default.is_present()),
            code: member(code),
            message: member(message),
            retry_after: member(retry_after),
            expired,
            payload: member(payload),
            aliases,
        })
    }
}

/// One field holds the payload, or its members are beside the others.
fn check_payload(
    input: &DeriveInput,
    payload: Option<&NamedField<'_>>,
    flatten: Option<&NamedField<'_>>,
    ctxt: &mut Ctxt,
) {
    match (payload, flatten) {
        (None, None) => ctxt.error(
            input.ident.span(),
            format!("no field of the envelope `{}` holds the payload", input.ident),
            "write `#[envelope(payload)]` on the field that does, or `#[envelope(flatten)]` if \
             the payload is beside the other members",
        ),
        (Some(payload), Some(flatten)) => ctxt.error(
            flatten.ident.span(),
            format!("`{}` is the payload already", payload.ident),
            "leave `payload` or `flatten` out",
        ),
        (Some(_), None) | (None, Some(_)) => {}
    }
}

/// The payload is the one type parameter.
fn check_parameter(input: &DeriveInput, ctxt: &mut Ctxt) {
    match input.generics.type_params().count() {
        1 => {}
        0 => ctxt.error(
            input.ident.span(),
            format!("the envelope `{}` has no type parameter for its payload", input.ident),
            format!("write `struct {}<T>`", input.ident),
        ),
        _ => ctxt.error(
            input.ident.span(),
            format!("the envelope `{}` has more than one type parameter", input.ident),
            format!("write `struct {}<T>`, with `T` for the payload", input.ident),
        ),
    }
}

fn check_defaults(fields: &[NamedField<'_>], ctxt: &mut Ctxt) {
    for field in fields.iter().filter(|f| f.args.default.is_present() && f.args.success.is_none()) {
        ctxt.error(
            field.ident.span(),
            format!("`default` has no effect on `{}`, which does not tell success", field.ident),
            "leave `default` out; on the field with `success = …` it means that a missing member \
             is a success",
        );
    }
}

/// No name of a member is empty, nor one on the way to it.
fn check_names(fields: &[NamedField<'_>], ctxt: &mut Ctxt) {
    for path in fields.iter().flat_map(|field| field.args.rename.iter().chain(&field.args.alias)) {
        if path.value().split('.').any(str::is_empty) {
            let fault = format!("`{}` has an empty name in it", path.value());
            ctxt.error_at(
                path,
                fault,
                "write the name of a member, or names with dots between them",
            );
        }
    }
}

/// The field that `is` true of. A second one is an error.
fn one<'f, 'a>(
    fields: &'f [NamedField<'a>],
    word: &str,
    is: impl Fn(&FieldArgs) -> bool,
    ctxt: &mut Ctxt,
) -> Option<&'f NamedField<'a>> {
    let mut found = fields.iter().filter(|field| is(&field.args));
    let first = found.next()?;
    for second in found {
        ctxt.error(
            second.ident.span(),
            format!("the field `{}` has `#[envelope({word})]` already", first.ident),
            "leave it out on one of the two",
        );
    }
    Some(first)
}

/// The codes of expired credentials: those of the struct, or of the field with the code.
fn expired(
    args: &StructArgs,
    fields: &[NamedField<'_>],
    code: Option<&NamedField<'_>>,
    ctxt: &mut Ctxt,
) -> (Vec<Expr>, Vec<Expr>) {
    let field = one(fields, "expired = …", |field| field.expired.is_some(), ctxt);
    let of_field = field.and_then(|field| Some((field, field.args.expired.as_ref()?)));
    let codes = match (&args.expired, of_field) {
        (None, None) => return (Vec::new(), Vec::new()),
        (Some(own), Some(_)) => {
            ctxt.error_at(
                &own.0,
                "a field says already which codes mean that the credentials have expired",
                "leave `expired` out here, or on the field",
            );
            return (Vec::new(), Vec::new());
        }
        (None, Some((field, own))) => {
            if code.is_none_or(|code| code.ident != field.ident) {
                ctxt.error_at(
                    &own.0,
                    format!("`{}` does not hold the code of a failure", field.ident),
                    "write `expired` on the field that does, or on the struct",
                );
            }
            own
        }
        (Some(own), None) => own,
    };
    if code.is_none() {
        ctxt.error_at(
            &codes.0,
            "no member of this envelope holds the code of a failure",
            "write `#[envelope(code)]` on the field that does",
        );
    }
    let values: Vec<&Expr> = match ungrouped(&codes.0) {
        Expr::Array(array) => array.elems.iter().map(ungrouped).collect(),
        single => vec![single],
    };
    let (numbers, rest): (Vec<&Expr>, Vec<&Expr>) = values.into_iter().partition(|it| is_int(it));
    for other in rest.iter().filter(|value| !is_text(value)) {
        ctxt.error_at(
            other,
            format!("`{}` is not a code", written(other)),
            "write a number or a text, as in `expired = [42001]`",
        );
    }
    (numbers.into_iter().cloned().collect(), rest.into_iter().cloned().collect())
}

fn wire_name(field: &NamedField<'_>) -> String {
    match &field.args.rename {
        Some(name) => name.value(),
        None => field.ident.unraw().to_string(),
    }
}

/// The aliases of all members. Each name stands for one member.
fn aliases(fields: &[NamedField<'_>], ctxt: &mut Ctxt) -> Vec<(String, String)> {
    let read = fields.iter().filter(|field| field.is_read());
    let mut taken: Vec<String> = read.map(wire_name).collect();
    let mut aliases = Vec::new();
    for field in fields {
        for alias in &field.args.alias {
            let name = alias.value();
            if !field.is_read() {
                ctxt.error_at(
                    alias,
                    format!("the envelope does not read `{}`, nor this name for it", field.ident),
                    "leave the alias out, or say what the field holds, as in `#[envelope(code)]`",
                );
            } else if taken.contains(&name) {
                ctxt.error_at(
                    alias,
                    format!("`{name}` is the name of a member already"),
                    "leave one of the two out",
                );
            } else {
                taken.push(name.clone());
                aliases.push((name, wire_name(field)));
            }
        }
    }
    aliases
}

/// The success rule: that of the struct, or that of a field.
fn rule(
    input: &DeriveInput,
    args: &StructArgs,
    discriminant: Option<&NamedField<'_>>,
    ctxt: &mut Ctxt,
) -> Option<Success> {
    let of_field = discriminant.and_then(|field| Some((field, field.args.success.as_ref()?)));
    match (&args.success, of_field) {
        (None, None) => {
            ctxt.error(
                input.ident.span(),
                format!("no field of the envelope `{}` tells success", input.ident),
                "write `#[envelope(success = 0)]` on the field that does",
            );
            None
        }
        (Some(own), Some((field, _))) => {
            ctxt.error_at(
                &own.0,
                format!("the field `{}` tells success already", field.ident),
                "leave one of the two rules out",
            );
            None
        }
        (Some(own), None) => ctxt.handle(success::by_status(&own.0)),
        (None, Some((_, rule))) => ctxt.handle(success::of_member(&rule.0)),
    }
}
