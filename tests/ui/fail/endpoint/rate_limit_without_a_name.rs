//! A rate limit has no name.

use api_core::{Result, api};

#[api]
trait Messages {
    #[endpoint(POST, "/channels/{channel}/messages", rate_limit = "{channel}")]
    async fn post(&self, channel: u64, text: &str) -> Result<()>;
}

fn main() {
    let _ = |messages: MessagesClient| async move { messages.post(7, "hello").await };
}
