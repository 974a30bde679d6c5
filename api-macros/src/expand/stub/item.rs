//! The stub itself: a struct, and one method per endpoint that declares a rule.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{args_name, calls_name, handler};
use crate::expand::client::own_type;
use crate::expand::item_struct::ItemStruct;
use crate::expand::meta;
use crate::expand::server::{envelope, with_static_types};
use crate::model::endpoint::Endpoint;
use crate::model::service::Service;
use crate::names;
use crate::syntax::item::named;

/// ```text
/// pub struct UserChatStub { stub: Stub<UserChatCall> }
/// impl Default for UserChatStub { … }
/// impl UserChatStub { new, router, transport, client, calls, verify, view, … }
/// ```
pub(super) fn item(service: &Service, stub: &Ident) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let docs = format!(
        " A test double of [`{}`]: one method per endpoint declares how the stub responds to its \
         calls.",
        names::plain(&head.ident)
    );
    let cfgs: Vec<_> = named(&head.attrs, &["cfg"]).collect();
    let lints = krate.lints();
    let generics = with_static_types(&head.generics);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let private = quote!(#krate::__private::stub);
    let calls = calls_name(service);
    let own = own_methods(service);
    let envelope = envelope(krate, service.envelope.as_ref());
    let made = Ident::new("stub", Span::mixed_site());
    let added = service.endpoints().map(|endpoint| {
        let handler = handler::handler(service, endpoint);
        let cfgs = named(&endpoint.attrs, &["cfg"]);
        quote!(#(#cfgs)* #made.add(#handler);)
    });
    let item = ItemStruct {
        service,
        name: stub,
        generics: &generics,
        docs: quote!(#[doc = #docs]),
        field: ("stub", quote!(#private::Stub<#calls #type_generics>)),
        clone: false,
    };
    let value = item.value(&quote!(#made));
    let item = item.tokens();
    let rules = service.endpoints().map(|endpoint| rule(service, endpoint));
    quote! {
        #item

        #(#cfgs)*
        impl #impl_generics ::core::default::Default for #stub #type_generics #where_clause {
            fn default() -> Self {
                Self::new()
            }
        }

        #(#cfgs)*
        #lints
        #[allow(
            dead_code, deprecated, unused_mut, unused_variables, clippy::indexing_slicing,
            clippy::too_many_lines
        )]
        impl #impl_generics #stub #type_generics #where_clause {
            /// A stub without rules.
            #[must_use]
            #vis fn new() -> Self {
                let mut #made =
                    #private::Stub::new(#krate::__private::server::seal::<#envelope>());
                #(#added)*
                #value
            }

            #own

            #(#rules)*
        }
    }
}

/// The methods that every stub has.
fn own_methods(service: &Service) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let private = quote!(#krate::__private::stub);
    let (calls, client) = (calls_name(service), own_type(service));
    let generics = with_static_types(&head.generics);
    let (_, type_generics, _) = generics.split_for_impl();
    quote! {
            /// A router that responds by the rules, to be served on a socket.
            #vis fn router(&self) -> #krate::__private::server::Router {
                self.stub.router()
            }

            /// A transport to the stub within this process, for a client with settings of its own.
            #vis fn transport(&self) -> #private::StubTransport {
                self.stub.transport()
            }

            /// A client of the stub within this process.
            #vis fn client(&self) -> #client {
                <#client>::new(self.stub.client())
            }

            /// All calls so far, in order.
            #vis fn calls(&self) -> ::std::vec::Vec<#calls #type_generics> {
                self.stub.calls()
            }

            /// Checks that every rule took as many calls as it declares, or at least one, and that a
            /// rule took every call.
            ///
            /// # Panics
            ///
            /// If a rule took too few or too many calls, or no rule took a call.
            #[track_caller]
            #vis fn verify(&self) {
                self.stub.verify();
            }
    }
}

/// The method that declares a rule for the calls of an endpoint.
fn rule(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let (_, type_generics, _) = head.generics.split_for_impl();
    let cfgs = named(&endpoint.attrs, &["cfg"]);
    let (name, args) = (&endpoint.sig.ident, args_name(service, endpoint));
    let (api, plain) = (names::plain(&head.ident), names::plain(name));
    let docs = format!(" Declares a rule for calls of [`{api}::{plain}`].");
    let envelope = envelope(krate, endpoint.envelope.as_ref());
    let output = &endpoint.output;
    let client = own_type(service);
    let meta = meta::of(endpoint, &quote!(<#client>), krate);
    let value = quote!(<#output as #krate::__private::ReturnType>::Value);
    quote! {
        #(#cfgs)*
        #[doc = #docs]
        #[track_caller]
        #vis fn #name(&self) -> #krate::__private::stub::Rule<#args #type_generics, #value> {
            self.stub.rule(
                #meta,
                #krate::__private::server::seal::<#envelope>(),
            )
        }
    }
}
