//! Responses by status, of every form, and statuses that mean `None`.

#![deny(warnings)]

use api_core::http::{self, HeaderMap};
use api_core::{Body, ByStatus, Bytes, Client, Response, Result, Text, api};

#[derive(Debug, ByStatus)]
enum Weeks {
    #[status(200)]
    Ready(Vec<u32>),
    #[status(202)]
    #[status(204, 205)]
    Later,
    #[status(304)]
    r#Unchanged,
    #[status(302)]
    Elsewhere(Text),
    #[status(409)]
    Conflict(Bytes),
}

mod inner {
    #[derive(Debug, api_core::ByStatus)]
    #[by_status(crate = ::api_core)]
    pub enum Either<T: serde::de::DeserializeOwned> {
        #[status(200)]
        This(T),
        #[status(201)]
        That,
    }
}

#[api]
trait Stats {
    #[endpoint(GET, "/weeks")]
    async fn weeks(&self) -> Result<Weeks>;

    #[endpoint(GET, "/whole")]
    async fn whole(&self) -> Result<Response<Weeks>>;

    #[endpoint(GET, "/either")]
    async fn either(&self) -> Result<inner::Either<u8>>;

    #[endpoint(GET, "/maybe", none = [304, 404])]
    async fn maybe(&self) -> Result<Option<String>>;

    #[endpoint(GET, "/maybe/whole", none = 404)]
    async fn maybe_whole(&self) -> Result<Response<Option<String>>>;

    #[endpoint(DELETE, "/maybe", none = 404)]
    async fn delete(&self) -> Result<()>;

    #[endpoint(GET, "/a", success = [302])]
    async fn headers(&self) -> Result<HeaderMap>;

    #[endpoint(GET, "/b", success = [302])]
    async fn nothing(&self) -> Result<Response<()>>;

    #[endpoint(GET, "/c", success = [302])]
    async fn raw(&self) -> Result<http::Response<Body>>;

    #[endpoint(GET, "/d", success = [302])]
    async fn chosen(&self) -> Result<Weeks>;
}

pub fn main() {
    let client = Client::builder("http://localhost").build().unwrap();
    let api = StatsClient::new(client);
    drop((api.weeks(), api.whole(), api.either(), api.maybe(), api.maybe_whole(), api.delete()));
    drop((api.headers(), api.nothing(), api.raw(), api.chosen()));
    match (Weeks::Later, inner::Either::This(1)) {
        (Weeks::Ready(weeks), inner::Either::That) => drop(weeks),
        (Weeks::Elsewhere(text), inner::Either::This(_)) => drop(text),
        (Weeks::Conflict(bytes), _) => drop(bytes),
        (Weeks::Unchanged | Weeks::Later, _) | (_, _) => {}
    }
}
