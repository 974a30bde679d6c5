//! A checked page as tokens. Never fails.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Generics, LitInt, parse_quote};

use super::model::{Facts, Page, Place, Way, mentions_parameter};
use crate::krate::Krate;
use crate::syntax::ty;

/// ```text
/// impl<T> ::api_core::Paginated for Page<T> {
///     type Item = <Vec<T> as PageItems>::Item;
///     type Cursor = u64;
///
///     fn count(&self) -> usize {
///         <Vec<T> as PageItems>::count(&self.items)
///     }
///
///     fn next(&self, at: &PageContext<'_>) -> Next<u64> {
///         let facts = PageFacts {
///             count: <Vec<T> as PageItems>::count(&self.items),
///             number: Reached(&self.meta).inside().and_then(|it| it.page.number()),
///             …
///         };
///         by_number(at, &facts)
///     }
///
///     fn into_items(self) -> Vec<Self::Item> {
///         <Vec<T> as PageItems>::into_items(self.items)
///     }
///
///     fn is_again(&self, at: &PageContext<'_>) -> bool {
///         items_again(at, &["items"])
///     }
/// }
/// ```
pub(super) fn expand(page: &Page<'_>, krate: &Krate) -> TokenStream {
    let Page { items, items_type, items_names: names, .. } = page;
    // Shown at the type, should it be no list.
    let (span, _) = ty::ends(items_type);
    let pages = quote!(#krate::__private::pages);
    if let Way::Inner = page.way {
        let inner = {
            let krate = krate.at(span);
            quote_spanned!(span=> <#items_type as #krate::Paginated>)
        };
        let body = Body {
            item: quote_spanned!(span=> type Item = #inner::Item;),
            cursor: quote_spanned!(span=> #inner::Cursor),
            count: quote_spanned!(span=> #inner::count(&self.#items)),
            next: quote!(#pages::inside(at, &[#(#names),*], |at| #inner::next(&self.#items, at))),
            is_again: quote!(#pages::inside(at, &[#(#names),*], |at| #inner::is_again(&self.#items, at))),
            into_items: into_items(span, &quote_spanned!(span=> #inner::into_items(self.#items))),
        };
        let bound = mentions_parameter(items_type, page.generics)
            .then(|| parse_quote!(#items_type: #krate::Paginated));
        return body.implementation(page.ident, page.generics, bound, krate);
    }
    let list = {
        let krate = krate.at(span);
        quote_spanned!(span=> <#items_type as #krate::__private::pages::PageItems>)
    };
    let count = quote_spanned!(span=> #list::count(&self.#items));
    let facts = facts(&page.facts, &pages);
    let rule = rule(page, &pages);
    let bound = page.cursor_type().filter(|cursor| mentions_parameter(cursor, page.generics));
    let bound = bound.map(|cursor| parse_quote!(#cursor: ::core::clone::Clone + #pages::Serialize));
    let cursor = cursor(page, &pages);
    let body = Body {
        item: quote_spanned!(span=> type Item = #list::Item;),
        cursor: quote!(#cursor),
        count: count.clone(),
        next: quote! {
            #[allow(unused_imports)]
            use #pages::ReachedField as _;
            let facts = #pages::PageFacts {
                count: #count,
                #facts
                ..::core::default::Default::default()
            };
            #rule
        },
        is_again: quote!(#pages::items_again(at, &[#(#names),*])),
        into_items: into_items(span, &quote_spanned!(span=> #list::into_items(self.#items))),
    };
    body.implementation(page.ident, page.generics, bound, krate)
}

/// The parts of an implementation.
struct Body {
    /// The whole associated type.
    item: TokenStream,
    cursor: TokenStream,
    count: TokenStream,
    next: TokenStream,
    is_again: TokenStream,
    /// The whole method.
    into_items: TokenStream,
}

impl Body {
    fn implementation(
        &self,
        ident: &Ident,
        generics: &Generics,
        bound: Option<syn::WherePredicate>,
        krate: &Krate,
    ) -> TokenStream {
        let Self { item, cursor, count, next, is_again, into_items } = self;
        let mut generics = generics.clone();
        if let Some(bound) = bound {
            generics.make_where_clause().predicates.push(bound);
        }
        let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
        quote! {
            #[automatically_derived]
            impl #impl_generics #krate::Paginated for #ident #type_generics #where_clause {
                #item
                type Cursor = #cursor;

                fn count(&self) -> usize {
                    #count
                }

                #[allow(unused_variables)]
                fn next(&self, at: &#krate::PageContext<'_>) -> #krate::Next<Self::Cursor> {
                    #next
                }

                fn is_again(&self, at: &#krate::PageContext<'_>) -> bool {
                    #is_again
                }

                #into_items
            }
        }
    }
}

/// The method that takes the items out, whose signature names the type of the items, too.
fn into_items(span: Span, items: &TokenStream) -> TokenStream {
    quote_spanned! {span=>
        fn into_items(self) -> ::std::vec::Vec<Self::Item> {
            #items
        }
    }
}

/// The type of the cursor.
fn cursor(page: &Page<'_>, pages: &TokenStream) -> TokenStream {
    match (&page.way, page.cursor_type()) {
        (Way::Number | Way::Offset, _) => quote!(u64),
        (Way::Link | Way::NextUrl(_), _) => quote!(#pages::PageUrl),
        (_, Some(declared)) => quote!(#declared),
        (Way::LastKey(fields), None) => {
            let items = page.items_type;
            let last = Ident::new("last", Span::mixed_site());
            let key = key(&last, fields, pages);
            quote! {
                <#pages::KeyType<{
                    #pages::number_of::<<#items as #pages::PageItems>::Item, _>(|#last| #key)
                }> as #pages::NumberOfKey>::Cursor
            }
        }
        (Way::Next(..) | Way::LastKeyInResponse(..) | Way::Inner, None) => quote!(#pages::PageKey),
    }
}

/// The expression that reads a key whose type is not declared.
fn key(last: &Ident, fields: &[Ident], pages: &TokenStream) -> TokenStream {
    quote!(#pages::Key::new(&#last #(.#fields)*).cursor())
}

/// The call that gives the next page.
fn rule(page: &Page<'_>, pages: &TokenStream) -> TokenStream {
    let items = &page.items;
    match &page.way {
        Way::Inner => TokenStream::new(),
        Way::Number => quote!(#pages::by_number(at, &facts)),
        Way::Offset => quote!(#pages::by_offset(at, &facts)),
        Way::Link => quote!(#pages::by_link(at, &facts)),
        Way::Next(place, _) => {
            let cursor = cursor(page, pages);
            let read = |field: TokenStream| quote_spanned!(place.span=> #pages::read_cursor::<#cursor, _, _>(#field));
            let next = reached(place, pages, read);
            quote!(#pages::by_cursor(&facts, #next))
        }
        Way::NextUrl(place) => {
            let next = reached(place, pages, |field| quote!(::core::option::Option::Some(#field)));
            quote!(#pages::by_url(&facts, #next))
        }
        Way::LastKey(fields) => {
            let last = Ident::new("last", Span::mixed_site());
            let key = match &page.cursor {
                Some(cursor) => quote!(#pages::read_cursor::<#cursor, _, _>(&#last #(.#fields)*)),
                None => key(&last, fields, pages),
            };
            quote! {
                let key = #pages::PageItems::last(&self.#items).and_then(|#last| #key);
                #pages::by_key(at, &facts, key)
            }
        }
        Way::LastKeyInResponse(key) => {
            let names = &page.items_names;
            let typed = page.cursor.as_ref().map(|cursor| quote!(.typed::<#cursor>()));
            quote!(#pages::by_key_in_response(at, &facts, &[#(#names),*], #key) #typed)
        }
    }
}

/// The fields of `PageFacts` that the page has.
fn facts(facts: &Facts, pages: &TokenStream) -> TokenStream {
    let Facts { number, last, total, size, offset, more, first, until_short, full } = facts;
    let numbers = [("number", number), ("last", last), ("total", total), ("offset", offset)];
    let mut tokens: TokenStream = numbers
        .into_iter()
        .filter_map(|(name, place)| Some((name, place.as_ref()?)))
        .map(|(name, place)| {
            let name = Ident::new(name, Span::call_site());
            let value = number_at(place, pages);
            quote!(#name: #value,)
        })
        .collect();
    let declared = |number: &LitInt| quote!(::core::option::Option::Some(#number));
    let size = size.as_ref().map(|place| number_at(place, pages));
    if let Some(size) = size.or_else(|| full.as_ref().map(declared)) {
        tokens.extend(quote!(size: #size,));
    }
    if let Some(first) = first.as_ref().map(declared) {
        tokens.extend(quote!(first: #first,));
    }
    if let Some(place) = more {
        let more = reached(
            place,
            pages,
            |field| quote_spanned!(place.span=> #pages::FlagField::flag(#field)),
        );
        tokens.extend(quote!(more: #more,));
    }
    if *until_short {
        tokens.extend(quote!(until_short: true,));
    }
    tokens
}

fn number_at(place: &Place, pages: &TokenStream) -> TokenStream {
    reached(place, pages, |field| quote_spanned!(place.span=> #pages::NumberField::number(#field)))
}

/// The expression that applies `read` to a field: `Reached(&self.meta).inside().and_then(|it| …)` if the
/// field is behind others.
fn reached(
    place: &Place,
    pages: &TokenStream,
    read: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let Place { base, rest, .. } = place;
    // Shown there, should the field be of a type that cannot be read.
    let this = Ident::new("self", Span::call_site().located_at(place.span));
    let field = quote_spanned!(place.span=> &#this.#base);
    let Some((last, way)) = rest.split_last() else { return read(field) };
    let way = way.iter().map(|field| quote!(.and_then(|it| #pages::Reached(&it.#field).inside())));
    let read = read(quote_spanned!(place.span=> &it.#last));
    quote!(#pages::Reached(&self.#base).inside() #(#way)* .and_then(|it| #read))
}

/// A page with an error: it can be returned from an endpoint, so that those that do so have no second
/// error.
pub(super) fn fallback(input: &DeriveInput, krate: &Krate) -> TokenStream {
    let body = Body {
        item: quote!(
            type Item = ();
        ),
        cursor: quote!(#krate::__private::pages::PageKey),
        count: quote!(::core::unreachable!()),
        next: quote!(::core::unreachable!()),
        is_again: quote!(::core::unreachable!()),
        into_items: into_items(Span::call_site(), &quote!(::core::unreachable!())),
    };
    body.implementation(&input.ident, &input.generics, None, krate)
}
