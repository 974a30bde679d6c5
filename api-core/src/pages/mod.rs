//! Lists that come in pages: how a page says what follows it, and streams that ask for it.
//!
//! | file | job |
//! | --- | --- |
//! | `paginated` | [`Paginated`], the trait of page types, and what one knows of its surroundings |
//! | `rules` | the ways to go on that the derive and the endpoint's `page(…)` offer |
//! | `bare` | those of bare lists |
//! | `facts` | reads what such a rule needs from the fields of a page |
//! | `list` | the collections that hold items |
//! | `key` | the key of the last item, and the type of it |
//! | `fit` | which types of `#[cursor]` parameters a page's cursor fits |
//! | `alone` | the check that a page is returned by an endpoint with a `#[cursor]` |
//! | `link` | the `Link` header |
//! | `walk` | asks for page after page, and notices when it does not get on |
//! | `seen` | the pages that a walk has been at |
//! | `place` | a place in a list as a text that can be stored |
//! | `streams` | [`Items`] and [`Pages`] |
//! | `of_call`, `of_fn` | where the pages come from: a call, or a function |

mod alone;
mod bare;
mod facts;
mod fit;
mod key;
mod link;
mod list;
mod of_call;
mod of_fn;
mod paginated;
mod place;
mod rules;
mod seen;
mod streams;
mod walk;

pub use self::alone::ReturnedAlone;
pub use self::bare::{ByLastKey, ByLink, ByNumber, ByOffset};
pub use self::facts::{FlagField, NumberField, Reached, ReachedField, read_cursor};
pub use self::fit::{PageKey, PageUrl};
pub use self::key::{Key, KeyType, NumberOfKey, number_of};
pub use self::list::PageItems;
pub use self::of_call::{ByItsPages, Paging, key_fits, linked_list_of, numbered_list_of, page_of};
pub use self::of_fn::{PagesOf, pages};
pub use self::paginated::{Next, PageContext, Paginated, inside};
pub use self::rules::{
    PageFacts, by_cursor, by_key, by_key_in_response, by_link, by_number, by_offset, by_url,
    items_again, key_value,
};
pub use self::streams::{Items, Pages};
