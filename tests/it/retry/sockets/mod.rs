//! Calls that are sent again, over sockets: how many requests reach the server, and which. How
//! long is waited between them is tested in virtual time, in [`super::virtual_time`].

mod connections;
mod repeats;
mod waits;

use api_core::{Client, Result, api};
use api_tests::{Server, Step, json, response};

use crate::support::{Thing, ThingsClient, Wrapped, calling};

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

/// Endpoints that say whether they are sent again.
#[api(envelope = Wrapped)]
trait Declared {
    #[endpoint(POST, "/search", retry = repeatable)]
    async fn search(&self, name: &str) -> Result<Thing>;

    #[endpoint(POST, "/put", idempotent)]
    async fn put(&self, name: &str) -> Result<Thing>;

    #[endpoint(POST, "/order", idempotency_key)]
    async fn order(&self, name: &str) -> Result<Thing>;

    #[endpoint(GET, "/once", retry = never)]
    async fn once(&self) -> Result<Thing>;
}

/// A client as users have it: with its own idea of when to send a call again.
fn client(server: &Server) -> Client {
    let client = calling(server.base()).no_env_proxy();
    client.build().expect("the server's address is a base URL")
}

fn things(server: &Server) -> ThingsClient {
    ThingsClient::new(client(server))
}

fn declared(server: &Server) -> DeclaredClient {
    DeclaredClient::new(client(server))
}

/// A connection that reads a request, sends these bytes and closes.
///
/// A connection each, since it is up to the pool whether the next attempt finds the last one free.
fn once(bytes: Vec<u8>) -> Vec<Step> {
    vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
}

fn status(status: u16) -> Vec<Step> {
    once(response(status, &[("Connection", "close")], ""))
}

fn good() -> Vec<Step> {
    once(json(200, GOOD))
}

/// The response to a first request, before a good one.
fn then_good(first: Vec<Step>) -> Server {
    Server::scripts([first, good()])
}
