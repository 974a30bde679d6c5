//! A stream whose items neither implement `Deserialize` nor are `Text` or `Bytes`.

use api_core::{Client, EventStream, Result, api};

pub struct Delta;

#[api]
trait Model {
    #[endpoint(POST, "/complete")]
    async fn complete(&self) -> Result<EventStream<Delta>>;
}

fn main() {
    let _ = ModelClient::new(Client::builder("https://a").build().unwrap()).complete();
}
