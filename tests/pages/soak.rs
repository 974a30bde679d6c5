//! Ten thousand pages, in no more memory than a thousand.

use api_core::{Paginated, Result, api};
use api_tests::{memory_held, passes_alone};
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

#[api_tests::test]
fn ten_thousand_pages_take_no_more_memory_than_a_thousand() {
    passes_alone("soak::walk");
}

#[api_tests::test]
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
                at_first = memory_held();
            }
        }
        assert!(items.next().await.is_none());
        if let (Some(at_first), Some(at_last)) = (at_first, memory_held()) {
            assert!(at_last < at_first + 1024, "{at_first} KiB grew to {at_last} KiB");
        }
    }
}
