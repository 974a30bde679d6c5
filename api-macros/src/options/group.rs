//! Options that have options, or may have a value.

use proc_macro2::Span;
use syn::Meta;
use syn::spanned::Spanned as _;

use super::{Item, Options, Slot, Value};
use crate::diagnostic::Diagnostic;

/// An option that may have a value: `until_short` or `until_short = 50`.
pub(crate) struct Switch<T>(pub(crate) Option<(Span, Option<T>)>);

impl<T> Default for Switch<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Value> Slot for Switch<T> {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let mut value = None;
        match option {
            Meta::Path(_) => {}
            Meta::List(_) | Meta::NameValue(_) => Slot::fill(&mut value, option)?,
        }
        self.0 = Some((option.path().span(), value));
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.0.is_some()
    }
}

/// Options in parentheses behind their word, as in `page(link)`.
#[derive(Default)]
pub(crate) struct Group<T>(pub(crate) Option<(Span, T)>);

/// Options in parentheses, with the help for what is wrong with the parentheses.
pub(crate) trait Grouped: Options {
    const USAGE: &'static str;
}

impl<T: Grouped> Slot for Group<T> {
    fn fill(&mut self, option: &Meta) -> Result<(), Diagnostic> {
        let help = T::USAGE;
        let Meta::List(list) = option else {
            return Err(Diagnostic::at(option, "this option has no list in parentheses", help));
        };
        let items = list.parse_args_with(Item::list);
        let mut options = T::default();
        for item in items.map_err(|error| Diagnostic::syntax(&error, help))? {
            options.fill(&item)?;
        }
        self.0 = Some((option.path().span(), options));
        Ok(())
    }

    fn is_full(&self) -> bool {
        self.0.is_some()
    }
}
