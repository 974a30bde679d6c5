#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    fn list<'life0, 'life1, 'async_trait>(
        &'life0 self,
        token: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Users`] over HTTP.

| method | request |
| --- | --- |
| [`list`](Self::list) | `GET /users` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct UsersClient {
    client: ::api_core::Client,
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl UsersClient {
    /// The metadata of the endpoints of [`Users`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Users", "list", "GET")
            .with_path("/users", &[::api_core::endpoint::PathPiece::Literal("/users")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                            "token",
                            ::api_core::endpoint::Location::Query,
                            "token",
                        )
                        .with_sensitive(),
                ],
            ),
    ];
    /// A client that calls through `client`.
    fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    fn client(&self) -> &::api_core::Client {
        &self.client
    }
    /** `GET /users`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `token` | query | `token` |*/
    fn list(&self, token: &str) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.query("token", &token);
        ::api_core::__private::sensitive_in_url();
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
}
#[allow(
    deprecated,
    clippy::indexing_slicing,
    clippy::too_many_arguments,
    clippy::type_complexity
)]
impl Users for UsersClient {
    fn list<'life0, 'life1, 'async_trait>(
        &'life0 self,
        token: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::list(self, token).boxed()
    }
}
