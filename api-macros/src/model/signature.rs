//! The signature of an endpoint: what is in front of its name, `&self`, and the types.

use proc_macro2::Span;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, FnArg, Generics, Lifetime, LifetimeParam, Lit, Meta, Pat, ReceiverKind, ReturnType,
    Safety, Signature, Type,
};

use crate::attr::endpoint;
use crate::ctxt::{self, Ctxt};
use crate::options::{Options as _, written};
use crate::params;
use crate::syntax::item::{FnSyntax, take};
use crate::syntax::ty;

/// Checks all of a signature that is about no single kind of parameter. `of_trait` are the generics of
/// the trait.
pub(super) fn check(syntax: &FnSyntax, of_trait: &Generics, ctxt: &mut Ctxt) {
    let sig = syntax.sig();
    words(sig, ctxt);
    receiver(syntax, ctxt);
    if let Some(dots) = &sig.variadic {
        let help = "write each parameter with its name and its type, or one that is a list";
        ctxt.error_at(&dots.dots, "`...` takes arguments without names", help);
    }
    let declared = ty::declared(sig, of_trait);
    lifetimes(sig, &declared, ctxt);
    for input in &sig.inputs {
        let FnArg::Typed(input) = input else { continue };
        match &*input.pat {
            Pat::Ident(name) => {
                ctxt.within(ctxt::parameter(&name.ident), |ctxt| {
                    if let Some(word) = &name.mutability {
                        let fault = "it is `mut`, and the method has no body that could change it";
                        ctxt.error_at(word, fault, "leave `mut` out");
                    }
                    types(&input.ty, &declared, ctxt);
                });
            }
            _ => types(&input.ty, &declared, ctxt),
        }
    }
    if let ReturnType::Type(_, output) = &sig.output {
        types(output, &declared, ctxt);
    }
}

/// Takes off the attributes of parameters that are on the method.
pub(super) fn take_stray(syntax: &mut FnSyntax) -> Vec<Attribute> {
    // Without an `#[endpoint]` they may be attributes of another macro.
    if syntax.endpoint.is_empty() {
        return Vec::new();
    }
    take(&mut syntax.method.attrs, |attr| is_of_params(attr) || is_option(attr))
}

/// True of an attribute with the word of an option of `#[endpoint]`.
fn is_option(attr: &Attribute) -> bool {
    endpoint::Options::WORDS.iter().any(|word| attr.path().is_ident(word))
}

/// True of an attribute of a parameter.
fn is_of_params(attr: &Attribute) -> bool {
    params::ATTRIBUTES.iter().any(|known| attr.path().is_ident(known.word))
}

/// Reports attributes of parameters, and options of `#[endpoint]`, that are attributes of a method.
pub(super) fn stray(attrs: &[Attribute], ctxt: &mut Ctxt) {
    for attr in attrs {
        let word = written(attr.path());
        if !is_of_params(attr) {
            let help =
                format!("write it into `#[endpoint(…)]`, behind the path: `{}`", as_option(attr));
            ctxt.error_at(attr.path(), format!("`{word}` is an option of `#[endpoint]`"), help);
            continue;
        }
        let help = "write it in front of the parameter that it is for; constants are options of \
                    `#[endpoint]`, as in `headers(\"Name\" = \"value\")`";
        ctxt.error_at(attr.path(), format!("`#[{word}]` is on the method"), help);
    }
}

/// An attribute as an option: `#[timeout("5s")]` as `timeout = "5s"`.
fn as_option(attr: &Attribute) -> String {
    match &attr.meta {
        Meta::List(list) if list.parse_args::<Lit>().is_ok() => {
            format!("{} = {}", written(&list.path), written(&list.tokens))
        }
        Meta::NameValue(pair) => format!("{} = {}", written(&pair.path), written(&pair.value)),
        // The tokens of a list have spaces around `=` as they are.
        Meta::List(list) => format!("{}({})", written(&list.path), list.tokens),
        Meta::Path(word) => written(word),
    }
}

/// Reports the attributes of parameters in a method with a body, which sends nothing itself. Attributes
/// that are not ours go back to where they were, for another macro.
pub(super) fn provided(syntax: &mut FnSyntax, ctxt: &mut Ctxt) {
    let typed = syntax.method.sig.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(input) => Some(&mut input.attrs),
        FnArg::Receiver(_) => None,
    });
    for (attrs, taken) in typed.zip(&mut syntax.params) {
        for attr in taken.drain(..) {
            if is_of_params(&attr) {
                let word = written(attr.path());
                let fault = format!("it has a body, and `#[{word}]` sends nothing here");
                let help = "leave the attribute out, or end the method with `;` and give it an \
                            `#[endpoint]`";
                ctxt.error_at(attr.path(), fault, help);
            } else {
                attrs.push(attr);
            }
        }
    }
}

