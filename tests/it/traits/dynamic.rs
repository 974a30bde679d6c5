//! The trait stays a trait: behind a pointer, on another thread, implemented by hand.

use std::future::IntoFuture as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use api_core::{ErrorKind, Result, api, async_trait};
use api_tests::{Server, json, response};

use crate::support::{Thing, Wrapped, client, failure};

#[api(envelope = Wrapped)]
trait Stock: Unpin {
    #[endpoint(GET, "/thing/{name}")]
    async fn thing(&self, name: &str) -> Result<Thing>;

    #[endpoint(POST, "/things")]
    async fn make(&self, thing: &Thing) -> Result<()>;

    /// What no server knows of.
    async fn larger(&self, one: &str, other: &str) -> Result<Thing> {
        let (one, other) = (self.thing(one).await?, self.thing(other).await?);
        Ok(if one.size > other.size { one } else { other })
    }

    /// Neither an endpoint nor a future.
    fn greeting(&self) -> String {
        "hello".to_owned()
    }
}

impl serde::Serialize for Thing {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.name, self.size).serialize(serializer)
    }
}

fn giving() -> Server {
    Server::giving(json(200, r#"{"code":0,"data":{"name":"a","size":1}}"#))
}

fn stock(server: &Server) -> StockClient {
    StockClient::new(client(server))
}

/// A shop without a server: things are as large as their names are long.
#[derive(Default)]
struct Fake {
    asked: AtomicU32,
}

#[async_trait]
impl Stock for Fake {
    async fn thing(&self, name: &str) -> Result<Thing> {
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        Ok(Thing::new(name, u32::try_from(name.len()).unwrap() + 100 * asked))
    }

    async fn make(&self, _: &Thing) -> Result<()> {
        Ok(())
    }
}

#[api_tests::test]
async fn a_client_behind_a_pointer_calls_the_server() {
    let server = giving();
    let shared: Arc<dyn Stock> = Arc::new(stock(&server));
    assert_eq!(shared.thing("b").await.unwrap(), Thing::new("a", 1));
    let boxed: Box<dyn Stock + Send> = Box::new(stock(&server));
    boxed.make(&Thing::new("c", 2)).await.unwrap();
    let lines = server.requests().iter().map(|r| r.line().to_owned()).collect::<Vec<_>>();
    assert_eq!(lines, ["GET /thing/b HTTP/1.1", "POST /things HTTP/1.1"]);
    assert_eq!(server.requests()[1].body(), r#"{"thing":["c",2]}"#);
}

#[api_tests::test]
async fn a_fake_takes_the_place_of_a_client() {
    async fn sizes(stock: &dyn Stock) -> Vec<u32> {
        let mut sizes = Vec::new();
        for name in ["a", "bcd"] {
            sizes.push(stock.thing(name).await.unwrap().size);
        }
        sizes
    }
    assert_eq!(sizes(&Fake::default()).await, [1, 103]);
    assert_eq!(sizes(&stock(&giving())).await, [1, 1]);
    Fake::default().make(&Thing::new("a", 1)).await.unwrap();
}

#[api_tests::test]
async fn a_provided_method_calls_the_endpoints_of_whoever_has_it() {
    assert_eq!(Fake::default().larger("a", "b").await.unwrap(), Thing::new("b", 101));
    let server = giving();
    let shared: Arc<dyn Stock> = Arc::new(stock(&server));
    assert_eq!(shared.larger("x", "y").await.unwrap(), Thing::new("a", 1));
    let targets = server.requests().iter().map(|r| r.target().to_owned()).collect::<Vec<_>>();
    assert_eq!(targets, ["/thing/x", "/thing/y"]);
    assert_eq!(shared.greeting(), "hello");
    // It is no call, so there is nothing to be said about one.
    assert_eq!(stock(&server).larger("x", "y").await.unwrap(), Thing::new("a", 1));
}

#[api_tests::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_and_methods_are_awaited_on_other_threads() {
    let server = giving();
    let api = stock(&server);
    let name = String::from("only lent");
    let call = api.thing(&name);
    drop(name);
    let task = tokio::spawn(call.into_future());
    assert_eq!(task.await.unwrap().unwrap(), Thing::new("a", 1));

    let shared: Arc<dyn Stock> = Arc::new(api);
    let tasks: Vec<_> = (0..8)
        .map(|i| {
            let shared = Arc::clone(&shared);
            tokio::spawn(async move { shared.thing(&i.to_string()).await })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), Thing::new("a", 1));
    }
    let mut targets: Vec<_> = server.requests().iter().map(|r| r.target().to_owned()).collect();
    targets.sort();
    assert_eq!(targets[..3], ["/thing/0", "/thing/1", "/thing/2"]);
    assert_eq!((targets.len(), targets[8].as_str()), (9, "/thing/only%20lent"));
}

#[api_tests::test]
async fn the_trait_fails_as_the_client_does() {
    let server = Server::giving(response(404, &[], r#"{"code":5,"message":"no"}"#));
    let shared: Arc<dyn Stock> = Arc::new(stock(&server));
    assert_eq!(failure(shared.thing("a").await), (ErrorKind::Api, Some(404)));
    assert_eq!(failure(shared.thing("..").await), (ErrorKind::Build, None));
    assert_eq!(failure(shared.larger("a", "..").await), (ErrorKind::Api, Some(404)));
    assert_eq!(server.requests().len(), 2);
}
