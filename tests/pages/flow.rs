//! The streams themselves: pages ahead of their time, in order; errors, drops, and the end.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use api_core::{ErrorKind, Items, Pages};
use api_tests::{Server, Step, json as json_response};
use futures_util::{Stream, StreamExt, TryStreamExt as _};
use serde_json::json;
use tokio::time::{sleep, timeout};

use crate::options::{ListsClient, Page, pages};
use crate::support::*;

#[api_tests::test]
async fn pages_come_ahead_of_their_time_and_in_order() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    let mut items = lists.list(None).items().prefetch(2);
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    // Nobody polls the stream, and the page behind this one comes all the same.
    timeout(Duration::from_secs(9), server.received(2)).await.unwrap();
    sleep(Duration::from_millis(50)).await;
    assert!(server.requests().len() <= 3);
    let mut all = vec![1];
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    assert_eq!(all, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(server.requests().len(), 4);
    let numbers: Vec<u32> =
        lists.list(None).pages().prefetch(9).map_ok(|page| page.page).try_collect().await.unwrap();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

#[api_tests::test]
async fn dropping_a_stream_ends_it() {
    let server = Server::by(|_| {
        let first = json!({ "items": [1], "page": 1, "pages": 9 }).to_string();
        vec![
            Step::ReadRequest,
            Step::Send(json_response(200, first)),
            Step::ReadRequest,
            Step::Stall,
        ]
    });
    for ahead in [0, 2] {
        let client = client(&server);
        let mut items = ListsClient::new(client.clone()).list(None).items().prefetch(ahead);
        assert_eq!(items.next().await.unwrap().unwrap(), 1);
        // The second page does not come.
        assert!(timeout(Duration::from_millis(100), items.next()).await.is_err());
        assert_eq!(client.in_flight(), 1);
        drop(items);
        let ended = async {
            while client.in_flight() > 0 {
                sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(Duration::from_secs(9), ended).await.expect("nothing is in flight");
    }
}

#[api_tests::test]
async fn after_an_error_the_same_page_is_asked_for_again() {
    for ahead in [0, 1, 3] {
        let count = Arc::new(AtomicUsize::new(0));
        let seen = count.clone();
        let server = Server::responding(move |request| {
            let page = number(request, "page").unwrap_or(1);
            // Page 2 fails twice, once by its status and once by its body.
            let at = if page == 2 { seen.fetch_add(1, Ordering::Relaxed) } else { 2 };
            match at {
                0 => json_response(500, r#"{"message":"not now"}"#),
                1 => json_response(200, r#"{"items":"#),
                _ => {
                    let body = json!({ "items": slice(page, 2, 6), "page": page, "pages": 3 });
                    json_response(200, body.to_string())
                }
            }
        });
        let mut items = ListsClient::new(client(&server)).list(None).items().prefetch(ahead);
        let mut all = Vec::new();
        let mut kinds = Vec::new();
        while let Some(item) = items.next().await {
            match item {
                Ok(item) => all.push(item),
                Err(error) => kinds.push(error.kind()),
            }
        }
        assert_eq!(all, [1, 2, 3, 4, 5, 6]);
        assert_eq!(kinds, [ErrorKind::Status, ErrorKind::Decode]);
        assert_eq!(server.requests().len(), 5);
    }
}

fn stream<S: Stream + Send + Unpin + 'static>(stream: S) -> S {
    stream
}

#[api_tests::test]
async fn they_are_streams_like_any_other() {
    let server = pages();
    let lists = ListsClient::new(client(&server));
    let items: Items<'static, u64> = stream(lists.list(None).items());
    let even: Vec<u64> =
        StreamExt::filter_map(items, |item| async move { item.ok().filter(|n| n % 2 == 0) })
            .collect()
            .await;
    assert_eq!(even, [2, 4, 6, 8]);
    let pages: Pages<'static, Page> = stream(lists.list(None).pages());
    let counts: Vec<usize> = pages.map(|page| page.unwrap().items.len()).collect().await;
    assert_eq!(counts, [2, 2, 2, 2]);
    let sum = tokio::spawn(async move {
        let mut items = pin!(lists.list(None).items());
        let mut sum = 0;
        while let Some(item) = items.next().await {
            sum += item.unwrap();
        }
        sum
    });
    assert_eq!(sum.await.unwrap(), 36);
}

#[api_tests::test]
async fn a_closed_client_ends_it() {
    let server = pages();
    let client = client(&server);
    let mut items = ListsClient::new(client.clone()).list(None).items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    client.close().await;
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(items.next().await.unwrap().unwrap_err().kind(), ErrorKind::Closed);
    assert!(items.next().await.is_none());
}
