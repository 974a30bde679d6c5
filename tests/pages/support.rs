//! A client over the transport of the test, and a server that responds page by page.

use api_core::{Client, ClientBuilder, Error, Result, Retry};
use api_tests::{Request, Server, is_over_hyper, json, response};

/// A builder for an address, over the transport of the test.
pub(crate) fn calling(base: impl Into<String>) -> ClientBuilder {
    let builder = Client::builder(base).no_env_proxy().retry(Retry::never());
    if is_over_hyper() { builder.hyper() } else { builder }
}

pub(crate) fn client(server: &Server) -> Client {
    calling(server.base()).build().expect("the server's address is a base URL")
}

/// A value of the query of a request.
pub(crate) fn query(request: &Request, name: &str) -> Option<String> {
    let (_, query) = request.target().split_once('?')?;
    let mut pairs = url::form_urlencoded::parse(query.as_bytes());
    pairs.find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}

/// The same as a number.
pub(crate) fn number(request: &Request, name: &str) -> Option<u64> {
    query(request, name)?.parse().ok()
}

/// A server that responds with the JSON that is made of a request.
pub(crate) fn server(
    page: impl Fn(&Request) -> serde_json::Value + Send + Sync + 'static,
) -> Server {
    Server::responding(move |request| json(200, page(request).to_string()))
}

/// A server whose responses have a `Link` header, too.
pub(crate) fn linking(
    page: impl Fn(&Request) -> (String, serde_json::Value) + Send + Sync + 'static,
) -> Server {
    Server::responding(move |request| {
        let (link, page) = page(request);
        response(200, &[("Content-Type", "application/json"), ("Link", &link)], page.to_string())
    })
}

/// The targets of all requests.
pub(crate) fn targets(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| request.target().to_owned()).collect()
}

/// The numbers of a page of a list from 1 on.
pub(crate) fn slice(page: u64, size: u64, total: u64) -> Vec<u64> {
    let first = (page.saturating_sub(1)) * size;
    (first + 1..=total.min(first + size)).collect()
}

/// What an error says, without the endpoint.
pub(crate) fn said(error: &Error) -> String {
    let text = error.to_string();
    text.split_once("): ").map_or(text.clone(), |(_, said)| said.to_owned())
}

/// The items up to the first error, and that.
pub(crate) async fn all<T>(mut items: api_core::Items<'_, T>) -> (Vec<T>, Option<Error>) {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => all.push(item),
            Err(error) => return (all, Some(error)),
        }
    }
    (all, None)
}

/// The items of a list that ends well.
pub(crate) async fn whole<T>(items: api_core::Items<'_, T>) -> Vec<T> {
    let result: Result<Vec<T>> = items.try_collect().await;
    result.expect("the list ends well")
}
