//! What becomes of a text in each place that it can be sent to.

use api_core::{Result, api};

use super::{rows, silent};
use crate::support::client;

#[api]
trait Values {
    #[endpoint(GET, "/p/{value}")]
    async fn path(&self, value: &str) -> Result<()>;

    #[endpoint(GET, "/q")]
    async fn query(&self, value: &str) -> Result<()>;

    #[endpoint(POST, "/f", body = form)]
    async fn form(&self, value: &str) -> Result<()>;

    #[endpoint(POST, "/j")]
    async fn json(&self, value: &str) -> Result<()>;
}

/// A text, as it stands in a URL, in a form, and in JSON.
const VALUES: [(&str, &str, &str, &str); 40] = [
    ("plain", "plain", "plain", "plain"),
    ("AZaz09", "AZaz09", "AZaz09", "AZaz09"),
    ("-._~", "-._~", "-._%7E", "-._~"),
    ("a b", "a%20b", "a+b", "a b"),
    ("a+b", "a%2Bb", "a%2Bb", "a+b"),
    ("a%20b", "a%2520b", "a%2520b", "a%20b"),
    ("%", "%25", "%25", "%"),
    ("a/b", "a%2Fb", "a%2Fb", "a/b"),
    ("../admin", "..%2Fadmin", "..%2Fadmin", "../admin"),
    ("a?b", "a%3Fb", "a%3Fb", "a?b"),
    ("a#b", "a%23b", "a%23b", "a#b"),
    ("a&b=c", "a%26b%3Dc", "a%26b%3Dc", "a&b=c"),
    ("a;b", "a%3Bb", "a%3Bb", "a;b"),
    ("a,b", "a%2Cb", "a%2Cb", "a,b"),
    ("a:b", "a%3Ab", "a%3Ab", "a:b"),
    ("a@b", "a%40b", "a%40b", "a@b"),
    ("a|b", "a%7Cb", "a%7Cb", "a|b"),
    ("a!b", "a%21b", "a%21b", "a!b"),
    ("a*b", "a%2Ab", "a*b", "a*b"),
    ("a'b", "a%27b", "a%27b", "a'b"),
    ("(a)", "%28a%29", "%28a%29", "(a)"),
    ("[a]", "%5Ba%5D", "%5Ba%5D", "[a]"),
    ("{a}", "%7Ba%7D", "%7Ba%7D", "{a}"),
    ("{value}", "%7Bvalue%7D", "%7Bvalue%7D", "{value}"),
    ("<a>", "%3Ca%3E", "%3Ca%3E", "<a>"),
    ("$a", "%24a", "%24a", "$a"),
    ("^`", "%5E%60", "%5E%60", "^`"),
    ("\"", "%22", "%22", "\\\""),
    ("\\", "%5C", "%5C", "\\\\"),
    ("a\tb", "a%09b", "a%09b", "a\\tb"),
    ("a\nb", "a%0Ab", "a%0Ab", "a\\nb"),
    ("a\r\nb", "a%0D%0Ab", "a%0D%0Ab", "a\\r\\nb"),
    ("\0", "%00", "%00", "\\u0000"),
    ("\u{7f}", "%7F", "%7F", "\u{7f}"),
    ("é", "%C3%A9", "%C3%A9", "é"),
    ("ü", "%C3%BC", "%C3%BC", "ü"),
    ("夏天", "%E5%A4%8F%E5%A4%A9", "%E5%A4%8F%E5%A4%A9", "夏天"),
    ("😀", "%F0%9F%98%80", "%F0%9F%98%80", "😀"),
    ("\u{feff}", "%EF%BB%BF", "%EF%BB%BF", "\u{feff}"),
    ("...", "...", "...", "..."),
];

#[api_tests::test]
async fn every_text_is_sent_as_it_is_everywhere() {
    let server = silent();
    let api = ValuesClient::new(client(&server));
    for (value, url, form, json) in VALUES {
        let form =
            format!("POST /f\ncontent-type: application/x-www-form-urlencoded\n\nvalue={form}");
        let json = format!("POST /j\ncontent-type: application/json\n\n{{\"value\":\"{json}\"}}");
        rows! { server;
            api.path(value) => format!("GET /p/{url}");
            api.query(value) => format!("GET /q?value={url}");
            api.form(value) => form;
            api.json(value) => json;
        }
    }
}
