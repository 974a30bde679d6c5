//! Traits and endpoints of every shape.

use std::borrow::Cow;

use api_core::{Result, api};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{rows, silent};
use crate::support::client;

#[api(path = "/c")]
trait Crud<T: Serialize + DeserializeOwned + Send + Sync + 'static> {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<()>;
    #[endpoint(POST, "")]
    async fn post(&self, #[body] item: &T) -> Result<()>;
    #[endpoint(GET, "")]
    async fn find(&self, #[query(list = "csv")] by: &[T]) -> Result<()>;
}

#[api]
trait Shapes<'t> {
    #[endpoint(GET, "/s/{id}")]
    async fn into(&self, id: impl Into<String>, by: impl Into<Cow<'static, str>>) -> Result<()>
    where
        Self: Sized;
    #[endpoint(GET, "/s/{id}", overload)]
    async fn display(&self, id: impl std::fmt::Display, by: impl Serialize) -> Result<()>
    where
        Self: Sized;
    #[endpoint(POST, "/s")]
    async fn generic<T: Serialize + Send + Sync>(&self, a: &T, b: Option<T>) -> Result<()>
    where
        Self: Sized;
    #[endpoint(GET, "/s")]
    async fn lifetimes<'a, 'b: 'a>(&'a self, a: &'b str, b: Cow<'t, str>) -> Result<()>;
    #[endpoint(GET, "/s", overload)]
    async fn conditions(
        &self,
        #[cfg(any())] gone: Gone,
        #[cfg(not(target_os = "none"))]
        #[query("h")]
        here: u8,
        #[cfg_attr(all(), allow(unused))] also: u8,
    ) -> Result<()>;
    #[cfg(any())]
    #[endpoint(GET, "/gone")]
    async fn gone(&self, gone: Gone) -> Result<Gone>;
    #[endpoint(GET, "/s", overload)]
    async fn r#match(&self, r#type: u8, r#in: u8) -> Result<()>;

    async fn both(&self, a: &str) -> Result<()> {
        self.lifetimes(a, "first".into()).await?;
        self.lifetimes(a, "second".into()).await
    }
}

#[api_tests::test]
async fn every_shape_fills_a_request() {
    let server = silent();
    let texts = CrudClient::<String>::new(client(&server));
    let api = ShapesClient::new(client(&server));
    let json = "content-type: application/json\n\n";
    rows! { server;
        texts.get(1) => "GET /c/1";
        texts.post(&"x".to_owned()) => format!("POST /c\n{json}\"x\"");
        texts.find(&["a".to_owned(), "b".to_owned()]) => "GET /c?by=a,b";
        ShapesClient::into(&api, "a/b", "x y") => "GET /s/a%2Fb?by=x%20y";
        ShapesClient::into(&api, String::from("a"), String::from("b")) => "GET /s/a?by=b";
        ShapesClient::into(&api, '.', "b") => "path parameter `id` leaves its path segment `.` or `..`, which would reach another endpoint";
        api.display(7, Some(8)) => "GET /s/7?by=8";
        api.display("x", None::<u8>) => "GET /s/x";
        api.generic(&1, None) => format!("POST /s\n{json}{{\"a\":1}}");
        api.generic(&[1], Some([2])) => format!("POST /s\n{json}{{\"a\":[1],\"b\":[2]}}");
        api.lifetimes("a", Cow::Borrowed("b")) => "GET /s?a=a&b=b";
        api.conditions(1, 2) => "GET /s?h=1&also=2";
        api.r#match(1, 2) => "GET /s?type=1&in=2";
    }
    api.both("x").await.unwrap();
    let targets: Vec<String> =
        server.requests().iter().rev().take(2).map(|r| r.target().to_owned()).collect();
    assert_eq!(targets, ["/s?a=x&b=second", "/s?a=x&b=first"]);
    // The trait's method fills the request like the client's own.
    let object: &dyn Shapes<'_> = &api;
    object.conditions(1, 2).await.unwrap();
    assert_eq!(server.requests().pop().unwrap().target(), "/s?h=1&also=2");
}
