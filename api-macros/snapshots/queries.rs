#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    fn list<'life0, 'life1, 'life2, 'life3, 'life4, 'life5, 'async_trait>(
        &'life0 self,
        user_ids: &'life1 [u64],
        tags: &'life2 [&'life3 str],
        filter: &'life4 Filter,
        all: bool,
        raw: &'life5 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        'life5: 'async_trait,
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
            .with_path("/users", &[::api_core::endpoint::PathPiece::Literal("/users")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "user_ids",
                        ::api_core::endpoint::Location::Query,
                        "userIds",
                    ),
                    ::api_core::endpoint::Param::new(
                        "tags",
                        ::api_core::endpoint::Location::Query,
                        "t",
                    ),
                    ::api_core::endpoint::Param::new(
                        "filter",
                        ::api_core::endpoint::Location::Query,
                        "",
                    ),
                    ::api_core::endpoint::Param::new(
                        "all",
                        ::api_core::endpoint::Location::Query,
                        "all",
                    ),
                    ::api_core::endpoint::Param::new(
                        "raw",
                        ::api_core::endpoint::Location::Query,
                        "raw",
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
    /** `GET /users`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `user_ids` | query | `userIds` |
 | `tags` | query | `t` |
 | `filter` | query |  |
 | `all` | query | `all` |
 | `raw` | query | `raw` |*/
    fn list(
        &self,
        user_ids: &[u64],
        tags: &[&str],
        filter: &Filter,
        all: bool,
        raw: &str,
    ) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request
            .query_as(
                "userIds",
                &user_ids,
                ::api_core::__private::Style::PLAIN
                    .list(::api_core::__private::List::Csv)
                    .digits(),
            );
        ::api_core::__private::Shape(&tags).bools(&tags);
        request
            .query_as(
                "t",
                &tags,
                ::api_core::__private::Style::PLAIN
                    .list(::api_core::__private::List::Indices),
            );
        ::api_core::__private::Shape(&filter).spread(&filter);
        request
            .query_as(
                "filter",
                &filter,
                ::api_core::__private::Style::PLAIN
                    .list(::api_core::__private::List::Csv)
                    .nested(::api_core::__private::Nested::Dots)
                    .digits()
                    .flatten(),
            );
        request.flag("all", all);
        request
            .query_as(
                "raw",
                &raw,
                ::api_core::__private::Style::PLAIN
                    .list(::api_core::__private::List::Csv)
                    .digits()
                    .encoded(),
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
}
#[allow(
    deprecated,
    clippy::indexing_slicing,
    clippy::too_many_arguments,
    clippy::type_complexity
)]
impl Users for UsersClient {
    fn list<'life0, 'life1, 'life2, 'life3, 'life4, 'life5, 'async_trait>(
        &'life0 self,
        user_ids: &'life1 [u64],
        tags: &'life2 [&'life3 str],
        filter: &'life4 Filter,
        all: bool,
        raw: &'life5 str,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        'life5: 'async_trait,
        Self: 'async_trait,
    {
        Self::list(self, user_ids, tags, filter, all, raw).boxed()
    }
}
