//! Replacements for items with an error. The code around them still compiles, so that one error of
//! the user's is one error of the compiler's.

use proc_macro2::TokenStream;
use quote::quote;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, FnArg, Ident, ImplItem, ItemImpl, Lifetime, LifetimeParam, Pat, Path, ReceiverKind,
    ReturnType, Safety, Signature, TraitItem, TraitItemFn, Type, parse_quote,
};

use super::method;
use crate::model::service::Service;
use crate::model::signature::is_shared;
use crate::symbol;
use crate::syntax::item::{FnSyntax, named};
use crate::syntax::ty;

/// An item that none of our attributes belongs on, as it was, and the errors.
pub(crate) fn not_a_trait(item: TokenStream, errors: TokenStream) -> TokenStream {
    // A method may have our attributes on its parameters. The compiler does not know them.
    if let Ok(method) = syn::parse2::<TraitItemFn>(item.clone()) {
        let method = FnSyntax::new(method).method;
        return quote!(#errors #method);
    }
    // An implementation may have endpoints, which have no bodies.
    if let Ok(mut item) = syn::parse2::<ItemImpl>(item.clone()) {
        item.items.retain(|item| !matches!(item, ImplItem::Verbatim(_)));
        return quote!(#errors #item);
    }
    quote!(#errors #item)
}

/// True of an item beside the methods that can be emitted. The client's implementation of the trait would
/// lack one without a value.
pub(super) fn has_a_value(item: &TraitItem) -> bool {
    match item {
        TraitItem::Type(_) => false,
        TraitItem::Const(item) => item.default.is_some(),
        _ => true,
    }
}

/// The signature in a form that compiles: `async`, on `&self`, with named parameters and a return
/// type.
pub(super) fn healed(sig: &Signature, service: &Service) -> Signature {
    let krate = &service.krate;
    let mut sig = sig.clone();
    sig.asyncness.get_or_insert_default();
    (sig.constness, sig.safety, sig.abi, sig.variadic) = (None, Safety::Default, None, None);
    match sig.inputs.first_mut() {
        Some(FnArg::Receiver(receiver)) if is_shared(receiver) => {}
        Some(receiver @ FnArg::Receiver(_)) => *receiver = parse_quote!(&self),
        _ => sig.inputs.insert(0, parse_quote!(&self)),
    }
    for input in &mut sig.inputs {
        let FnArg::Typed(input) = input else { continue };
        match &mut *input.pat {
            Pat::Ident(name) if name.subpat.is_none() => {
                (name.by_ref, name.mutability) = (None, None);
            }
            other => *other = parse_quote!(_),
        }
    }
    let output = match &sig.output {
        ReturnType::Type(_, ty) => ty::future(ty).or(Some(ty)).filter(|ty| !ty::is_opaque(ty)),
        ReturnType::Default => None,
    };
    sig.output = match output {
        Some(ty) => parse_quote!(-> #ty),
        None => parse_quote!(-> #krate::Result<()>),
    };
    let declared = ty::declared(&sig, &service.head.generics);
    let mut heal = Heal { declared, others: &service.others, open: None };
    heal.visit_generics_mut(&mut sig.generics);
    heal.open = Some(parse_quote!(impl Sized));
    for input in &mut sig.inputs {
        match input {
            FnArg::Typed(input) => heal.visit_type_mut(&mut input.ty),
            FnArg::Receiver(receiver) => {
                if let ReceiverKind::Reference(_, Some(lifetime), _) = &mut receiver.kind {
                    heal.visit_lifetime_mut(lifetime);
                }
            }
        }
    }
    heal.open = Some(parse_quote!(()));
    heal.visit_return_type_mut(&mut sig.output);
    sig
}

/// Replaces what is wrong in a type: a `_` by the type `open`, a type that the trait cannot declare, and
/// lifetimes that are not declared. Without `open` it heals bounds, whose types stay as they are.
struct Heal<'a> {
    declared: Vec<Lifetime>,
    /// The items of the trait beside its methods.
    others: &'a [TraitItem],
    open: Option<Type>,
}

impl VisitMut for Heal<'_> {
    fn visit_type_mut(&mut self, ty: &mut Type) {
        let is_lost = match &*ty {
            Type::Infer(_) => true,
            Type::TraitObject(object) => ty::is_serialize(object),
            Type::Path(path) if path.path.is_ident("Self") => true,
            Type::Path(path) => self.others.iter().any(
                |item| matches!(item, TraitItem::Type(item) if is_of_self(&path.path, &item.ident)),
            ),
            _ => false,
        };
        match &self.open {
            Some(open) if is_lost => *ty = open.clone(),
            _ => visit_mut::visit_type_mut(self, ty),
        }
    }

    fn visit_lifetime_param_mut(&mut self, param: &mut LifetimeParam) {
        self.declared.push(param.lifetime.clone());
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if !ty::is_known(lifetime, &self.declared) {
            // A bound takes no `'_`.
            let name = if self.open.is_some() { "_" } else { "static" };
            lifetime.ident = Ident::new(name, lifetime.span());
        }
    }
}

/// True of `Self::Item`.
fn is_of_self(path: &Path, name: &Ident) -> bool {
    let mut segments = path.segments.iter();
    segments.next().is_some_and(|first| first.ident == "Self")
        && segments.next().is_some_and(|second| second.ident == *name)
}

/// The inherent method. Callers may use the options of the call that it returns.
pub(super) fn inherent(service: &Service, syntax: &FnSyntax) -> TokenStream {
    let krate = &service.krate;
    let vis = &service.head.vis;
    let mut sig = healed(syntax.sig(), service);
    leave_out_contexts(&mut sig, syntax);
    let ReturnType::Type(_, output) = &sig.output else { return TokenStream::new() };
    let taken = symbol::CLIENT_METHODS.iter().chain([&symbol::ENDPOINTS]);
    if taken.into_iter().any(|name| sig.ident == name) {
        return TokenStream::new();
    }
    let is_cursor = |attr: &Attribute| attr.path().is_ident(symbol::CURSOR);
    let kind = syntax.params.iter().flatten().any(is_cursor).then(|| {
        let pages = quote!(#krate::__private::pages);
        quote!(, #pages::Paging<#pages::ByItsPages>)
    });
    let head = method::head(&sig, &quote!(#krate::Call<#output #kind>));
    let cfgs = named(&syntax.method.attrs, &["cfg"]);
    quote! {
        #(#cfgs)*
        #[allow(missing_docs, unused_variables)]
        #vis #head {
            ::core::unreachable!("this endpoint does not compile")
        }
    }
}

/// Removes the arguments that a client's method lacks.
fn leave_out_contexts(sig: &mut Signature, syntax: &FnSyntax) {
    let is_context =
        |attrs: &Vec<Attribute>| attrs.iter().any(|a| a.path().is_ident(symbol::CONTEXT));
    let mut contexts = syntax.params.iter().map(is_context);
    let inputs = std::mem::take(&mut sig.inputs).into_pairs();
    sig.inputs = inputs
        .filter(|pair| {
            matches!(pair.value(), FnArg::Receiver(_)) || !contexts.next().unwrap_or_default()
        })
        .collect();
}

/// The method of the trait, with its boxed signature.
pub(super) fn of_trait(syntax: &FnSyntax, sig: &TokenStream) -> TokenStream {
    let cfgs = named(&syntax.method.attrs, &["cfg"]);
    quote! {
        #(#cfgs)*
        #[allow(unused_variables)]
        #sig {
            ::core::unreachable!("this endpoint does not compile")
        }
    }
}
