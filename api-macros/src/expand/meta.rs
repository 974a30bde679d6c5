//! The constant metadata of the endpoints.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::param::Param;
use crate::model::path::Piece;
use crate::model::position::Position;
use crate::model::service::Service;
use crate::names;
use crate::params::Loose;
use crate::syntax::docs;
use crate::syntax::item::named;
use crate::vocab::{Constant, Retry};

/// The table of all endpoints. It is one constant, because the compiler checks and evaluates each
/// constant for itself.
pub(super) fn meta(service: &Service) -> TokenStream {
    let krate = &service.krate;
    let vis = &service.head.vis;
    let elements = service.endpoints().map(|endpoint| element(service, endpoint));
    let doc =
        format!(" The metadata of the endpoints of [`{}`], in declared order.", service.head.ident);
    quote! {
        #[doc = #doc]
        #vis const ENDPOINTS: &'static [#krate::Endpoint] = &[#(#elements),*];
    }
}

/// The metadata of an endpoint of `client`, a type: a reference to an element of the table.
pub(super) fn of(endpoint: &Endpoint, client: &TokenStream, krate: &Krate) -> TokenStream {
    let Position { certain, conditional } = &endpoint.position;
    let certain = Literal::usize_unsuffixed(*certain);
    let conditional = conditional.iter().map(|(conditions, count)| {
        let count = Literal::usize_unsuffixed(*count);
        quote!(+ #krate::__private::count_if(::core::cfg!(all(#(#conditions),*)), #count))
    });
    quote!(&#client::ENDPOINTS[#certain #(#conditional)*])
}

fn element(service: &Service, endpoint: &Endpoint) -> TokenStream {
    let krate = &service.krate;
    let cfgs = named(&endpoint.attrs, &["cfg"]);
    let api = names::plain(&service.head.ident);
    let name = names::plain(&endpoint.sig.ident);
    let method = &endpoint.method;
    let path = &endpoint.template.text;
    let pieces = endpoint.template.pieces.iter().map(|piece| match piece {
        Piece::Literal(text) => quote!(#krate::endpoint::PathPiece::Literal(#text)),
        Piece::Param(name) => quote!(#krate::endpoint::PathPiece::Param(#name)),
        Piece::Rest(name) => quote!(#krate::endpoint::PathPiece::Rest(#name)),
    });
    let settings = settings(krate, endpoint);
    quote! {
        #(#cfgs)*
        #krate::Endpoint::new(#api, #name, #method)
            .with_path(#path, &[#(#pieces),*])
            #settings
    }
}

/// The setters for everything but the path.
fn settings(krate: &Krate, endpoint: &Endpoint) -> TokenStream {
    let mut tokens = TokenStream::new();
    if endpoint.params().next().is_some() {
        let params = endpoint.params().map(|p| param(krate, p));
        tokens.extend(quote!(.with_params(&[#(#params),*])));
    }
    let headers: Vec<_> = endpoint
        .headers
        .iter()
        .filter_map(|header| header.value.as_ref().map(|value| (&header.name, value)))
        .map(|(name, value)| quote!((#name, #value)))
        .collect();
    if !headers.is_empty() {
        tokens.extend(quote!(.with_headers(&[#(#headers),*])));
    }
    let removed: Vec<_> =
        endpoint.headers.iter().filter(|h| h.value.is_none()).map(|h| &h.name).collect();
    if !removed.is_empty() {
        tokens.extend(quote!(.without_headers(&[#(#removed),*])));
    }
    if !endpoint.query.text.is_empty() {
        let text = &endpoint.query.text;
        let pairs = endpoint.query.pairs.iter().map(|(name, value)| quote!((#name, #value)));
        tokens.extend(quote!(.with_query(#text, &[#(#pairs),*])));
    }
    let times = &endpoint.timeouts;
    let timeouts = [
        ("with_timeout_ms", times.call),
        ("with_attempt_timeout_ms", times.attempt),
        ("with_connect_timeout_ms", times.connect),
        ("with_read_timeout_ms", times.read),
    ];
    for (setter, time) in timeouts {
        let Some(milliseconds) = time.map(Literal::u64_unsuffixed) else { continue };
        let setter = Ident::new(setter, Span::call_site());
        tokens.extend(quote!(.#setter(#milliseconds)));
    }
    if let Some(bytes) = endpoint.max_body {
        let bytes = Literal::u64_unsuffixed(bytes);
        tokens.extend(quote!(.with_max_body(#bytes)));
    }
    if let Some(bytes) = endpoint.max_error_body {
        let bytes = Literal::u64_unsuffixed(bytes);
        tokens.extend(quote!(.with_max_error_body(#bytes)));
    }
    if let Some(bytes) = endpoint.max_item {
        let bytes = Literal::u64_unsuffixed(bytes);
        tokens.extend(quote!(.with_max_item(#bytes)));
    }
    if let Some(item) = &endpoint.done {
        tokens.extend(quote!(.with_done(#item)));
    }
    if !endpoint.success.is_empty() {
        let statuses = endpoint.success.iter().map(|s| Literal::u16_unsuffixed(*s));
        tokens.extend(quote!(.with_success(&[#(#statuses),*])));
    }
    if !endpoint.none.is_empty() {
        let statuses = endpoint.none.iter().map(|s| Literal::u16_unsuffixed(*s));
        tokens.extend(quote!(.with_none(&[#(#statuses),*])));
    }
    if endpoint.idempotent {
        tokens.extend(quote!(.with_idempotent()));
    }
    if endpoint.idempotency_key {
        tokens.extend(quote!(.with_idempotency_key()));
    }
    if let Some(limit) = &endpoint.rate_limit {
        let name = &limit.name;
        tokens.extend(quote!(.with_rate_limit(#name)));
    }
    if let Some(retry) = endpoint.retry {
        let retry = match retry {
            Retry::Never => quote!(never),
            Retry::Repeatable => quote!(repeatable),
        };
        tokens.extend(quote!(.with_retry(#krate::Retry::#retry())));
    }
    if endpoint.is_deprecated() {
        tokens.extend(quote!(.with_deprecated()));
    }
    if !endpoint.credentials {
        tokens.extend(quote!(.without_credentials()));
    }
    if let Some(base) = &endpoint.base {
        tokens.extend(quote!(.with_base(#base)));
    }
    if endpoint.redirects_away.is_some() {
        tokens.extend(quote!(.with_redirects_away()));
    }
    if endpoint.has_loose_body() {
        let format = match endpoint.loose {
            Loose::Json => quote!(Json),
            Loose::Form => quote!(Form),
            Loose::Multipart => quote!(Multipart),
        };
        tokens.extend(quote!(.with_loose_body(#krate::endpoint::BodyFormat::#format)));
        tokens.extend(fields(krate, endpoint));
    }
    let docs = docs::text(&endpoint.attrs);
    if !docs.is_empty() {
        tokens.extend(quote!(.with_docs(#docs)));
    }
    tokens
}

fn param(krate: &Krate, param: &Param) -> TokenStream {
    let cfgs = &param.cfgs;
    let name = names::plain(&param.ident);
    let wire_name = &param.wire_name;
    let location = Ident::new(param.kind.rules().location(), Span::call_site());
    let sensitive = param.sensitive.then(|| quote!(.with_sensitive()));
    let deprecated = param.deprecated.then(|| quote!(.with_deprecated()));
    quote! {
        #(#cfgs)*
        #krate::endpoint::Param::new(#name, #krate::endpoint::Location::#location, #wire_name)
            #sensitive #deprecated
    }
}

/// The constants of the body, and the member that holds its parameters.
fn fields(krate: &Krate, endpoint: &Endpoint) -> TokenStream {
    let mut tokens = TokenStream::new();
    let fields = endpoint.fields.iter().map(|(name, value)| {
        let value = match value {
            Constant::Text(text) => quote!(Text(#text)),
            Constant::Number(number) => quote!(Number(#number)),
            Constant::Bool(value) => quote!(Bool(#value)),
        };
        quote!((#name, #krate::endpoint::Constant::#value))
    });
    if !endpoint.fields.is_empty() {
        tokens.extend(quote!(.with_fields(&[#(#fields),*])));
    }
    if let Some(key) = endpoint.body_key() {
        tokens.extend(quote!(.with_body_key(#key)));
    }
    tokens
}
