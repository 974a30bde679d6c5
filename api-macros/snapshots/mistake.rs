#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    fn get<'life0, 'async_trait>(
        &'life0 self,
        _: (u8, u8),
    ) -> ::api_core::__private::Boxed<'async_trait, ::api_core::Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn list<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Vec<User>>>
    where
        'life0: 'async_trait,
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
            .with_path("/users", &[::api_core::endpoint::PathPiece::Literal("/users")]),
    ];
    /// A client that calls through `client`.
    fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    fn client(&self) -> &::api_core::Client {
        &self.client
    }
    #[allow(missing_docs, unused_variables)]
    fn get(&self, _: (u8, u8)) -> ::api_core::Call<::api_core::Result<()>> {
        ::core::unreachable!("this endpoint does not compile")
    }
    /// `GET /users`
    fn list(&self) -> ::api_core::Call<Result<Vec<User>>> {
        let request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<Vec<User>>,
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
    #[allow(unused_variables)]
    fn get<'life0, 'async_trait>(
        &'life0 self,
        _: (u8, u8),
    ) -> ::api_core::__private::Boxed<'async_trait, ::api_core::Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        ::core::unreachable!("this endpoint does not compile")
    }
    fn list<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Vec<User>>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::list(self).boxed()
    }
}
const _: () = {
    ::core::compile_error! {
        "endpoint `get` must be `async`\n\n= help: write `async fn get`"
    }
};
const _: () = {
    ::core::compile_error! {
        "endpoint `get` must take `&self`\n\n= help: a client is shared by its calls: write `&self`"
    }
};
const _: () = {
    ::core::compile_error! {
        "endpoint `get` must say what it returns\n\n= help: write `-> Result<T>`, or `-> Result<()>` if nothing in the response matters"
    }
};
const _: () = {
    ::core::compile_error! {
        "endpoint `get`: this parameter is a pattern, which has no name to send\n\n= help: write a name, and take the value apart before the call"
    }
};
