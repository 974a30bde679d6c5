//! Methods that return a boxed future, in the shape that `async_trait` gives to an `async fn`.
//!
//! This is not left to `async_trait`, because its output says `Box`, and in the user's module that
//! name may mean something else. The shape is the same, generics and bounds included: a fake that is
//! written by hand goes through `async_trait`, and has to fit. `async_trait` cannot change the shape
//! either, because traits and implementations that used different versions of it have to fit.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::visit_mut::{self, VisitMut};
use syn::{
    FnArg, GenericArgument, GenericParam, Generics, Ident, Lifetime, LifetimeParam,
    PredicateLifetime, ReceiverKind, ReturnType, Signature, TraitItemFn, Type, TypeImplTrait,
    TypeReference, WhereClause, WherePredicate, parse_quote,
};

use super::fallback;
use crate::krate::Krate;
use crate::model::service::Service;
use crate::model::signature::is_shared;
use crate::model::slot::MethodSlot;

/// The signature of each method that the client implements, for the trait and for the client alike:
/// tokens are copied in a tenth of the time in which they are made. Empty for the other methods.
pub(super) fn signatures(service: &Service) -> Vec<TokenStream> {
    let Service { krate, head, methods, .. } = service;
    let signature = |slot: &MethodSlot| match slot {
        MethodSlot::Endpoint(endpoint) => {
            signature(&endpoint.sig, &head.generics, krate).to_token_stream()
        }
        MethodSlot::Invalid(syntax) => {
            let sig = fallback::healed(syntax.sig(), service);
            signature(&sig, &head.generics, krate).to_token_stream()
        }
        MethodSlot::Provided(_) => TokenStream::new(),
    };
    methods.iter().map(signature).collect()
}

