#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Admin: Users<u8> + ::core::marker::Send + ::core::marker::Sync {
    fn ban<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Admin`] over HTTP.

| method | request |
| --- | --- |
| [`ban`](Self::ban) | `POST /ban/{id}` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct AdminClient {
    client: ::api_core::Client,
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl AdminClient {
    /// The metadata of the endpoints of [`Admin`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Admin", "ban", "POST")
            .with_path(
                "/ban/{id}",
                &[
                    ::api_core::endpoint::PathPiece::Literal("/ban/"),
                    ::api_core::endpoint::PathPiece::Param("id"),
                ],
            )
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "id",
                        ::api_core::endpoint::Location::Path,
                        "id",
                    ),
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
    /** `POST /ban/{id}`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `id` | path | `id` |*/
    fn ban(&self, id: u64) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.path(&id);
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
impl Admin for AdminClient {
    fn ban<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::ban(self, id).boxed()
    }
}
impl ::api_core::__private::Extends<UsersClient<u8>> for AdminClient {
    fn base(&self) -> UsersClient<u8> {
        <UsersClient<u8>>::new(::core::clone::Clone::clone(&self.client))
    }
}
