#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    const LIMIT: usize = 10;
    #[allow(
        clippy::async_yields_async,
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        unreachable_code
    )]
    fn both<'life0, 'async_trait>(
        &'life0 self,
        mut count: u8,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<u8>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        ::std::boxed::Box::pin(async move {
            let value: Result<u8> = {
                count += 1;
                Ok(count)
            };
            value
        })
    }
    #[allow(
        clippy::async_yields_async,
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        unreachable_code
    )]
    fn nothing<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, ()>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        ::std::boxed::Box::pin(async move {
            let value: () = {};
            value
        })
    }
    fn plain(&self) -> usize {
        Self::LIMIT
    }
}
/// Calls the endpoints of [`Users`] over HTTP.
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct UsersClient {
    client: ::api_core::Client,
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl UsersClient {
    /// The metadata of the endpoints of [`Users`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[];
    /// A client that calls through `client`.
    fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    fn client(&self) -> &::api_core::Client {
        &self.client
    }
}
#[allow(
    deprecated,
    clippy::indexing_slicing,
    clippy::too_many_arguments,
    clippy::type_complexity
)]
impl Users for UsersClient {}
