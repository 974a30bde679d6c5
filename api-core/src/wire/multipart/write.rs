//! Multipart bodies, put together, with names escaped by the form-data rules of WHATWG HTML.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use http_body::Body as _;

use super::part::Part;
use crate::wire::media_type::MULTIPART;
use crate::{Body, BoxError};

/// Escapes a name (WHATWG HTML §4.10.22.8): the characters that would end the quotes or the line.
/// Servers decode no others.
pub(super) fn escape(out: &mut String, name: &str) {
    for c in name.chars() {
        match c {
            '"' => out.push_str("%22"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            other => out.push(other),
        }
    }
}

/// The body that consists of `parts`, and its type. One text, if all parts are at hand.
pub(crate) fn assemble(parts: Vec<(Cow<'static, str>, Part)>) -> (Body, HeaderValue) {
    // 128 bits from the generator that keys hash maps: no part holds them by accident, and none
    // can be made to.
    let random = || RandomState::new().hash_one(0);
    let boundary = format!("{:016x}{:016x}", random(), random());
    let mut pieces = VecDeque::new();
    let mut length = Some(0_u64);
    for (name, part) in parts {
        let head = part.head(&boundary, &name);
        let known = part.body.length();
        length = length.zip(known).map(|(sum, own)| sum + own + head.len() as u64 + 2);
        let content = part.body.held_to_length("a part of the request's body");
        pieces.extend([Body::from(head), content, Body::from("\r\n")]);
    }
    let tail = format!("--{boundary}--\r\n");
    length = length.map(|sum| sum + tail.len() as u64);
    pieces.push_back(Body::from(tail));
    let content_type = HeaderValue::try_from(format!("{MULTIPART}; boundary={boundary}"))
        .unwrap_or(HeaderValue::from_static(MULTIPART));
    let at_hand: Option<Vec<&[u8]>> = pieces.iter().map(Body::as_bytes).collect();
    let body = match at_hand {
        Some(pieces) => Body::from(pieces.concat()),
        None => {
            let body = Body::stream(Pieces(pieces));
            match length {
                Some(length) => body.with_length(length),
                None => body,
            }
        }
    };
    (body, content_type)
}

/// The pieces of a body, one after the other.
struct Pieces(VecDeque<Body>);

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match ready!(Pin::new(first).poll_frame(cx)) {
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => _ = self.0.pop_front(),
            }
        }
        Poll::Ready(None)
    }
}
