//! The names that generated code uses besides the public ones. No promise is made for any of them.
//!
//! Generated code also calls the methods of [`RequestParts`] and, on a server, of `Input`. Which
//! ones is in the macro's `params` folder, one file per kind of parameter. `tests/by_hand.rs` writes
//! such code out.

mod call;
pub mod feature;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod pages;
mod request;
mod response;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "stub")]
pub mod stub;

pub use self::call::{Boxed, Extends, call, context, count_if, paged_call, unsent};
#[expect(deprecated, reason = "the warning is for those who use it")]
pub use self::call::{ambiguous_path, sensitive_in_url};
pub use self::request::{
    BodyValue, BytesValue, FieldValue, FlagValue, HeaderParam, JsonTextValue, LinesValue, List,
    NamedParts, Nested, PartValue, PathListValue, PathValue, QueryValue, RateLimitValue,
    RequestParts, Shape, Style, TextValue,
};
pub use self::response::{
    CodeValue, Decode, EnvelopeSpec, FromHeadResponse, FromItems, FromNoResponse, FromRedirect,
    FromResponse, Json, NoEnvelope, RawResponse, ReadByStatus, ReturnType, Success, UnsentJson,
    decode, decode_head, decode_items, decode_none, decode_redirect, example, no_variant, open,
    read_variant, response,
};
pub use crate::context::ContextValue;
pub use crate::error::by_status::{
    FailureBody, KeptError, SentBody, UnsentBody, error_of_call, failed_status, read_failure,
    sent_status,
};
