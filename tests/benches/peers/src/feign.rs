//! feignhttp, on reqwest. It has neither a request without sending it nor a transport in between.

use std::hint::black_box;
use std::sync::LazyLock;

use api_benches::call::{self, CODE, CREATE, Create};
use api_benches::many::{MANY, together};
use api_benches::measure::Round;
use api_benches::opening::Derived;
use api_benches::payload::{Chat, Page};
use feignhttp::{Client as _, ClientWrapper, FeignClientBuilder as _, feign};

static BASE: LazyLock<String> = LazyLock::new(|| format!("{}/api/v3/user-chat", call::base()));

#[feign(url = BASE, headers = "authorization: Bot 1/MTAx/c2VjcmV0LXRva2VuLW9mLWEtYm90")]
trait UserChat {
    #[get("/view")]
    async fn view(&self, #[query] chat_code: &str) -> feignhttp::Result<Derived<Chat>>;

    #[get("/list")]
    async fn list(&self, #[query] page: u32) -> feignhttp::Result<Derived<Page>>;

    #[post("/create")]
    async fn create(&self, #[body] create: Create<'_>) -> feignhttp::Result<Derived<Chat>>;
}

pub(crate) fn case(work: &str) -> Option<Round> {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let client = ClientWrapper::with_client(client).expect("a wrapper");
    let api = std::sync::Arc::new(UserChatBuilder::build_with_client(client).expect("a client"));
    let runtime = call::runtime();
    Some(match work {
        "get" => Box::new(move || {
            black_box(runtime.block_on(api.view(black_box(CODE))).expect("a response"));
        }),
        "page" => Box::new(move || {
            black_box(runtime.block_on(api.list(black_box(2))).expect("a response"));
        }),
        "post" => Box::new(move || {
            black_box(runtime.block_on(api.create(black_box(CREATE))).expect("a response"));
        }),
        "many" => together(runtime, MANY, move || {
            let api = api.clone();
            async move { _ = black_box(api.view(CODE).await.expect("a response")) }
        }),
        _ => return None,
    })
}
