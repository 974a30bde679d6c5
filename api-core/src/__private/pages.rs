//! Pages: how a derived page goes on, and how a call asks for the next one.

pub use serde::Serialize;
pub use serde_json::Value as CursorValue;

pub use crate::pages::{
    ByItsPages, ByLastKey, ByLink, ByNumber, ByOffset, FlagField, Key, KeyType, NumberField,
    NumberOfKey, PageFacts, PageItems, PageKey, PageUrl, Paging, Reached, ReachedField,
    ReturnedAlone, by_cursor, by_key, by_key_in_response, by_link, by_number, by_offset, by_url,
    inside, items_again, key_fits, key_value, linked_list_of, number_of, numbered_list_of, page_of,
    read_cursor,
};
