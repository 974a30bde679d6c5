//! A page says wrongly where its items are, or how the list goes on.

use api_core::Paginated;

#[derive(Paginated)]
enum NoStruct {}

#[derive(Paginated)]
#[page(link)]
struct NoItems {
    names: Vec<String>,
    total: u32,
}

#[derive(Paginated)]
struct OnlyNext {
    #[page(next)]
    next: Option<String>,
}

#[derive(Paginated)]
struct NoWay {
    #[page(items)]
    names: Vec<String>,
    page: u32,
}

#[derive(Paginated)]
struct TwoWays {
    #[page(items)]
    names: Vec<String>,
    #[page(next)]
    next: Option<String>,
    #[page(number)]
    page: u32,
}

#[derive(Paginated)]
#[page(number = "mata.page")]
struct NoField {
    #[page(items)]
    names: Vec<String>,
    meta: u32,
}

#[derive(Paginated)]
#[page(link)]
struct TwoLists {
    #[page(items)]
    names: Vec<String>,
    #[page(items)]
    others: Vec<String>,
}

#[derive(Paginated)]
struct Misspelt {
    #[page(itmes)]
    names: Vec<String>,
    page: u32,
}

#[derive(Paginated)]
#[page(link)]
struct OnAField {
    #[page(items)]
    names: Vec<String>,
    #[page(link)]
    page: u32,
}

#[derive(Paginated)]
#[page(offset, first = 0)]
struct FirstOffset(Vec<String>);

#[derive(Paginated)]
#[page(until_short = "fifty")]
struct NoNumber(Vec<String>);

#[derive(Paginated)]
struct NoParentheses {
    #[page]
    names: Vec<String>,
    #[page(next)]
    next: Option<String>,
}

#[derive(Paginated)]
struct AnyItems<T> {
    #[page(items)]
    items: T,
    #[page(next)]
    next: Option<String>,
}

#[derive(Paginated)]
#[page(link, until_short)]
struct ShortLink(Vec<String>);

#[derive(Paginated)]
#[page(cursor = String)]
struct TypedNumber {
    #[page(items)]
    names: Vec<String>,
    #[page(number)]
    page: u32,
}

fn main() {}
