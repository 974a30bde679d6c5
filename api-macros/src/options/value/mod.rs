//! The values of options.

mod list;
mod measure;
mod status;
mod token;
mod word;

use syn::{Expr, LitStr};

pub(crate) use self::list::{Headers, Pairs, Paths};
pub(super) use self::list::{Pair, list};
pub(crate) use self::measure::{Bytes, Milliseconds};
pub(crate) use self::status::{NoneStatuses, Statuses};
pub(crate) use self::word::{LooseBody, Nothing};
use super::{Value, unfit};

/// A value that `of` makes from a text in quotes.
fn quoted<T>(expr: &Expr, of: impl FnOnce(&str) -> Option<T>) -> darling::Result<T> {
    of(&LitStr::read(expr)?.value()).ok_or_else(|| unfit(expr))
}
