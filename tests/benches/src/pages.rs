//! A page of 50 chats, read item by item, beside awaiting it.

use std::hint::black_box;

use api_core::{Client, Credentials, Paginated, Result, api};
use bytes::Bytes;
use serde::Deserialize;
use tower::service_fn;

use crate::call::{TOKEN, base, runtime};
use crate::measure::Round;
use crate::opening::Kook;
use crate::payload::{Chat, response};

/// The only page of a list: there is no cursor on it.
#[derive(Deserialize, Paginated)]
pub(crate) struct Chats {
    #[page(items)]
    items: Vec<Chat>,
    #[page(next)]
    next: Option<String>,
}

#[api(envelope = Kook, path = "/api/v3/user-chat")]
trait Lists {
    #[endpoint(GET, "/list")]
    async fn list(&self, #[cursor] after: Option<&str>) -> Result<Chats>;
}

/// A case: `items/stream`, `items/await`, and the same without a socket.
pub fn case(name: &str) -> Option<Round> {
    let (place, way) = match name.split_once('/')? {
        (place @ ("items" | "items-local"), way) => (place, way),
        _ => return None,
    };
    let client = match place {
        "items" => Client::builder(base()).no_env_proxy(),
        _ => {
            let body = Bytes::from(response("page").unwrap_or_default());
            Client::builder("http://localhost").transport(service_fn(
                move |_: http::Request<api_core::Body>| {
                    let response = http::Response::new(api_core::Body::from(body.clone()));
                    async { Ok::<_, std::io::Error>(response) }
                },
            ))
        }
    };
    let credentials = Credentials::header("Authorization", TOKEN);
    let client = client.credentials(credentials).build().expect("a client");
    let (runtime, api) = (runtime(), ListsClient::new(client));
    Some(match way {
        "stream" => Box::new(move || {
            runtime.block_on(async {
                let mut chats = api.list(black_box(None)).items();
                while let Some(chat) = chats.next().await {
                    black_box(chat.expect("a chat"));
                }
            });
        }),
        "await" => Box::new(move || {
            runtime.block_on(async {
                let page = api.list(black_box(None)).await.expect("a page");
                assert!(page.next.is_none());
                for chat in page.items {
                    black_box(chat);
                }
            });
        }),
        _ => return None,
    })
}
