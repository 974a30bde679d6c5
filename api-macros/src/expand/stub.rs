//! The stub of a trait: a test double that knows the types of every endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::client::{marker, own_type};
use super::example;
use super::server::{called, envelope, owned, read, with_static_types};
use crate::model::endpoint::Endpoint;
use crate::model::names;
use crate::model::service::Service;
use crate::syntax::item::named;
use crate::syntax::ty;

/// ```text
/// api_core::__private::stub! {
///     pub struct UserChatViewArgs { pub chat_code: String }
///     pub enum UserChatCall { View(Arc<UserChatViewArgs>), … }
///     pub struct UserChatStub { stub: Stub<UserChatCall> }
///     impl UserChatStub { new, router, transport, client, calls, verify, view, … }
/// }
/// ```
pub(super) fn stub(service: &Service) -> TokenStream {
    let Some(stub) = &service.stub else { return TokenStream::new() };
    let args = service.endpoints().map(|endpoint| args(service, endpoint));
    let calls = calls(service);
    let item = item(service, stub);
    // Should the feature be off, the compiler shows that at the word.
    let krate = service.krate.at(stub.span());
    quote_spanned! {stub.span()=>
        #krate::__private::stub! {
            #(#args)*
            #calls
            #item
        }
    }
}

/// The name of the struct of an endpoint's arguments.
fn args_name(service: &Service, endpoint: &Endpoint) -> Ident {
    let (api, variant) = (names::plain(&service.head.ident), variant(endpoint));
    Ident::new(&format!("{api}{variant}Args"), endpoint.sig.ident.span())
}

fn variant(endpoint: &Endpoint) -> Ident {
    let name = names::pascal(&names::plain(&endpoint.sig.ident));
    Ident::new(&name, endpoint.sig.ident.span())
}

fn calls_name(service: &Service) -> Ident {
    format_ident!("{}Call", names::plain(&service.head.ident), span = service.head.ident.span())
}

