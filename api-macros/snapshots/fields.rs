#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Aria2: ::core::marker::Send + ::core::marker::Sync {
    fn add_uri<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        uris: &'life1 [&'life2 str],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<String>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
    fn pause_all<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn version<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<String>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Aria2`] over HTTP.

| method | request |
| --- | --- |
| [`add_uri`](Self::add_uri) | `POST /jsonrpc` |
| [`pause_all`](Self::pause_all) | `POST /jsonrpc` |
| [`version`](Self::version) | `GET /version` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct Aria2Client {
    client: ::api_core::Client,
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl Aria2Client {
    /// The metadata of the endpoints of [`Aria2`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Aria2", "add_uri", "POST")
            .with_path(
                "/jsonrpc",
                &[::api_core::endpoint::PathPiece::Literal("/jsonrpc")],
            )
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "uris",
                        ::api_core::endpoint::Location::Field,
                        "uris",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Json)
            .with_fields(
                &[
                    ("jsonrpc", ::api_core::endpoint::Constant::Text("2.0")),
                    ("method", ::api_core::endpoint::Constant::Text("aria2.addUri")),
                    ("n", ::api_core::endpoint::Constant::Number("-1.5")),
                ],
            )
            .with_body_key("params"),
        ::api_core::Endpoint::new("Aria2", "pause_all", "POST")
            .with_path(
                "/jsonrpc",
                &[::api_core::endpoint::PathPiece::Literal("/jsonrpc")],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Json)
            .with_fields(
                &[
                    ("jsonrpc", ::api_core::endpoint::Constant::Text("2.0")),
                    ("id", ::api_core::endpoint::Constant::Number("1")),
                    ("method", ::api_core::endpoint::Constant::Text("aria2.pauseAll")),
                    ("quick", ::api_core::endpoint::Constant::Bool(true)),
                ],
            ),
        ::api_core::Endpoint::new("Aria2", "version", "GET")
            .with_path(
                "/version",
                &[::api_core::endpoint::PathPiece::Literal("/version")],
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
    /** `POST /jsonrpc`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `uris` | body | `uris` |*/
    fn add_uri(&self, uris: &[&str]) -> ::api_core::Call<Result<String>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.field("uris", &uris);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<String>,
                _,
            >(),
        )
    }
    /// `POST /jsonrpc`
    fn pause_all(&self) -> ::api_core::Call<Result<()>> {
        let request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[1],
        );
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /// `GET /version`
    fn version(&self) -> ::api_core::Call<Result<String>> {
        let request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[2],
        );
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<String>,
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
impl Aria2 for Aria2Client {
    fn add_uri<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        uris: &'life1 [&'life2 str],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<String>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait,
    {
        Self::add_uri(self, uris).boxed()
    }
    fn pause_all<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::pause_all(self).boxed()
    }
    fn version<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<String>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::version(self).boxed()
    }
}
