//! Headers that a map names at run time: they are added to those that are set elsewhere, and replace
//! them only if the declaration says so.

use std::collections::BTreeMap;

use api_core::{Credentials, ErrorKind, Result, api};

use super::{rows, silent};
use crate::support::builder;

type Map<'a> = BTreeMap<&'a str, &'a str>;

#[api(headers("X-Constant" = "c"))]
trait Maps {
    #[endpoint(GET, "/m")]
    async fn adds(
        &self,
        #[header("X-Own")] own: Option<u8>,
        #[header(flatten)] map: &Map<'_>,
        #[header(flatten)] more: &Map<'_>,
    ) -> Result<()>;
    #[endpoint(GET, "/m", overload)]
    async fn replaces(
        &self,
        #[header("X-Own")] own: Option<u8>,
        #[header(flatten, replace)] map: &Map<'_>,
    ) -> Result<()>;
}

fn map<'a>(name: &'a str) -> Map<'a> {
    BTreeMap::from([(name, "map")])
}

fn refused(name: &str, parameter: &str) -> String {
    format!(
        "member `{name}` of header parameter `{parameter}` is a header that is set elsewhere; \
         declare `#[header(flatten, replace)]` to replace it"
    )
}

#[api_tests::test]
async fn a_map_adds_headers_and_replaces_none() {
    let server = silent();
    let builder = builder(&server).header("X-Client", "client");
    let credentials = Credentials::header("X-Key", "secret");
    let api = MapsClient::new(builder.credentials(credentials).build().unwrap());
    let none = Map::new();
    rows! { server;
        api.adds(Some(1), &map("X-More"), &none)
            => "GET /m\nx-client: client\nx-constant: c\nx-key: secret\nx-more: map\nx-own: 1";
        api.adds(None, &map("x-constant"), &none) => refused("x-constant", "map");
        api.adds(None, &map("X-Own"), &none) => refused("X-Own", "map");
        api.adds(None, &map("x-client"), &none) => refused("x-client", "map");
        api.adds(None, &map("x-key"), &none) => refused("x-key", "map");
        api.adds(None, &map("Authorization"), &none) => refused("Authorization", "map");
        api.adds(None, &map("proxy-authorization"), &none) => refused("proxy-authorization", "map");
        api.adds(None, &map("X-Twice"), &map("x-twice")) => refused("x-twice", "more");
        // What a programmer writes at the call is no input.
        api.adds(None, &map("X-More"), &none).header("X-Constant", "call").header("X-More", "call")
            => "GET /m\nx-client: client\nx-constant: call\nx-key: secret\nx-more: call";
    }
}

#[api_tests::test]
async fn a_map_replaces_headers_if_that_is_declared() {
    let server = silent();
    let builder = builder(&server).header("X-Client", "client");
    let credentials = Credentials::bearer("secret");
    let api = MapsClient::new(builder.credentials(credentials).build().unwrap());
    rows! { server;
        api.replaces(None, &map("Authorization"))
            => "GET /m\nauthorization: map\nx-client: client\nx-constant: c";
        api.replaces(None, &map("x-client"))
            => "GET /m\nauthorization: Bearer secret\nx-client: map\nx-constant: c";
        api.replaces(Some(1), &map("x-constant"))
            => "GET /m\nauthorization: Bearer secret\nx-client: client\nx-constant: map\nx-own: 1";
        api.replaces(None, &map("Content-Length"))
            => "header parameter `map` has the name of a header that only the transport writes; leave it out";
    }
}

#[api_tests::test]
async fn a_map_replaces_no_credentials_that_are_yet_to_be_fetched() {
    let server = silent();
    let provider = || {
        Credentials::provider(async || {
            Ok::<_, std::io::Error>(Credentials::header("X-Key", "fetched"))
        })
    };
    let api = MapsClient::new(builder(&server).credentials(provider()).build().unwrap());
    let error = api.adds(None, &map("x-key"), &Map::new()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build, "{error}");
    assert!(error.to_string().contains("the name of the credentials' header"), "{error}");
    assert!(server.requests().is_empty());
    api.replaces(None, &map("x-key")).await.unwrap();
    assert_eq!(server.requests()[0].header("x-key"), ["map"]);
}
