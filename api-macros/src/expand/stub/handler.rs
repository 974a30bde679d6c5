//! The handler of one endpoint: it reads the arguments, and asks the board of rules for a response.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{args_name, calls_name, variant};
use crate::expand::example;
use crate::expand::item_struct::marker;
use crate::expand::server::{called, read};
use crate::model::endpoint::Endpoint;
use crate::model::service::Service;

/// ```text
/// Handler::new(&UserChatClient::ENDPOINT_VIEW, seal::<Kook<()>>(), |board, mut input, responder| {
///     Box::pin(async move {
///         let chat_code = input.query::<<str as OwnedForm>::Owned>("chat_code", Style::PLAIN)?;
///         let args = UserChatViewArgs { chat_code };
///         board.respond(responder, UserChatCall::View, args, None).await
///     })
/// })
/// ```
pub(super) fn handler(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let (_, type_generics, _) = service.head.generics.split_for_impl();
    let krate = &service.krate;
    let (calls, variant, args) =
        (calls_name(service), variant(endpoint), args_name(service, endpoint));
    let [board, input, responder] =
        ["board", "input", "responder"].map(|name| Ident::new(name, Span::mixed_site()));
    let read = endpoint.params().map(|param| read(endpoint, param, krate, &input));
    let fields = endpoint.params().map(|param| &param.ident);
    let marker =
        marker(&service.head.generics).map(|_| quote!(__marker: ::core::marker::PhantomData,));
    let example = match &endpoint.example {
        Some(path) => {
            let text = example::text(path);
            let output = &endpoint.output;
            quote!(::core::option::Option::Some(
                #krate::__private::stub::example::<#output, _>(#text)
            ))
        }
        None => quote!(::core::option::Option::None),
    };
    let of = quote!(#krate::__private::stub::Board<#calls #type_generics>);
    called(
        service,
        endpoint,
        &quote! {
            |#board: ::std::sync::Arc<#of>, mut #input, #responder| {
                ::std::boxed::Box::pin(async move {
                    #(#read)*
                    #board.respond(
                        #responder,
                        #calls::#variant,
                        #args { #(#fields,)* #marker },
                        #example,
                    ).await
                })
            }
        },
    )
}
