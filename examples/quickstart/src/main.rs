//! The first program of the README: a server, and a client of it.

use api_core::{Client, Result, api, async_trait, server::axum};

#[api(server)]
trait Greeter {
    #[endpoint(GET, "/greetings/{name}")]
    async fn greet(&self, name: &str) -> Result<String>;
}

struct English;

#[async_trait]
impl Greeter for English {
    async fn greet(&self, name: &str) -> Result<String> {
        Ok(format!("Hello, {name}!"))
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let client = Client::builder(format!("http://{}", listener.local_addr()?)).build()?;
    let router = GreeterServer::new(English).into_router();
    tokio::spawn(async { axum::serve(listener, router).await });

    println!("{}", GreeterClient::new(client).greet("world").await?);
    Ok(())
}
