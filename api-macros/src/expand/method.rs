//! The two methods of an endpoint. The inherent one fills a request. The trait's boxes the call.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{FnArg, GenericParam, Signature};

use super::{client, docs, extends, meta, page, param};
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::param::{Argument, Context};
use crate::model::service::Service;
use crate::syntax::item::named;
use crate::syntax::ty;

/// ```text
/// pub fn view(&self, chat_code: &str) -> Call<Result<Chat>> {
///     let mut request = RequestParts::new(&self.client, &Self::ENDPOINTS[0]);
///     request.query("chat_code", &chat_code);
///     call(request, decode::<Kook<()>, Result<Chat>, _>())
/// }
/// ```
pub(super) fn inherent(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let krate = &service.krate;
    let vis = &service.head.vis;
    let Endpoint { attrs, output, sig, .. } = endpoint;
    let docs = docs::request(endpoint);
    let kind = page::kind(endpoint, krate);
    let kind = kind.map(|kind| quote!(, #kind));
    let head = head(&called(endpoint), &quote!(#krate::Call<#output #kind>));
    let body = filled(service, endpoint, &this(sig), &quote!(Self));
    quote! {
        #(#attrs)*
        #docs
        #vis #head {
            #body
        }
    }
}

/// The statements that fill a request, and the call that sends it. `this` is the client, and `owner`
/// its type.
fn filled(
    service: &Service,
    endpoint: &Endpoint,
    this: &TokenStream,
    owner: &TokenStream,
) -> TokenStream {
    let krate = &service.krate;
    let meta = meta::of(endpoint, owner, krate);
    // Mixed-site, because a parameter may be called `request` as well.
    let request = Ident::new("request", Span::mixed_site());
    let statements = statements(endpoint, krate, &request);
    let mutable = (!statements.is_empty()).then(|| quote!(mut));
    let decode = decode(service, endpoint);
    let check = page::check(endpoint, krate);
    let end = match page::paging(endpoint, krate) {
        Some(paging) => quote!(#krate::__private::paged_call(#request, #decode, #paging)),
        None => {
            let alone = page::alone(endpoint);
            quote!(#krate::__private::call(#request, #decode #alone))
        }
    };
    quote! {
        #check
        let #mutable #request =
            #krate::__private::RequestParts::new(&#this.client, #meta);
        #(#statements)*
        #end
    }
}

/// The signature without the arguments that are not sent.
fn called(endpoint: &Endpoint) -> Signature {
    let mut sig = endpoint.sig.clone();
    let mut arguments = endpoint.arguments.iter();
    sig.inputs = std::mem::take(&mut sig.inputs)
        .into_pairs()
        .filter(|pair| match pair.value() {
            FnArg::Receiver(_) => true,
            FnArg::Typed(_) => arguments.next().is_none_or(|argument| argument.sent().is_some()),
        })
        .collect();
    sig
}

/// Statements for the arguments that are not sent. They do nothing, but check the types where no
/// server does.
fn unsent(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let statements = endpoint.arguments.iter().map(|argument| match argument {
        Argument::Sent(_) => TokenStream::new(),
        Argument::Context(Context { ident, cfgs, .. }) if service.server.is_some() => {
            quote!(#(#cfgs)* let _ = #ident;)
        }
        Argument::Context(Context { ident, cfgs, ty }) => {
            let (first, last) = ty::ends(ty);
            let krate = service.krate.at(first);
            let mut ident = ident.clone();
            ident.set_span(ident.span().located_at(first));
            let function = quote_spanned!(first=> #krate::__private::unsent);
            quote_spanned!(last=> #(#cfgs)* #function(#ident);)
        }
    });
    quote!(#(#statements)*)
}

/// The signature of an inherent method: the declared one, not `async`, returning a call.
pub(super) fn head(sig: &Signature, output: &TokenStream) -> TokenStream {
    let Signature { ident, generics, inputs, .. } = sig;
    let where_clause = &generics.where_clause;
    quote!(fn #ident #generics (#inputs) -> #output #where_clause)
}

/// ```text
/// fn view<…>(&'life0 self, chat_code: &'life1 str) -> Boxed<'async_trait, Result<Chat>> {
///     Self::view(self, chat_code).boxed()
/// }
/// ```
///
/// `boxed` is the whole signature.
pub(super) fn of_trait(service: &Service, endpoint: &Endpoint, boxed: &TokenStream) -> TokenStream {
    let Endpoint { attrs, sig, .. } = endpoint;
    let attrs = named(attrs, &["cfg", "allow", "expect"]);
    let name = &sig.ident;
    let receiver = this(sig);
    let args = endpoint.params().map(|param| &param.ident);
    let unsent = unsent(service, endpoint);
    // The client of a trait that extends this one makes this one's client first.
    let base = Ident::new("base", Span::mixed_site());
    let (bind, this, by_ref, owner) = if service.extensible {
        let owner = client::own_type(service);
        let made = extends::base(service, &receiver);
        (Some(quote!(let #base = #made;)), quote!(#base), quote!(&#base), quote!(<#owner>))
    } else {
        (None, receiver.clone(), receiver, quote!(Self))
    };
    let call = if endpoint.params().all(|param| param.cfgs.is_empty()) {
        let generics = named_generics(sig);
        quote!(#owner::#name #generics(#by_ref #(, #args)*).boxed())
    } else {
        // `#[cfg]` cannot leave out an argument of a call, so the request is filled here again.
        let filled = filled(service, endpoint, &this, &owner);
        quote!({ #filled }.boxed())
    };
    quote! {
        #(#attrs)*
        #boxed {
            #unsent
            #bind
            #call
        }
    }
}

/// `::<T, N>`: the types and constants that the method has by name. No argument may name them, so that
/// inference could not find them.
fn named_generics(sig: &Signature) -> Option<TokenStream> {
    let names = sig.generics.params.iter().filter_map(|param| match param {
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(param) => Some(&param.ident),
        GenericParam::Const(param) => Some(&param.ident),
    });
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| quote!(::<#(#names),*>))
}

/// The receiver's own token. If a macro wrote it, our `self` would be another name.
fn this(sig: &Signature) -> TokenStream {
    match sig.receiver() {
        Some(receiver) => {
            let this = &receiver.self_token;
            quote!(#this)
        }
        None => quote!(self),
    }
}

/// The statements of all parameters: the URL or the path first, since they are written in order,
/// then the others as declared.
fn statements(endpoint: &Endpoint, krate: &Krate, request: &Ident) -> Vec<TokenStream> {
    let in_path = endpoint
        .template
        .placeholders()
        .filter_map(|name| endpoint.params().find(|p| p.is_path() && p.wire_name == name));
    let others = endpoint.params().filter(|param| !param.is_path() && !param.is_url());
    let filling = endpoint.url().into_iter().chain(in_path).chain(others).map(|p| {
        let statements = param::statements(endpoint, p, krate, request);
        page::marked(p, request, statements)
    });
    // First, because some of the others take their arguments by value.
    rate_limit(endpoint, request).chain(filling).collect()
}

/// ```text
/// request.rate_limit_value(&channel_id);
/// ```
fn rate_limit<'a>(
    endpoint: &'a Endpoint,
    request: &'a Ident,
) -> impl Iterator<Item = TokenStream> + 'a {
    let values = endpoint.rate_limit.iter().flat_map(|limit| &limit.values);
    values.filter_map(move |value| {
        let param = endpoint.params().find(|param| param.ident == *value)?;
        let cfgs = &param.cfgs;
        let (first, last) = ty::ends(&param.ty);
        let mut value = value.clone();
        value.set_span(value.span().located_at(last));
        let argument = quote_spanned!(first=> &#value);
        let write = match param.sensitive {
            true => format_ident!("sensitive_rate_limit_value"),
            false => format_ident!("rate_limit_value"),
        };
        Some(quote!(#(#cfgs)* #request.#write(#argument);))
    })
}

/// The function that reads the response. If the declared type cannot be read, the compiler shows that
/// type.
fn decode(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let output = &endpoint.output;
    let (first, last) = ty::ends(output);
    let krate = service.krate.at(first);
    let envelope = match &endpoint.envelope {
        Some(path) => {
            let (_, last) = ty::ends(path);
            quote_spanned!(last=> #path<()>)
        }
        None => quote!(#krate::__private::NoEnvelope),
    };
    let name = if endpoint.method == "HEAD" {
        "decode_head"
    } else if !endpoint.none.is_empty() {
        "decode_none"
    } else if endpoint.success.iter().any(|status| *status >= 300) {
        "decode_redirect"
    } else if endpoint.done.is_some() || endpoint.max_item.is_some() {
        "decode_items"
    } else {
        "decode"
    };
    let name = Ident::new(name, first);
    let function = quote_spanned!(first=> #krate::__private::#name::<#envelope, #output, _>);
    quote_spanned!(last=> #function())
}
