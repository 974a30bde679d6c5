#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
pub trait UserChat: ::core::marker::Send + ::core::marker::Sync {
    fn view<'life0, 'life1, 'life2, 'life3, 'async_trait>(
        &'life0 self,
        cx: &'life1 Context,
        id: u64,
        tags: &'life2 [&'life3 str],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        Self: 'async_trait;
    fn create<'life0, 'life1, 'async_trait>(
        &'life0 self,
        target_id: Option<&'life1 str>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`UserChat`] over HTTP.

| method | request |
| --- | --- |
| [`view`](Self::view) | `GET /{id}/view` |
| [`create`](Self::create) | `POST /create` |*/
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
            ),
        ::api_core::Endpoint::new("UserChat", "create", "POST")
            .with_path("/create", &[::api_core::endpoint::PathPiece::Literal("/create")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "target_id",
                        ::api_core::endpoint::Location::Field,
                        "target_id",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Json),
    ];
    /// A client that calls through `client`.
    pub fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    pub fn client(&self) -> &::api_core::Client {
        &self.client
    }
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
    /** `POST /create`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `target_id` | body | `target_id` |*/
    pub fn create(&self, target_id: Option<&str>) -> ::api_core::Call<Result<Chat>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[1],
        );
        request.field("target_id", &target_id);
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
    fn view<'life0, 'life1, 'life2, 'life3, 'async_trait>(
        &'life0 self,
        cx: &'life1 Context,
        id: u64,
        tags: &'life2 [&'life3 str],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        Self: 'async_trait,
    {
        let _ = cx;
        Self::view(self, id, tags).boxed()
    }
    fn create<'life0, 'life1, 'async_trait>(
        &'life0 self,
        target_id: Option<&'life1 str>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::create(self, target_id).boxed()
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
                            let cx = input.context();
                            let id = input.path::<u64, _>(0)?;
                            let tags = input
                                .query::<
                                    <[<str as ::api_core::__private::server::OwnedForm>::Owned] as ::api_core::__private::server::OwnedForm>::Owned,
                                >("tags", ::api_core::__private::Style::PLAIN)?;
                            let returned = <__Implementation as UserChat>::view(
                                    &*implementation,
                                    ::api_core::__private::context::<&Context>(&cx),
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
        routes
            .add(
                &implementation,
                ::api_core::__private::server::Handler::in_steps(
                    &<UserChatClient>::ENDPOINTS[1],
                    ::api_core::__private::server::seal::<Kook<()>>(),
                    |input| {
                        let target_id = input
                            .field::<
                                Option<
                                    <str as ::api_core::__private::server::OwnedForm>::Owned,
                                >,
                            >("target_id")?;
                        ::core::result::Result::Ok(((target_id,), ()))
                    },
                    |implementation, (target_id,), ()| {
                        <__Implementation as UserChat>::create(
                            implementation,
                            ::api_core::__private::server::lend(
                                &::api_core::__private::server::hold::<
                                    Option<&str>,
                                    _,
                                    _,
                                >(target_id),
                            ),
                        )
                    },
                    ::api_core::__private::server::respond::<Result<Chat>, _>(),
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
