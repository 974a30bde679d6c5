//! The bounds of HEAD, and of options of an endpoint, on its return type.

use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::Response;
use super::by_status::{Chosen, ReadByStatus};
use super::from_response::{Decoded, FromResponse, Raw, WithHead};
use crate::Body;

/// A type that a response to HEAD, which has no body, can be read as.
#[diagnostic::on_unimplemented(
    message = "the response to HEAD has no body that `{Self}` could be read from",
    label = "needs a body",
    note = "return `()`, `http::HeaderMap`, `api_core::Response<()>` or `http::Response<Body>`"
)]
pub trait FromHeadResponse<K>: FromResponse<K> {}

#[diagnostic::do_not_recommend]
impl FromHeadResponse<Decoded> for () {}
#[diagnostic::do_not_recommend]
impl FromHeadResponse<Raw> for HeaderMap {}
#[diagnostic::do_not_recommend]
impl FromHeadResponse<Raw> for http::Response<Body> {}
#[diagnostic::do_not_recommend]
impl FromHeadResponse<WithHead<Decoded>> for Response<()> {}

/// A type that can be made of a response whose status means that there is nothing.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made of nothing, which `none = …` declares",
    label = "needs a value",
    note = "return `Option<T>`, `()`, or one of these in `api_core::Response`; or take `none` off the \
            endpoint"
)]
pub trait FromNoResponse<K>: FromResponse<K> {}

#[diagnostic::do_not_recommend]
impl FromNoResponse<Decoded> for () {}
#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned> FromNoResponse<Decoded> for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T: FromNoResponse<K>, K> FromNoResponse<WithHead<K>> for Response<T> {}

/// A type that is a stream of items.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no items, which `done = …` and `max_item = …` are about",
    label = "is no stream of items",
    note = "return `api_core::EventStream<T>` or `api_core::JsonLines<T>`, or one of these in \
            `api_core::Response`; or take `done` and `max_item` off the endpoint"
)]
pub trait FromItems<K>: FromResponse<K> {}

#[diagnostic::do_not_recommend]
impl<T: FromItems<K>, K> FromItems<WithHead<K>> for Response<T> {}

/// A type that a redirect can be read as.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a redirect, which `success = …` declares",
    label = "loses where the redirect leads to",
    note = "return `api_core::Response<()>`, `http::HeaderMap`, `http::Response<Body>`, or an enum that \
            derives `api_core::ByStatus`; if 304 means that nothing has changed, write `none = [304]` \
            and return `Option<T>`"
)]
pub trait FromRedirect<K>: FromResponse<K> {}

#[diagnostic::do_not_recommend]
impl FromRedirect<Raw> for HeaderMap {}
#[diagnostic::do_not_recommend]
impl FromRedirect<Raw> for http::Response<Body> {}
#[diagnostic::do_not_recommend]
impl FromRedirect<WithHead<Decoded>> for Response<()> {}
#[diagnostic::do_not_recommend]
impl FromRedirect<WithHead<Raw>> for Response<Body> {}
#[diagnostic::do_not_recommend]
impl<T: ReadByStatus> FromRedirect<Chosen> for T {}
#[diagnostic::do_not_recommend]
impl<T: ReadByStatus> FromRedirect<WithHead<Chosen>> for Response<T> {}
