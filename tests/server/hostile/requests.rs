//! The requests, and what is expected of each.

use self::Expected::{Called, NotHttp, Refused};

/// What is expected of a request: a status of the response, or that the connection ends without one.
pub(super) enum Expected {
    Refused(u16),
    /// The implementation was called so.
    Called(&'static str),
    /// What HTTP itself refuses; hyper's status, if any.
    NotHttp,
}

pub(super) fn get(target: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").into_bytes()
}

fn post(path: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn json(body: impl AsRef<[u8]>) -> Vec<u8> {
    post("/json", "Content-Type: application/json", body.as_ref())
}

fn parts(body: &str) -> Vec<u8> {
    let body = body.replace('\n', "\r\n");
    post("/parts", "Content-Type: multipart/form-data; boundary=b", body.as_bytes())
}

fn raw(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

const PART: &str = "--b\nContent-Disposition: form-data; name=\"title\"\n\nt\n";

pub(super) fn requests() -> Vec<(&'static str, Vec<u8>, Expected)> {
    let deep = |open: &str, n: usize, close: &str| open.repeat(n) + &close.repeat(n);
    vec![
        // Paths.
        ("dots", get("/files/.."), Refused(404)),
        ("encoded dots", get("/files/%2e%2E"), Refused(404)),
        ("one dot", get("/files/%2e"), Refused(404)),
        ("dots on the way", get("/tree/a/../../b"), Refused(404)),
        ("encoded dots on the way", get("/tree/a/%2e%2e/b"), Refused(404)),
        ("dots behind an encoded slash", get("/tree/a%2f..%2f..%2fb"), Refused(404)),
        ("an empty segment", get("/tree/a//b"), Refused(404)),
        ("an encoded slash", get("/files/a%2fb"), Called(r#"file "a/b""#)),
        ("a slash too many", get("/files//a"), Refused(404)),
        ("a backslash", get("/files/..%5c..%5ca"), Called(r#"file "..\\..\\a""#)),
        ("an encoded NUL", get("/files/a%00b"), Called(r#"file "a\0b""#)),
        ("an encoded line break", get("/files/a%0d%0ab"), Called(r#"file "a\r\nb""#)),
        ("no UTF-8", get("/files/%c3%28"), Refused(400)),
        ("an overlong encoding", get("/files/%c0%ae%c0%ae"), Refused(400)),
        ("half an escape", get("/files/%4"), Refused(400)),
        ("escaped twice", get("/files/%252e%252e"), Called(r#"file "%2e%2e""#)),
        ("escaped twice on the way", get("/tree/a/%252e%252e/b"), Called(r#"tree "a/%2e%2e/b""#)),
        ("dots behind one escaped twice", get("/tree/%252e/%2e%2e/b"), Refused(404)),
        ("a plus sign in a path", get("/files/a+b"), Called(r#"file "a+b""#)),
        ("the whole URL", get("http://other/files/a"), Called(r#"file "a""#)),
        ("a long path", get(&format!("/files/{}", "a".repeat(60_000))), Called("file \"aaa")),
        // Queries.
        ("twice", get("/query?n=1&n=2"), Refused(400)),
        ("a number too large", get(&format!("/query?n={}", "9".repeat(400))), Refused(400)),
        ("a sign", get("/query?n=%2b1"), Refused(400)),
        ("a space", get("/query?n=+1"), Refused(400)),
        ("digits of another script", get("/query?n=%d9%a1"), Refused(400)),
        ("not a number", get("/query?f=NaN"), Refused(400)),
        ("an infinite one", get("/query?f=inf"), Refused(400)),
        ("one by overflow", get("/query?f=1e999"), Refused(400)),
        ("a gap in a list", get("/query?list[0]=1&list[4000000000]=2"), Refused(400)),
        ("no end to an index", get(&format!("/query?list[{}]=1", "9".repeat(100))), Refused(400)),
        ("deep brackets", get(&format!("/query?a{}=1", "[a]".repeat(2000))), Refused(400)),
        ("broken brackets", get("/query?a[=1&a]=2&[=3&]=4"), Refused(400)),
        ("many pairs", get(&format!("/query?{}", "n&".repeat(20_000))), Refused(400)),
        (
            "nothing but separators",
            get(&format!("/query?{}", "&=".repeat(5_000))),
            Called("query None"),
        ),
        ("half an escape in a name", get("/query?%=1"), Refused(400)),
        // JSON.
        ("deep lists", json(deep("[", 100_000, "]")), Refused(422)),
        (
            "deep objects",
            json(format!("{{\"n\":1,\"tree\":{}}}", deep("{\"children\":[", 5_000, "]}"))),
            Refused(400),
        ),
        ("a member twice", json(r#"{"n":1,"n":2}"#), Refused(400)),
        ("a member twice, escaped", json(r#"{"n":1,"\u006e":2}"#), Refused(400)),
        ("a number too large for its type", json(r#"{"n":1e999}"#), Refused(422)),
        ("a number with a fraction", json(r#"{"n":1.5}"#), Refused(422)),
        ("a number as text", json(r#"{"n":"1"}"#), Refused(422)),
        ("a byte order mark", json(b"\xef\xbb\xbf{\"n\":1}"), Refused(400)),
        ("two values", json(r#"{"n":1}{"n":2}"#), Refused(400)),
        ("no UTF-8 in JSON", json(b"{\"n\":1,\"tree\":{\"name\":\"\xff\"}}"), Refused(400)),
        ("half a surrogate pair", json(r#"{"n":1,"tree":{"name":"\ud800"}}"#), Refused(400)),
        ("a comment", json(r#"{"n":1/**/}"#), Refused(400)),
        ("a comma too many", json(r#"{"n":1,}"#), Refused(400)),
        ("NaN in JSON", json(r#"{"n":NaN}"#), Refused(400)),
        (
            "another charset",
            post("/json", "Content-Type: application/json; charset=utf-7", b"{\"n\":1}"),
            Refused(415),
        ),
        (
            "two content types",
            post(
                "/json",
                "Content-Type: application/json\r\nContent-Type: text/plain",
                b"{\"n\":1}",
            ),
            Refused(415),
        ),
        (
            "a type that begins alike",
            post("/json", "Content-Type: application/jsonp", b"{\"n\":1}"),
            Refused(415),
        ),
        (
            "a form, which a page may post",
            post("/json", "Content-Type: text/plain", b"{\"n\":1}"),
            Refused(415),
        ),
        (
            "compressed",
            post("/json", "Content-Type: application/json\r\nContent-Encoding: gzip", b"\x1f\x8b"),
            Refused(415),
        ),
        (
            "no compression, and it is said",
            post(
                "/json",
                "Content-Type: application/json\r\nContent-Encoding: Identity",
                b"{\"n\":1}",
            ),
            Called("json 1"),
        ),
        ("too much", json(vec![b' '; 3 << 20]), Refused(413)),
        // Multipart.
        ("a part twice", parts(&format!("{PART}{PART}--b--")), Refused(400)),
        ("no end", parts(PART), Refused(400)),
        ("a part after the end", parts(&format!("{PART}--b--\n{PART}--b--")), Refused(400)),
        ("a preamble", parts(&format!("hello\n{PART}--b--")), Called("parts \"t\" false")),
        (
            "two names",
            parts("--b\nContent-Disposition: form-data; name=\"x\"; name=\"title\"\n\nt\n--b--"),
            Refused(400),
        ),
        (
            "two dispositions",
            parts(
                "--b\nContent-Disposition: form-data; name=\"x\"\nContent-Disposition: form-data; name=\"title\"\n\nt\n--b--",
            ),
            Refused(400),
        ),
        (
            "a coded part",
            parts(
                "--b\nContent-Disposition: form-data; name=\"title\"\nContent-Transfer-Encoding: base64\n\nt\n--b--",
            ),
            Refused(400),
        ),
        (
            "an endless head",
            parts(&format!("--b\nX: {}\n\nt\n--b--", "x".repeat(100_000))),
            Refused(400),
        ),
        (
            "many parts",
            parts(&format!(
                "{}--b--",
                "--b\nContent-Disposition: form-data; name=\"x\"\n\n\n".repeat(20_000)
            )),
            Refused(422),
        ),
        ("no boundary", post("/parts", "Content-Type: multipart/form-data", b""), Refused(400)),
        (
            "an endless boundary",
            post(
                "/parts",
                &format!("Content-Type: multipart/form-data; boundary={}", "b".repeat(71)),
                b"",
            ),
            Refused(400),
        ),
        ("a well-formed one", parts(&format!("{PART}--b--")), Called("parts \"t\" false")),
        // HTTP itself.
        (
            "a method nobody knows",
            raw("BREW /files/a HTTP/1.1\nHost: h\nConnection: close\n\n"),
            Refused(405),
        ),
        (
            "a method in lower case",
            raw("get /files/a HTTP/1.1\nHost: h\nConnection: close\n\n"),
            Refused(405),
        ),
        (
            "two lengths",
            raw("POST /json HTTP/1.1\nHost: h\nContent-Length: 7\nContent-Length: 8\n\n{\"n\":1}"),
            NotHttp,
        ),
        (
            "a length and chunks",
            raw(
                "POST /json HTTP/1.1\nHost: h\nContent-Type: application/json\nConnection: close\nContent-Length: 3\nTransfer-Encoding: chunked\n\n7\n{\"n\":1}\n0\n\n",
            ),
            Called("json 1"),
        ),
        (
            "a chunk that lies",
            raw(
                "POST /json HTTP/1.1\nHost: h\nContent-Type: application/json\nTransfer-Encoding: chunked\n\nzz\n",
            ),
            NotHttp,
        ),
        (
            "a body that ends early",
            raw(
                "POST /json HTTP/1.1\nHost: h\nContent-Type: application/json\nContent-Length: 100\n\n{\"n\":1}",
            ),
            NotHttp,
        ),
        ("a folded header", raw("GET /files/a HTTP/1.1\nHost: h\nX-A: b\n c\n\n"), NotHttp),
        ("a space before a colon", raw("GET /files/a HTTP/1.1\nHost : h\n\n"), NotHttp),
        (
            "many headers",
            raw(&format!("GET /files/a HTTP/1.1\nHost: h\n{}\n", "X-A: b\n".repeat(200))),
            NotHttp,
        ),
        ("no HTTP at all", raw("\u{16}\u{3}\u{1}\u{2}hello\n\n"), NotHttp),
    ]
}
