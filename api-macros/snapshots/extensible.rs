#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users<T>: Clone + ::core::marker::Send + ::core::marker::Sync {
    fn get<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<T>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Users`] over HTTP.

| method | request |
| --- | --- |
| [`get`](Self::get) | `GET /users/{id}` |*/
#[allow(dead_code)]
struct UsersClient<T> {
    client: ::api_core::Client,
    marker: ::core::marker::PhantomData<fn() -> (*const T,)>,
}
impl<T> ::core::clone::Clone for UsersClient<T> {
    fn clone(&self) -> Self {
        Self {
            client: ::core::clone::Clone::clone(&self.client),
            marker: ::core::marker::PhantomData,
        }
    }
}
impl<T> ::core::fmt::Debug for UsersClient<T> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("UsersClient")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}
#[allow(unused_imports)]
use ::api_core::__private::pages::ReturnedAlone as _;
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl<T> UsersClient<T> {
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
 | `id` | path | `id` |*/
    fn get(&self, id: u64) -> ::api_core::Call<Result<T>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.path(&id);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<T>,
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
impl<
    T,
    Extending: ::api_core::__private::Extends<UsersClient<T>> + ::core::marker::Send
        + ::core::marker::Sync + Clone,
> Users<T> for Extending {
    fn get<'life0, 'async_trait>(
        &'life0 self,
        id: u64,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<T>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        let base = ::api_core::__private::Extends::<UsersClient<T>>::base(self);
        <UsersClient<T>>::get(&base, id).boxed()
    }
}
impl<T> ::api_core::__private::Extends<UsersClient<T>> for UsersClient<T> {
    fn base(&self) -> UsersClient<T> {
        <UsersClient<T>>::new(::core::clone::Clone::clone(&self.client))
    }
}
