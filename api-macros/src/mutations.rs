//! No declaration makes a macro panic, however it is damaged: tokens are left out, doubled, swapped
//! and replaced at random, the same in every run.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

const OPTIONS: &str = r#"
    path = "/v1", server, stub, envelope = Kook, headers("A" = "b"), query("c" = "d"),
    rename_all = "camelCase", list = "csv", bools = "digits", client = Users, crate = x::y,
    extensible, extends(A, B<u8>), body = form, fields("a" = true)
"#;

const ITEMS: &str = r##"
    #[endpoint(
        POST, "/users/{id}/{name*}?a=1", timeout = "5s", headers("X-A" = "b", "X-C" = none),
        query("a" = "b"), retry = never, success = [200, 202], body = json("k"),
        fields("a" = 1, "b" = -2), envelope = none, credentials = none, prefix = none,
        max_body = "8 MiB", overload, done = "x", max_item = "1 KiB"
    )]
    async fn get<'a, T: Clone, const N: usize>(
        &'a self,
        id: &'a str,
        name: &[&str],
        #[context] cx: &Context,
        #[query("a", list = "csv", flatten)] b: Option<u8>,
        #[header("X", list = "csv")] c: &[u8],
        #[sensitive(in_url)] r#type: T,
        #[cfg_attr(all(), query)] d: u8,
    ) -> Result<Vec<T>> where T: 'a;
    const X: u8 = 1;
    type Y;
    async fn provided(&self) -> u8 { 1 }
    #[endpoint(HEAD, "/")]
    async fn self_(&self) -> Result<()>;
    #[endpoint(PUT)]
    async fn _1(
        &self,
        #[url] u: &str,
        #[body(form, list = "csv", content_type = "a/b")] x: &X,
        #[part] f: Part,
    ) -> Result<impl Stream>;
"##;

const ENVELOPE: &str = r#"
    #[envelope(crate = x, success = status)]
    struct A<T> {
        #[envelope(success = [0, -1], alias = "x", rename = "a.b", default)]
        a: i64,
        #[envelope(payload)]
        b: T,
        #[envelope(code, message, retry_after, flatten)]
        r#type: u8,
    }
"#;

const CODES: &str = r#"
    #[error_code(crate = x)]
    #[status_error(crate = x)]
    enum A<T> {
        #[code(1)] #[code("a")] #[status(404, 405)] B,
        #[code(-3)] #[status(default)] C(T),
        #[code(other)] #[other] D(i64),
        E { x: u8 },
    }
"#;

/// Tokens that take the place of others: words and signs that mean something to the macros or to Rust.
const STRANGERS: &str = r#" _ r#type self Self crate "" "/{a}" 'a & , ; = 1 none - () [] {} "#;

/// Numbers that look random (xorshift, by Marsaglia).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(sides).unwrap()).unwrap()
    }
}

/// Damages one token of `rarity`, in all groups.
fn damaged(tokens: TokenStream, rarity: usize, dice: &mut Dice) -> TokenStream {
    let strangers: Vec<TokenTree> = STRANGERS.parse::<TokenStream>().unwrap().into_iter().collect();
    let mut out: Vec<TokenTree> = Vec::new();
    for token in tokens {
        let token = match token {
            TokenTree::Group(group) => {
                let inside = damaged(group.stream(), rarity, dice);
                TokenTree::Group(Group::new(group.delimiter(), inside))
            }
            token => token,
        };
        match dice.roll(rarity) {
            0 => {}
            1 => out.extend([token.clone(), token]),
            2 => out.push(strangers[dice.roll(strangers.len())].clone()),
            3 => out.insert(out.len().saturating_sub(1), token),
            _ => out.push(token),
        }
    }
    out.into_iter().collect()
}

#[test]
fn no_damaged_declaration_makes_a_macro_panic() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    for round in 0..300 {
        let rarity = [60, 150, 400][round % 3];
        let mut damaged =
            |source: &str| damaged(source.parse().expect("it parses"), rarity, &mut dice);
        let (options, items) = (damaged(OPTIONS), damaged(ITEMS));
        _ = crate::driver::api(options, quote!(pub trait r#Users<T> { #items }));
        _ = crate::envelope::derive(damaged(ENVELOPE));
        _ = crate::error_code::derive(damaged(CODES));
        _ = crate::status::derive_error(damaged(CODES));
    }
}

/// darling panics at a list that is empty.
#[test]
fn an_option_without_a_value_may_have_empty_parentheses() {
    let options = |item: TokenStream| crate::driver::api(quote!(server()), item).to_string();
    let tokens = options(quote!(
        trait Users {
            #[endpoint(PUT, "/", idempotent())]
            async fn put(&self) -> Result<()>;
        }
    ));
    assert!(tokens.contains("the option `server` takes no value"), "{tokens}");
    assert!(tokens.contains("the option `idempotent` takes no value"), "{tokens}");
}

/// Found by this test, with more rounds.
#[test]
fn a_keyword_is_no_name_of_a_client() {
    for keyword in ["self", "Self", "crate", "super"] {
        let keyword: TokenStream = keyword.parse().unwrap();
        let tokens = crate::driver::api(
            quote!(client = #keyword),
            quote!(
                trait Users {}
            ),
        );
        assert!(tokens.to_string().contains("is not a name"), "{tokens}");
    }
}
