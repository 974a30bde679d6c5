#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    fn get<'life0, 'async_trait, T>(
        &'life0 self,
        id: impl 'async_trait + Into<String> + ::core::marker::Send,
        by: impl 'async_trait + Serialize + ::core::marker::Send,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<T>>
    where
        T: DeserializeOwned,
        Self: Sized,
        T: 'async_trait,
        'life0: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Users`] over HTTP.

| method | request |
| --- | --- |
| [`get`](Self::get) | `GET /users/{id}` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct UsersClient {
    client: ::api_core::Client,
}
#[allow(unused_imports)]
use ::api_core::__private::pages::ReturnedAlone as _;
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl UsersClient {
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
    /** `GET /users/{id}`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `id` | path | `id` |
 | `by` | query | `by` |*/
    fn get<T>(
        &self,
        id: impl Into<String> + ::core::marker::Send,
        by: impl Serialize + ::core::marker::Send,
    ) -> ::api_core::Call<Result<T>>
    where
        T: DeserializeOwned,
        Self: Sized,
    {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.path(&::core::convert::Into::<String>::into(id));
        ::api_core::__private::Shape(&by).pairs(&by);
        request.query("by", &by);
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
impl Users for UsersClient {
    fn get<'life0, 'async_trait, T>(
        &'life0 self,
        id: impl 'async_trait + Into<String> + ::core::marker::Send,
        by: impl 'async_trait + Serialize + ::core::marker::Send,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<T>>
    where
        T: DeserializeOwned,
        Self: Sized,
        T: 'async_trait,
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::get::<T>(self, id, by).boxed()
    }
}
