#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Pages: ::core::marker::Send + ::core::marker::Sync {
    fn next<'life0, 'life1, 'async_trait>(
        &'life0 self,
        url: &'life1 str,
        limit: u8,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Page>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Pages`] over HTTP.

| method | request |
| --- | --- |
| [`next`](Self::next) | `GET` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct PagesClient {
    client: ::api_core::Client,
}
#[allow(unused_imports)]
use ::api_core::__private::pages::ReturnedAlone as _;
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl PagesClient {
    /// The metadata of the endpoints of [`Pages`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Pages", "next", "GET")
            .with_path("", &[])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "url",
                        ::api_core::endpoint::Location::Url,
                        "",
                    ),
                    ::api_core::endpoint::Param::new(
                        "limit",
                        ::api_core::endpoint::Location::Query,
                        "limit",
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
    /** `GET`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `url` | URL |  |
 | `limit` | query | `limit` |*/
    fn next(&self, url: &str, limit: u8) -> ::api_core::Call<Result<Page>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.url(&url);
        request.query("limit", &limit);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<Page>,
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
impl Pages for PagesClient {
    fn next<'life0, 'life1, 'async_trait>(
        &'life0 self,
        url: &'life1 str,
        limit: u8,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Page>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::next(self, url, limit).boxed()
    }
}
