//! rfeign, on reqwest, or on a transport in this process.

use std::hint::black_box;

use api_benches::call::{self, CODE, CREATE, Create};
use api_benches::many::{MANY, together};
use api_benches::measure::Round;
use api_benches::opening::Derived;
use api_benches::payload::{Chat, Page, response};
use bytes::Bytes;
use rfeign::transport::Transport;
use rfeign::{ClientBuilder, ReqwestTransport};

#[rfeign::http_client(path = "/api/v3/user-chat")]
#[headers("Authorization: Bot 1/MTAx/c2VjcmV0LXRva2VuLW9mLWEtYm90")]
trait UserChat {
    #[rfeign::get("/view")]
    async fn view(&self, #[query] chat_code: &str) -> rfeign::Result<Derived<Chat>>;

    #[rfeign::get("/list")]
    async fn list(&self, #[query] page: u32) -> rfeign::Result<Derived<Page>>;

    #[rfeign::post("/create")]
    async fn create(&self, #[body] create: &Create<'_>) -> rfeign::Result<Derived<Chat>>;
}

/// Responds at once.
struct Local(Bytes);

#[rfeign::async_trait]
impl Transport for Local {
    async fn send(&self, _: http::Request<Bytes>) -> rfeign::Result<http::Response<Bytes>> {
        Ok(http::Response::new(self.0.clone()))
    }
}

fn api(transport: impl Transport) -> UserChatClient {
    UserChatClient::new(ClientBuilder::new(transport).base_url(call::base()).build())
}

fn over_reqwest() -> UserChatClient {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    api(ReqwestTransport::with_client(client))
}

pub(crate) fn case(work: &str) -> Option<Round> {
    let runtime = call::runtime();
    Some(match work {
        "local" => {
            let api = api(Local(Bytes::from(response("chat")?)));
            Box::new(move || {
                black_box(runtime.block_on(api.view(black_box(CODE))).expect("a response"));
            })
        }
        "get" => {
            let api = over_reqwest();
            Box::new(move || {
                black_box(runtime.block_on(api.view(black_box(CODE))).expect("a response"));
            })
        }
        "page" => {
            let api = over_reqwest();
            Box::new(move || {
                black_box(runtime.block_on(api.list(black_box(2))).expect("a response"));
            })
        }
        "post" => {
            let api = over_reqwest();
            Box::new(move || {
                black_box(runtime.block_on(api.create(black_box(&CREATE))).expect("a response"));
            })
        }
        "many" => {
            let api = over_reqwest();
            together(runtime, MANY, move || {
                let api = api.clone();
                async move { _ = black_box(api.view(CODE).await.expect("a response")) }
            })
        }
        _ => return None,
    })
}
