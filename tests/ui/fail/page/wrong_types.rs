//! A field of a page has a type that says nothing of the kind.
//! Remedy: use a list for the items, an integer for a number, and a `bool` for `more`.

use api_core::Paginated;

#[derive(Paginated)]
#[page(link)]
struct NoList(String);

#[derive(Paginated)]
struct NoNumber {
    #[page(items)]
    names: Vec<String>,
    #[page(number)]
    page: f32,
}

fn main() {}