/// The struct of an endpoint's arguments, owned.
fn args(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let generics = &head.generics;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let name = args_name(service, endpoint);
    let text = name.to_string();
    let lints = krate.lints();
    let cfgs: Vec<_> = cfgs(service, endpoint).collect();
    let docs = format!(
        " The arguments of a call of [`{}::{}`].",
        names::plain(&head.ident),
        names::plain(&endpoint.sig.ident)
    );
    let fields = endpoint.params().map(|param| {
        let (ident, ty) = (&param.ident, owned(param, krate));
        let docs = format!(" The argument `{}`.", names::plain(ident));
        quote!(#[doc = #docs] #vis #ident: #ty,)
    });
    let shown = endpoint.params().map(|param| {
        let ident = &param.ident;
        let text = names::plain(ident);
        if param.sensitive {
            return quote!(shown.field(#text, &::core::format_args!("…")););
        }
        let (first, last) = ty::ends(&param.ty);
        let value = quote_spanned!(first=> &self.#ident);
        quote_spanned!(last=> shown.field(#text, #value);)
    });
    let marker =
        marker(generics).map(|marker| quote!(__marker: ::core::marker::PhantomData<#marker>,));
    quote! {
        #(#cfgs)*
        #[doc = #docs]
        #lints
        #[allow(dead_code)]
        #vis struct #name #generics #where_clause {
            #(#fields)*
            #marker
        }

        #(#cfgs)*
        #lints
        impl #impl_generics ::core::fmt::Debug for #name #type_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #[allow(unused_mut)]
                let mut shown = f.debug_struct(#text);
                #(#shown)*
                shown.finish()
            }
        }
    }
}

fn cfgs<'a>(
    service: &'a Service,
    endpoint: &'a Endpoint,
) -> impl Iterator<Item = &'a syn::Attribute> {
    named(&service.head.attrs, &["cfg"]).chain(named(&endpoint.attrs, &["cfg"]))
}

/// The enum of all calls.
fn calls(service: &Service) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let generics = &head.generics;
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let name = calls_name(service);
    let docs = format!(" A call of [`{}`], as a stub received it.", names::plain(&head.ident));
    let trait_cfgs: Vec<_> = named(&head.attrs, &["cfg"]).collect();
    let lints = krate.lints();
    let variants = service.endpoints().map(|endpoint| {
        let cfgs = named(&endpoint.attrs, &["cfg"]);
        let (variant, args) = (variant(endpoint), args_name(service, endpoint));
        let api = names::plain(&head.ident);
        let docs = format!(" A call of [`{api}::{}`].", names::plain(&endpoint.sig.ident));
        quote!(#(#cfgs)* #[doc = #docs] #variant(::std::sync::Arc<#args #type_generics>),)
    });
    let arms = |arm: fn(&Ident) -> TokenStream| {
        let arms = service.endpoints().map(move |endpoint| {
            let cfgs = named(&endpoint.attrs, &["cfg"]);
            let arm = arm(&variant(endpoint));
            quote!(#(#cfgs)* #arm,)
        });
        quote!(#(#arms)*)
    };
    let cloned = arms(|v| quote!(Self::#v(ref args) => Self::#v(::std::sync::Arc::clone(args))));
    let shown = arms(|v| quote!(Self::#v(ref args) => ::core::fmt::Debug::fmt(args, f)));
    let marker = marker(generics).map(|marker| {
        quote!(#[doc(hidden)] __Marker(::core::convert::Infallible, ::core::marker::PhantomData<#marker>),)
    });
    let (cloned_marker, shown_marker) = match &marker {
        Some(_) => {
            let arm = quote!(Self::__Marker(ref never, _) => match *never {},);
            (arm.clone(), arm)
        }
        None => (TokenStream::new(), TokenStream::new()),
    };
    quote! {
        #(#trait_cfgs)*
        #[doc = #docs]
        #lints
        #[allow(dead_code)]
        #vis enum #name #generics #where_clause {
            #(#variants)*
            #marker
        }

        #(#trait_cfgs)*
        // By place: a reference to an enum without variants is not empty to the compiler.
        #lints
        impl #impl_generics ::core::clone::Clone for #name #type_generics #where_clause {
            fn clone(&self) -> Self {
                match *self { #cloned #cloned_marker }
            }
        }

        #(#trait_cfgs)*
        #lints
        impl #impl_generics ::core::fmt::Debug for #name #type_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match *self { #shown #shown_marker }
            }
        }
    }
}

fn item(service: &Service, stub: &Ident) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let text = stub.to_string();
    let docs = format!(
        " A test double of [`{}`]: a method an endpoint, which says how its calls are answered.",
        names::plain(&head.ident)
    );
    let cfgs: Vec<_> = named(&head.attrs, &["cfg"]).collect();
    let lints = krate.lints();
    let generics = with_static_types(&head.generics);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let private = quote!(#krate::__private::stub);
    let (calls, client) = (calls_name(service), own_type(service));
    let envelope = envelope(krate, service.envelope.as_ref());
    let made = Ident::new("stub", Span::mixed_site());
    let added = service.endpoints().map(|endpoint| {
        let handler = handler(service, endpoint);
        let cfgs = named(&endpoint.attrs, &["cfg"]);
        quote!(#(#cfgs)* #made.add(#handler);)
    });
    let rules = service.endpoints().map(|endpoint| rule(service, endpoint));
    quote! {
        #(#cfgs)*
        #[doc = #docs]
        #lints
        #[allow(dead_code)]
        #vis struct #stub #generics #where_clause {
            stub: #private::Stub<#calls #type_generics>,
        }

        #(#cfgs)*
        impl #impl_generics ::core::fmt::Debug for #stub #type_generics #where_clause {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text).field("stub", &self.stub).finish()
            }
        }

        #(#cfgs)*
        impl #impl_generics ::core::default::Default for #stub #type_generics #where_clause {
            fn default() -> Self {
                Self::new()
            }
        }

        #(#cfgs)*
        #lints
        #[allow(dead_code, deprecated, unused_mut, unused_variables, clippy::too_many_lines)]
        impl #impl_generics #stub #type_generics #where_clause {
            /// A stub without rules.
            #[must_use]
            #vis fn new() -> Self {
                let mut #made =
                    #private::Stub::new(#krate::__private::server::seal::<#envelope>());
                #(#added)*
                Self { stub: #made }
            }

            /// The router that answers by the rules, to be served on a socket.
            #vis fn router(&self) -> #krate::__private::server::Router {
                self.stub.router()
            }

            /// The way of a client of one's own to the stub, in this process.
            #vis fn transport(&self) -> #private::StubTransport {
                self.stub.transport()
            }

            /// A client of the stub, in this process.
            #vis fn client(&self) -> #client {
                <#client>::new(self.stub.client())
            }

            /// All calls so far, in order.
            #vis fn calls(&self) -> ::std::vec::Vec<#calls #type_generics> {
                self.stub.calls()
            }

            /// Checks that every rule took as many calls as it said, or at least one, and that there
            /// was no call that none took.
            ///
            /// # Panics
            ///
            /// If that is not so.
            #[track_caller]
            #vis fn verify(&self) {
                self.stub.verify();
            }

            #(#rules)*
        }
    }
}

