//! The statements that write one parameter into a request.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};

use crate::krate::Krate;
use crate::model::endpoint::Endpoint;
use crate::model::param::Param;
use crate::names;
use crate::params::Site;

/// ```text
/// request.query("chat_code", &chat_code);
/// ```
pub(super) fn statements(
    endpoint: &Endpoint,
    param: &Param,
    krate: &Krate,
    request: &Ident,
) -> TokenStream {
    let cfgs = &param.cfgs;
    let (kind, site) = (param.kind.rules(), site(endpoint, param, krate));
    let shapes = kind.shapes(endpoint.loose).into_iter().filter_map(|shape| shape.check(&site));
    let shapes = shapes.map(|check| quote!(#(#cfgs)* #check));
    let calls = kind.write(&site);
    let calls = calls.iter().map(|call| quote!(#(#cfgs)* #request.#call;));
    let warning = exposed(param, krate);
    quote!(#(#shapes)* #(#calls)* #warning)
}

/// The parameter and its surroundings, for its kind.
pub(super) fn site<'a>(endpoint: &Endpoint, param: &'a Param, krate: &'a Krate) -> Site<'a> {
    let Param { ident, ty, wire_name, .. } = param;
    let own_name = names::plain(ident);
    let placeholder = endpoint.template.placeholders().position(|name| name == wire_name);
    Site { ident, ty, own_name, wire_name, placeholder, loose: endpoint.loose, krate }
}

/// A warning at the user's `#[sensitive]`. On a stable compiler, a macro can only warn by using
/// something deprecated.
fn exposed(param: &Param, krate: &Krate) -> Option<TokenStream> {
    let span = param.exposed?;
    let name = Ident::new("sensitive_in_url", span);
    let cfgs = &param.cfgs;
    Some(quote_spanned!(span=> #(#cfgs)* #krate::__private::#name();))
}
