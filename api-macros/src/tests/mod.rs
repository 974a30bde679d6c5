//! Tests that need the expansion itself. Everything else is tested where a user sees it, in `tests/`.

mod rules;
mod snapshots;

use proc_macro2::TokenStream;
use syn::{File, Item};

fn laid_out(tokens: TokenStream) -> String {
    let mut file: File = syn::parse2(tokens).expect("the expansion is a list of items");
    file.items = file.items.into_iter().flat_map(bare).collect();
    prettyplease::unparse(&file)
}

/// The items in the gate of a feature, without the feature's name in front.
fn bare(item: Item) -> Vec<Item> {
    match item {
        Item::Macro(item) if item.mac.path.segments.iter().any(|s| s.ident == "feature") => {
            let items = item.mac.tokens.into_iter().skip(1).collect();
            syn::parse2::<File>(items).expect("items in a macro").items
        }
        item => vec![item],
    }
}
