//! Options of a page that its way to go on has no use for.

use super::attr::StructArgs;
use super::model::Way;
use crate::ctxt::Ctxt;

/// No option says what the way to go on has no use for.
pub(super) fn check(args: &StructArgs, way: &Way, ctxt: &mut Ctxt) {
    if let Some(first) = args.first.as_ref().filter(|_| !matches!(way, Way::Number)) {
        ctxt.error_at(first, "only page numbers have a first one", "leave `first` out");
    }
    let says_itself = match way {
        Way::Inner => Some("the page inside says itself how its list goes on"),
        Way::Next(..) | Way::NextUrl(_) => Some("the page says itself if there is a next one"),
        Way::Link => Some("the `Link` header says itself which page is the last"),
        Way::Number | Way::Offset | Way::LastKey(_) | Way::LastKeyInResponse(_) => None,
    };
    if let (Some((span, _)), Some(fault)) = (&args.until_short.0, says_itself) {
        ctxt.error(*span, fault, "leave `until_short` out");
    }
    let has_type = match way {
        Way::Next(..) | Way::LastKey(_) | Way::LastKeyInResponse(_) => None,
        Way::Inner => Some("the cursor is that of the page inside"),
        Way::NextUrl(_) | Way::Link => Some("the next page is asked for by its URL"),
        Way::Number | Way::Offset => Some("the cursor is a number here"),
    };
    if let (Some(cursor), Some(fault)) = (&args.cursor, has_type) {
        ctxt.error_at(cursor, fault, "leave `cursor` out");
    }
}
