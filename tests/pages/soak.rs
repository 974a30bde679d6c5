//! Ten thousand pages, in no more memory than a thousand.

use api_core::{Paginated, Result, api};
use serde::Deserialize;
use serde_json::json;

use crate::support::*;

#[derive(Debug, Deserialize, Paginated)]
struct Page {
    #[page(items)]
    items: Vec<u64>,
    #[page(next)]
    next: Option<String>,
}

#[api]
trait Lists {
    #[endpoint(GET, "/list")]
    async fn list(&self, #[cursor] cursor: Option<&str>) -> Result<Page>;
}

/// The memory that this process holds, in KiB; none where nobody tells.
fn held() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// In a process of its own: the memory of this one is that of all tests.
#[test]
fn ten_thousand_pages_take_no_more_memory_than_a_thousand() {
    let output = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "soak::walk", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[tokio::test]
#[ignore = "run by the test above"]
async fn walk() {
    for (ahead, pages) in [(0, 10_000), (2, 3_000)] {
        let server = server(move |request| {
            let page = query(request, "cursor").map_or(1, |cursor| cursor.parse().unwrap());
            let next = (page < pages).then(|| format!("{:040}", page + 1));
            json!({ "items": slice(page, 10, pages * 10), "next": next })
        });
        let mut items = ListsClient::new(client(&server)).list(None).items().prefetch(ahead);
        let mut at_first = None;
        for expected in 1..=pages * 10 {
            assert_eq!(items.next().await.unwrap().unwrap(), expected);
            // The server remembers what came; the test does not want it to.
            if expected % 1000 == 0 {
                _ = server.take_requests();
            }
            if expected == 10_000 {
                at_first = held();
            }
        }
        assert!(items.next().await.is_none());
        if let (Some(at_first), Some(at_last)) = (at_first, held()) {
            assert!(at_last < at_first + 1024, "{at_first} KiB grew to {at_last} KiB");
        }
    }
}
