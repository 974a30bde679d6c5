#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait UserChat: ::core::marker::Send + ::core::marker::Sync {
    fn view<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`UserChat`] over HTTP.

| method | request |
| --- | --- |
| [`view`](Self::view) | `GET /view` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct UserChatClient {
    client: ::api_core::Client,
}
#[allow(unused_imports)]
use ::api_core::__private::pages::ReturnedAlone as _;
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl UserChatClient {
    /// The metadata of the endpoints of [`UserChat`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("UserChat", "view", "GET")
            .with_path("/view", &[::api_core::endpoint::PathPiece::Literal("/view")]),
    ];
    /// A client that calls through `client`.
    fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    fn client(&self) -> &::api_core::Client {
        &self.client
    }
    /// `GET /view`
    fn view(&self) -> ::api_core::Call<Result<Chat>> {
        let request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<Chat>,
                _,
            >()
                .alone(),
        )
    }
}
#[allow(
    deprecated,
    clippy::indexing_slicing,
    clippy::too_many_arguments,
    clippy::type_complexity
)]
impl UserChat for UserChatClient {
    fn view<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::view(self).boxed()
    }
}
const _: &::core::primitive::str = ::core::include_str!(
    ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", "Cargo.toml")
);
#[cfg(test)]
#[::core::prelude::v1::test]
#[allow(non_snake_case, clippy::indexing_slicing)]
fn example_of_user_chat_view() {
    ::api_core::__private::example::<
        ::api_core::__private::NoEnvelope,
        Result<Chat>,
        _,
    >()(
        &<UserChatClient>::ENDPOINTS[0],
        ::core::include_str!(
            ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", "Cargo.toml")
        ),
    );
}