/// The method that declares a rule for an endpoint.
fn rule(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let Service { krate, head, .. } = service;
    let vis = &head.vis;
    let (_, type_generics, _) = head.generics.split_for_impl();
    let cfgs = named(&endpoint.attrs, &["cfg"]);
    let (name, args, constant) =
        (&endpoint.sig.ident, args_name(service, endpoint), &endpoint.constant);
    let (api, plain) = (names::plain(&head.ident), names::plain(name));
    let docs = format!(" Declares a rule for calls of [`{api}::{plain}`].");
    let envelope = envelope(krate, endpoint.envelope.as_ref());
    let output = &endpoint.output;
    let client = own_type(service);
    let value = quote!(<#output as #krate::__private::ReturnType>::Value);
    quote! {
        #(#cfgs)*
        #[doc = #docs]
        #[track_caller]
        #vis fn #name(&self) -> #krate::__private::stub::Rule<#args #type_generics, #value> {
            self.stub.rule(
                &<#client>::#constant,
                #krate::__private::server::seal::<#envelope>(),
            )
        }
    }
}

/// ```text
/// Handler::new(&UserChatClient::ENDPOINT_VIEW, seal::<Kook<()>>(), |board, mut input, reply| {
///     Box::pin(async move {
///         let chat_code = input.query::<<str as OwnedForm>::Owned>("chat_code", Style::PLAIN)?;
///         let args = UserChatViewArgs { chat_code };
///         board.answer(reply, UserChatCall::View, args, None).await
///     })
/// })
/// ```
fn handler(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let (_, type_generics, _) = service.head.generics.split_for_impl();
    let krate = &service.krate;
    let (calls, variant, args) =
        (calls_name(service), variant(endpoint), args_name(service, endpoint));
    let [board, input, reply] =
        ["board", "input", "reply"].map(|name| Ident::new(name, Span::mixed_site()));
    let read = endpoint.params().map(|param| read(endpoint, param, krate, &input));
    let fields = endpoint.params().map(|param| &param.ident);
    let marker =
        marker(&service.head.generics).map(|_| quote!(__marker: ::core::marker::PhantomData,));
    let example = match &endpoint.example {
        Some(path) => {
            let text = example::text(path);
            quote!(::core::option::Option::Some(#text))
        }
        None => quote!(::core::option::Option::None),
    };
    let of = quote!(#krate::__private::stub::Board<#calls #type_generics>);
    called(
        service,
        endpoint,
        &quote! {
            |#board: ::std::sync::Arc<#of>, mut #input, #reply| {
                ::std::boxed::Box::pin(async move {
                    #(#read)*
                    #board.answer(
                        #reply,
                        #calls::#variant,
                        #args { #(#fields,)* #marker },
                        #example,
                    ).await
                })
            }
        },
    )
}
