#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users<'t, const N: usize>: ::core::marker::Send + ::core::marker::Sync {
    fn get<'a, 'life0, 'life1, 'async_trait>(
        &'a self,
        id: &'life0 str,
        by: Cow<'t, str>,
        with: Name<'life1>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'a: 'async_trait,
        't: 'async_trait,
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Users`] over HTTP.

| method | request |
| --- | --- |
| [`get`](Self::get) | `GET /users/{id}` |*/
#[allow(dead_code)]
struct UsersClient<'t, const N: usize> {
    client: ::api_core::Client,
    marker: ::core::marker::PhantomData<fn() -> (&'t (),)>,
}
impl<'t, const N: usize> ::core::clone::Clone for UsersClient<'t, N> {
    fn clone(&self) -> Self {
        Self {
            client: ::core::clone::Clone::clone(&self.client),
            marker: ::core::marker::PhantomData,
        }
    }
}
impl<'t, const N: usize> ::core::fmt::Debug for UsersClient<'t, N> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("UsersClient")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl<'t, const N: usize> UsersClient<'t, N> {
    /// The metadata of the endpoints of [`Users`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Users", "get", "GET")
            .with_path(
                "/users/{id}",
                &[
                    ::api_core::endpoint::PathPiece::Literal("/users/"),
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
                    ::api_core::endpoint::Param::new(
                        "by",
                        ::api_core::endpoint::Location::Query,
                        "by",
                    ),
                    ::api_core::endpoint::Param::new(
                        "with",
                        ::api_core::endpoint::Location::Query,
                        "with",
                    ),
                ],
            ),
    ];
    /// A client that calls through `client`.
    fn new(client: ::api_core::Client) -> Self {
        Self {
            client: client,
            marker: ::core::marker::PhantomData,
        }
    }
    /// The client that sends the calls.
    fn client(&self) -> &::api_core::Client {
        &self.client
    }
    /** `GET /users/{id}`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `id` | path | `id` |
 | `by` | query | `by` |
 | `with` | query | `with` |*/
    fn get<'a>(
        &'a self,
        id: &str,
        by: Cow<'t, str>,
        with: Name<'_>,
    ) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.path(&id);
        ::api_core::__private::Shape(&by).pairs(&by);
        request.query("by", &by);
        ::api_core::__private::Shape(&with).pairs(&with);
        request.query("with", &with);
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
impl<'t, const N: usize> Users<'t, N> for UsersClient<'t, N> {
    fn get<'a, 'life0, 'life1, 'async_trait>(
        &'a self,
        id: &'life0 str,
        by: Cow<'t, str>,
        with: Name<'life1>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'a: 'async_trait,
        't: 'async_trait,
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::get(self, id, by, with).boxed()
    }
}
