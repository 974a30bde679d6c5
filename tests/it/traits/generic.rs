//! Generic traits, generic methods, and clients of both.

use std::fmt::{Debug, Display};
use std::sync::Arc;

use api_core::{Response, Result, api};
use api_tests::{Server, json};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::support::{Thing, client, content, last};

#[api(path = "/items")]
trait Crud<T>
where
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
{
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<T>;

    #[endpoint(GET, "")]
    async fn list(&self) -> Result<Response<Vec<T>>>;

    #[endpoint(PUT, "/{id}")]
    async fn put(&self, id: u64, #[body] item: &T) -> Result<()>;
}

/// Neither `Clone` nor `Debug`, which a client of it is all the same.
#[derive(Serialize, serde::Deserialize)]
struct Opaque(u8);

fn is_a_client<C: Clone + Debug + Send + Sync + Unpin + 'static>(client: &C) -> String {
    format!("{:?}", client.clone())
}

#[api_tests::test]
async fn a_client_of_a_generic_trait_asks_nothing_of_the_parameter() {
    let server = Server::giving(json(200, "7"));
    let api = CrudClient::<Opaque>::new(client(&server));
    let shown = is_a_client(&api);
    assert!(shown.starts_with("CrudClient {") && shown.contains(&server.authority()), "{shown}");
    assert_eq!(api.get(1).await.unwrap().0, 7);
    api.clone().put(2, &Opaque(8)).await.unwrap();
    assert_eq!(last(&server).line(), "PUT /items/2 HTTP/1.1");
    assert_eq!(last(&server).body(), "8");
}

#[api_tests::test]
async fn one_client_serves_several_types() {
    let server = Server::giving(json(200, r#"[{"name":"a","size":1}]"#));
    let things = CrudClient::<Thing>::new(client(&server));
    assert_eq!(things.list().await.unwrap().value(), &[Thing::new("a", 1)]);
    let lists = CrudClient::<Vec<Thing>>::new(things.client().clone());
    assert_eq!(lists.get(3).await.unwrap(), [Thing::new("a", 1)]);
    assert_eq!(last(&server).target(), "/items/3");
    let shared: Arc<dyn Crud<Thing>> = Arc::new(things);
    assert_eq!(shared.list().await.unwrap().into_value(), [Thing::new("a", 1)]);
}

#[api]
trait Mixed<'a, T: ?Sized + Display + Sync + 'a, const N: usize>
where
    T: 'static,
{
    #[endpoint(GET, "/lent/{id}")]
    async fn lent(&self, id: &'a T) -> Result<()>;

    #[endpoint(GET, "/many")]
    async fn many(&self, ids: Ids<N>) -> Result<()>;
}

#[derive(Clone, Copy)]
struct Ids<const N: usize>([u8; N]);

impl<const N: usize> Serialize for Ids<N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

#[api_tests::test]
async fn lifetimes_and_constants_are_parameters_too() {
    let server = content();
    let api = MixedClient::<'_, str, 2>::new(client(&server));
    let id = String::from("a b");
    api.lent(&id).await.unwrap();
    assert_eq!(last(&server).target(), "/lent/a%20b");
    api.many(Ids([7, 8])).await.unwrap();
    assert_eq!(last(&server).target(), "/many?ids=7&ids=8");
}

#[api]
trait Anything {
    #[endpoint(PUT, "/{id}")]
    async fn put<B>(&self, id: impl Display + Send, #[body] body: &B) -> Result<()>
    where
        B: Serialize + Sync,
        Self: Sized;

    #[endpoint(GET, "/{id}")]
    async fn get<T: DeserializeOwned + Send + 'static>(&self, id: u8) -> Result<T>
    where
        Self: Sized;

    #[endpoint(GET, "/plain")]
    async fn plain<'a>(&'a self, first: &'a str, second: Option<&str>) -> Result<u8>;
}

#[api_tests::test]
async fn a_method_may_have_parameters_of_its_own() {
    let server = Server::giving(json(200, "[7]"));
    let api = AnythingClient::new(client(&server));
    assert_eq!(api.get::<Vec<u8>>(1).await.unwrap(), [7]);
    assert_eq!(api.get::<[i64; 1]>(1).await.unwrap(), [7]);
    Anything::put(&api, 'x', &("a", 1)).await.unwrap();
    let request = last(&server);
    assert_eq!((request.line(), request.body()), ("PUT /x HTTP/1.1", r#"["a",1]"#));
    let shared: &dyn Anything = &api;
    assert!(shared.plain("a", None).await.unwrap_err().is_decode());
    assert_eq!(last(&server).target(), "/plain?first=a");
}
