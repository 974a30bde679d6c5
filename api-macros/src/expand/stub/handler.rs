//! The handler of a stub's endpoint: it reads the arguments, and asks the board of rules for a response.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{args_name, calls_name, variant};
use crate::expand::client::own_type;
use crate::expand::example;
use crate::expand::item_struct::marker;
use crate::expand::meta;
use crate::expand::server::{envelope, read};
use crate::model::endpoint::Endpoint;
use crate::model::service::Service;

/// ```text
/// stub.add(
///     &<UserChatClient>::ENDPOINTS[0],
///     seal::<Kook<()>>(),
///     |input| {
///         let chat_code = input.query::<<str as OwnedForm>::Owned>("chat_code", Style::PLAIN)?;
///         Ok(UserChatViewArgs { chat_code })
///     },
///     UserChatCall::View,
///     None,
/// );
/// ```
pub(super) fn handler(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let krate = &service.krate;
    let (calls, variant, args) =
        (calls_name(service), variant(endpoint), args_name(service, endpoint));
    let input = Ident::new("input", Span::mixed_site());
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
    let client = own_type(service);
    let meta = meta::of(endpoint, &quote!(<#client>), krate);
    let envelope = envelope(krate, endpoint.envelope.as_ref());
    quote! {
        #meta,
        #krate::__private::server::seal::<#envelope>(),
        |#input| {
            #(#read)*
            ::core::result::Result::Ok(#args { #(#fields,)* #marker })
        },
        #calls::#variant,
        #example
    }
}
