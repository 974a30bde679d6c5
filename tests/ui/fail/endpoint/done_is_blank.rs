//! The item that ends a stream is blank.

use api_core::{Client, JsonLines, Result, api};

#[api]
trait Logs {
    #[endpoint(GET, "/logs", done = "")]
    async fn logs(&self) -> Result<JsonLines<String>>;
}

fn main() {
    let logs = LogsClient::new(Client::builder("http://localhost").build().unwrap());
    let _ = logs.logs();
}
