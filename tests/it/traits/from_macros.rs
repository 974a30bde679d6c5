//! Traits that are written by somebody's macro, from tokens that come from inside and outside.

use api_core::{Result, api};
use api_tests::{Server, json};

use crate::support::{Thing, Wrapped, client, content, last};

/// Everything that can be handed to a macro and makes sense in a trait of endpoints.
macro_rules! service {
    (
        $(#[$attribute:meta])*
        $visibility:vis trait $name:ident as $client:ident in $envelope:ident at $prefix:literal {
            $($verb:ident $path:literal $(, timeout $timeout:literal)? =>
                $method:ident(&$this:ident $(, $param:ident: $type:ty)*) -> $output:ty;)*
        }
    ) => {
        $(#[$attribute])*
        #[api(envelope = $envelope, path = $prefix, client = $client)]
        $visibility trait $name {
            $(
                #[endpoint($verb, $path $(, timeout = $timeout)?)]
                async fn $method(&$this $(, $param: $type)*) -> $output;
            )*

            /// The macro's own, receiver and all.
            #[endpoint(PUT, "/own/{id}")]
            async fn own(&self, id: u64, #[query] dry: bool, name: &str) -> Result<()>;

            /// The macro's own, with a body.
            async fn both(&self) -> Result<()> {
                self.own(1, true, "a").await?;
                self.own(2, false, "b").await
            }
        }
    };
}

service! {
    /// Written by a macro.
    pub(crate) trait Written as Client in Wrapped at "/v1" {
        GET "/users/{id}" => get(&self, id: &str, q: Option<u8>) -> Result<Option<Thing>>;
        POST "/users?a=b", timeout "5s" => make(&self, name: &str) -> Result<()>;
        GET "/none" => none(&self) -> Result<()>;
    }
}

/// A macro that repeats a whole method.
macro_rules! through {
    ($($method:tt)*) => {
        #[api]
        trait Through {
            $($method)*
        }
    };
}

through! {
    #[endpoint(GET, "/through/{id}")]
    async fn through(&self, id: u8, #[query("type")] kind: Option<&str>) -> Result<()>;
}

/// A macro that writes the parameters' names itself.
macro_rules! getter {
    ($name:ident, $($id:ty)?) => {
        #[api]
        trait $name {
            #[endpoint(GET, "/get")]
            async fn get(&self $(, id: $id)?, limit: u8) -> Result<()>;
        }
    };
}

getter!(ById, &[u64]);
getter!(All,);

#[api_tests::test]
async fn tokens_from_outside_and_inside_work_alike() {
    let server = Server::giving(json(200, r#"{"code":0}"#));
    let api = Client::new(client(&server));
    assert_eq!(api.get("a/b", Some(1)).await.unwrap(), None);
    assert_eq!(last(&server).line(), "GET /v1/users/a%2Fb?q=1 HTTP/1.1");
    api.make("x").await.unwrap();
    assert_eq!(last(&server).line(), "POST /v1/users?a=b HTTP/1.1");
    assert_eq!(last(&server).body(), r#"{"name":"x"}"#);
    Written::none(&api).await.unwrap();
    assert_eq!(last(&server).line(), "GET /v1/none HTTP/1.1");
    Written::both(&api).await.unwrap();
    assert_eq!(last(&server).line(), "PUT /v1/own/2?dry=false HTTP/1.1");
    assert_eq!(last(&server).body(), r#"{"name":"b"}"#);
    assert_eq!(server.requests().len(), 5);
    let timeouts: Vec<_> =
        Client::ENDPOINTS.iter().map(|e| e.timeout().map(|t| t.as_secs())).collect();
    assert_eq!(timeouts, [None, Some(5), None, None]);
}

#[api_tests::test]
async fn a_method_may_pass_through_a_macro_as_it_is() {
    let server = content();
    ThroughClient::new(client(&server)).through(7, Some("a")).await.unwrap();
    assert_eq!(last(&server).target(), "/through/7?type=a");
}

#[api_tests::test]
async fn a_macro_may_name_the_parameters() {
    let server = content();
    ByIdClient::new(client(&server)).get(&[1, 2], 3).await.unwrap();
    assert_eq!(last(&server).target(), "/get?id=1&id=2&limit=3");
    AllClient::new(client(&server)).get(3).await.unwrap();
    assert_eq!(last(&server).target(), "/get?limit=3");
}
