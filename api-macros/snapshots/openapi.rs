/// Private chats of a KOOK user.
#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
pub trait UserChat: ::core::marker::Send + ::core::marker::Sync {
    /// The details of one chat.
    fn view<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        id: u64,
        tags: &'life1 [&'life2 str],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`UserChat`] over HTTP.

| method | request |
| --- | --- |
| [`view`](Self::view) | `GET /{id}/view` |*/
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
                "/{id}/view",
                &[
                    ::api_core::endpoint::PathPiece::Literal("/"),
                    ::api_core::endpoint::PathPiece::Param("id"),
                    ::api_core::endpoint::PathPiece::Literal("/view"),
                ],
            )
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "id",
                        ::api_core::endpoint::Location::Path,
                        "id",
                    ),
                    ::api_core::endpoint::Param::new(
                        "tags",
                        ::api_core::endpoint::Location::Query,
                        "tags",
                    ),
                ],
            )
            .with_docs("The details of one chat."),
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
    /** `GET /{id}/view`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `id` | path | `id` |
 | `tags` | query | `tags` |*/
    pub fn view(&self, id: u64, tags: &[&str]) -> ::api_core::Call<Result<Chat>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.path(&id);
        request.query("tags", &tags);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<Kook<()>, Result<Chat>, _>().alone(),
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
    fn view<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        id: u64,
        tags: &'life1 [&'life2 str],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait,
    {
        Self::view(self, id, tags).boxed()
    }
}
/// Serves [`UserChat`] over HTTP: an axum router that calls an implementation of it.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
pub struct UserChatServer {
    routes: ::api_core::__private::server::Routes,
}
#[allow(
    dead_code,
    deprecated,
    unused_mut,
    unused_variables,
    clippy::too_many_lines,
    clippy::indexing_slicing,
    clippy::too_many_arguments
)]
impl UserChatServer {
    /// Makes a server of `implementation`.
    pub fn new(implementation: impl UserChat + 'static) -> Self {
        Self::shared(::std::sync::Arc::new(implementation))
    }
    /// Makes a server of an implementation that is shared with other code.
    pub fn shared<__Implementation>(
        implementation: ::std::sync::Arc<__Implementation>,
    ) -> Self
    where
        __Implementation: UserChat + ?::core::marker::Sized + 'static,
    {
        let implementation = implementation;
        let mut routes = ::api_core::__private::server::Routes::new(
            ::api_core::__private::server::seal::<Kook<()>>(),
        );
        routes
            .add(
                &implementation,
                ::api_core::__private::server::Handler::new(
                    &<UserChatClient>::ENDPOINTS[0],
                    ::api_core::__private::server::seal::<Kook<()>>(),
                    |
                        implementation: ::std::sync::Arc<__Implementation>,
                        mut input,
                        responder|
                    {
                        ::std::boxed::Box::pin(async move {
                            let id = input.path::<u64, _>(0)?;
                            let tags = input
                                .query::<
                                    <[<str as ::api_core::__private::server::OwnedForm>::Owned] as ::api_core::__private::server::OwnedForm>::Owned,
                                >("tags", ::api_core::__private::Style::PLAIN)?;
                            let returned = <__Implementation as UserChat>::view(
                                    &*implementation,
                                    id,
                                    ::api_core::__private::server::lend(
                                        &::api_core::__private::server::hold::<&[&str], _, _>(&tags),
                                    ),
                                )
                                .await;
                            ::api_core::__private::server::respond::<
                                Result<Chat>,
                                _,
                            >()(responder, returned)
                        })
                    },
                ),
            );
        Self { routes: routes }
    }
    /// Sets the error of the API for a rejected request. By default, its code is the HTTP
    /// status.
    #[must_use]
    pub fn rejections(
        mut self,
        rejections: impl ::core::ops::Fn(
            &::api_core::__private::server::Rejection,
        ) -> ::api_core::ApiError + ::core::marker::Send + ::core::marker::Sync + 'static,
    ) -> Self {
        self.routes.set_rejections(rejections);
        self
    }
    /// Makes the router. State, layers and nesting are axum's own.
    pub fn into_router(self) -> ::api_core::__private::server::Router {
        self.routes.into_router()
    }
}
#[allow(dead_code, unused_variables, clippy::indexing_slicing, clippy::too_many_lines)]
impl UserChatClient {
    /// The description of [`UserChat`] in OpenAPI, from the trait alone.
    #[must_use]
    pub fn openapi() -> ::api_core::openapi::Document {
        #[allow(unused_imports)]
        use ::api_core::__private::openapi::{Undescribed as _, Untold as _};
        let version = match ::core::option_env!("CARGO_PKG_VERSION") {
            ::core::option::Option::Some(version) => version,
            ::core::option::Option::None => "0.0.0",
        };
        ::api_core::openapi::Document::new(
            "UserChat",
            version,
            |builder: &mut ::api_core::__private::openapi::Builder| {
                builder
                    .service(
                        "UserChat",
                        "Private chats of a KOOK user.",
                        ::core::option::Option::Some(
                            &[
                                &[
                                    ::api_core::__private::openapi::Scheme::Authorization("Bot"),
                                ],
                            ],
                        ),
                    );
                builder
                    .endpoint::<
                        Kook<()>,
                    >(
                        &Self::ENDPOINTS[0],
                        |operation: &mut ::api_core::__private::openapi::Operation<'_>| {
                            operation.path::<u64, _>(0);
                            operation
                                .query::<
                                    &[&str],
                                    _,
                                >("tags", ::api_core::__private::Style::PLAIN);
                            ::api_core::__private::openapi::responses::<
                                Result<Chat>,
                                _,
                            >()(operation);
                            ::api_core::__private::openapi::Failures::<
                                <Result<Chat> as ::api_core::__private::ReturnType>::Error,
                            >::new()
                                .describe()(operation);
                            operation
                                .example(
                                    ::core::include_str!(
                                        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/",
                                        "Cargo.toml")
                                    ),
                                );
                        },
                    );
            },
        )
    }
}
#[allow(dead_code)]
impl UserChatServer {
    /// Serves the description of the API at `path`, and to a browser a page that shows it.
    #[must_use]
    pub fn openapi(mut self, path: &::core::primitive::str) -> Self {
        self.routes
            .merge(::api_core::openapi::router(<UserChatClient>::openapi(), path));
        self
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
        Kook<()>,
        Result<Chat>,
        _,
    >()(
        &<UserChatClient>::ENDPOINTS[0],
        ::core::include_str!(
            ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", "Cargo.toml")
        ),
    );
}
