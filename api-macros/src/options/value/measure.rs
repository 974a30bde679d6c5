//! Values that are a number with a unit.

use darling::FromMeta;
use syn::Expr;

use super::quoted;
use crate::options::Value;
use crate::symbol;

/// A duration in milliseconds: `"500ms"`, `"10s"`, `"2m"`, `"1h"`. `"none"` is one that never ends.
#[derive(Clone, Copy)]
pub(crate) struct Milliseconds(pub(crate) u64);

impl Value for Milliseconds {
    const NOUN: &'static str = "a duration";

    fn usage() -> String {
        "a number and a unit in quotes, such as \"500ms\", \"10s\", \"2m\" or \"1h\", or \"none\" for no limit"
            .to_owned()
    }
}

impl FromMeta for Milliseconds {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
        quoted(expr, |text| match text {
            symbol::NONE => Some(Self(u64::MAX)),
            text => measure(text, &units).map(Self),
        })
    }
}

/// A size in bytes: `"64 KiB"`, `"8 MiB"`, `"1 GiB"`.
#[derive(Clone, Copy)]
pub(crate) struct Bytes(pub(crate) u64);

impl Value for Bytes {
    const NOUN: &'static str = "a size";

    fn usage() -> String {
        "a number and a unit in quotes, such as \"64 KiB\", \"8 MiB\" or \"1 GiB\"".to_owned()
    }
}

impl FromMeta for Bytes {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let units = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("B", 1)];
        quoted(expr, |text| measure(text, &units).map(Self))
    }
}

/// A whole number above zero with a unit.
fn measure(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = text.get(digits.len()..)?;
    let (_, factor) = units.iter().find(|(name, _)| *name == unit)?;
    let number: u64 = digits.trim_end().parse().ok()?;
    number.checked_mul(*factor).filter(|product| *product > 0)
}
