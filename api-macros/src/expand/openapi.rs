//! The description of a trait: the statements of a server's handlers, which describe the parameters in
//! place of reading them.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{GenericParam, Generics, Signature, Type, parse_quote};

use super::client::own_type;
use super::{example, meta, param, server};
use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::page::Way;
use crate::model::param::Param;
use crate::model::service::Service;
use crate::names;
use crate::syntax::docs;
use crate::syntax::item::named;
use crate::syntax::ty;
use crate::vocab::Scheme;

/// ```text
/// api_core::__private::feature::openapi! { openapi
///     impl UserChatClient { pub fn openapi() -> Document { … } }
///     impl UserChatServer { pub fn openapi(self, path: &str) -> Self { … } }
/// }
/// ```
pub(super) fn openapi(service: &Service) -> TokenStream {
    let Some(span) = service.openapi else { return TokenStream::new() };
    let client = client(service);
    let server = served(service);
    // If the feature is off, the compiler shows that at the word `openapi`.
    let krate = service.krate.at(span);
    quote_spanned! {span=>
        #krate::__private::feature::openapi! { openapi
            #client
            #server
        }
    }
}

/// ```text
/// pub fn openapi() -> Document {
///     Document::new("UserChat", env!("CARGO_PKG_VERSION"), |builder| {
///         builder.service("UserChat", "The private chats of a KOOK user.", None);
///         builder.endpoint::<Kook<()>>(&Self::ENDPOINTS[0], |operation| {
///             operation.query::<&str, _>("chat_code", Style::PLAIN);
///             responses::<Result<Chat>, _>()(operation);
///             Failures::<<Result<Chat> as ReturnType>::Error>::new().describe()(operation);
///         });
///     })
/// }
/// ```
fn client(service: &Service) -> TokenStream {
    let Service { krate, head, client, .. } = service;
    let vis = &head.vis;
    let private = quote!(#krate::__private::openapi);
    let generics = with_described_types(&head.generics, krate);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, type_generics, _) = head.generics.split_for_impl();
    let cfgs = named(&head.attrs, &["cfg"]);
    let lints = krate.lints();
    let name = names::plain(&head.ident);
    let words = docs::text(&head.attrs);
    let schemes = schemes(service);
    let [builder, operation] =
        ["builder", "operation"].map(|name| Ident::new(name, Span::mixed_site()));
    let endpoints =
        service.endpoints().map(|endpoint| described(service, endpoint, (&builder, &operation)));
    let doc = format!(" The description of [`{}`] in OpenAPI, from the trait alone.", head.ident);
    quote! {
        #(#cfgs)*
        #lints
        #[allow(dead_code, unused_variables, clippy::indexing_slicing, clippy::too_many_lines)]
        impl #impl_generics #client #type_generics #where_clause {
            #[doc = #doc]
            #[must_use]
            #vis fn openapi() -> #krate::openapi::Document {
                #[allow(unused_imports)]
                use #private::{Undescribed as _, Untold as _};
                let version = match ::core::option_env!("CARGO_PKG_VERSION") {
                    ::core::option::Option::Some(version) => version,
                    ::core::option::Option::None => "0.0.0",
                };
                #krate::openapi::Document::new(#name, version, |#builder: &mut #private::Builder| {
                    #builder.service(#name, #words, #schemes);
                    #(#endpoints)*
                })
            }
        }
    }
}

/// The method of the server, if there is one.
fn served(service: &Service) -> TokenStream {
    let Service { krate, head, .. } = service;
    let Some(server) = &service.server else { return TokenStream::new() };
    let vis = &head.vis;
    let generics = with_described_types(&server::with_static_types(&head.generics), krate);
    let (impl_generics, _, where_clause) = generics.split_for_impl();
    let (_, type_generics, _) = head.generics.split_for_impl();
    let cfgs = named(&head.attrs, &["cfg"]);
    let lints = krate.lints();
    let client = own_type(service);
    quote! {
        #(#cfgs)*
        #lints
        #[allow(dead_code)]
        impl #impl_generics #server #type_generics #where_clause {
            /// Serves the description of the API at `path`, and to a browser a page that shows it.
            #[must_use]
            #vis fn openapi(mut self, path: &::core::primitive::str) -> Self {
                self.routes.merge(#krate::openapi::router(<#client>::openapi(), path));
                self
            }
        }
    }
}

