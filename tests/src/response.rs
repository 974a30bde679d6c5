//! Whole responses as bytes, with the framing right. Broken ones are written out by the test.

/// The head of a response up to and with its blank line; framing headers are the caller's.
#[must_use]
pub fn head(status: u16, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    head.into_bytes()
}

/// A response with these headers and a `Content-Length` that fits the body.
#[must_use]
pub fn response(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = body.len().to_string();
    let mut headers = headers.to_vec();
    headers.push(("Content-Length", &length));
    let mut bytes = head(status, &headers);
    bytes.extend_from_slice(body);
    bytes
}

/// A response of `application/json`.
#[must_use]
pub fn json(status: u16, body: impl AsRef<[u8]>) -> Vec<u8> {
    response(status, &[("Content-Type", "application/json")], body)
}

/// A response of `text/html`, such as a gateway in front of an API gives.
#[must_use]
pub fn html(status: u16, body: impl AsRef<[u8]>) -> Vec<u8> {
    response(status, &[("Content-Type", "text/html; charset=utf-8")], body)
}

/// A response of `application/json` whose body comes in these chunks, then the last chunk.
#[must_use]
pub fn chunked<B: AsRef<[u8]>>(status: u16, chunks: impl IntoIterator<Item = B>) -> Vec<u8> {
    let mut bytes =
        head(status, &[("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")]);
    for chunk in chunks {
        let chunk = chunk.as_ref();
        // A chunk of no bytes is the last one, so it may not come out of the list.
        assert!(!chunk.is_empty(), "an empty chunk would end the body");
        bytes.extend_from_slice(format!("{:x}\r\n", chunk.len()).as_bytes());
        bytes.extend_from_slice(chunk);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(b"0\r\n\r\n");
    bytes
}

/// Only what the tests send; a reason phrase has no meaning to a client.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        429 => "Too Many Requests",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        _ => "",
    }
}
