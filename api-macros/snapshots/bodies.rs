#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    fn form<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        ids: &'life2 [u8],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
    fn whole_form<'life0, 'life1, 'async_trait>(
        &'life0 self,
        user: &'life1 User,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn text<'life0, 'life1, 'async_trait>(
        &'life0 self,
        text: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn bytes<'life0, 'async_trait>(
        &'life0 self,
        bytes: Body,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn lines<'life0, 'life1, 'async_trait>(
        &'life0 self,
        docs: &'life1 [Doc],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
    fn flat<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        user: &'life1 User,
        name: &'life2 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
    fn files<'life0, 'life1, 'async_trait>(
        &'life0 self,
        file: Part,
        title: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Users`] over HTTP.

| method | request |
| --- | --- |
| [`form`](Self::form) | `POST /form` |
| [`whole_form`](Self::whole_form) | `POST /whole` |
| [`text`](Self::text) | `POST /text` |
| [`bytes`](Self::bytes) | `POST /bytes` |
| [`lines`](Self::lines) | `POST /lines` |
| [`flat`](Self::flat) | `POST /flat` |
| [`files`](Self::files) | `POST /files` |*/
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code)]
struct UsersClient {
    client: ::api_core::Client,
}
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl UsersClient {
    /// The metadata of the endpoints of [`Users`], in declared order.
    const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("Users", "form", "POST")
            .with_path("/form", &[::api_core::endpoint::PathPiece::Literal("/form")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "name",
                        ::api_core::endpoint::Location::Field,
                        "name",
                    ),
                    ::api_core::endpoint::Param::new(
                        "ids",
                        ::api_core::endpoint::Location::Field,
                        "ids",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Form),
        ::api_core::Endpoint::new("Users", "whole_form", "POST")
            .with_path("/whole", &[::api_core::endpoint::PathPiece::Literal("/whole")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "user",
                        ::api_core::endpoint::Location::Body,
                        "",
                    ),
                ],
            ),
        ::api_core::Endpoint::new("Users", "text", "POST")
            .with_path("/text", &[::api_core::endpoint::PathPiece::Literal("/text")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "text",
                        ::api_core::endpoint::Location::Body,
                        "",
                    ),
                ],
            ),
        ::api_core::Endpoint::new("Users", "bytes", "POST")
            .with_path("/bytes", &[::api_core::endpoint::PathPiece::Literal("/bytes")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "bytes",
                        ::api_core::endpoint::Location::Body,
                        "",
                    ),
                ],
            ),
        ::api_core::Endpoint::new("Users", "lines", "POST")
            .with_path("/lines", &[::api_core::endpoint::PathPiece::Literal("/lines")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "docs",
                        ::api_core::endpoint::Location::Body,
                        "",
                    ),
                ],
            ),
        ::api_core::Endpoint::new("Users", "flat", "POST")
            .with_path("/flat", &[::api_core::endpoint::PathPiece::Literal("/flat")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "user",
                        ::api_core::endpoint::Location::Field,
                        "",
                    ),
                    ::api_core::endpoint::Param::new(
                        "name",
                        ::api_core::endpoint::Location::Field,
                        "name",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Json),
        ::api_core::Endpoint::new("Users", "files", "POST")
            .with_path("/files", &[::api_core::endpoint::PathPiece::Literal("/files")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "file",
                        ::api_core::endpoint::Location::Part,
                        "file",
                    ),
                    ::api_core::endpoint::Param::new(
                        "title",
                        ::api_core::endpoint::Location::Field,
                        "title",
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
    /** `POST /form`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `name` | body | `name` |
 | `ids` | body | `ids` |*/
    fn form(&self, name: &str, ids: &[u8]) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.form_field("name", &name, ::api_core::__private::Style::PLAIN);
        request
            .form_field(
                "ids",
                &ids,
                ::api_core::__private::Style::PLAIN
                    .list(::api_core::__private::List::Brackets),
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
    /** `POST /whole`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `user` | body |  |*/
    fn whole_form(&self, user: &User) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[1],
        );
        ::api_core::__private::Shape(&user).spread(&user);
        request.form(&user, ::api_core::__private::Style::PLAIN);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /** `POST /text`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `text` | body |  |*/
    fn text(&self, text: &str) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[2],
        );
        request.text(&text);
        request.content_type("text/csv");
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /** `POST /bytes`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `bytes` | body |  |*/
    fn bytes(&self, bytes: Body) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[3],
        );
        request.bytes(bytes);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /** `POST /lines`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `docs` | body |  |*/
    fn lines(&self, docs: &[Doc]) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[4],
        );
        ::api_core::__private::Shape(&docs).lines(&docs);
        request.json_lines(docs);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /** `POST /flat`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `user` | body |  |
 | `name` | body | `name` |*/
    fn flat(&self, user: &User, name: &str) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[5],
        );
        ::api_core::__private::Shape(&user).spread(&user);
        request.flat_field("user", &user);
        request.field("name", &name);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<()>,
                _,
            >(),
        )
    }
    /** `POST /files`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `file` | part | `file` |
 | `title` | body | `title` |*/
    fn files(&self, file: Part, title: &str) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[6],
        );
        ::api_core::__private::Shape(&file).part(&file);
        request.part("file", file);
        request.part("title", title);
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
impl Users for UsersClient {
    fn form<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        ids: &'life2 [u8],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait,
    {
        Self::form(self, name, ids).boxed()
    }
    fn whole_form<'life0, 'life1, 'async_trait>(
        &'life0 self,
        user: &'life1 User,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::whole_form(self, user).boxed()
    }
    fn text<'life0, 'life1, 'async_trait>(
        &'life0 self,
        text: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::text(self, text).boxed()
    }
    fn bytes<'life0, 'async_trait>(
        &'life0 self,
        bytes: Body,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::bytes(self, bytes).boxed()
    }
    fn lines<'life0, 'life1, 'async_trait>(
        &'life0 self,
        docs: &'life1 [Doc],
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::lines(self, docs).boxed()
    }
    fn flat<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        user: &'life1 User,
        name: &'life2 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait,
    {
        Self::flat(self, user, name).boxed()
    }
    fn files<'life0, 'life1, 'async_trait>(
        &'life0 self,
        file: Part,
        title: &'life1 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::files(self, file, title).boxed()
    }
}
