//! The call that a client's method returns, and the checks of its arguments.

use std::pin::Pin;

use crate::call::Single;
use crate::context::ContextValue;
use crate::pages::Paging;
use crate::request::RequestParts;
use crate::response::Decode;
use crate::{Call, Context};

/// The future that a trait's method returns, as `async_trait` has it.
pub type Boxed<'a, R> = Pin<Box<dyn Future<Output = R> + Send + 'a>>;

/// As many as are there under a condition.
#[must_use]
pub const fn count_if(is_there: bool, count: usize) -> usize {
    if is_there { count } else { 0 }
}

/// Ends the filling of a request.
pub fn call<R>(request: RequestParts, decode: Decode<R>) -> Call<R> {
    Call::new(request, decode, Single)
}

/// Ends the filling of a request that can ask for further pages.
pub fn paged_call<R, L>(
    request: RequestParts,
    decode: Decode<R>,
    paging: Paging<L>,
) -> Call<R, Paging<L>> {
    Call::new(request, Decode { is_page: true, ..decode }, paging)
}

/// The client of one trait, from which the client `C` of another can be made.
pub trait Extends<C> {
    /// The other client.
    fn base(&self) -> C;
}

/// Checks that a parameter is the context of a call, which a client does not send.
pub fn unsent<'a, C: ContextValue<'a>>(_: C) {}

/// The context of a call in its declared type.
pub fn context<'a, C: ContextValue<'a>>(context: &'a Context) -> C {
    C::of(context)
}

/// Warns of a `#[sensitive]` value that is sent in the URL: the compiler shows the note where
/// generated code names this function, which is at the attribute.
#[deprecated(
    note = "servers and proxies log URLs: send a sensitive value in a header or the body, or write \
            `#[sensitive(in_url)]` to accept this"
)]
pub const fn sensitive_in_url() {}

/// Warns of an endpoint whose requests may fit the path of another one: the compiler shows the note
/// at the path.
#[deprecated(
    note = "a path may fit this template and that of another endpoint, and the server takes the one \
            with more literal text: change one of the two, or write `overload` to accept this"
)]
pub const fn ambiguous_path() {}