/// Checks what is in front of the name.
fn words(sig: &Signature, ctxt: &mut Ctxt) {
    let name = &sig.ident;
    if sig.asyncness.is_none() {
        let returns_future =
            matches!(&sig.output, ReturnType::Type(_, ty) if ty::future(ty).is_some());
        let output = if returns_future { ", and behind `->` what the future gives" } else { "" };
        ctxt.must(sig.fn_token.span, "be `async`", format!("write `async fn {name}`{output}"));
    }
    let safety = match &sig.safety {
        Safety::Unsafe(word) => Some((word.span, "unsafe")),
        Safety::Safe(word) => Some((word.span, "safe")),
        Safety::Default => None,
    };
    let abi = sig.abi.as_ref().map(|abi| (abi.extern_token.span, "extern"));
    // `const` has no `async` beside it.
    for (span, word) in safety.into_iter().chain(abi) {
        ctxt.must(span, format!("not be `{word}`"), format!("write `async fn {name}`"));
    }
}

/// Checks `&self`, and that it has no attribute of a parameter.
fn receiver(syntax: &FnSyntax, ctxt: &mut Ctxt) {
    for attr in &syntax.on_self {
        let fault = format!("`#[{}]` is on `self`, which is not sent", written(attr.path()));
        ctxt.error_at(attr.path(), fault, "write it in front of the parameter that it is for");
    }
    let sig = syntax.sig();
    let (span, what) = match sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) if is_shared(receiver) => return,
        Some(FnArg::Receiver(receiver)) => {
            let what = match receiver.kind {
                ReceiverKind::Value => "take `&self`, not `self`",
                ReceiverKind::Reference(..) => "take `&self`, not `&mut self`",
                _ => "take `&self`, and no other kind of `self`",
            };
            (receiver.self_token.span, what)
        }
        _ => (sig.ident.span(), "take `&self`"),
    };
    ctxt.must(span, what, "a client is shared by its calls: write `&self`");
}

/// True of `&self`, with or without a lifetime.
pub(crate) fn is_shared(receiver: &syn::Receiver) -> bool {
    matches!(receiver.kind, ReceiverKind::Reference(_, _, None))
}

/// Checks the lifetimes in front of the arguments: those of the bounds, and that of `&'a self`.
fn lifetimes(sig: &Signature, declared: &[Lifetime], ctxt: &mut Ctxt) {
    let mut unusable = Unusable { declared: declared.to_vec(), only_lifetimes: true, found: None };
    unusable.visit_generics_mut(&mut sig.generics.clone());
    if let Some(FnArg::Receiver(receiver)) = sig.inputs.first()
        && let ReceiverKind::Reference(_, Some(lifetime), _) = &receiver.kind
    {
        unusable.visit_lifetime_mut(&mut lifetime.clone());
    }
    unusable.report(ctxt);
}

/// Checks a type for what the compiler would report once per method that is made of the signature.
fn types(ty: &Type, declared: &[Lifetime], ctxt: &mut Ctxt) {
    let mut unusable = Unusable { declared: declared.to_vec(), only_lifetimes: false, found: None };
    unusable.visit_type_mut(&mut ty.clone());
    unusable.report(ctxt);
}

/// The first part of a type that nothing can be made of.
struct Unusable {
    declared: Vec<Lifetime>,
    /// A bound may name `Self`, and a type that is sent may not.
    only_lifetimes: bool,
    found: Option<(Span, String, &'static str)>,
}

impl Unusable {
    fn report(self, ctxt: &mut Ctxt) {
        if let Some((span, fault, help)) = self.found {
            ctxt.error(span, fault, help);
        }
    }

    fn find(&mut self, span: Span, fault: impl Into<String>, help: &'static str) {
        self.found.get_or_insert((span, fault.into(), help));
    }
}

impl VisitMut for Unusable {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        match ty {
            _ if self.only_lifetimes => visit_mut::visit_type_mut(self, ty),
            Type::Infer(word) => {
                self.find(word.underscore_token.span, "`_` leaves the type open", "write the type");
            }
            Type::Path(path) if path.qself.is_none() && path.path.is_ident("Self") => {
                let help = "write the type of the value";
                self.find(
                    ty::ends(path).0,
                    "`Self` is the client, which is neither sent nor read",
                    help,
                );
            }
            Type::TraitObject(object) if ty::is_serialize(object) => {
                let help = "write the type, or `&impl serde::Serialize` for values of any type";
                let fault = "`serde::Serialize` has a generic method, and is no trait for `dyn`";
                self.find(ty::ends(object).0, fault, help);
            }
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }

    /// A lifetime that is declared inside of a type, as in `for<'a> Fn(&'a str)`.
    fn visit_lifetime_param_mut(&mut self, param: &mut LifetimeParam) {
        self.declared.push(param.lifetime.clone());
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if !ty::is_known(lifetime, &self.declared) {
            let fault = format!("the lifetime `{lifetime}` is not declared");
            let help = "leave it out, or declare it behind the name, as in `async fn get<'a>`";
            self.find(lifetime.span(), fault, help);
        }
    }
}
