//! The collections that hold the items of a page.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::Response;

/// A collection that holds the items of a page.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not hold the items of a page",
    label = "is no list",
    note = "use a `Vec`, a `VecDeque`, a `BTreeSet`, a `BTreeMap`, or an `Option` of one; for any other \
            type implement `api_core::Paginated` by hand"
)]
pub trait PageItems {
    /// An item.
    type Item;

    /// The number of items.
    fn count(&self) -> usize;

    /// The last item.
    fn last(&self) -> Option<&Self::Item>;

    /// The items, in order.
    fn into_items(self) -> Vec<Self::Item>;
}

/// Collections that iterate over references to their items.
macro_rules! lists {
    ($($list:ty [$($of:tt)*];)*) => {$(
        impl<$($of)*> PageItems for $list {
            type Item = T;

            fn count(&self) -> usize {
                self.len()
            }

            fn last(&self) -> Option<&T> {
                self.iter().next_back()
            }

            fn into_items(self) -> Vec<T> {
                self.into_iter().collect()
            }
        }
    )*};
}

lists! {
    Vec<T> [T];
    VecDeque<T> [T];
    Box<[T]> [T];
    BTreeSet<T> [T];
}

/// The values, in the order of their keys.
impl<K, V> PageItems for BTreeMap<K, V> {
    type Item = V;

    fn count(&self) -> usize {
        self.len()
    }

    fn last(&self) -> Option<&V> {
        self.values().next_back()
    }

    fn into_items(self) -> Vec<V> {
        self.into_values().collect()
    }
}

/// Nothing is no items.
impl<L: PageItems> PageItems for Option<L> {
    type Item = L::Item;

    fn count(&self) -> usize {
        self.as_ref().map_or(0, L::count)
    }

    fn last(&self) -> Option<&L::Item> {
        self.as_ref().and_then(L::last)
    }

    fn into_items(self) -> Vec<L::Item> {
        self.map_or_else(Vec::new, L::into_items)
    }
}

/// A list with the status and the headers of its response.
impl<L: PageItems> PageItems for Response<L> {
    type Item = L::Item;

    fn count(&self) -> usize {
        self.value().count()
    }

    fn last(&self) -> Option<&L::Item> {
        self.value().last()
    }

    fn into_items(self) -> Vec<L::Item> {
        self.into_value().into_items()
    }
}
