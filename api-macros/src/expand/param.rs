//! One argument as one statement.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::attr::value::{List, Nested};
use crate::krate::Krate;
use crate::model::endpoint::{Endpoint, Loose};
use crate::model::names;
use crate::model::param::{Format, Param, ParamKind, Style};
use crate::syntax::ty;

/// ```text
/// request.query("chat_code", &chat_code);
/// ```
pub(super) fn statement(
    endpoint: &Endpoint,
    param: &Param,
    krate: &Krate,
    request: &Ident,
) -> TokenStream {
    let cfgs = &param.cfgs;
    // What is spread has no name on the wire; a mistake in it is told under the parameter's own.
    let own_name = names::plain(&param.ident);
    let name = if param.wire_name.is_empty() { &own_name } else { &param.wire_name };
    let argument = argument(param);
    let owned = owned(param);
    let statement = match &param.place {
        ParamKind::Path { encoded: false } => quote!(path(#argument)),
        ParamKind::Path { encoded: true } => quote!(encoded_path(#argument)),
        ParamKind::Query(style) => match styled(style, krate) {
            None if is_unreserved(name) => quote!(query(#name, #argument)),
            None => {
                let style = plain(krate);
                quote!(query_as(#name, #argument, #style))
            }
            Some(style) => quote!(query_as(#name, #argument, #style)),
        },
        ParamKind::Flag => quote!(flag(#name, #owned)),
        ParamKind::Header => quote!(header(#name, #argument)),
        ParamKind::HeaderList(list) => {
            let list = list_style(*list);
            quote!(header_list(#name, #argument, #krate::__private::List::#list))
        }
        ParamKind::HeaderMap => quote!(header_map(#name, #argument)),
        ParamKind::Field(style) => match endpoint.loose {
            Loose::Json if style.flatten => quote!(flat_field(#name, #argument)),
            Loose::Json => quote!(field(#name, #argument)),
            Loose::Multipart => quote!(part(#name, #owned)),
            Loose::Form => {
                let style = styled(style, krate).unwrap_or_else(|| plain(krate));
                quote!(form_field(#name, #argument, #style))
            }
        },
        ParamKind::Part => quote!(part(#name, #owned)),
        ParamKind::Body(format, _) => match format {
            Format::Json => quote!(json(#argument)),
            Format::Form(style) => {
                let style = styled(style, krate).unwrap_or_else(|| plain(krate));
                quote!(form(#argument, #style))
            }
            Format::Text => quote!(text(#argument)),
            Format::Bytes | Format::Stream => quote!(bytes(#owned)),
        },
        ParamKind::Url | ParamKind::Context => quote!(url(#argument)),
    };
    let content_type = match &param.place {
        ParamKind::Body(_, Some(content_type)) => {
            Some(quote!(#(#cfgs)* #request.content_type(#content_type);))
        }
        _ => None,
    };
    let warning = exposed(param, krate);
    quote!(#(#cfgs)* #request.#statement; #content_type #warning)
}

/// Whether a name stands in a URL as it is (RFC 3986 §2.3), so that no call has to look.
fn is_unreserved(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

/// A warning that the user sees at `#[sensitive]`: the only kind that a macro can give on a stable
/// compiler is the use of something deprecated.
fn exposed(param: &Param, krate: &Krate) -> Option<TokenStream> {
    let span = param.exposed?;
    let name = Ident::new("sensitive_in_url", span);
    let cfgs = &param.cfgs;
    Some(quote_spanned!(span=> #(#cfgs)* #krate::__private::#name();))
}

/// The argument, shown at the type that the user declared, which is what has to change should it
/// not fit.
fn argument(param: &Param) -> TokenStream {
    let (first, last) = ty::ends(&param.ty);
    let mut ident = param.ident.clone();
    ident.set_span(ident.span().located_at(last));
    match ty::converted(&param.ty) {
        // `impl Into<String>`: what it becomes is what can be written.
        Some(target) => quote_spanned!(first=> &::core::convert::Into::<#target>::into(#ident)),
        None => quote_spanned!(first=> &#ident),
    }
}

/// The argument by value, shown at its type.
fn owned(param: &Param) -> TokenStream {
    let (first, _) = ty::ends(&param.ty);
    let mut ident = param.ident.clone();
    ident.set_span(ident.span().located_at(first));
    match ty::converted(&param.ty) {
        Some(target) => quote_spanned!(first=> ::core::convert::Into::<#target>::into(#ident)),
        None => quote!(#ident),
    }
}

pub(super) fn plain(krate: &Krate) -> TokenStream {
    quote!(#krate::__private::Style::PLAIN)
}

/// The style of pairs, unless it is the plain one.
pub(super) fn styled(style: &Style, krate: &Krate) -> Option<TokenStream> {
    let mut tokens = TokenStream::new();
    if style.list != List::Repeat {
        let list = list_style(style.list);
        tokens.extend(quote!(.list(#krate::__private::List::#list)));
    }
    match style.nested {
        None => {}
        Some(Nested::Brackets) => {
            tokens.extend(quote!(.nested(#krate::__private::Nested::Brackets)));
        }
        Some(Nested::Dots) => tokens.extend(quote!(.nested(#krate::__private::Nested::Dots))),
    }
    for (is, setter) in [
        (style.digits, quote!(.digits())),
        (style.encoded, quote!(.encoded())),
        (style.flatten, quote!(.flatten())),
    ] {
        if is {
            tokens.extend(setter);
        }
    }
    let plain = plain(krate);
    (!tokens.is_empty()).then(|| quote!(#plain #tokens))
}

pub(super) fn list_style(list: List) -> TokenStream {
    match list {
        List::Repeat => quote!(Repeat),
        List::Csv => quote!(Csv),
        List::Ssv => quote!(Ssv),
        List::Pipes => quote!(Pipes),
        List::Brackets => quote!(Brackets),
        List::Indices => quote!(Indices),
    }
}
