//! Turns the model into tokens. It cannot fail.
//!
//! For a trait `UserChat` with one endpoint `view`:
//!
//! ```text
//! pub trait UserChat: Send + Sync { … }                                item.rs, boxed.rs
//! #[derive(Clone, Debug)] pub struct UserChatClient { client }         client.rs, item_struct.rs
//! impl UserChatClient {
//!     pub const ENDPOINTS: &[Endpoint] = &[Endpoint::new(…), …];       meta.rs
//!     pub fn new(client: Client) -> Self { … }                         client.rs
//!     pub fn view(&self, …) -> Call<Result<Chat>> { … }                method.rs, param.rs, params/
//! }
//! impl UserChat for UserChatClient { … }                               client.rs, method.rs, extends.rs
//! pub struct UserChatServer { routes: Routes }                         server/, with `server`
//! pub struct UserChatStub { stub: Stub<UserChatCall> }                 stub/, with `stub`
//! impl UserChatClient { pub fn openapi() -> Document { … } }           openapi.rs, with `openapi`
//! #[test] fn example_of_user_chat_view() { … }                         example.rs
//! ```

mod boxed;
mod client;
mod docs;
mod example;
mod extends;
pub(crate) mod fallback;
mod item;
mod item_struct;
mod meta;
mod method;
mod openapi;
mod page;
mod param;
mod server;
mod stub;

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::service::Service;

/// The trait and all that is generated for it, with the errors found on the way.
pub(crate) fn service(service: &Service, errors: &TokenStream) -> TokenStream {
    let signatures = boxed::signatures(service);
    let item = item::item(service, &signatures);
    let client = client::client(service, &signatures);
    let server = server::server(service);
    let stub = stub::stub(service);
    let openapi = openapi::openapi(service);
    let examples = example::examples(service);
    quote! {
        #item
        #client
        #server
        #stub
        #openapi
        #examples
        #errors
    }
}