/// The credentials that the trait declares.
fn schemes(service: &Service) -> TokenStream {
    let krate = &service.krate;
    let Some(alternatives) = &service.credentials else {
        return quote!(::core::option::Option::None);
    };
    let scheme = |scheme: &Scheme| {
        let scheme = match scheme {
            Scheme::Bearer => quote!(Bearer),
            Scheme::Basic => quote!(Basic),
            Scheme::Authorization(name) => quote!(Authorization(#name)),
            Scheme::Header(name) => quote!(Header(#name)),
            Scheme::Query(name) => quote!(Query(#name)),
        };
        quote!(#krate::__private::openapi::Scheme::#scheme)
    };
    let alternatives = alternatives.iter().map(|schemes| {
        let schemes = schemes.iter().map(scheme);
        quote!(&[#(#schemes),*])
    });
    quote!(::core::option::Option::Some(&[#(#alternatives),*]))
}

/// The statement that describes an endpoint.
fn described(
    service: &Service,
    endpoint: &Endpoint,
    (builder, operation): (&Ident, &Ident),
) -> TokenStream {
    let krate = &service.krate;
    let private = quote!(#krate::__private::openapi);
    let cfgs = named(&endpoint.attrs, &["cfg"]);
    let meta = meta::of(endpoint, &quote!(Self), krate);
    let envelope = server::envelope(krate, endpoint.envelope.as_ref());
    let params = endpoint.params().map(|param| parameter(endpoint, param, krate, operation));
    let returned = if mentions(&endpoint.sig, &endpoint.output) {
        quote!(#operation.returns_any();)
    } else {
        let output = &endpoint.output;
        let (first, last) = ty::ends(output);
        let (responses, failures) = {
            let krate = krate.at(first);
            (
                quote_spanned!(first=> #krate::__private::openapi::responses::<#output, _>),
                quote_spanned!(first=> #krate::__private::openapi::Failures::<
                    <#output as #krate::__private::ReturnType>::Error
                >::new),
            )
        };
        quote_spanned! {last=>
            #responses()(#operation);
            #failures().describe()(#operation);
        }
    };
    let pages = pages(endpoint, krate, operation);
    let example = endpoint.example.as_ref().map(|path| {
        let text = example::text(path);
        quote!(#operation.example(#text);)
    });
    quote! {
        #(#cfgs)*
        #builder.endpoint::<#envelope>(
            #meta,
            |#operation: &mut #private::Operation<'_>| {
                #(#params)*
                #returned
                #pages
                #example
            },
        );
    }
}

/// The statement that says how a list goes on, for which a `#[cursor]` asks.
fn pages(endpoint: &Endpoint, krate: &Krate, operation: &Ident) -> Option<TokenStream> {
    let (cursor, _) = endpoint.cursor()?;
    let private = quote!(#krate::__private::openapi);
    let location = Ident::new(cursor.kind.rules().location(), Span::call_site());
    let name = &cursor.wire_name;
    let output = &endpoint.output;
    let table = match &endpoint.page {
        _ if mentions(&endpoint.sig, output) => quote!(::core::option::Option::None),
        None => {
            quote!(#private::PageOf::<<#output as #krate::__private::ReturnType>::Value>::new().table())
        }
        Some(rule) => {
            let (word, more) = match &rule.way {
                Way::Number(first) => {
                    ("number", first.as_ref().map(|first| quote!(.first(#first))))
                }
                Way::Offset => ("offset", None),
                Way::Link => ("link", None),
                Way::LastKey(fields) => {
                    let fields: Vec<String> = fields.iter().map(names::plain).collect();
                    let key = fields.join(".");
                    ("last_key", Some(quote!(.with("key", #key))))
                }
                Way::None => return None,
            };
            let short = rule.until_short.then(|| match &rule.size {
                Some(size) => quote!(.until_short(#size)),
                None => quote!(.until_short(0)),
            });
            quote!(::core::option::Option::Some(#private::PageTable::new(#word) #more #short))
        }
    };
    Some(quote! {
        #operation.pages(#krate::endpoint::Location::#location, #name, #table);
    })
}

/// The statement that describes a parameter: the one that reads it, of another receiver. Its type is
/// shown, should it have no description; a type that the caller chooses has a stand-in.
fn parameter(endpoint: &Endpoint, param: &Param, krate: &Krate, operation: &Ident) -> TokenStream {
    let cfgs = &param.cfgs;
    let rules = param.kind.rules();
    let site = param::site(endpoint, param, krate);
    let Some(read) = rules.read(&site) else { return quote!(#(#cfgs)* #operation.url();) };
    let declared = described_type(&param.ty)
        .filter(|ty| !mentions(&endpoint.sig, ty))
        .unwrap_or_else(|| parse_quote!(#krate::__private::openapi::Untyped));
    let (first, last) = ty::ends(&param.ty);
    let (ty, arguments) = (ty::elided(&declared), &read.arguments);
    let method = Ident::new(read.method, first);
    let method = quote_spanned!(first=> #operation.#method::<#ty, _>);
    quote_spanned!(last=> #(#cfgs)* #method(#arguments);)
}

/// The type that describes an argument. None if it has no name that a description could use.
fn described_type(ty: &Type) -> Option<Type> {
    match ty::converted(ty).cloned().or_else(|| ty::streamed(ty)) {
        Some(target) => Some(target),
        None if ty::is_opaque(ty) => None,
        None => Some(ty.clone()),
    }
}

/// True if a type mentions a type or a constant that the caller of the method chooses.
fn mentions(sig: &Signature, ty: &Type) -> bool {
    let mut params = sig.generics.params.iter().filter_map(|param| match param {
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(param) => Some(&param.ident),
        GenericParam::Const(param) => Some(&param.ident),
    });
    params.any(|ident| ty::mentions(ty, ident))
}

/// The generics with types that can be described.
fn with_described_types(generics: &Generics, krate: &Krate) -> Generics {
    let mut bounded = generics.clone();
    for param in generics.type_params() {
        let ident = &param.ident;
        let bound = quote!(#krate::__private::openapi::JsonSchema);
        bounded.make_where_clause().predicates.push(parse_quote!(#ident: #bound));
    }
    bounded
}
