//! The table of a page, which a description shows.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Generics;
use syn::ext::IdentExt as _;

use super::model::{Page, Place, Way, mentions_parameter};
use crate::krate::Krate;

/// ```text
/// impl<T> DescribedPage for Page<T> {
///     const TABLE: Option<PageTable> = Some(PageTable::new("number")
///         .with("items", "items").with("number", "meta.page").with("last", "meta.page_total"));
/// }
/// ```
///
/// The table of a page around another is that of the other, if that one's members are at the same place.
/// Nothing if they are inside of a member: a description has no words for such a page.
pub(super) fn table(page: &Page<'_>, krate: &Krate) -> TokenStream {
    let facts = &page.facts;
    let (rule, own) = match &page.way {
        Way::Inner if page.items_names.iter().all(String::is_empty) => {
            return of_inner(page, krate);
        }
        Way::Inner => return TokenStream::new(),
        Way::Next(place, _) => ("cursor", vec![("next", path(page, place))]),
        Way::NextUrl(place) => ("url", vec![("next", path(page, place))]),
        Way::Link => ("link", Vec::new()),
        Way::Number => ("number", Vec::new()),
        Way::Offset => ("offset", Vec::new()),
        Way::LastKey(fields) => {
            let fields: Vec<String> = fields.iter().map(|it| it.unraw().to_string()).collect();
            ("last_key", vec![("key", fields.join("."))])
        }
        Way::LastKeyInResponse(key) => ("last_key", vec![("key", key.clone())]),
    };
    let items = ("items", page.name_of(&page.items).to_owned());
    let places = [
        ("number", &facts.number),
        ("last", &facts.last),
        ("total", &facts.total),
        ("size", &facts.size),
        ("offset", &facts.offset),
        ("more", &facts.more),
    ];
    let places =
        places.into_iter().filter_map(|(word, place)| Some((word, path(page, place.as_ref()?))));
    let members = std::iter::once(items).chain(own).chain(places);
    let members = members.map(|(word, path)| quote!(.with(#word, #path)));
    let first = facts.first.as_ref().map(|first| quote!(.first(#first)));
    let short = facts.until_short.then(|| match &facts.full {
        Some(size) => quote!(.until_short(#size)),
        None => quote!(.until_short(0)),
    });
    let openapi = quote!(#krate::__private::openapi);
    let table = quote! {
        ::core::option::Option::Some(#openapi::PageTable::new(#rule) #(#members)* #first #short)
    };
    implementation(page, page.generics, &table, krate)
}

fn of_inner(page: &Page<'_>, krate: &Krate) -> TokenStream {
    let (inner, openapi) = (page.items_type, quote!(#krate::__private::openapi));
    let mut generics = page.generics.clone();
    if mentions_parameter(inner, &generics) {
        let bound = syn::parse_quote!(#inner: #openapi::DescribedPage);
        generics.make_where_clause().predicates.push(bound);
    }
    let table = quote! {{
        #[allow(unused_imports)]
        use #openapi::Untold as _;
        #openapi::PageOf::<#inner>::TABLE
    }};
    implementation(page, &generics, &table, krate)
}

fn implementation(
    page: &Page<'_>,
    generics: &Generics,
    table: &TokenStream,
    krate: &Krate,
) -> TokenStream {
    let ident = page.ident;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #krate::__private::feature::if_openapi! { openapi
            #[automatically_derived]
            impl #impl_generics #krate::__private::openapi::DescribedPage
                for #ident #type_generics #where_clause
            {
                const TABLE: ::core::option::Option<#krate::__private::openapi::PageTable> = #table;
            }
        }
    }
}

/// The way to a member of the payload. Below a field, it has the names of Rust.
fn path(page: &Page<'_>, place: &Place) -> String {
    let base = std::iter::once(page.name_of(&place.base).to_owned());
    let rest = place.rest.iter().map(|field| field.unraw().to_string());
    base.chain(rest).filter(|step| !step.is_empty()).collect::<Vec<_>>().join(".")
}
