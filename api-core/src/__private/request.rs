//! The parts of a request, and the traits that say which types may be one.

pub use crate::request::RequestParts;
pub use crate::wire::style::{List, Nested, Style};
pub use crate::wire::value::{
    BodyValue, BytesValue, FieldValue, FlagValue, HeaderParam, JsonTextValue, LinesValue,
    NamedParts, PartValue, PathListValue, PathValue, QueryValue, RateLimitValue, Shape, TextValue,
};
