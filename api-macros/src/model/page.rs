//! The rule by which a bare list goes on, as its endpoint declares it: `page(…)`. Or that no parameter
//! asks for a page.

use proc_macro2::Span;
use syn::{Ident, LitInt};

use crate::attr::endpoint::PageOptions;
use crate::ctxt::Ctxt;
use crate::options::place;
use crate::syntax::ty;

/// The rule by which a bare list goes on.
pub(crate) struct ListRule {
    pub(crate) span: Span,
    pub(crate) way: Way,
    pub(crate) until_short: bool,
    /// The number of items on a full page, where that is declared.
    pub(crate) size: Option<LitInt>,
}

/// The way to ask for the next page.
pub(crate) enum Way {
    /// Its number, and that of the first page if it is not 1.
    Number(Option<LitInt>),
    Offset,
    Link,
    /// The key of the last item: the fields on the way to it.
    LastKey(Vec<Ident>),
    /// None by a parameter of its own.
    None,
}

const CHOICE: &str =
    "write one of `link`, `until_short`, `offset` and `last_key`, as in `page(link)`";

impl ListRule {
    pub(super) fn new(options: PageOptions, span: Span, ctxt: &mut Ctxt) -> Option<Self> {
        let PageOptions { first, last_key, link, none, offset, until_short } = options;
        let (link, none, offset) = (place(link), place(none), place(offset));
        let short = until_short.0;
        let way = match (&last_key, link, offset, none) {
            (None, None, None, Some(_)) => Way::None,
            (Some(key), None, None, None) => match ty::fields(key) {
                Some(fields) => Way::LastKey(fields),
                None => {
                    let fault = format!("`{}` is no path of fields", key.value());
                    ctxt.error_at(key, fault, "write names of fields with dots, as in \"user.id\"");
                    return None;
                }
            },
            (None, Some(_), None, None) => Way::Link,
            (None, None, Some(_), None) => Way::Offset,
            (None, None, None, None) if short.is_some() => Way::Number(first.clone()),
            (None, None, None, None) => {
                ctxt.error(span, "`page` does not say how the list goes on", CHOICE);
                return None;
            }
            _ => {
                ctxt.error(span, "`page` says more than once how the list goes on", CHOICE);
                return None;
            }
        };
        match (&way, &short, &first) {
            (Way::None, Some((span, _)), _) => {
                let help = "leave `until_short` out, or `none`";
                ctxt.error(*span, "with `none` no further pages are asked for", help);
                return None;
            }
            (Way::Link, Some((span, _)), _) => {
                let help = "leave `until_short` out";
                ctxt.error(*span, "the `Link` header says itself which page is the last", help);
                return None;
            }
            (Way::Link | Way::Offset | Way::LastKey(_) | Way::None, _, Some(first)) => {
                let help = "leave `first` out, or write `until_short` for page numbers";
                ctxt.error_at(first, "only page numbers have a first one", help);
                return None;
            }
            _ => {}
        }
        let until_short = short.is_some();
        Some(Self { span, way, until_short, size: short.and_then(|(_, size)| size) })
    }
}
