//! The handler of one endpoint, which is the client's method in reverse: it reads the arguments, calls
//! the implementation, and responds.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::envelope;
use crate::expand::client::own_type;
use crate::expand::meta;
use crate::expand::param::site;
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Argument, Context, Param};
use crate::model::service::Service;
use crate::syntax::ty;

/// ```text
/// Handler::in_steps(
///     &<UserChatClient>::ENDPOINTS[0],
///     seal::<Kook<()>>(),
///     |input| {
///         let chat_code = input.query::<<str as OwnedForm>::Owned>("chat_code", Style::PLAIN)?;
///         Ok(((chat_code,), ()))
///     },
///     |implementation, (chat_code,), ()| {
///         <__Implementation as UserChat>::view(
///             implementation, lend(&hold::<&str, _, _>(chat_code)),
///         )
///     },
///     respond::<Result<Chat>, _>(),
/// )
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
    let respond = respond(endpoint, krate);
    let called = quote!(<__Implementation as #trait_name #type_generics>::#method);
    let (constructor, steps) = if endpoint.arguments.iter().any(|it| ty::lends_a_list(it.ty())) {
        // A list of references is made of the list that was read, and lives as long as the call.
        let arguments = endpoint.arguments.iter().map(|it| lent(it, krate, false));
        let serve = quote! {
            |#implementation: ::std::sync::Arc<__Implementation>, mut #input, #responder| {
                ::std::boxed::Box::pin(async move {
                    #(#read)*
                    let #returned = #called(&*#implementation #(, #arguments)*).await;
                    #respond(#responder, #returned)
                })
            }
        };
        (quote!(new), serve)
    } else {
        let of_kind = |is_lent: bool| {
            let all = endpoint.arguments.iter().filter(move |it| is_lent == self::is_lent(it));
            all.map(Argument::ident)
        };
        let (borrowed, moved) = (of_kind(true), of_kind(false));
        let (borrowed, moved) = (quote!((#(#borrowed,)*)), quote!((#(#moved,)*)));
        let arguments = endpoint.arguments.iter().map(|it| lent(it, krate, true));
        let steps = quote! {
            |#input| {
                #(#read)*
                ::core::result::Result::Ok((#borrowed, #moved))
            },
            |#implementation, #borrowed, #moved| {
                #called(#implementation #(, #arguments)*)
            },
            #respond
        };
        (quote!(in_steps), steps)
    };
    let private = quote!(#krate::__private::server);
    let client = own_type(service);
    let meta = meta::of(endpoint, &quote!(<#client>), krate);
    let envelope = envelope(krate, endpoint.envelope.as_ref());
    quote! {
        #private::Handler::#constructor(
            #meta, #private::seal::<#envelope>(), #steps
        ) #streaming
    }
}

/// The function that responds with what the method returns.
fn respond(endpoint: &Endpoint, krate: &Krate) -> TokenStream {
    let (first, last) = ty::ends(&endpoint.output);
    let output = &endpoint.output;
    let krate = krate.at(first);
    let respond = quote_spanned!(first=> #krate::__private::server::respond::<#output, _>);
    quote_spanned!(last=> #respond())
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

/// True of an argument that the implementation borrows.
fn is_lent(argument: &Argument) -> bool {
    match argument {
        Argument::Context(_) => true,
        Argument::Sent(param) => ty::has_reference(&param.ty),
    }
}

/// The argument that the method is called with. A declared reference borrows from the owned value,
/// which has the argument's name, if it does not name a reference to it already.
fn lent(argument: &Argument, krate: &Krate, is_reference: bool) -> TokenStream {
    let (ident, ty) = (argument.ident(), argument.ty());
    if !is_lent(argument) {
        return quote!(#ident);
    }
    let (first, last) = ty::ends(ty);
    let declared = ty::elided(ty);
    let krate = krate.at(first);
    let borrow = (!is_reference).then(|| quote_spanned!(last=> &));
    match argument {
        Argument::Context(_) => {
            let of = quote_spanned!(first=> #krate::__private::context::<#declared>);
            quote_spanned!(last=> #of(#borrow #ident))
        }
        Argument::Sent(_) => {
            let mut ident = ident.clone();
            ident.set_span(ident.span().located_at(last));
            let hold = quote_spanned!(first=> #krate::__private::server::hold::<#declared, _, _>);
            let held = quote_spanned!(last=> #hold(#borrow #ident));
            quote_spanned!(first=> #krate::__private::server::lend(&#held))
        }
    }
}
