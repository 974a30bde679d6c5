#[::api_core::async_trait]
/// Private chats of a KOOK user.
#[allow(dead_code)]
pub trait UserChat: ::core::marker::Send + ::core::marker::Sync {
    /// The details of one chat.
    async fn view(&self, chat_code: &str) -> Result<Chat>;
    /// Removes a chat from the list.
    async fn delete(&self, chat_code: &str) -> Result<()>;
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
#[allow(dead_code)]
impl UserChatClient {
    const ENDPOINT_VIEW: ::api_core::Endpoint = ::api_core::Endpoint::new(
            "UserChat",
            "view",
            "GET",
        )
        .path(
            "/api/v3/user-chat/view",
            &[::api_core::PathPiece::Literal("/api/v3/user-chat/view")],
        )
        .with_params(
            &[
                ::api_core::Param::new(
                    "chat_code",
                    ::api_core::Location::Query,
                    "chat_code",
                ),
            ],
        )
        .with_docs("The details of one chat.");
    const ENDPOINT_DELETE: ::api_core::Endpoint = ::api_core::Endpoint::new(
            "UserChat",
            "delete",
            "POST",
        )
        .path(
            "/api/v3/user-chat/delete",
            &[::api_core::PathPiece::Literal("/api/v3/user-chat/delete")],
        )
        .with_params(
            &[
                ::api_core::Param::new(
                    "chat_code",
                    ::api_core::Location::Field,
                    "chat_code",
                ),
            ],
        )
        .with_loose_body(::api_core::BodyFormat::Json)
        .with_docs("Removes a chat from the list.");
    /// What is declared of each endpoint of [`UserChat`].
    pub const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        Self::ENDPOINT_VIEW,
        Self::ENDPOINT_DELETE,
    ];
    /// A client that calls through `client`.
    pub fn new(client: ::api_core::Client) -> Self {
        Self { client }
    }
    /// The client that is called through.
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
            &Self::ENDPOINT_VIEW,
        );
        request.query("chat_code", &chat_code);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<Kook<()>, Result<Chat>, _>(),
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
            &Self::ENDPOINT_DELETE,
        );
        request.field("chat_code", &chat_code);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<Kook<()>, Result<()>, _>(),
        )
    }
}
#[::api_core::async_trait]
impl UserChat for UserChatClient {
    async fn view(&self, chat_code: &str) -> Result<Chat> {
        Self::view(self, chat_code).await
    }
    async fn delete(&self, chat_code: &str) -> Result<()> {
        Self::delete(self, chat_code).await
    }
}
