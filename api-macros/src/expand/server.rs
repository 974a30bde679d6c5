//! The server of a trait: an axum router that reads what the client writes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Generics, Type, parse_quote};

use super::client::own_type;
use super::item_struct::ItemStruct;
use super::param::site;
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Argument, Context, Param};
use crate::model::service::Service;
use crate::names;
use crate::syntax::item::named;
use crate::syntax::ty;

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
    // Should the feature be off, the compiler shows that at the word.
    let krate = service.krate.at(server.span());
    quote_spanned! {server.span()=>
        #krate::__private::feature::server! { server
            #item
            #methods
        }
    }
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
        let handler = handler(service, endpoint);
        let cfgs = named(&endpoint.attrs, &["cfg"]);
        quote!(#(#cfgs)* #routes.add(&#implementation, #handler);)
    });
    quote! {
        #(#cfgs)*
        #lints
        #[allow(
            dead_code, deprecated, unused_mut, unused_variables, clippy::too_many_lines,
            clippy::too_many_arguments
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

pub(super) fn envelope(krate: &Krate, path: Option<&syn::Path>) -> TokenStream {
    match path {
        Some(path) => quote!(#path<()>),
        None => quote!(#krate::__private::NoEnvelope),
    }
}

/// ```text
/// Handler::new(&UserChatClient::ENDPOINT_VIEW, seal::<Kook<()>>(), |implementation, mut input, responder| {
///     Box::pin(async move {
///         let chat_code = input.query::<<str as OwnedForm>::Owned>("chat_code", Style::PLAIN)?;
///         let returned = <__Implementation as UserChat>::view(
///             &*implementation, lend(&hold::<&str, _, _>(&chat_code)),
///         ).await;
///         respond::<Result<Chat>, _>()(responder, returned)
///     })
/// })
/// ```
fn handler(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let krate = &service.krate;
    let (trait_name, method) = (&service.head.ident, &endpoint.sig.ident);
    let (_, type_generics, _) = service.head.generics.split_for_impl();
    let streaming = endpoint.params().any(Param::is_stream).then(|| quote!(.streaming()));
    let [implementation, input, responder, returned] =
        ["implementation", "input", "responder", "returned"]
            .map(|name| Ident::new(name, Span::mixed_site()));
    let read = endpoint.arguments.iter().map(|argument| match argument {
        Argument::Sent(param) => read(endpoint, param, krate, &input),
        Argument::Context(Context { ident, .. }) => quote!(let #ident = #input.context();),
    });
    let arguments = endpoint.arguments.iter().map(|argument| lent(argument, krate));
    let (first, last) = ty::ends(&endpoint.output);
    let output = &endpoint.output;
    let respond = {
        let krate = krate.at(first);
        quote_spanned!(first=> #krate::__private::server::respond::<#output, _>)
    };
    let respond = quote_spanned!(last=> #respond());
    let handler = called(
        service,
        endpoint,
        &quote! {
            |#implementation: ::std::sync::Arc<__Implementation>, mut #input, #responder| {
                ::std::boxed::Box::pin(async move {
                    #(#read)*
                    let #returned = <__Implementation as #trait_name #type_generics>::#method(
                        &*#implementation #(, #arguments)*
                    ).await;
                    #respond(#responder, #returned)
                })
            }
        },
    );
    quote!(#handler #streaming)
}

/// A handler of an endpoint that is served by a closure.
pub(super) fn called(service: &Service, endpoint: &Endpoint, closure: &TokenStream) -> TokenStream {
    let krate = &service.krate;
    let private = quote!(#krate::__private::server);
    let (client, constant) = (own_type(service), &endpoint.constant);
    let envelope = envelope(krate, endpoint.envelope.as_ref());
    quote!(#private::Handler::new(&<#client>::#constant, #private::seal::<#envelope>(), #closure))
}

/// The type that an argument is read as.
pub(super) fn owned(param: &Param, krate: &Krate) -> Type {
    let (first, _) = ty::ends(&param.ty);
    let krate = krate.at(first);
    let owned_form = quote_spanned!(first=> #krate::__private::server::OwnedForm);
    ty::owned(&param.ty, &owned_form)
}

/// The statement that reads one parameter, or nothing if no server can.
pub(super) fn read(
    endpoint: &Endpoint,
    param: &Param,
    krate: &Krate,
    input: &Ident,
) -> TokenStream {
    let Some(read) = param.kind.rules().read(&site(endpoint, param, krate)) else {
        return TokenStream::new();
    };
    let (first, last) = ty::ends(&param.ty);
    let (ident, owned, arguments) = (&param.ident, owned(param, krate), &read.arguments);
    let method = Ident::new(read.method, first);
    let inferred = read.inferred.then(|| quote_spanned!(first=> , _));
    let method = quote_spanned!(first=> #method::<#owned #inferred>);
    let call = quote_spanned!(last=> #input.#method(#arguments));
    quote!(let #ident = #call?;)
}

/// The argument as the method takes it: itself, or lent.
fn lent(argument: &Argument, krate: &Krate) -> TokenStream {
    let (ident, ty) = (argument.ident(), argument.ty());
    let (first, last) = ty::ends(ty);
    let declared = ty::elided(ty);
    let krate = krate.at(first);
    match argument {
        Argument::Context(_) => {
            let of = quote_spanned!(first=> #krate::__private::context::<#declared>);
            quote_spanned!(last=> #of(&#ident))
        }
        Argument::Sent(_) if ty::has_reference(ty) => {
            let mut ident = ident.clone();
            ident.set_span(ident.span().located_at(last));
            let hold = quote_spanned!(first=> #krate::__private::server::hold::<#declared, _, _>);
            let held = quote_spanned!(last=> #hold(&#ident));
            quote_spanned!(first=> #krate::__private::server::lend(&#held))
        }
        Argument::Sent(_) => quote!(#ident),
    }
}
