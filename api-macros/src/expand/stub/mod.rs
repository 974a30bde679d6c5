//! The stub of a trait: a test double that knows the types of every endpoint.

mod args;
mod calls;
mod handler;
mod item;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote_spanned};

use crate::model::endpoint::Endpoint;
use crate::model::service::Service;
use crate::names;

/// ```text
/// api_core::__private::feature::stub! { stub
///     pub struct UserChatViewArgs { pub chat_code: String }                args.rs
///     pub enum UserChatCall { View(Arc<UserChatViewArgs>), … }             calls.rs
///     pub struct UserChatStub { stub: Stub<UserChatCall> }                 item.rs, handler.rs
///     impl UserChatStub { new, router, transport, client, calls, verify, view, … }
/// }
/// ```
pub(super) fn stub(service: &Service) -> TokenStream {
    let Some(stub) = &service.stub else { return TokenStream::new() };
    let args = service.endpoints().map(|endpoint| args::args(service, endpoint));
    let calls = calls::calls(service);
    let item = item::item(service, stub);
    // If the feature is off, the compiler shows that at the word `stub`.
    let krate = service.krate.at(stub.span());
    quote_spanned! {stub.span()=>
        #krate::__private::feature::stub! { stub
            #(#args)*
            #calls
            #item
        }
    }
}

/// The name of the struct of an endpoint's arguments.
fn args_name(service: &Service, endpoint: &Endpoint) -> Ident {
    let (api, variant) = (names::plain(&service.head.ident), variant(endpoint));
    Ident::new(&format!("{api}{variant}Args"), endpoint.sig.ident.span())
}

/// The variant of an endpoint's calls.
fn variant(endpoint: &Endpoint) -> Ident {
    let name = names::variant(&names::plain(&endpoint.sig.ident));
    Ident::new(&name, endpoint.sig.ident.span())
}

/// The name of the enum of all calls.
fn calls_name(service: &Service) -> Ident {
    format_ident!("{}Call", names::plain(&service.head.ident), span = service.head.ident.span())
}