/// ```text
/// async fn view(&self, code: &str) -> Result<Chat>
/// fn view<'life0, 'life1, 'async_trait>(&'life0 self, code: &'life1 str)
///     -> Boxed<'async_trait, Result<Chat>>
/// where 'life0: 'async_trait, 'life1: 'async_trait, Self: 'async_trait
/// ```
///
/// An argument may have the lifetimes of `of_trait`, the generics of the trait. `Boxed` is an alias of
/// the type that `async_trait` spells out: the compiler takes it apart once, and not in each method.
fn signature(sig: &Signature, of_trait: &Generics, krate: &Krate) -> Signature {
    let mut sig = sig.clone();
    sig.asyncness = None;
    let mut lifetimes = Lifetimes::default();
    for input in &mut sig.inputs {
        match input {
            FnArg::Receiver(receiver) => {
                if let ReceiverKind::Reference(and, lifetime, _) = &mut receiver.kind {
                    lifetimes.name(lifetime, and.span);
                }
            }
            FnArg::Typed(input) => {
                lifetimes.visit_type_mut(&mut input.ty);
                Outlives.visit_type_mut(&mut input.ty);
            }
        }
    }
    bound(&mut sig.generics);
    let explicit = of_trait.lifetimes().map(|param| &param.lifetime);
    let explicit: Vec<&Lifetime> =
        explicit.filter(|lifetime| lifetimes.explicit.contains(lifetime)).collect();
    let elided = &lifetimes.elided;
    // Built and not parsed: there are three of them to a method.
    let future = Lifetime::new("'async_trait", Span::call_site());
    for lifetime in elided.iter().chain([&future]) {
        let param = LifetimeParam::new(lifetime.clone());
        sig.generics.params.push(GenericParam::Lifetime(param));
    }
    let clause = where_clause(&mut sig.generics);
    for lifetime in explicit.into_iter().chain(elided) {
        clause.predicates.push(WherePredicate::Lifetime(PredicateLifetime {
            attrs: Vec::new(),
            lifetime: lifetime.clone(),
            colon_token: Default::default(),
            bounds: Punctuated::from_iter([future.clone()]),
        }));
    }
    clause.predicates.push(parse_quote!(Self: 'async_trait));
    if let ReturnType::Type(_, output) = &mut sig.output {
        **output = Type::Verbatim(quote!(#krate::__private::Boxed<#future, #output>));
    }
    sig
}

/// A method with a body of its own. One without `&self` is left to `async_trait`, which gives it
/// another shape.
pub(super) fn provided(method: &TraitItemFn, of_trait: &Generics, krate: &Krate) -> TraitItemFn {
    let mut method = method.clone();
    let shared = method.sig.receiver().is_some_and(is_shared);
    if method.sig.asyncness.is_none() || !shared {
        return method;
    }
    if matches!(method.sig.output, ReturnType::Default) {
        method.sig.output = parse_quote!(-> ());
    }
    let ReturnType::Type(_, output) = method.sig.output.clone() else { return method };
    let Some(block) = &method.default else { return method };
    let value = Ident::new("value", Span::mixed_site());
    method.default = Some(parse_quote! {{
        ::std::boxed::Box::pin(async move {
            let #value: #output = #block;
            #value
        })
    }});
    method.sig = signature(&method.sig, of_trait, krate);
    method.attrs.push(parse_quote! {
        #[allow(
            clippy::async_yields_async, clippy::diverging_sub_expression, clippy::let_unit_value,
            unreachable_code
        )]
    });
    method
}

/// Lets every parameter outlive the future. The bounds go to the where clause, except for a parameter
/// with attributes: it may be configured out, and the clause would still name it.
fn bound(generics: &mut Generics) {
    let mut predicates: Vec<WherePredicate> = Vec::new();
    for param in &mut generics.params {
        match param {
            GenericParam::Type(param) if param.attrs.is_empty() => {
                param.colon_token = None;
                let (ident, bounds) = (&param.ident, std::mem::take(&mut param.bounds));
                predicates.push(parse_quote!(#ident: 'async_trait + #bounds));
            }
            GenericParam::Type(param) => param.bounds.push(parse_quote!('async_trait)),
            GenericParam::Lifetime(param) if param.attrs.is_empty() => {
                param.colon_token = None;
                let (lifetime, bounds) = (&param.lifetime, std::mem::take(&mut param.bounds));
                predicates.push(parse_quote!(#lifetime: 'async_trait + #bounds));
            }
            GenericParam::Lifetime(param) => param.bounds.push(parse_quote!('async_trait)),
            GenericParam::Const(_) => {}
        }
    }
    where_clause(generics).predicates.extend(predicates);
}

fn where_clause(generics: &mut Generics) -> &mut WhereClause {
    generics.where_clause.get_or_insert_with(|| WhereClause {
        where_token: Default::default(),
        predicates: Punctuated::new(),
    })
}

/// Names every lifetime that was left out, in order.
#[derive(Default)]
struct Lifetimes {
    elided: Vec<Lifetime>,
    explicit: Vec<Lifetime>,
}

impl Lifetimes {
    fn name(&mut self, lifetime: &mut Option<Lifetime>, span: Span) {
        match lifetime {
            Some(lifetime) => self.visit(lifetime),
            None => *lifetime = Some(self.next(span)),
        }
    }

    fn visit(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.next(lifetime.span());
        } else {
            self.explicit.push(lifetime.clone());
        }
    }

    fn next(&mut self, span: Span) -> Lifetime {
        let lifetime = Lifetime::new(&format!("'life{}", self.elided.len()), span);
        self.elided.push(lifetime.clone());
        lifetime
    }
}

impl VisitMut for Lifetimes {
    fn visit_type_reference_mut(&mut self, ty: &mut TypeReference) {
        self.name(&mut ty.lifetime, ty.and_token.span);
        visit_mut::visit_type_reference_mut(self, ty);
    }

    fn visit_generic_argument_mut(&mut self, argument: &mut GenericArgument) {
        if let GenericArgument::Lifetime(lifetime) = argument {
            self.visit(lifetime);
        }
        visit_mut::visit_generic_argument_mut(self, argument);
    }
}

/// Bounds every `impl Trait` by the future's lifetime.
struct Outlives;

impl VisitMut for Outlives {
    fn visit_type_impl_trait_mut(&mut self, ty: &mut TypeImplTrait) {
        ty.bounds.insert(0, parse_quote!('async_trait));
        visit_mut::visit_type_impl_trait_mut(self, ty);
    }

    fn visit_type_reference_mut(&mut self, ty: &mut TypeReference) {
        if let Type::ImplTrait(opaque) = &*ty.elem {
            // `&impl A` with a second bound needs parentheses.
            *ty.elem = parse_quote!((#opaque));
        }
        visit_mut::visit_type_reference_mut(self, ty);
    }
}
