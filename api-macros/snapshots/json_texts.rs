#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Files: ::core::marker::Send + ::core::marker::Sync {
    fn list<'life0, 'life1, 'async_trait>(
        &'life0 self,
        filter: &'life1 Filter,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn send<'life0, 'async_trait>(
        &'life0 self,
        content: Content,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn upload<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        ids: &'life1 [u8],
        attributes: &'life2 Attributes,
        file: Part,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Files`] over HTTP.

| method | request |
| --- | --- |
| [`list`](Self::list) | `GET /files` |
| [`send`](Self::send) | `POST /messages` |
| [`upload`](Self::upload) | `POST /files/{ids}` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct FilesClient {
    client: ::api_core::Client,
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl FilesClient {
    /// The metadata of the endpoints of [`Files`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Files", "list", "GET")
            .with_path("/files", &[::api_core::endpoint::PathPiece::Literal("/files")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "filter",
                        ::api_core::endpoint::Location::Query,
                        "filter",
                    ),
                ],
            ),
        ::api_core::Endpoint::new("Files", "send", "POST")
            .with_path(
                "/messages",
                &[::api_core::endpoint::PathPiece::Literal("/messages")],
            )
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "content",
                        ::api_core::endpoint::Location::Field,
                        "content",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Json),
        ::api_core::Endpoint::new("Files", "upload", "POST")
            .with_path(
                "/files/{ids}",
                &[
                    ::api_core::endpoint::PathPiece::Literal("/files/"),
                    ::api_core::endpoint::PathPiece::Param("ids"),
                ],
            )
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "ids",
                        ::api_core::endpoint::Location::Path,
                        "ids",
                    ),
                    ::api_core::endpoint::Param::new(
                        "attributes",
                        ::api_core::endpoint::Location::Part,
                        "attributes",
                    ),
                    ::api_core::endpoint::Param::new(
                        "file",
                        ::api_core::endpoint::Location::Part,
                        "file",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Multipart),
    ];
    /// A client that calls through `client`.
    fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    fn client(&self) -> &::api_core::Client {
        &self.client
    }
    /** `GET /files`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `filter` | query | `filter` |*/
    fn list(&self, filter: &Filter) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.query_json("filter", &filter);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /** `POST /messages`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `content` | body | `content` |*/
    fn send(&self, content: Content) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[1],
        );
        request.field_json("content", &content);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /** `POST /files/{ids}`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `ids` | path | `ids` |
 | `attributes` | part | `attributes` |
 | `file` | part | `file` |*/
    fn upload(
        &self,
        ids: &[u8],
        attributes: &Attributes,
        file: Part,
    ) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[2],
        );
        request.path_list(&ids);
        request.part_json("attributes", &attributes);
        ::api_core::__private::Shape(&file).part(&file);
        request.part("file", file);
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
impl Files for FilesClient {
    fn list<'life0, 'life1, 'async_trait>(
        &'life0 self,
        filter: &'life1 Filter,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::list(self, filter).boxed()
    }
    fn send<'life0, 'async_trait>(
        &'life0 self,
        content: Content,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::send(self, content).boxed()
    }
    fn upload<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        ids: &'life1 [u8],
        attributes: &'life2 Attributes,
        file: Part,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait,
    {
        Self::upload(self, ids, attributes, file).boxed()
    }
}
