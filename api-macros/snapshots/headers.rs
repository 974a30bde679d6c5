#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
trait Users: ::core::marker::Send + ::core::marker::Sync {
    fn list<'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        ids: &'life2 [u64],
        more: &'life3 HashMap<String, String>,
        over: &'life4 HashMap<String, String>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
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
                        "name",
                        ::api_core::endpoint::Location::Header,
                        "X-Name",
                    ),
                    ::api_core::endpoint::Param::new(
                        "ids",
                        ::api_core::endpoint::Location::Header,
                        "X-Ids",
                    ),
                    ::api_core::endpoint::Param::new(
                        "more",
                        ::api_core::endpoint::Location::Header,
                        "",
                    ),
                    ::api_core::endpoint::Param::new(
                        "over",
                        ::api_core::endpoint::Location::Header,
                        "",
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
 | `name` | header | `X-Name` |
 | `ids` | header | `X-Ids` |
 | `more` | header |  |
 | `over` | header |  |*/
    fn list(
        &self,
        name: &str,
        ids: &[u64],
        more: &HashMap<String, String>,
        over: &HashMap<String, String>,
    ) -> ::api_core::Call<Result<()>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.header("X-Name", &name);
        request.header_list("X-Ids", &ids, ::api_core::__private::List::Csv);
        ::api_core::__private::Shape(&more).spread(&more);
        request.header_map("more", &more);
        ::api_core::__private::Shape(&over).spread(&over);
        request.replacing_header_map("over", &over);
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
    fn list<'life0, 'life1, 'life2, 'life3, 'life4, 'async_trait>(
        &'life0 self,
        name: &'life1 str,
        ids: &'life2 [u64],
        more: &'life3 HashMap<String, String>,
        over: &'life4 HashMap<String, String>,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<()>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        'life2: 'async_trait,
        'life3: 'async_trait,
        'life4: 'async_trait,
        Self: 'async_trait,
    {
        Self::list(self, name, ids, more, over).boxed()
    }
}
