/// Private chats of a KOOK user.
#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
pub trait UserChat: ::core::marker::Send + ::core::marker::Sync {
    /// The details of one chat.
    fn view<'life0, 'life1, 'async_trait>(
        &'life0 self,
        chat_code: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    /// Removes a chat from the list.
    fn delete<'life0, 'life1, 'async_trait>(
        &'life0 self,
        chat_code: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`UserChat`] over HTTP.

| method | request |
| --- | --- |
| [`view`](Self::view) | `GET /api/v3/user-chat/view` |
| [`delete`](Self::delete) | `POST /api/v3/user-chat/delete` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
pub struct UserChatClient {
    client: ::api_core::Client,
}
#[allow(unused_imports)]
use ::api_core::__private::pages::ReturnedAlone as _;
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl UserChatClient {
    /// The metadata of the endpoints of [`UserChat`], in declared order.
    pub const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("UserChat", "view", "GET")
            .with_path(
                "/api/v3/user-chat/view",
                &[::api_core::endpoint::PathPiece::Literal("/api/v3/user-chat/view")],
            )
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "chat_code",
                        ::api_core::endpoint::Location::Query,
                        "chat_code",
                    ),
                ],
            )
            .with_docs("The details of one chat."),
        ::api_core::Endpoint::new("UserChat", "delete", "POST")
            .with_path(
                "/api/v3/user-chat/delete",
                &[::api_core::endpoint::PathPiece::Literal("/api/v3/user-chat/delete")],
            )
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "chat_code",
                        ::api_core::endpoint::Location::Field,
                        "chat_code",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Json)
            .with_docs("Removes a chat from the list."),
    ];
    /// A client that calls through `client`.
    pub fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    pub fn client(&self) -> &::api_core::Client {
        &self.client
    }
    /// The details of one chat.
    ///
    /** `GET /api/v3/user-chat/view`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `chat_code` | query | `chat_code` |*/
    pub fn view(&self, chat_code: &str) -> ::api_core::Call<Result<Chat>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.query("chat_code", &chat_code);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<Kook<()>, Result<Chat>, _>().alone(),
        )
    }
    /// Removes a chat from the list.
    ///
    /** `POST /api/v3/user-chat/delete`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `chat_code` | body | `chat_code` |*/
    pub fn delete(&self, chat_code: &str) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[1],
        );
        request.field("chat_code", &chat_code);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<Kook<()>, Result<()>, _>(),
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
    fn view<'life0, 'life1, 'async_trait>(
        &'life0 self,
        chat_code: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::view(self, chat_code).boxed()
    }
    fn delete<'life0, 'life1, 'async_trait>(
        &'life0 self,
        chat_code: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::delete(self, chat_code).boxed()
    }
}
