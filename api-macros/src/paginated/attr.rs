//! `#[page(…)]` as it was typed, on a struct and on its fields.

use darling::util::Flag;
use syn::{Attribute, Field, LitInt, LitStr, Path, Type};

use crate::ctxt::Ctxt;
use crate::options::group::Switch;
use crate::options::{Options as _, options};
use crate::symbol;

options! {
    /// The options of the struct.
    pub(super) struct StructArgs {
        pub(super) link: Flag,
        pub(super) offset: Switch<LitStr>,
        pub(super) until_short: Switch<LitInt>,
        pub(super) last_key: Option<LitStr>,
        pub(super) next: Option<LitStr>,
        pub(super) next_url: Option<LitStr>,
        pub(super) number: Option<LitStr>,
        pub(super) last: Option<LitStr>,
        pub(super) total: Option<LitStr>,
        pub(super) size: Option<LitStr>,
        pub(super) more: Option<LitStr>,
        pub(super) first: Option<LitInt>,
        pub(super) cursor: Option<Type>,
        pub(super) krate = "crate": Option<Path>,
    }
}

options! {
    /// The options of a field.
    pub(super) struct FieldArgs {
        pub(super) items: Flag,
        pub(super) inner: Flag,
        pub(super) next: Switch<LitStr>,
        pub(super) next_url: Switch<LitStr>,
        pub(super) number: Switch<LitStr>,
        pub(super) last: Switch<LitStr>,
        pub(super) total: Switch<LitStr>,
        pub(super) offset: Switch<LitStr>,
        pub(super) size: Switch<LitStr>,
        pub(super) more: Switch<LitStr>,
    }
}

const USAGE: &str =
    "write options with commas between them: `#[page(number = \"page\", last = \"page_total\")]`";

impl StructArgs {
    pub(super) fn parse(attrs: &[Attribute], ctxt: &mut Ctxt) -> Option<Self> {
        Self::read_all(attrs, symbol::PAGE, USAGE, ctxt)
    }
}

impl FieldArgs {
    /// True if the field has any mark.
    pub(super) fn is_marked(&self) -> bool {
        let Self { items, inner, next, next_url, number, last, total, offset, size, more } = self;
        items.is_present()
            || inner.is_present()
            || [next, next_url, number, last, total, offset, size, more]
                .iter()
                .any(|mark| mark.0.is_some())
    }

    pub(super) fn parse(field: &Field, ctxt: &mut Ctxt) -> Option<Self> {
        Self::read_all(&field.attrs, symbol::PAGE, USAGE, ctxt)
    }
}
