//! `#[api_tests::test]`: one function, and a test of it over each transport.

use proc_macro::{Delimiter, Group, TokenStream, TokenTree};

/// Makes two tests of a function `name`: `name::reqwest` and `name::hyper`.
///
/// The function is compiled once; `api_tests::is_over_hyper` tells it which of the two runs. An `async`
/// one may have the options of `#[tokio::test]`, which are fields of `api_tests::Runtime`.
#[proc_macro_attribute]
pub fn test(options: TokenStream, function: TokenStream) -> TokenStream {
    let mut tokens: Vec<_> = function.into_iter().collect();
    let (mut of_function, mut of_tests) = (TokenStream::new(), TokenStream::new());
    while let Some(attribute) = first_attribute(&tokens) {
        let is_of_tests = matches!(&*attribute, "ignore" | "should_panic");
        let of = if is_of_tests { &mut of_tests } else { &mut of_function };
        of.extend(tokens.drain(..2));
    }
    let Some(name) = name(&tokens) else {
        return parse("compile_error! { \"`#[api_tests::test]` is for functions\" }");
    };
    run_at_once(&mut tokens, options);
    of_function.extend(tokens);
    of_function.extend(parse(&format!("mod {name}")));
    let tests = ["Reqwest", "Hyper"].map(|transport| {
        let test = transport.to_lowercase();
        let call = format!("::api_tests::Transport::{transport}.run(super::{name})");
        [parse("#[test]"), of_tests.clone(), parse(&format!("fn {test}() {{ {call} }}"))]
    });
    of_function.extend([braced(tests.into_iter().flatten().collect())]);
    of_function
}

/// The name of the attribute that the tokens begin with.
fn first_attribute(tokens: &[TokenTree]) -> Option<String> {
    let [TokenTree::Punct(hash), TokenTree::Group(attribute), ..] = tokens else { return None };
    let name = attribute.stream().into_iter().next()?;
    (hash.as_char() == '#').then(|| name.to_string())
}

/// The name of the function.
fn name(tokens: &[TokenTree]) -> Option<String> {
    let keyword = tokens.iter().position(|token| token.to_string() == "fn")?;
    tokens.get(keyword + 1).map(ToString::to_string)
}

/// Makes a plain function of one that is `async`: it runs its body on a runtime of its own.
fn run_at_once(tokens: &mut Vec<TokenTree>, options: TokenStream) {
    let Some(keyword) = tokens.iter().position(|token| token.to_string() == "async") else {
        return;
    };
    let Some(body) = tokens.pop() else { return };
    tokens.remove(keyword);
    // `option = value` becomes the field `option: value`.
    let options = options.into_iter().flat_map(|token| match token {
        TokenTree::Punct(equals) if equals.as_char() == '=' => parse(":"),
        other => other.into(),
    });
    let mut fields: TokenStream = options.collect();
    if !fields.is_empty() {
        fields.extend(parse(","));
    }
    fields.extend(parse("..::api_tests::Runtime::DEFAULT"));
    // One type for the futures of all tests, so that the runtime is compiled for one.
    let mut future: TokenStream = parse("::std::boxed::Box::pin");
    future.extend([parenthesized(parse("async move").into_iter().chain([body]).collect())]);
    let mut call = parse("::api_tests::Runtime");
    call.extend([braced(fields)]);
    call.extend(parse(".block_on"));
    call.extend([parenthesized(future)]);
    tokens.push(braced(call));
}

fn braced(tokens: TokenStream) -> TokenTree {
    Group::new(Delimiter::Brace, tokens).into()
}

fn parenthesized(tokens: TokenStream) -> TokenTree {
    Group::new(Delimiter::Parenthesis, tokens).into()
}

/// Tokens of this file's own text.
fn parse(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}
