//! Replacements for items with an error. The code around them still compiles, so that one error of
//! the user's is one error of the compiler's.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Attribute, FnArg, ImplItem, ItemImpl, Pat, ReturnType, Safety, Signature, TraitItem,
    TraitItemFn, parse_quote,
};

use super::method;
use crate::krate::Krate;
use crate::model::endpoint::is_shared;
use crate::model::service::Service;
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
pub(super) fn healed(sig: &Signature, krate: &Krate) -> Signature {
    let mut sig = sig.clone();
    sig.asyncness.get_or_insert_default();
    (sig.constness, sig.safety, sig.abi) = (None, Safety::Default, None);
    match sig.inputs.first_mut() {
        Some(FnArg::Receiver(receiver)) if is_shared(receiver) => {}
        Some(receiver @ FnArg::Receiver(_)) => *receiver = parse_quote!(&self),
        _ => sig.inputs.insert(0, parse_quote!(&self)),
    }
    for input in &mut sig.inputs {
        if let FnArg::Typed(input) = input
            && !matches!(&*input.pat, Pat::Ident(pat) if pat.subpat.is_none())
        {
            *input.pat = parse_quote!(_);
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
    sig
}

/// The inherent method. Callers may use the options of the call that it returns.
pub(super) fn inherent(service: &Service, syntax: &FnSyntax) -> TokenStream {
    let krate = &service.krate;
    let vis = &service.head.vis;
    let mut sig = healed(syntax.sig(), krate);
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
