#[allow(dead_code, clippy::too_many_arguments, clippy::type_complexity)]
pub trait UserChat<T>: ::core::marker::Send + ::core::marker::Sync {
    fn view<'life0, 'life1, 'async_trait>(
        &'life0 self,
        chat_code: &'life1 str,
        key: T,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait;
}
/** Calls the endpoints of [`UserChat`] over HTTP.

| method | request |
| --- | --- |
| [`view`](Self::view) | `GET /view` |*/
#[allow(dead_code)]
pub struct UserChatClient<T> {
    client: ::api_core::Client,
    marker: ::core::marker::PhantomData<fn() -> (*const T,)>,
}
impl<T> ::core::clone::Clone for UserChatClient<T> {
    fn clone(&self) -> Self {
        Self {
            client: ::core::clone::Clone::clone(&self.client),
            marker: ::core::marker::PhantomData,
        }
    }
}
impl<T> ::core::fmt::Debug for UserChatClient<T> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("UserChatClient")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}
#[allow(unused_imports)]
use ::api_core::__private::pages::ReturnedAlone as _;
#[allow(dead_code, clippy::indexing_slicing, clippy::too_many_arguments)]
impl<T> UserChatClient<T> {
    /// The metadata of the endpoints of [`UserChat`], in declared order.
    pub const ENDPOINTS: &'static [::api_core::Endpoint] = &[
        ::api_core::Endpoint::new("UserChat", "view", "GET")
            .with_path("/view", &[::api_core::endpoint::PathPiece::Literal("/view")])
            .with_params(
                &[
                    ::api_core::endpoint::Param::new(
                        "chat_code",
                        ::api_core::endpoint::Location::Query,
                        "chat_code",
                    ),
                    ::api_core::endpoint::Param::new(
                            "key",
                            ::api_core::endpoint::Location::Query,
                            "key",
                        )
                        .with_sensitive(),
                ],
            ),
    ];
    /// A client that calls through `client`.
    pub fn new(client: ::api_core::Client) -> Self {
        Self {
            client: client,
            marker: ::core::marker::PhantomData,
        }
    }
    /// The client that sends the calls.
    pub fn client(&self) -> &::api_core::Client {
        &self.client
    }
    /** `GET /view`

 | parameter | goes to | as |
 | --- | --- | --- |
 | `chat_code` | query | `chat_code` |
 | `key` | query | `key` |*/
    pub fn view(&self, chat_code: &str, key: T) -> ::api_core::Call<Result<Chat>> {
        let mut request = ::api_core::__private::RequestParts::new(
            &self.client,
            &Self::ENDPOINTS[0],
        );
        request.query("chat_code", &chat_code);
        ::api_core::__private::Shape(&key).pairs(&key);
        request.query("key", &key);
        ::api_core::__private::call(
            request,
            ::api_core::__private::decode::<Kook<()>, Result<Chat>, _>().alone(),
        )
    }
}
#[allow(
    deprecated,
    clippy::indexing_slicing,
    clippy::too_many_arguments,
    clippy::type_complexity
)]
impl<T> UserChat<T> for UserChatClient<T> {
    fn view<'life0, 'life1, 'async_trait>(
        &'life0 self,
        chat_code: &'life1 str,
        key: T,
    ) -> ::api_core::__private::Boxed<'async_trait, Result<Chat>>
    where
        'life0: 'async_trait,
        'life1: 'async_trait,
        Self: 'async_trait,
    {
        Self::view(self, chat_code, key).boxed()
    }
}
/// The arguments of one call of [`UserChat::view`].
#[allow(dead_code)]
pub struct UserChatViewArgs<T> {
    /// The argument `chat_code`.
    pub chat_code: <str as ::api_core::__private::server::OwnedForm>::Owned,
    /// The argument `key`.
    pub key: T,
    __marker: ::core::marker::PhantomData<fn() -> (*const T,)>,
}
impl<T> ::core::fmt::Debug for UserChatViewArgs<T> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        #[allow(unused_mut)]
        let mut shown = f.debug_struct("UserChatViewArgs");
        _ = shown.field("chat_code", &self.chat_code);
        _ = shown.field("key", &::core::format_args!("…"));
        shown.finish()
    }
}
/// A call of [`UserChat`], as a stub received it.
#[allow(dead_code)]
pub enum UserChatCall<T> {
    /// A call of [`UserChat::view`].
    View(::std::sync::Arc<UserChatViewArgs<T>>),
    #[doc(hidden)]
    __Marker(
        ::core::convert::Infallible,
        ::core::marker::PhantomData<fn() -> (*const T,)>,
    ),
}
impl<T> ::core::clone::Clone for UserChatCall<T> {
    fn clone(&self) -> Self {
        match *self {
            Self::View(ref args) => Self::View(::std::sync::Arc::clone(args)),
            Self::__Marker(ref never, _) => match *never {}
        }
    }
}
impl<T> ::core::fmt::Debug for UserChatCall<T> {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        match *self {
            Self::View(ref args) => ::core::fmt::Debug::fmt(args, f),
            Self::__Marker(ref never, _) => match *never {}
        }
    }
}
/// A test double of [`UserChat`]: one method per endpoint declares how the stub responds to its calls.
#[allow(dead_code)]
pub struct UserChatStub<T>
where
    T: 'static,
{
    stub: ::api_core::__private::stub::Stub<UserChatCall<T>>,
    marker: ::core::marker::PhantomData<fn() -> (*const T,)>,
}
impl<T> ::core::fmt::Debug for UserChatStub<T>
where
    T: 'static,
{
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.debug_struct("UserChatStub").field("stub", &self.stub).finish_non_exhaustive()
    }
}
impl<T> ::core::default::Default for UserChatStub<T>
where
    T: 'static,
{
    fn default() -> Self {
        Self::new()
    }
}
#[allow(
    dead_code,
    deprecated,
    unused_mut,
    unused_variables,
    clippy::indexing_slicing,
    clippy::too_many_lines
)]
impl<T> UserChatStub<T>
where
    T: 'static,
{
    /// A stub without rules.
    #[must_use]
    pub fn new() -> Self {
        let mut stub = ::api_core::__private::stub::Stub::new(
            ::api_core::__private::server::seal::<Kook<()>>(),
        );
        stub.add(
            &<UserChatClient<T>>::ENDPOINTS[0],
            ::api_core::__private::server::seal::<Kook<()>>(),
            |input| {
                let chat_code = input
                    .query::<
                        <str as ::api_core::__private::server::OwnedForm>::Owned,
                    >("chat_code", ::api_core::__private::Style::PLAIN)?;
                let key = input.query::<T>("key", ::api_core::__private::Style::PLAIN)?;
                ::core::result::Result::Ok(UserChatViewArgs {
                    chat_code,
                    key,
                    __marker: ::core::marker::PhantomData,
                })
            },
            UserChatCall::View,
            ::core::option::Option::Some(
                ::api_core::__private::stub::example::<
                    Result<Chat>,
                    _,
                >(
                    ::core::include_str!(
                        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/",
                        "Cargo.toml")
                    ),
                ),
            ),
        );
        Self {
            stub: stub,
            marker: ::core::marker::PhantomData,
        }
    }
    /// A router that responds by the rules, to be served on a socket.
    pub fn router(&self) -> ::api_core::__private::server::Router {
        self.stub.router()
    }
    /// A transport to the stub within this process, for a client with settings of its own.
    pub fn transport(&self) -> ::api_core::__private::stub::StubTransport {
        self.stub.transport()
    }
    /// A client of the stub within this process.
    pub fn client(&self) -> UserChatClient<T> {
        <UserChatClient<T>>::new(self.stub.client())
    }
    /// All calls so far, in order.
    pub fn calls(&self) -> ::std::vec::Vec<UserChatCall<T>> {
        self.stub.calls()
    }
    /// Checks that every rule took as many calls as it declares, or at least one, and that a
    /// rule took every call.
    ///
    /// # Panics
    ///
    /// If a rule took too few or too many calls, or no rule took a call.
    #[track_caller]
    pub fn verify(&self) {
        self.stub.verify();
    }
    /// Declares a rule for calls of [`UserChat::view`].
    #[track_caller]
    pub fn view(
        &self,
    ) -> ::api_core::__private::stub::Rule<
        UserChatViewArgs<T>,
        <Result<Chat> as ::api_core::__private::ReturnType>::Value,
    > {
        self.stub
            .rule(
                &<UserChatClient<T>>::ENDPOINTS[0],
                ::api_core::__private::server::seal::<Kook<()>>(),
            )
    }
}
const _: &::core::primitive::str = ::core::include_str!(
    ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", "Cargo.toml")
);
