//! HTTP statuses.

use std::ops::RangeInclusive;

use darling::FromMeta;
use syn::{Expr, ExprLit, Lit};

use crate::options::{Value, unfit, ungrouped};

/// HTTP statuses that mean success: `200` or `[200, 202]`.
#[derive(Clone)]
pub(crate) struct Statuses(pub(crate) Vec<u16>);

impl Value for Statuses {
    const NOUN: &'static str = "a status from 200 to 399";

    fn usage() -> String {
        "one status or several, as in `success = [200, 202]`; for a failure that is as good as one, \
         `none = 404` or a return type that derives `ByStatus`"
            .to_owned()
    }
}

impl FromMeta for Statuses {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        statuses(expr, 200..=399).map(Self)
    }
}

/// HTTP statuses that mean that there is nothing: `404` or `[304, 404]`.
#[derive(Clone)]
pub(crate) struct NoneStatuses(pub(crate) Vec<u16>);

impl Value for NoneStatuses {
    const NOUN: &'static str = "a status from 200 to 599";

    fn usage() -> String {
        "one status or several, as in `none = [304, 404]`".to_owned()
    }
}

impl FromMeta for NoneStatuses {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        statuses(expr, 200..=599).map(Self)
    }
}

fn statuses(expr: &Expr, range: RangeInclusive<u16>) -> darling::Result<Vec<u16>> {
    match ungrouped(expr) {
        Expr::Array(list) if list.elems.is_empty() => Err(unfit(expr)),
        Expr::Array(list) => list.elems.iter().map(|expr| status(expr, &range)).collect(),
        single => status(single, &range).map(|status| vec![status]),
    }
}

fn status(expr: &Expr, range: &RangeInclusive<u16>) -> darling::Result<u16> {
    let number = match ungrouped(expr) {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => number.base10_parse().ok(),
        _ => None,
    };
    number.filter(|status| range.contains(status)).ok_or_else(|| unfit(expr))
}
