//! `docs/faults.md`: every row and its outcome, from the values that the tests go by.

use std::fmt::Write as _;

use expect_test::expect_file;

use crate::row::Row;

/// The groups of the list.
const GROUPS: [(&str, &[Row]); 10] = [
    ("Connecting", crate::connect::ROWS),
    ("Before and inside the head of an answer", crate::head::ROWS),
    ("Where a body ends", crate::framing::ROWS),
    ("Kept connections and dropped calls", crate::reuse::ROWS),
    ("Compression", crate::compression::ROWS),
    ("Bodies that are not JSON", crate::json::ROWS),
    ("Envelopes and payloads", crate::envelope::ROWS),
    ("Limits and retries", crate::retry::ROWS),
    ("Redirects", crate::redirects::ROWS),
    ("Requests and great numbers", crate::building::ROWS),
];

const HEAD: &str = "# Faults

What goes wrong between a client and a server, and what comes of it. The page is made by
`cargo test -p api-tests --test faults`, from the values that the tests hold the calls to, and the
test fails if they differ; a row's test is `tests/faults/…` with its number, as in `f11_…`.

Every row is tried with a GET, which may be repeated, and a POST, which may not, by a client with its
default three attempts; over the default transport (`--test faults`), and over that of
`ClientBuilder::hyper` (`--test faults-hyper`), with the same outcome. *Requests* are those that reached the server, GET and POST; *tried* says how
often the client tried, where that differs. Checked in every row, and therefore not in the table: the
call ends before its deadline; neither its error (`Display`, `Debug`, all sources) nor anything logged
at any level shows a token, a path or query value, a header, a field of the request or a value of the
answer; the client has no call in flight afterwards. Never, in any row: a panic, a second send of a
request that is not safe to repeat, memory without bound.
";

#[test]
fn the_page_of_faults_says_what_the_tests_go_by() {
    let mut page = HEAD.to_owned();
    for (title, rows) in GROUPS {
        write!(page, "\n## {title}\n\n| # | fault | outcome | requests | notes |\n").unwrap();
        page.push_str("| --- | --- | --- | --- | --- |\n");
        for row in rows {
            let Row { fault, note, .. } = row;
            let (outcome, sends) = (outcome(row), sends(row));
            writeln!(page, "| {} | {fault} | {outcome} | {sends} | {note} |", row.number())
                .unwrap();
        }
    }
    expect_file!["../../docs/faults.md"].assert_eq(&page);
}

/// The numbers of a list run on, so that no row is forgotten.
#[test]
fn no_row_is_forgotten() {
    let numbers = GROUPS.iter().flat_map(|(_, rows)| rows.iter().map(Row::number));
    assert_eq!(numbers.collect::<Vec<_>>(), (1..=102).collect::<Vec<_>>());
}

fn outcome(row: &Row) -> String {
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
