//! One request as it came off the wire, and just enough parsing to know where it ends.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A whole request: its head byte for byte, and its body byte for byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    connection: usize,
    head: Vec<u8>,
    wire_body: Vec<u8>,
    body: Vec<u8>,
}

impl Request {
    /// The number of the connection that it came over, from 0.
    #[must_use]
    pub fn connection(&self) -> usize {
        self.connection
    }

    /// The head, with the blank line that ends it.
    #[must_use]
    pub fn head(&self) -> &str {
        str::from_utf8(&self.head).expect("a request head is ASCII")
    }

    /// The body as it was meant, chunks put together.
    #[must_use]
    pub fn body(&self) -> &str {
        str::from_utf8(&self.body).expect("the tests send text; else use `wire_body`")
    }

    /// The body as it was sent.
    #[must_use]
    pub fn wire_body(&self) -> &[u8] {
        &self.wire_body
    }

    /// The first line: method, target, version.
    #[must_use]
    pub fn line(&self) -> &str {
        self.head().split("\r\n").next().unwrap_or_default()
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.line().split(' ').next().unwrap_or_default()
    }

    /// The target as it was sent, query included.
    #[must_use]
    pub fn target(&self) -> &str {
        self.line().split(' ').nth(1).unwrap_or_default()
    }

    /// Every header line as name and value, names in lower case, sorted.
    #[must_use]
    pub fn headers(&self) -> Vec<(String, String)> {
        let lines = self.head().split("\r\n").skip(1).take_while(|line| !line.is_empty());
        let mut headers: Vec<_> = lines
            .map(|line| line.split_once(':').expect("a header line has a colon"))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        headers.sort();
        headers
    }

    /// Every value of one header, in the order sent.
    #[must_use]
    pub fn header(&self, name: &str) -> Vec<String> {
        let lines = self.head().split("\r\n").skip(1).filter_map(|line| line.split_once(':'));
        lines
            .filter(|(other, _)| other.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim().to_owned())
            .collect()
    }
}

/// A connection: the socket, what was read ahead, and how much was sent.
#[derive(Debug)]
pub(crate) struct Wire {
    pub(crate) stream: TcpStream,
    pub(crate) ahead: Vec<u8>,
    pub(crate) sent: usize,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self { stream, ahead: Vec::new(), sent: 0 }
    }

    /// Sends all of it.
    pub(crate) async fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        // One by one, because a peer that goes away in the middle has taken some of it.
        while !bytes.is_empty() {
            let taken = self.stream.write(bytes).await?;
            self.sent += taken;
            bytes = &bytes[taken..];
        }
        Ok(())
    }

    /// Reads some more. `Ok(0)` is the end.
    pub(crate) async fn more(&mut self) -> io::Result<usize> {
        self.stream.read_buf(&mut self.ahead).await
    }

    /// Reads one whole request, or `None` when the peer ended before that; what came until then
    /// stays in `ahead`.
    pub(crate) async fn request(&mut self, connection: usize) -> io::Result<Option<Request>> {
        loop {
            if let Some((head, body, end)) = whole(&self.ahead) {
                let bytes: Vec<u8> = self.ahead.drain(..end).collect();
                let (head, wire_body) = (bytes[..head].to_vec(), bytes[head..].to_vec());
                return Ok(Some(Request { connection, head, wire_body, body }));
            }
            if self.more().await? == 0 {
                return Ok(None);
            }
        }
    }
}

/// Where the head ends, the body put together, and where the request ends; `None` for "not yet".
fn whole(bytes: &[u8]) -> Option<(usize, Vec<u8>, usize)> {
    let head = find(bytes, b"\r\n\r\n")? + 4;
    let text = str::from_utf8(&bytes[..head]).ok()?.to_ascii_lowercase();
    if text.contains("\r\ntransfer-encoding: chunked\r\n") {
        let (body, end) = unchunk(&bytes[head..])?;
        return Some((head, body, head + end));
    }
    let length = text
        .split("\r\n")
        .find_map(|line| line.strip_prefix("content-length:"))
        .map_or(0, |value| value.trim().parse().expect("a request has a sound length"));
    let body = bytes.get(head..head + length)?;
    Some((head, body.to_vec(), head + length))
}

/// The chunks put together and where the last one ends. Trailers are not expected of a client.
fn unchunk(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let line = find(&bytes[at..], b"\r\n")?;
        let size = str::from_utf8(&bytes[at..at + line]).expect("a chunk size is ASCII");
        let size = usize::from_str_radix(size, 16).expect("a chunk size is hexadecimal");
        let start = at + line + 2;
        let chunk = bytes.get(start..start + size)?;
        bytes.get(start + size..start + size + 2)?;
        body.extend_from_slice(chunk);
        at = start + size + 2;
        if size == 0 {
            return Some((body, at));
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
