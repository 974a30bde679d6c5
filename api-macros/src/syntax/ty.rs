//! The tokens of types. A macro cannot know what a name means, so nothing here looks at one, but
//! at references, lifetimes and `impl Trait`.

use proc_macro2::{Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use syn::visit_mut::{self, VisitMut};
use syn::{
    FnArg, GenericArgument, Generics, Ident, Lifetime, LitStr, PathArguments, Signature, Type,
    TypeParamBound, TypeTraitObject, parse_quote,
};

/// The first and the last token of something, for a message that underlines all between: the
/// compiler joins the spans of an expression's ends, which a macro cannot do on a stable compiler.
pub(crate) fn ends(tokens: &impl ToTokens) -> (Span, Span) {
    let mut spans = tokens.to_token_stream().into_iter().map(|token| token.span());
    let first = spans.next().unwrap_or_else(Span::call_site);
    (first, spans.last().unwrap_or(first))
}

/// The `T` of an `impl Into<T>`: an argument that is converted before it is written.
pub(crate) fn converted(ty: &Type) -> Option<&Type> {
    let Type::ImplTrait(bounds) = ty else { return None };
    bounds.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return None };
        let last = bound.path.segments.last().filter(|last| last.ident == "Into")?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
    })
}

/// The type of an argument that is a stream of `T`: a list of these, to a description.
pub(crate) fn streamed(ty: &Type) -> Option<Type> {
    let item = associated(ty, "Stream", "Item")?;
    Some(parse_quote!(::std::vec::Vec<#item>))
}

/// The `T` of an `impl Future<Output = T>`.
pub(crate) fn future(ty: &Type) -> Option<&Type> {
    associated(ty, "Future", "Output")
}

/// The associated type of a trait in an `impl Trait`.
fn associated<'a>(ty: &'a Type, of: &str, name: &str) -> Option<&'a Type> {
    let Type::ImplTrait(bounds) = ty else { return None };
    bounds.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return None };
        let last = bound.path.segments.last().filter(|last| last.ident == of)?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(item) if item.ident == name => Some(&item.ty),
            _ => None,
        })
    })
}

/// True if a type or a signature mentions a name.
pub(crate) fn mentions(tokens: &impl ToTokens, name: &Ident) -> bool {
    fn find(tokens: TokenStream, name: &Ident) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(word) => word == *name,
            TokenTree::Group(group) => find(group.stream(), name),
            _ => false,
        })
    }
    find(tokens.to_token_stream(), name)
}

/// The `T` of an `Option<T>`, by its spelling, as serde's derive has it. Only for defaults that can be
/// declared otherwise: an alias of `Option` is not seen through.
pub(crate) fn optional(ty: &Type) -> Option<&Type> {
    argument_of(ty, "Option")
}

/// The `str` or `[T]` of a `Result<str>` or `Result<[T]>`, and the owned type in its place.
pub(crate) fn unsized_payload(output: &mut Type) -> Option<(&mut Type, Type)> {
    let Type::Path(path) = output else { return None };
    let last = path.path.segments.last_mut().filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &mut last.arguments else { return None };
    let Some(GenericArgument::Type(payload)) = arguments.args.first_mut() else { return None };
    let owned = match payload {
        Type::Slice(slice) => {
            let item = &slice.elem;
            parse_quote!(Vec<#item>)
        }
        Type::Path(path) if path.path.is_ident("str") => parse_quote!(String),
        _ => return None,
    };
    Some((payload, owned))
}

/// The only argument of a generic type of this name.
fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(ty)) if arguments.args.len() == 1 => Some(ty),
        _ => None,
    }
}

/// True if a type is spelled as a text, a number or a truth value, or as an `Option` of one. Only to
/// leave out checks that such a type passes.
pub(crate) fn is_spelled_as_scalar(ty: &Type) -> bool {
    const SCALARS: &[&str] = &[
        "str", "String", "bool", "char", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize", "f32", "f64",
    ];
    match ty {
        Type::Reference(reference) => is_spelled_as_scalar(&reference.elem),
        Type::Path(path) => match optional(ty) {
            Some(ty) => is_spelled_as_scalar(ty),
            None => path.path.get_ident().is_some_and(|name| SCALARS.iter().any(|s| name == s)),
        },
        _ => false,
    }
}

/// True if a type is spelled as a slice, an array or a `Vec` of such types. For the same use.
pub(crate) fn is_spelled_as_list_of_scalars(ty: &Type) -> bool {
    match ty {
        Type::Reference(reference) => is_spelled_as_list_of_scalars(&reference.elem),
        Type::Slice(list) => is_spelled_as_scalar(&list.elem),
        Type::Array(list) => is_spelled_as_scalar(&list.elem),
        _ => argument_of(ty, "Vec").is_some_and(is_spelled_as_scalar),
    }
}

/// The fields of a path in quotes, as in `meta.page`, each at the tokens of the text.
pub(crate) fn fields(path: &LitStr) -> Option<Vec<Ident>> {
    let text = path.value();
    let field = |name: &str| {
        let ident = Ident::parse_any.parse_str(name).ok()?;
        let plain = ident.unraw().to_string();
        if ["self", "Self", "super", "crate", "_"].contains(&plain.as_str()) {
            return None;
        }
        let is_keyword = syn::parse_str::<Ident>(&plain).is_err();
        let new = if is_keyword { Ident::new_raw } else { Ident::new };
        Some(new(&plain, path.span()))
    };
    text.split('.').map(field).collect()
}

