//! Headers: where they come from, and what replaces what.

use std::collections::BTreeMap;

use api_core::{Result, api};

use super::{rows, silent};
use crate::support::{builder, client};

#[api(headers("X-A" = "trait", "X-B" = "trait"))]
trait Headers {
    #[endpoint(GET, "/h")]
    async fn inherited(&self) -> Result<()>;
    #[endpoint(GET, "/h", headers("x-a" = "endpoint"), overload)]
    async fn nearer(&self, #[header("X-B")] b: Option<&str>) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-Client" = none), overload)]
    async fn removed(&self) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-Empty" = ""), overload)]
    async fn empty(&self, #[header("X-A")] a: &str) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn csv(&self, #[header("X-L", list = "csv")] l: &[&str]) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn repeat(&self, #[header("X-L", list = "repeat")] l: &[&str]) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn map(&self, #[header(flatten)] map: &BTreeMap<&str, &str>) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn pairs(&self, #[header(flatten)] pairs: &[(&str, u8)]) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn scalars(&self, #[header("X-N")] n: u64, #[header("X-T")] t: bool) -> Result<()>;
    #[endpoint(GET, "/h", headers("X-A" = none, "X-B" = none, "Accept" = "text/csv"), overload)]
    async fn accept(&self) -> Result<()>;
    #[endpoint(POST, "/h", headers("X-A" = none, "X-B" = none, "Content-Type" = "application/vnd.x+json"))]
    async fn typed(&self, a: u8) -> Result<()>;
    #[endpoint(POST, "/h", headers("X-A" = none, "X-B" = none), overload)]
    async fn typed_by_parameter(&self, #[header("Content-Type")] t: &str, a: u8) -> Result<()>;
}

#[tokio::test]
async fn the_nearer_source_wins() {
    let server = silent();
    let api = HeadersClient::new(builder(&server).header("X-Client", "c").build().unwrap());
    rows! { server;
        api.inherited() => "GET /h\nx-a: trait\nx-b: trait\nx-client: c";
        api.inherited().header("X-A", "call") => "GET /h\nx-a: call\nx-b: trait\nx-client: c";
        api.nearer(None) => "GET /h\nx-a: endpoint\nx-b: trait\nx-client: c";
        api.nearer(Some("p")) => "GET /h\nx-a: endpoint\nx-b: p\nx-client: c";
        api.nearer(Some("p")).header("x-b", "call") => "GET /h\nx-a: endpoint\nx-b: call\nx-client: c";
        api.removed() => "GET /h\nx-b: trait";
        api.empty("") => "GET /h\nx-a: \nx-b: trait\nx-client: c\nx-empty: ";
    }
}

#[tokio::test]
async fn a_header_is_what_was_said() {
    let server = silent();
    let api = HeadersClient::new(client(&server));
    let broken = "holds a line break or NUL, which would forge another header";
    rows! { server;
        api.csv(&[]) => "GET /h";
        api.csv(&["a"]) => "GET /h\nx-l: a";
        api.csv(&["a", "b c"]) => "GET /h\nx-l: a, b c";
        api.csv(&["a,b"]) => "header parameter `l` has an element with a comma, which is what separates the elements";
        api.repeat(&[]) => "GET /h";
        api.repeat(&["a", "b,c"]) => "GET /h\nx-l: a\nx-l: b,c";
        api.map(&BTreeMap::new()) => "GET /h";
        api.map(&BTreeMap::from([("X-M", "1"), ("X-N", "2")])) => "GET /h\nx-m: 1\nx-n: 2";
        api.map(&BTreeMap::from([("X M", "1")])) => "header parameter `map` has a name that is no valid header name";
        api.map(&BTreeMap::from([("X-M", "1"), ("x-m", "2")])) => "header parameter `map` names a header twice";
        api.map(&BTreeMap::from([("X-M", "a\nb")])) => format!("header parameter `map` {broken}");
        api.pairs(&[("X-P", 1)]) => "GET /h\nx-p: 1";
        api.scalars(7, true) => "GET /h\nx-n: 7\nx-t: true";
        api.csv(&["tab\tinside"]) => "GET /h\nx-l: tab\tinside";
        api.csv(&[" outer"]) => "header parameter `l` begins or ends with a space, which the recipient would strip";
        api.csv(&["a\r\nX-Evil: 1"]) => format!("header parameter `l` {broken}");
        api.csv(&["\0"]) => format!("header parameter `l` {broken}");
        api.csv(&["é"]) => "header parameter `l` holds a character that a header cannot carry; encode it first";
        api.csv(&["\u{7f}"]) => "header parameter `l` holds a character that a header cannot carry; encode it first";
        api.accept() => "GET /h\naccept: text/csv";
        api.typed(1) => "POST /h\ncontent-type: application/vnd.x+json\n\n{\"a\":1}";
        api.typed_by_parameter("text/x", 1) => "POST /h\ncontent-type: text/x\n\n{\"a\":1}";
        api.typed(1).header("Content-Type", "a/b") => "POST /h\ncontent-type: a/b\n\n{\"a\":1}";
    }
}
