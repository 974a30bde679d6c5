//! The two methods of an endpoint: the inherent one, which fills a request, and that of the
//! trait, which awaits it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Signature;

use super::{docs, param};
use crate::model::endpoint::Endpoint;
use crate::model::names;
use crate::model::param::Location;
use crate::model::service::Service;
use crate::syntax::item::named;
use crate::syntax::ty;

/// ```text
/// pub fn view(&self, chat_code: &str) -> Call<Result<Chat>> {
///     let mut request = RequestParts::new(&self.client, &Self::ENDPOINT_VIEW);
///     request.query("chat_code", &chat_code);
///     call(request, decode::<Kook<()>, Result<Chat>, _>())
/// }
/// ```
pub(super) fn inherent(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let krate = &service.krate;
    let vis = &service.head.vis;
    let Endpoint { attrs, output, sig, .. } = endpoint;
    let docs = docs::request(endpoint);
    let head = head(sig, &quote!(#krate::Call<#output>));
    let constant = names::constant(&sig.ident);
    let this = this(sig);
    // Mixed-site: a parameter may be called `request` as well.
    let request = Ident::new("request", Span::mixed_site());
    let statements = statements(endpoint, &request);
    let mutable = (!statements.is_empty()).then(|| quote!(mut));
    let decode = decode(service, endpoint);
    quote! {
        #(#attrs)*
        #docs
        #vis #head {
            let #mutable #request =
                #krate::__private::RequestParts::new(&#this.client, &Self::#constant);
            #(#statements)*
            #krate::__private::call(#request, #decode)
        }
    }
}

/// The signature of an inherent method: the declared one, not `async`, returning a call.
pub(super) fn head(sig: &Signature, output: &TokenStream) -> TokenStream {
    let Signature { ident, generics, inputs, .. } = sig;
    let where_clause = &generics.where_clause;
    quote!(fn #ident #generics (#inputs) -> #output #where_clause)
}

/// ```text
/// async fn view(&self, chat_code: &str) -> Result<Chat> {
///     Self::view(self, chat_code).await
/// }
/// ```
pub(super) fn of_trait(endpoint: &Endpoint) -> TokenStream {
    let Endpoint { attrs, sig, .. } = endpoint;
    let attrs = named(attrs, &["cfg", "allow", "expect"]);
    // The inherent method is as deprecated as the trait's, whose caller has been told already.
    let deprecated = endpoint.is_deprecated().then(|| quote!(#[allow(deprecated)]));
    let name = &sig.ident;
    let this = this(sig);
    let args = endpoint.params.iter().map(|param| &param.ident);
    quote! {
        #(#attrs)*
        #deprecated
        #sig {
            Self::#name(#this #(, #args)*).await
        }
    }
}

/// The receiver's own token: written by somebody's macro, it is another `self` than ours.
fn this(sig: &Signature) -> TokenStream {
    match sig.receiver() {
        Some(receiver) => {
            let this = &receiver.self_token;
            quote!(#this)
        }
        None => quote!(self),
    }
}

/// One statement an argument: those of the path in the order of the template, in which it is
/// written, then the others as declared.
fn statements(endpoint: &Endpoint, request: &Ident) -> Vec<TokenStream> {
    let params = &endpoint.params;
    let in_path = endpoint.template.placeholders().filter_map(|placeholder| {
        params.iter().find(|p| p.location == Location::Path && p.wire_name == placeholder)
    });
    let others = params.iter().filter(|param| param.location != Location::Path);
    in_path.chain(others).map(|p| param::statement(p, request)).collect()
}

/// How the answer is read, shown at the return type should it not be readable so.
fn decode(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let output = &endpoint.output;
    let (first, last) = ty::ends(output);
    let (first, last) = (Span::call_site().located_at(first), Span::call_site().located_at(last));
    let krate = service.krate.at(first);
    let envelope = match &endpoint.envelope {
        Some(path) => {
            let (_, last) = ty::ends(path);
            quote_spanned!(last=> #path<()>)
        }
        None => quote!(#krate::__private::NoEnvelope),
    };
    let function = quote_spanned!(first=> #krate::__private::decode::<#envelope, #output, _>);
    quote_spanned!(last=> #function())
}
