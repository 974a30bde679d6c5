#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
pub(crate) trait FileApi<T: Entity>: Clone + ::core::marker::Send + ::core::marker::Sync
where
    T: 'static,
{
    #[cfg(unix)]
    #[deprecated]
    fn put<'a, 'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        file: &'a T,
        name: &'life1 str,
        v: u8,
        owner: u64,
        request: Option<&'life2 str>,
        r#type: Kind,
    ) -> renamed::__private::Boxed<'async_trait, Result<T, Failure>>
    where
        T: 'a,
        'a: 'async_trait,
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
    /// Provided.
    #[allow(
        clippy::async_yields_async,
        clippy::diverging_sub_expression,
        clippy::let_unit_value,
        unreachable_code
    )]
    fn all<'life0, 'async_trait>(
        &'life0 self,
    ) -> renamed::__private::Boxed<'async_trait, u8>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        ::std::boxed::Box::pin(async move {
            let value: u8 = { 1 };
            value
        })
    }
}
/** Calls the endpoints of [`FileApi`] over HTTP.

| method | request |
| --- | --- |
| `put` | `PUT /v{version}/{owner}/files/{name*}?fixed=a%20b` without credentials |*/
#[allow(unused_qualifications)]
#[allow(dead_code)]
pub(crate) struct Files<T: Entity>
where
    T: 'static,
{
    client: renamed::Client,
    marker: ::core::marker::PhantomData<fn() -> (*const T,)>,
}
impl<T: Entity> ::core::clone::Clone for Files<T>
where
    T: 'static,
{
    fn clone(&self) -> Self {
        Self {
            client: ::core::clone::Clone::clone(&self.client),
            marker: ::core::marker::PhantomData,
        }
    }
}
impl<T: Entity> ::core::fmt::Debug for Files<T>
where
    T: 'static,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("Files").field("client", &self.client).finish_non_exhaustive()
    }
}
#[allow(unused_imports)]
use renamed::__private::pages::ReturnedAlone as _;
#[allow(unused_qualifications)]
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl<T: Entity> Files<T>
where
    T: 'static,
{
    /// The metadata of the endpoints of [`FileApi`], in declared order.
    pub(crate) const ENDPOINTS: &'static [renamed::Endpoint] = &[
        #[cfg(unix)]
        renamed::Endpoint::new("FileApi", "put", "PUT")
            .with_path(
                "/v{version}/{owner}/files/{name*}?fixed=a%20b",
                &[
                    renamed::endpoint::PathPiece::Literal("/v"),
                    renamed::endpoint::PathPiece::Param("version"),
                    renamed::endpoint::PathPiece::Literal("/"),
                    renamed::endpoint::PathPiece::Param("owner"),
                    renamed::endpoint::PathPiece::Literal("/files/"),
                    renamed::endpoint::PathPiece::Rest("name"),
                ],
            )
            .with_params(
                &[
                    renamed::endpoint::Param::new(
                        "file",
                        renamed::endpoint::Location::Body,
                        "",
                    ),
                    renamed::endpoint::Param::new(
                        "name",
                        renamed::endpoint::Location::Path,
                        "name",
                    ),
                    renamed::endpoint::Param::new(
                        "v",
                        renamed::endpoint::Location::Path,
                        "version",
                    ),
                    renamed::endpoint::Param::new(
                        "owner",
                        renamed::endpoint::Location::Path,
                        "owner",
                    ),
                    renamed::endpoint::Param::new(
                            "request",
                            renamed::endpoint::Location::Header,
                            "X-Request",
                        )
                        .with_sensitive(),
                    renamed::endpoint::Param::new(
                        "type",
                        renamed::endpoint::Location::Query,
                        "type",
                    ),
                ],
            )
            .with_headers(&[("Accept-Language", "en"), ("X-Kind", "file")])
            .without_headers(&["X-Trace"])
            .with_query(
                "v=3&fixed=a%20b&w=4",
                &[("v", "3"), ("fixed", "a b"), ("w", "4")],
            )
            .with_timeout_ms(10000)
            .with_max_body(67108864)
            .with_success(&[200, 202])
            .with_idempotent()
            .with_deprecated()
            .without_credentials()
            .with_retry(renamed::Retry::never()),
    ];
    /// A client that calls through `client`.
    pub(crate) fn new(client: renamed::Client) -> Self {
        Self {
            client: client,
            marker: ::core::marker::PhantomData,
        }
    }
    /// The client that sends the calls.
    pub(crate) fn client(&self) -> &renamed::Client {
        &self.client
    }
    #[cfg(unix)]
    #[deprecated]
    /** `PUT /v{version}/{owner}/files/{name*}?fixed=a%20b` without credentials

 | parameter | goes to | as |
 | --- | --- | --- |
 | `file` | body |  |
 | `name` | path | `name` |
 | `v` | path | `version` |
 | `owner` | path | `owner` |
 | `request` | header | `X-Request` |
 | `type` | query | `type` |*/
    pub(crate) fn put<'a>(
        &self,
        file: &'a T,
        name: &str,
        v: u8,
        owner: u64,
        request: Option<&str>,
        r#type: Kind,
    ) -> renamed::Call<Result<T, Failure>>
    where
        T: 'a,
    {
        let mut request = renamed::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.path(&v);
        request.path(&owner);
        request.path(&name);
        request.json(&file);
        request.header("X-Request", &request);
        renamed::__private::Shape(&r#type).pairs(&r#type);
        request.query("type", &r#type);
        renamed::__private::call(
            request,
            renamed::__private::decode::<Wrapped<()>, Result<T, Failure>, _>().alone(),
        )
    }
}
#[allow(unused_qualifications)]
#[allow(
    deprecated,
    clippy::indexing_slicing,
    clippy::too_many_arguments,
    clippy::type_complexity
)]
impl<T: Entity> FileApi<T> for Files<T>
where
    T: 'static,
{
    #[cfg(unix)]
    fn put<'a, 'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        file: &'a T,
        name: &'life1 str,
        v: u8,
        owner: u64,
        request: Option<&'life2 str>,
        r#type: Kind,
    ) -> renamed::__private::Boxed<'async_trait, Result<T, Failure>>
    where
        T: 'a,
        'a: 'async_trait,
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait,
    {
        Self::put(self, file, name, v, owner, request, r#type).boxed()
    }
}
