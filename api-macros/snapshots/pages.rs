#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    fn list<'life0, 'async_trait>(
        &'life0 self,
        page: Option<u32>,
        size: Option<u32>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Page<User>>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn find<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        after: Option<&'life2 str>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Vec<User>>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait;
    fn one<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<User>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
    fn some<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Page<User>>>
    where
        'life0: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`Users`] over HTTP.

| method | request |
| --- | --- |
| [`list`](Self::list) | `GET /users` |
| [`find`](Self::find) | `POST /find` |
| [`one`](Self::one) | `GET /one` |
| [`some`](Self::some) | `GET /some` |*/
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
        ::api_core::Endpoint::new("Users", "list", "GET")
            .with_path("/users", &[::api_core::endpoint::PathPiece::Literal("/users")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "page",
                        ::api_core::endpoint::Location::Query,
                        "page",
                    ),
                    ::api_core::endpoint::Param::new(
                        "size",
                        ::api_core::endpoint::Location::Query,
                        "size",
                    ),
                ],
            ),
        ::api_core::Endpoint::new("Users", "find", "POST")
            .with_path("/find", &[::api_core::endpoint::PathPiece::Literal("/find")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "name",
                        ::api_core::endpoint::Location::Field,
                        "name",
                    ),
                    ::api_core::endpoint::Param::new(
                        "after",
                        ::api_core::endpoint::Location::Field,
                        "after",
                    ),
                ],
            )
            .with_loose_body(::api_core::endpoint::BodyFormat::Json),
        ::api_core::Endpoint::new("Users", "one", "GET")
            .with_path("/one", &[::api_core::endpoint::PathPiece::Literal("/one")]),
        ::api_core::Endpoint::new("Users", "some", "GET")
            .with_path("/some", &[::api_core::endpoint::PathPiece::Literal("/some")]),
    ];
    /// A client that calls through `client`.
    fn new(client: ::api_core::Client) -> Self {
        Self { client: client }
    }
    /// The client that sends the calls.
    fn client(&self) -> &::api_core::Client {
        &self.client
    }
    /** `GET /users`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `page` | query | `page` |
 | `size` | query | `size` |*/
    fn list(
        &self,
        page: Option<u32>,
        size: Option<u32>,
    ) -> ::api_core::Call<
        Result<Page<User>>,
        ::api_core::__private::pages::Paging<::api_core::__private::pages::ByItsPages>,
    > {
        ::api_core::__private::pages::page_of::<Result<Page<User>>>().fits(&page);
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.begin_cursor(&page);
        request.query("page", &page);
        request.end_cursor();
        request.query("size", &size);
        ::api_core::__private::paged_call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<Page<User>>,
                _,
            >(),
            ::api_core::__private::pages::Paging::new(
                ::api_core::__private::pages::ByItsPages,
                |request, cursor| {
                    request.query("page", &cursor);
                    _ = (request, cursor);
                },
            ),
        )
    }
    /** `POST /find`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `name` | body | `name` |
 | `after` | body | `after` |*/
    fn find(
        &self,
        name: &str,
        after: Option<&str>,
    ) -> ::api_core::Call<
        Result<Vec<User>>,
        ::api_core::__private::pages::Paging<
            ::api_core::__private::pages::ByLastKey<
                <Result<Vec<User>> as ::api_core::__private::ReturnType>::Value,
            >,
        >,
    > {
        _ = |list: &<Result<Vec<User>> as ::api_core::__private::ReturnType>::Value| {
            _ = ::api_core::__private::pages::PageItems::last(list)
                .map(|last| ::api_core::__private::pages::key_fits(&last.id, &after));
        };
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[1],
        );
        request.field("name", &name);
        request.begin_cursor(&after);
        request.field("after", &after);
        request.end_cursor();
        ::api_core::__private::paged_call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<Vec<User>>,
                _,
            >(),
            ::api_core::__private::pages::Paging::new(
                ::api_core::__private::pages::ByLastKey {
                    key: |list| {
                        let last = ::api_core::__private::pages::PageItems::last(list)?;
                        ::core::option::Option::Some(
                            ::api_core::__private::pages::key_value(&last.id),
                        )
                    },
                    until_short: false,
                    size: ::core::option::Option::None,
                },
                |request, cursor| {
                    request.field("after", &cursor);
                    _ = (request, cursor);
                },
            ),
        )
    }
    /// `GET /one`
    fn one(&self) -> ::api_core::Call<Result<User>> {
        let request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[2],
        );
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<User>,
                _,
            >()
                .alone(),
        )
    }
    /// `GET /some`
    fn some(&self) -> ::api_core::Call<Result<Page<User>>> {
        let request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[3],
        );
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<
                ::api_core::__private::NoEnvelope,
                Result<Page<User>>,
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
    fn list<'life0, 'async_trait>(
        &'life0 self,
        page: Option<u32>,
        size: Option<u32>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Page<User>>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::list(self, page, size).boxed()
    }
    fn find<'life0, 'life1, 'life2, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        after: Option<&'life2 str>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Vec<User>>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        Self: 'async_trait,
    {
        Self::find(self, name, after).boxed()
    }
    fn one<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<User>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::one(self).boxed()
    }
    fn some<'life0, 'async_trait>(
        &'life0 self,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Page<User>>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        Self::some(self).boxed()
    }
}
