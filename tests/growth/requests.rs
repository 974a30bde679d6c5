//! What a server reads of a request.

use std::collections::HashMap;

use api_core::http::Request;
use api_core::{Body, Part, Result, api, async_trait};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower::ServiceExt as _;

use super::{Case, check, run, text};

#[derive(Clone, Serialize, Deserialize)]
struct Item {
    b: String,
    #[serde(default)]
    c: Vec<u32>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Cart {
    a: Vec<Item>,
}

type Map<T> = HashMap<String, T>;

#[api(server)]
trait Grown {
    #[endpoint(GET, "/rest/{a*}")]
    async fn rest(&self, a: &str) -> Result<()>;
    #[endpoint(GET, "/two/{a}-{b}.c")]
    async fn two(&self, a: &str, b: &str) -> Result<()>;
    #[endpoint(GET, "/query")]
    async fn query(&self, a: Option<&str>, #[query(flatten)] more: Map<String>) -> Result<()>;
    #[endpoint(GET, "/headers")]
    async fn headers(
        &self,
        #[header("X-Csv", list = "csv")] csv: Vec<String>,
        #[header("X-Repeat", list = "repeat")] repeat: Vec<String>,
        #[header(flatten)] more: Map<String>,
    ) -> Result<()>;
    #[endpoint(POST, "/repeat", body = form)]
    async fn repeat(&self, a: Vec<String>) -> Result<()>;
    #[endpoint(POST, "/csv", body = form)]
    async fn csv(&self, #[field(list = "csv")] a: Vec<String>) -> Result<()>;
    #[endpoint(POST, "/ssv", body = form)]
    async fn ssv(&self, #[field(list = "ssv")] a: Vec<String>) -> Result<()>;
    #[endpoint(POST, "/pipes", body = form)]
    async fn pipes(&self, #[field(list = "pipes")] a: Vec<String>) -> Result<()>;
    #[endpoint(POST, "/brackets", body = form)]
    async fn brackets(&self, #[field(list = "brackets")] a: Vec<String>) -> Result<()>;
    #[endpoint(POST, "/indices", body = form)]
    async fn indices(&self, #[field(list = "indices")] a: Vec<String>) -> Result<()>;
    #[endpoint(POST, "/map")]
    async fn map(&self, #[body(form)] a: Map<String>) -> Result<()>;
    #[endpoint(POST, "/pairs")]
    async fn pairs(&self, #[body(form)] a: Vec<(String, String)>) -> Result<()>;
    #[endpoint(POST, "/nested")]
    async fn nested(&self, #[body(form, nested = "brackets")] a: Map<Map<String>>) -> Result<()>;
    #[endpoint(POST, "/dots")]
    async fn dots(&self, #[body(form, nested = "dots")] a: Map<Map<String>>) -> Result<()>;
    #[endpoint(POST, "/cart")]
    async fn cart(
        &self,
        #[body(form, list = "indices", nested = "brackets")] cart: Cart,
    ) -> Result<()>;
    #[endpoint(POST, "/fields")]
    async fn fields(&self, a: Option<Vec<Item>>, #[field(flatten)] more: Map<Value>) -> Result<()>;
    #[endpoint(POST, "/json")]
    async fn json(&self, #[body] cart: Cart) -> Result<()>;
    #[endpoint(POST, "/text")]
    async fn text(&self, #[body(text)] text: &str) -> Result<()>;
    #[endpoint(POST, "/parts", body = multipart)]
    async fn parts(&self, a: Option<&str>, #[part] b: Vec<Part>) -> Result<()>;
}

struct Nothing;

#[async_trait]
impl Grown for Nothing {
    async fn rest(&self, _: &str) -> Result<()> {
        Ok(())
    }
    async fn two(&self, _: &str, _: &str) -> Result<()> {
        Ok(())
    }
    async fn query(&self, _: Option<&str>, _: Map<String>) -> Result<()> {
        Ok(())
    }
    async fn headers(&self, _: Vec<String>, _: Vec<String>, _: Map<String>) -> Result<()> {
        Ok(())
    }
    async fn repeat(&self, _: Vec<String>) -> Result<()> {
        Ok(())
    }
    async fn csv(&self, _: Vec<String>) -> Result<()> {
        Ok(())
    }
    async fn ssv(&self, _: Vec<String>) -> Result<()> {
        Ok(())
    }
    async fn pipes(&self, _: Vec<String>) -> Result<()> {
        Ok(())
    }
    async fn brackets(&self, _: Vec<String>) -> Result<()> {
        Ok(())
    }
    async fn indices(&self, _: Vec<String>) -> Result<()> {
        Ok(())
    }
    async fn map(&self, _: Map<String>) -> Result<()> {
        Ok(())
    }
    async fn pairs(&self, _: Vec<(String, String)>) -> Result<()> {
        Ok(())
    }
    async fn nested(&self, _: Map<Map<String>>) -> Result<()> {
        Ok(())
    }
    async fn dots(&self, _: Map<Map<String>>) -> Result<()> {
        Ok(())
    }
    async fn cart(&self, _: Cart) -> Result<()> {
        Ok(())
    }
    async fn fields(&self, _: Option<Vec<Item>>, _: Map<Value>) -> Result<()> {
        Ok(())
    }
    async fn json(&self, _: Cart) -> Result<()> {
        Ok(())
    }
    async fn text(&self, _: &str) -> Result<()> {
        Ok(())
    }
    async fn parts(&self, _: Option<&str>, _: Vec<Part>) -> Result<()> {
        Ok(())
    }
}

/// Sends a request, and holds the response to a status.
fn send(status: u16, request: Request<Body>) {
    let response = run(GrownServer::new(Nothing).into_router().oneshot(request)).unwrap();
    assert_eq!(response.status(), status, "{response:?}");
}

fn get(status: u16, target: &str) {
    send(status, Request::get(target).body(Body::empty()).unwrap());
}

fn post(status: u16, path: &str, content_type: &str, body: String) {
    let request = Request::post(path).header("content-type", content_type);
    send(status, request.body(Body::from(body)).unwrap());
}

fn form(status: u16, path: &str, body: String) {
    post(status, path, "application/x-www-form-urlencoded", body);
}

fn json(status: u16, path: &str, body: String) {
    post(status, path, "application/json", body);
}

fn multipart(status: u16, body: String) {
    post(status, "/parts", "multipart/form-data; boundary=b", body);
}

fn header(name: &'static str, lines: impl Iterator<Item = String>) {
    let request = lines.fold(Request::get("/headers"), |request, line| request.header(name, line));
    send(200, request.body(Body::empty()).unwrap());
}

const PART: &str = "--b\r\nContent-Disposition: form-data; name=";

#[test]
#[ignore = "needs valgrind"]
fn requests() {
    let cases: &[Case] = &[
        ("segments", 3_000, |n| get(200, &format!("/rest/a{}", "/a".repeat(n)))),
        ("literals-in-a-segment", 16_000, |n| get(200, &format!("/two/a{}-b.c", "-a".repeat(n)))),
        ("encoded-segment", 3_000, |n| get(200, &format!("/rest/a{}", "%2e".repeat(n)))),
        ("query", 2_000, |n| get(200, &format!("/query?a=1{}", text(n, |i| format!("&k{i}=v"))))),
        ("header-csv", 4_000, |n| header("x-csv", std::iter::once("a,".repeat(n) + "a"))),
        ("header-lines", 2_000, |n| header("x-repeat", (0..n).map(|i| i.to_string()))),
        ("header-map", 2_000, |n| {
            let names = (0..n).map(|i| format!("x-{i}"));
            let request = names.fold(Request::get("/headers"), |it, name| it.header(name, "v"));
            send(200, request.body(Body::empty()).unwrap());
        }),
        ("repeat", 2_000, |n| form(200, "/repeat", "a=v&".repeat(n))),
        ("csv", 4_000, |n| form(200, "/csv", format!("a=v{}", ",".repeat(n)))),
        ("ssv", 4_000, |n| form(200, "/ssv", format!("a=v{}", "+".repeat(n)))),
        ("ssv-encoded", 4_000, |n| form(200, "/ssv", format!("a=v{}", "%20".repeat(n)))),
        ("pipes", 4_000, |n| form(200, "/pipes", format!("a=v{}", "|".repeat(n)))),
        ("pipes-encoded", 4_000, |n| form(200, "/pipes", format!("a=v{}", "%7C".repeat(n)))),
        ("brackets", 2_000, |n| form(200, "/brackets", "a[]=v&".repeat(n))),
        ("indices", 2_000, |n| form(200, "/indices", text(n, |i| format!("a[{i}]=v&")))),
        ("indices-from-the-end", 2_000, |n| {
            form(200, "/indices", text(n, |i| format!("a[{}]=v&", n - 1 - i)));
        }),
        ("misfit-at-the-end", 2_000, |n| {
            form(422, "/indices", text(n, |i| format!("a[{i}]=v&")) + "a[x]=v");
        }),
        ("map", 2_000, |n| form(200, "/map", text(n, |i| format!("k{i}=v&")))),
        ("pairs", 2_000, |n| form(200, "/pairs", text(n, |_| "k=v&".to_owned()))),
        ("nested", 2_000, |n| form(200, "/nested", text(n, |i| format!("a[k{i}]=v&")))),
        ("nested-wide", 2_000, |n| form(200, "/nested", text(n, |i| format!("k{i}[b]=v&")))),
        ("dots", 2_000, |n| form(200, "/dots", text(n, |i| format!("a.k{i}=v&")))),
        ("structs", 1_500, |n| form(200, "/cart", text(n, |i| format!("a[{i}][b]=v&")))),
        ("lists-in-structs", 1_500, |n| {
            form(200, "/cart", format!("a[0][b]=v&{}", text(n, |i| format!("a[0][c][{i}]=1&"))));
        }),
        ("long-value", 4_000, |n| form(200, "/map", format!("a={}", "%20+x".repeat(n)))),
        ("separators", 10_000, |n| form(200, "/map", format!("a=1{}", "&".repeat(n)))),
        ("json-list", 1_500, |n| {
            json(200, "/json", format!("{{\"a\":[{{\"b\":\"\"}}{}]}}", ",{\"b\":\"v\"}".repeat(n)));
        }),
        ("json-misfit", 1_500, |n| {
            json(422, "/json", format!("{{\"a\":[{}{{}}]}}", "{\"b\":\"v\"},".repeat(n)));
        }),
        ("json-fields", 1_500, |n| {
            json(200, "/fields", format!("{{{}\"z\":1}}", text(n, |i| format!("\"k{i}\":1,"))));
        }),
        ("json-field", 1_500, |n| {
            json(
                200,
                "/fields",
                format!("{{\"a\":[{}{{\"b\":\"v\"}}]}}", "{\"b\":\"v\"},".repeat(n)),
            );
        }),
        ("json-brackets", 20_000, |n| {
            json(400, "/fields", format!("{{\"k\":{}", "[".repeat(n)));
        }),
        ("json-escapes", 2_000, |n| {
            json(200, "/json", format!("{{\"a\":[{{\"b\":\"{}\"}}]}}", "\\u00e9\\n".repeat(n)));
        }),
        ("json-white-space", 20_000, |n| {
            json(200, "/json", format!("{{\"a\":[{}]}}", " \n".repeat(n)))
        }),
        ("text", 100_000, |n| post(200, "/text", "text/plain", "é".repeat(n))),
        ("content-type", 4_000, |n| {
            post(
                400,
                "/json",
                &format!("application/json{}", "; a=\"b\"".repeat(n)),
                String::new(),
            );
        }),
        ("parts", 1_000, |n| multipart(200, format!("{PART}b\r\n\r\nv\r\n").repeat(n) + "--b--")),
        ("unknown-parts", 1_000, |n| {
            let part = |i| format!("{PART}\"k{i}\"\r\n\r\nv\r\n");
            multipart(200, text(n, part) + "--b--");
        }),
        ("almost-boundaries", 4_000, |n| {
            multipart(200, format!("{PART}b\r\n\r\n{}\r\n--b--", "\r\n--".repeat(n)));
        }),
        ("names-of-a-part", 2_000, |n| {
            multipart(200, format!("{PART}b{}\r\n\r\nv\r\n--b--", "; x=\"\\\"\"".repeat(n)));
        }),
        ("headers-of-a-part", 2_000, |n| {
            multipart(200, format!("{PART}b{}\r\n\r\nv\r\n--b--", "\r\nx: y".repeat(n)));
        }),
        ("preamble", 4_000, |n| {
            multipart(200, format!("{}\r\n{PART}b\r\n\r\nv\r\n--b--", "\r\n-".repeat(n)));
        }),
        ("epilogue", 4_000, |n| {
            multipart(200, format!("{PART}b\r\n\r\nv\r\n--b--{}", "\r\n-".repeat(n)));
        }),
    ];
    check("requests::requests", cases);
}
