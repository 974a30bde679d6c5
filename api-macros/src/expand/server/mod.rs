//! The server of a trait: an axum router that reads what the client writes.

mod handler;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, parse_quote};

pub(super) use self::handler::{owned, read};
use super::item_struct::ItemStruct;
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::service::Service;
use crate::names;
use crate::syntax::item::named;

/// ```text
/// api_core::__private::feature::server! { server
///     pub struct UserChatServer { routes: Routes }
///     impl UserChatServer { new, shared, rejections, into_router }
/// }
/// ```
pub(super) fn server(service: &Service) -> TokenStream {
    let Some(server) = &service.server else { return TokenStream::new() };
    let item = item(service, server);
    let methods = methods(service, server, &item);
    let item = item.tokens();
    let warnings = service.endpoints().filter_map(|endpoint| ambiguous(service, endpoint));
    // If the feature is off, the compiler shows that at the word `server`.
    let krate = service.krate.at(server.span());
    quote_spanned! {server.span()=>
        #krate::__private::feature::server! { server
            #item
            #methods
            #(#warnings)*
        }
    }
}

/// A warning at the path of an endpoint whose requests may fit another one. On a stable compiler, a
/// macro can only warn by using something deprecated.
fn ambiguous(service: &Service, endpoint: &Endpoint) -> Option<TokenStream> {
    let span = Some(endpoint.path_span).filter(|_| endpoint.is_ambiguous)?;
    let krate = &service.krate;
    let cfgs = named(&service.head.attrs, &["cfg"]).chain(named(&endpoint.attrs, &["cfg"]));
    let name = Ident::new("ambiguous_path", span);
    Some(quote_spanned!(span=> #(#cfgs)* const _: () = #krate::__private::#name();))
}

fn item<'a>(service: &'a Service, server: &'a Ident) -> ItemStruct<'a> {
    let krate = &service.krate;
    let docs = format!(
        " Serves [`{}`] over HTTP: an axum router that calls an implementation of it.",
        names::plain(&service.head.ident)
    );
    ItemStruct {
        service,
        name: server,
        generics: &service.head.generics,
        docs: quote!(#[doc = #docs]),
        field: ("routes", quote!(#krate::__private::server::Routes)),
        clone: true,
    }
}

fn methods(service: &Service, server: &Ident, item: &ItemStruct<'_>) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let cfgs: Vec<_> = named(&head.attrs, &["cfg"]).collect();
    let lints = krate.lints();
    let name = &head.ident;
    let (_, type_generics, _) = head.generics.split_for_impl();
    let generics = with_static_types(&head.generics);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let private = quote!(#krate::__private::server);
    let envelope = envelope(krate, service.envelope.as_ref());
    let [implementation, routes] =
        ["implementation", "routes"].map(|name| Ident::new(name, Span::mixed_site()));
    let value = item.value(&quote!(#routes));
    let added = service.endpoints().map(|endpoint| {
        let handler = handler::handler(service, endpoint);
        let cfgs = named(&endpoint.attrs, &["cfg"]);
        quote!(#(#cfgs)* #routes.add(&#implementation, #handler);)
    });
    quote! {
        #(#cfgs)*
        #lints
        #[allow(
            dead_code, deprecated, unused_mut, unused_variables, clippy::too_many_lines,
            clippy::indexing_slicing, clippy::too_many_arguments
        )]
        impl #impl_generics #server #type_generics #where_clause {
            /// Makes a server of `implementation`.
            #vis fn new(implementation: impl #name #type_generics + 'static) -> Self {
                Self::shared(::std::sync::Arc::new(implementation))
            }

            /// Makes a server of an implementation that is shared with other code.
            #vis fn shared<__Implementation>(implementation: ::std::sync::Arc<__Implementation>) -> Self
            where
                __Implementation: #name #type_generics + ?::core::marker::Sized + 'static,
            {
                let #implementation = implementation;
                let mut #routes = #private::Routes::new(#private::seal::<#envelope>());
                #(#added)*
                #value
            }

            /// Sets the error of the API for a rejected request. By default, its code is the HTTP
            /// status.
            #[must_use]
            #vis fn rejections(
                mut self,
                rejections: impl ::core::ops::Fn(&#private::Rejection) -> #krate::ApiError
                    + ::core::marker::Send + ::core::marker::Sync + 'static,
            ) -> Self {
                self.routes.set_rejections(rejections);
                self
            }

            /// Makes the router. State, layers and nesting are axum's own.
            #vis fn into_router(self) -> #private::Router {
                self.routes.into_router()
            }
        }
    }
}

/// The generics with `'static` types, which a router requires.
pub(super) fn with_static_types(generics: &Generics) -> Generics {
    let mut bounded = generics.clone();
    for param in generics.type_params() {
        let ident = &param.ident;
        bounded.make_where_clause().predicates.push(parse_quote!(#ident: 'static));
    }
    bounded
}

/// The type that names an envelope.
pub(super) fn envelope(krate: &Krate, path: Option<&syn::Path>) -> TokenStream {
    match path {
        Some(path) => quote!(#path<()>),
        None => quote!(#krate::__private::NoEnvelope),
    }
}