/// Makes every `impl Trait` among the arguments `Send`, without which no future that holds one
/// could be sent to another thread, and the message would be about the expansion.
pub(crate) fn make_sendable(sig: &mut Signature) {
    for input in &mut sig.inputs {
        if let FnArg::Typed(input) = input
            && let Type::ImplTrait(opaque) = &mut *input.ty
        {
            opaque.bounds.push(parse_quote!(::core::marker::Send));
        }
    }
}

/// True if `impl Trait` is anywhere in a type, which then has no name.
pub(crate) fn is_opaque(ty: &Type) -> bool {
    fn has_impl(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(word) => word == "impl",
            TokenTree::Group(group) => has_impl(group.stream()),
            _ => false,
        })
    }
    has_impl(ty.to_token_stream())
}

/// The lifetimes that the types of a method may name.
pub(crate) fn declared(sig: &Signature, of_trait: &Generics) -> Vec<Lifetime> {
    let params = of_trait.lifetimes().chain(sig.generics.lifetimes());
    params.map(|param| param.lifetime.clone()).collect()
}

/// True of a lifetime that is `declared`, or need not be.
pub(crate) fn is_known(lifetime: &Lifetime, declared: &[Lifetime]) -> bool {
    lifetime.ident == "static" || lifetime.ident == "_" || declared.contains(lifetime)
}

/// True of `dyn serde::Serialize`, by its path, which is no type. By the name alone the trait may be
/// another, such as that of `erased_serde`.
pub(crate) fn is_serialize(object: &TypeTraitObject) -> bool {
    object.bounds.iter().any(|bound| {
        let TypeParamBound::Trait(bound) = bound else { return false };
        let segments = &bound.path.segments;
        segments.len() > 1
            && segments.first().is_some_and(|first| first.ident == "serde")
            && segments.last().is_some_and(|last| last.ident == "Serialize")
    })
}

/// True if something in a type is a reference.
pub(crate) fn has_reference(ty: &Type) -> bool {
    struct Find(bool);

    impl VisitMut for Find {
        fn visit_type_reference_mut(&mut self, _: &mut syn::TypeReference) {
            self.0 = true;
        }
    }

    let mut find = Find(false);
    find.visit_type_mut(&mut ty.clone());
    find.0
}

/// True if something in a type is a `&[X]` whose `X` has a reference.
pub(crate) fn lends_a_list(ty: &Type) -> bool {
    struct Find(bool);

    impl VisitMut for Find {
        fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
            if let Type::Slice(slice) = &*reference.elem {
                self.0 |= has_reference(&slice.elem);
            }
            visit_mut::visit_type_reference_mut(self, reference);
        }
    }

    let mut find = Find(false);
    find.visit_type_mut(&mut ty.clone());
    find.0
}

/// A type that borrows nothing, from which the declared one can be borrowed: every `&E` in it is
/// what `unborrowed`, a trait, says of `E`, and every lifetime `'static`.
pub(crate) fn owned(ty: &Type, unborrowed: &TokenStream) -> Type {
    struct Own<'a>(&'a TokenStream);

    impl VisitMut for Own<'_> {
        fn visit_type_mut(&mut self, ty: &mut Type) {
            visit_mut::visit_type_mut(self, ty);
            if let Type::Reference(reference) = ty {
                let (unborrowed, elem) = (self.0, &reference.elem);
                let owned =
                    quote_spanned!(reference.and_token.span=> <#elem as #unborrowed>::Owned);
                *ty = Type::Verbatim(owned);
            }
        }

        fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
            *lifetime = Lifetime::new("'static", lifetime.span());
        }
    }

    let mut ty = ty.clone();
    Own(unborrowed).visit_type_mut(&mut ty);
    ty
}

/// The type with its lifetimes left to inference.
pub(crate) fn elided(ty: &Type) -> Type {
    struct Elide;

    impl VisitMut for Elide {
        fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
            if lifetime.ident != "static" {
                *lifetime = Lifetime::new("'_", lifetime.span());
            }
        }
    }

    let mut ty = ty.clone();
    Elide.visit_type_mut(&mut ty);
    ty
}

/// A reason why no response can be read as a type, and the token that is it.
pub(crate) enum Unreadable {
    /// `impl Trait`.
    Opaque(Span),
    /// A lifetime other than `'static`.
    Borrowed(Span),
}

/// The first token that makes a type one that no response can be read as.
pub(crate) fn unreadable(ty: &Type) -> Option<Unreadable> {
    fn find(tokens: TokenStream) -> Option<Unreadable> {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            let found = match &token {
                TokenTree::Ident(word) if word == "impl" => Some(Unreadable::Opaque(word.span())),
                TokenTree::Punct(p) if p.as_char() == '\'' && p.spacing() == Spacing::Joint => {
                    match tokens.peek() {
                        Some(TokenTree::Ident(name)) if name == "static" => None,
                        _ => Some(Unreadable::Borrowed(p.span())),
                    }
                }
                TokenTree::Punct(p) if p.as_char() == '&' => match tokens.peek() {
                    Some(TokenTree::Punct(p)) if p.as_char() == '\'' => None,
                    _ => Some(Unreadable::Borrowed(p.span())),
                },
                TokenTree::Group(group) => find(group.stream()),
                _ => None,
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }
    find(ty.to_token_stream())
}
