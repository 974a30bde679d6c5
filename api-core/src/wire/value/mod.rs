//! The types that may be sent and received: one trait per place and direction, each worded for a
//! reader of the compiler's message.
//!
//! Where anything that serde writes may go, the traits add nothing to `Serialize`, `Deserialize`,
//! `Display` and `FromStr`. They exist so that the message speaks of the parameter and says what to
//! write, at the type in the user's trait.

mod bytes;
mod flag;
mod lines;
mod part;
mod path;
mod serde;
mod shape;

pub use self::bytes::*;
pub use self::flag::*;
pub use self::lines::*;
pub use self::part::*;
pub use self::path::*;
pub use self::serde::*;
pub use self::shape::Shape;
