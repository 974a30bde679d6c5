#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Files: ::core::marker::Send + ::core::marker::Sync {
    fn head<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<HeaderMap>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Files`] over HTTP.

| method | request |
| --- | --- |
| [`head`](Self::head) | `HEAD /files/{id}` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct FilesClient {
    client: ::api_core::Client,
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl FilesClient {
    /// The metadata of the endpoints of [`Files`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Files", "head", "HEAD")
            .with_path(
                "/files/{id}",
                &[
                    ::api_core::endpoint::PathPiece::Literal("/files/"),
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
    /** `HEAD /files/{id}`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `id` | path | `id` |*/
    fn head(&self, id: u64) -> ::api_core::Call<Result<HeaderMap>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.path(&id);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode_head::<
                ::api_core::__private::NoEnvelope,
                Result<HeaderMap>,
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
impl Files for FilesClient {
    fn head<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<HeaderMap>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::head(self, id).boxed()
    }
}
