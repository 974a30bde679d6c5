//! pincer, which is on hyper-util's client, or on any client in this process.

use std::hint::black_box;

use api_benches::call::{self, CODE, CREATE, Create, TOKEN};
use api_benches::many::{MANY, together};
use api_benches::measure::Round;
use api_benches::opening::Derived;
use api_benches::payload::{Chat, Page, response};
use bytes::Bytes;
use pincer::prelude::*;

#[pincer(url = "http://localhost", mode = "wrapper")]
trait UserChat {
    #[get("/api/v3/user-chat/view")]
    async fn view(
        &self,
        #[header("Authorization")] token: &str,
        #[query] chat_code: &str,
    ) -> pincer::Result<Derived<Chat>>;

    #[get("/api/v3/user-chat/list")]
    async fn list(
        &self,
        #[header("Authorization")] token: &str,
        #[query] page: u32,
    ) -> pincer::Result<Derived<Page>>;

    #[post("/api/v3/user-chat/create")]
    async fn create(
        &self,
        #[header("Authorization")] token: &str,
        #[body] create: &Create<'_>,
    ) -> pincer::Result<Derived<Chat>>;
}

/// Responds at once.
#[derive(Clone)]
struct Local {
    base: url::Url,
    body: Bytes,
}

impl PincerClient for Local {
    async fn execute(&self, _: Request<Bytes>) -> pincer::Result<Response<Bytes>> {
        Ok(Response::new(200, Default::default(), self.body.clone()))
    }

    fn base_url(&self) -> &url::Url {
        &self.base
    }
}

fn base() -> url::Url {
    call::base().parse().expect("a base")
}

fn over_hyper() -> UserChatClient<ApiClient<HyperClient>> {
    UserChatClient::with_base_url(ApiClient::with_url(HyperClient::new(), base()), base())
}

pub(crate) fn case(work: &str) -> Option<Round> {
    let runtime = call::runtime();
    Some(match work {
        "local" => {
            let local = Local { base: base(), body: Bytes::from(response("chat")?) };
            let api = UserChatClient::new(local);
            Box::new(move || {
                let call = api.view(TOKEN, black_box(CODE));
                black_box(runtime.block_on(call).expect("a response"));
            })
        }
        "get" => {
            let api = over_hyper();
            Box::new(move || {
                let call = api.view(TOKEN, black_box(CODE));
                black_box(runtime.block_on(call).expect("a response"));
            })
        }
        "page" => {
            let api = over_hyper();
            Box::new(move || {
                let call = api.list(TOKEN, black_box(2));
                black_box(runtime.block_on(call).expect("a response"));
            })
        }
        "post" => {
            let api = over_hyper();
            Box::new(move || {
                let call = api.create(TOKEN, black_box(&CREATE));
                black_box(runtime.block_on(call).expect("a response"));
            })
        }
        "many" => {
            let api = over_hyper();
            together(runtime, MANY, move || {
                let api = api.clone();
                async move { _ = black_box(api.view(TOKEN, CODE).await.expect("a response")) }
            })
        }
        _ => return None,
    })
}
