//! `docs/faults.md`: every row and its result, from the values that the tests go by.

use std::fmt::Write as _;

use expect_test::expect_file;

use crate::row::Row;

/// The groups of the list.
const GROUPS: [(&str, &[Row]); 14] = [
    ("Connecting", crate::connect::ROWS),
    ("Before and inside the head of a response", crate::head::ROWS),
    ("The end of a body", crate::framing::ROWS),
    ("Kept connections and dropped calls", crate::reuse::ROWS),
    ("Compression", crate::compression::ROWS),
    ("Bodies that are not JSON", crate::json::ROWS),
    ("Envelopes and payloads", crate::envelope::ROWS),
    ("Limits and retries", crate::retry::ROWS),
    ("Redirects", crate::redirects::ROWS),
    ("Requests and large numbers", crate::building::ROWS),
    ("HTTP/2", crate::http2::ROWS),
    ("Events and lines", crate::streams::ROWS),
    ("Downloads", crate::downloads::ROWS),
    ("Lists in pages", crate::pages::ROWS),
];

const HEAD: &str = "# Faults

Every row is something that goes wrong between a client and a server, and how the call ends. The tests
in `tests/faults` make this page from the values that they check (`cargo test -p api-tests --test faults`);
the test of a row begins with its number, as in `f11_…`.

Each fault is met by a GET, which may be sent again, and a POST, which may not. The client has default
settings, so it makes up to three attempts. Both transports have the same result: reqwest
(the test `f11_…::reqwest`) and `ClientBuilder::hyper` (`f11_…::hyper`).

*Requests* counts those that reached the server, for the GET and the POST; *tried* counts attempts, where
that differs. An empty cell means that the number depends on the network.

Every test also checks that

- the call ends before its deadline, and no call is in flight afterwards;
- no secret is in the error (`Display`, `Debug`, all sources) or in a log line of any level: no token, no
  value of a path, query, header or field, and no value of the payload;
- nothing panics, memory stays bounded, and no request is sent twice that must not be.
";

#[test]
fn the_page_of_faults_says_what_the_tests_go_by() {
    let mut page = HEAD.to_owned();
    for (title, rows) in GROUPS {
        write!(page, "\n## {title}\n\n| # | fault | result | requests | notes |\n").unwrap();
        page.push_str("| --- | --- | --- | --- | --- |\n");
        for row in rows {
            let Row { fault, note, .. } = row;
            let (result, sends) = (result(row), sends(row));
            writeln!(page, "| {} | {fault} | {result} | {sends} | {note} |", row.number()).unwrap();
        }
    }
    expect_file!["../../docs/faults.md"].assert_eq(&page);
}

/// The numbers of a list run on, so that no row is forgotten.
#[test]
fn no_row_is_forgotten() {
    let numbers = GROUPS.iter().flat_map(|(_, rows)| rows.iter().map(Row::number));
    assert_eq!(numbers.collect::<Vec<_>>(), (1..=124).collect::<Vec<_>>());
}

fn result(row: &Row) -> String {
    let mut words: Vec<_> = row.kinds.iter().map(|kind| format!("`{kind:?}`")).collect();
    if row.succeeds {
        words.insert(0, "a value".to_owned());
    }
    if words.is_empty() { "not tried".to_owned() } else { words.join(" or ") }
}

fn sends(row: &Row) -> String {
    let mut text = row.sends.map(|(get, post)| format!("{get}, {post}")).unwrap_or_default();
    if let Some((get, post)) = row.tries {
        write!(text, " (tried {get}, {post})").unwrap();
    }
    text.trim_start().to_owned()
}
