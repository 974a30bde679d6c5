//! A value of a rate limit has no text.

use api_core::{Result, api};

#[api]
trait Messages {
    #[endpoint(GET, "/messages", rate_limit = "messages/{channel}")]
    async fn list(&self, channel: Option<u64>) -> Result<()>;
}

fn main() {
    let _ = |messages: MessagesClient| async move { messages.list(None).await };
}
