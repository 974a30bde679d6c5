//! The rules by which a response is a success.

use syn::{Expr, ExprLit, Lit, UnOp};

use crate::diagnostic::Diagnostic;
use crate::options::{ungrouped, written};
use crate::symbol;

/// A rule by which a response is a success.
pub(super) enum Success {
    Status,
    Absent,
    Present,
    Bool(bool),
    Int(Vec<Expr>),
    Text(Vec<Expr>),
}

/// The success rule of a whole envelope.
pub(super) fn by_status(value: &Expr) -> Result<Success, Diagnostic> {
    match ungrouped(value) {
        Expr::Path(word) if word.path.is_ident(symbol::STATUS) => Ok(Success::Status),
        other => Err(Diagnostic::at(
            other,
            "this success rule is about a member, and is on the struct",
            "write it on the field, or `success = status` here",
        )),
    }
}

/// The success rule of a field: a literal, a list of literals of one kind, or a word.
pub(super) fn of_member(value: &Expr) -> Result<Success, Diagnostic> {
    let values: Vec<&Expr> = match ungrouped(value) {
        Expr::Array(array) => array.elems.iter().map(ungrouped).collect(),
        single => vec![single],
    };
    match values[..] {
        [Expr::Lit(ExprLit { lit: Lit::Bool(flag), .. })] => return Ok(Success::Bool(flag.value)),
        [Expr::Path(word)] if word.path.is_ident(symbol::ABSENT) => return Ok(Success::Absent),
        [Expr::Path(word)] if word.path.is_ident(symbol::PRESENT) => return Ok(Success::Present),
        _ => {}
    }
    let all = |is: fn(&Expr) -> bool| !values.is_empty() && values.iter().all(|value| is(value));
    if all(is_int) {
        return Ok(Success::Int(values.into_iter().cloned().collect()));
    }
    if all(is_text) {
        return Ok(Success::Text(values.into_iter().cloned().collect()));
    }
    let shown = written(value);
    Err(Diagnostic::at(
        value,
        format!("no member can be compared with `{shown}`"),
        "write an integer, a truth value, a text, a list of integers or of texts, `absent` or \
         `present`, as in `success = 0` or `success = [0, 200]`",
    ))
}

pub(super) fn is_int(value: &Expr) -> bool {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Int(_), .. }) => true,
        Expr::Unary(unary) => matches!(unary.op, UnOp::Neg(_)) && is_int(ungrouped(&unary.expr)),
        _ => false,
    }
}

pub(super) fn is_text(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Str(_), .. }))
}
