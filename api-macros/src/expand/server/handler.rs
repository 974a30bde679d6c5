//! The handler of one endpoint, which is the client's method in reverse: it reads the arguments, calls
//! the implementation, and responds.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::envelope;
use crate::expand::client::own_type;
use crate::expand::param::site;
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Argument, Context, Param};
use crate::model::service::Service;
use crate::syntax::ty;

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
pub(super) fn handler(service: &Service, endpoint: &Endpoint) -> TokenStream {
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

/// A handler that serves an endpoint by `closure`.
pub(in crate::expand) fn called(
    service: &Service,
    endpoint: &Endpoint,
    closure: &TokenStream,
) -> TokenStream {
    let krate = &service.krate;
    let private = quote!(#krate::__private::server);
    let (client, constant) = (own_type(service), &endpoint.constant);
    let envelope = envelope(krate, endpoint.envelope.as_ref());
    quote!(#private::Handler::new(&<#client>::#constant, #private::seal::<#envelope>(), #closure))
}

/// The type that an argument is read as.
pub(in crate::expand) fn owned(param: &Param, krate: &Krate) -> Type {
    let (first, _) = ty::ends(&param.ty);
    let krate = krate.at(first);
    let owned_form = quote_spanned!(first=> #krate::__private::server::OwnedForm);
    ty::owned(&param.ty, &owned_form)
}

/// The statement that reads one parameter, or nothing if no server can.
pub(in crate::expand) fn read(
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

/// The argument that the method is called with. A declared reference borrows from the owned value.
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
