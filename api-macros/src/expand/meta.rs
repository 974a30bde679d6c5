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
    let setter = |name| Ident::new(name, Span::call_site());
    let sent = sent(krate, endpoint);
    let numbers = numbers(endpoint).into_iter().filter_map(|(name, number)| {
        let (name, number) = (setter(name), Literal::u64_unsuffixed(number?));
        Some(quote!(.#name(#number)))
    });
    let flags = flags(endpoint).into_iter().filter_map(|(name, is_set)| {
        let name = setter(name);
        is_set.then(|| quote!(.#name()))
    });
    let docs = docs::text(&endpoint.attrs);
    let texts = texts(endpoint, &docs).into_iter().filter_map(|(name, text)| {
        let (name, text) = (setter(name), text?);
        Some(quote!(.#name(#text)))
    });
    let statuses = [("with_success", &endpoint.success), ("with_none", &endpoint.none)];
    let statuses = statuses.into_iter().filter(|(_, statuses)| !statuses.is_empty());
    let statuses = statuses.map(|(name, statuses)| {
        let name = setter(name);
        let statuses = statuses.iter().map(|status| Literal::u16_unsuffixed(*status));
        quote!(.#name(&[#(#statuses),*]))
    });
    let retry = endpoint.retry.map(|retry| match retry {
        Retry::Never => quote!(.with_retry(#krate::Retry::never())),
        Retry::Repeatable => quote!(.with_retry(#krate::Retry::repeatable())),
    });
    let base = endpoint.base.as_ref().map(|name| quote!(.with_base(#name)));
    quote!(#sent #(#numbers)* #(#statuses)* #(#flags)* #retry #base #(#texts)*)
}

/// The setters that take milliseconds or bytes.
fn numbers(endpoint: &Endpoint) -> [(&'static str, Option<u64>); 7] {
    let times = &endpoint.timeouts;
    [
        ("with_timeout_ms", times.call),
        ("with_attempt_timeout_ms", times.attempt),
        ("with_connect_timeout_ms", times.connect),
        ("with_read_timeout_ms", times.read),
        ("with_max_body", endpoint.max_body),
        ("with_max_error_body", endpoint.max_error_body),
        ("with_max_item", endpoint.max_item),
    ]
}

/// The setters that take nothing, and true for those that are called.
fn flags(endpoint: &Endpoint) -> [(&'static str, bool); 6] {
    [
        ("with_idempotent", endpoint.idempotent),
        ("with_idempotency_key", endpoint.idempotency_key),
        ("with_overload", endpoint.overload),
        ("with_deprecated", endpoint.is_deprecated()),
        ("without_credentials", !endpoint.credentials),
        ("with_redirects_away", endpoint.redirects_away.is_some()),
    ]
}

/// The setters that take a text.
fn texts<'a>(endpoint: &'a Endpoint, docs: &'a str) -> [(&'static str, Option<&'a str>); 3] {
    [
        ("with_done", endpoint.done.as_deref()),
        ("with_rate_limit", endpoint.rate_limit.as_ref().map(|limit| &*limit.name)),
        ("with_docs", Some(docs).filter(|docs| !docs.is_empty())),
    ]
}

/// The setters for what is sent: parameters and constants.
fn sent(krate: &Krate, endpoint: &Endpoint) -> TokenStream {
    let params: Vec<_> = endpoint.params().map(|it| param(krate, it)).collect();
    let params = (!params.is_empty()).then(|| quote!(.with_params(&[#(#params),*])));
    let headers = endpoint.headers.iter();
    let set = headers.clone().filter_map(|header| Some((&header.name, header.value.as_ref()?)));
    let set: Vec<_> = set.map(|(name, value)| quote!((#name, #value))).collect();
    let set = (!set.is_empty()).then(|| quote!(.with_headers(&[#(#set),*])));
    let removed = headers.filter(|header| header.value.is_none());
    let removed: Vec<_> = removed.map(|header| &header.name).collect();
    let removed = (!removed.is_empty()).then(|| quote!(.without_headers(&[#(#removed),*])));
    let query = (!endpoint.query.text.is_empty()).then(|| {
        let text = &endpoint.query.text;
        let pairs = endpoint.query.pairs.iter().map(|(name, value)| quote!((#name, #value)));
        quote!(.with_query(#text, &[#(#pairs),*]))
    });
    let body = endpoint.has_loose_body().then(|| {
        let format = match endpoint.loose {
            Loose::Json => quote!(Json),
            Loose::Form => quote!(Form),
            Loose::Multipart => quote!(Multipart),
        };
        let fields = fields(krate, endpoint);
        quote!(.with_loose_body(#krate::endpoint::BodyFormat::#format) #fields)
    });
    quote!(#params #set #removed #query #body)
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
