//! The parameter that asks for another page, and what the endpoint says of the pages.

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;
use crate::model::page::Way;

/// Checks that one parameter at most is the cursor, and that it can be written anew.
pub(super) fn page(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let mut cursors = endpoint.params().filter_map(|param| Some((param, param.cursor?)));
    let Some((first, span)) = cursors.next() else {
        if let Some(rule) = endpoint.page.as_ref().filter(|rule| !matches!(rule.way, Way::None)) {
            ctxt.error(
                rule.span,
                "`page` says how the list goes on, and no parameter asks for the next page",
                "mark the parameter that does, as in `#[cursor] page: Option<u32>`",
            );
        }
        return;
    };
    if let Some(rule) = endpoint.page.as_ref().filter(|rule| matches!(rule.way, Way::None)) {
        ctxt.error(
            rule.span,
            format!(
                "`page(none)` says that no parameter asks for a page, and `{}` does",
                first.ident
            ),
            "leave `page(none)` out, or `#[cursor]`",
        );
    }
    for (second, span) in cursors {
        ctxt.error_in(
            &second.ident,
            span,
            format!("`{}` is the cursor already", first.ident),
            "leave `#[cursor]` out on one of the two: a page is asked for by one value",
        );
    }
    if let Some(fault) = first.kind.rules().cursor_misfit() {
        ctxt.error_in(
            &first.ident,
            span,
            fault,
            "mark a parameter in the query, a header or a field of the body, or the `#[url]` itself",
        );
    } else if !first.cfgs.is_empty() {
        ctxt.error_in(
            &first.ident,
            span,
            "the cursor is left out in some builds, and further pages cannot be asked for there",
            "put `#[cfg]` on two endpoints, one with the parameter and one without",
        );
    }
}
