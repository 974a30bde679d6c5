//! What cannot be sent is refused before anything is, under the name of the parameter.

use std::collections::BTreeMap;

use api_core::{Result, api};
use serde::{Serialize, Serializer};

use super::{rows, silent};
use crate::support::client;

#[derive(Clone, Serialize)]
struct Struct {
    secret: &'static str,
}

#[derive(Clone, Serialize)]
enum Variant {
    Newtype(u8),
    Tuple(u8, u8),
    Struct { a: u8 },
}

/// Refuses to be serialized, and quotes what it holds.
#[derive(Clone)]
struct Failing;

impl Serialize for Failing {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("SECRET"))
    }
}

#[api]
trait Refused {
    #[endpoint(GET, "/r")]
    async fn query<T: Serialize + Send>(&self, a: T) -> Result<()>
    where
        Self: Sized;
    #[endpoint(GET, "/r", overload)]
    async fn header<T: Serialize + Send>(&self, #[header("X-A")] a: T) -> Result<()>
    where
        Self: Sized;
    #[endpoint(POST, "/r", body = form)]
    async fn form<T: Serialize + Send>(&self, a: T) -> Result<()>
    where
        Self: Sized;
    #[endpoint(POST, "/r", overload)]
    async fn field<T: Serialize + Send>(&self, a: T) -> Result<()>
    where
        Self: Sized;
    #[endpoint(POST, "/r", overload)]
    async fn body<T: Serialize + Send>(&self, #[body] a: T) -> Result<()>
    where
        Self: Sized;
    #[endpoint(POST, "/r", overload)]
    async fn text<T: Serialize + Send>(&self, #[body(text)] a: T) -> Result<()>
    where
        Self: Sized;
    #[endpoint(POST, "/r", body = multipart, overload)]
    async fn part<T: Serialize + Send>(&self, #[part] a: T) -> Result<()>
    where
        Self: Sized;
}

#[api_tests::test]
async fn nothing_is_dropped_and_nothing_is_guessed() {
    let server = silent();
    let api = RefusedClient::new(client(&server));
    let compound = "is a struct or a map, which has no single text; pass its fields one by one";
    let unnested = "is a struct or a map, which has no single text; pass its fields one by one, or declare it with `flatten`, `nested = \"brackets\"` or `json`";
    let own = "could not be serialized: its own `Serialize` refused it";
    let json = "could not be written as JSON: its own `Serialize` refused it";
    let list = "is a list, and only one value can be sent here";
    let s = Struct { secret: "SECRET" };
    let map = BTreeMap::from([(1, 2)]);
    let keys = BTreeMap::from([(vec![1], 2)]);
    rows! { server;
        api.query(s.clone()) => format!("query parameter `a` {unnested}");
        api.query(map.clone()) => format!("query parameter `a` {unnested}");
        api.query(vec![s.clone()]) => "query parameter `a` is a list of structs or maps; say how to write it with `list = \"indices\"` and `nested = \"brackets\"`";
        api.query(Variant::Newtype(1)) => format!("query parameter `a` {unnested}");
        api.query(Variant::Tuple(1, 2)) => format!("query parameter `a` {compound}");
        api.query(Variant::Struct { a: 1 }) => format!("query parameter `a` {compound}");
        api.query(vec![vec![1]]) => "query parameter `a` is a list of lists, which has no text";
        api.query(vec![Some(1), None]) => "query parameter `a` has a `None` in its list; leave it out";
        api.query(()) => "query parameter `a` is `()`, which has no text";
        api.query(Failing) => format!("query parameter `a` {own}");
        api.header(s.clone()) => format!("header parameter `a` {compound}");
        api.header(vec![1]) => format!("header parameter `a` {list}");
        api.header(Failing) => format!("header parameter `a` {own}");
        api.form(s.clone()) => format!("field parameter `a` {unnested}");
        api.form(Failing) => format!("field parameter `a` {own}");
        api.field(Failing) => format!("field parameter `a` {json}");
        api.field(keys.clone()) => format!("field parameter `a` {json}");
        api.body(Failing) => format!("body parameter `a` {json}");
        api.text(s.clone()) => format!("body parameter `a` {compound}");
        api.text(vec![1]) => format!("body parameter `a` {list}");
        api.part(s.clone()) => format!("part parameter `a` {compound}");
        api.part(Failing) => format!("part parameter `a` {own}");
    }
    // What an invalid method of a call says, in its own words.
    rows! { server;
        api.query(1).header("X A", "b") => "header `X A` has a name that is no valid header name";
        api.query(1).header("X-A", "b\n") => "header `X-A` holds a line break or NUL, which would forge another header";
        api.query(1).query("b", &s) => format!("query parameter `b` {unnested}");
        api.query(s.clone()).header("X-A", "b\n") => format!("query parameter `a` {unnested}");
    }
}
