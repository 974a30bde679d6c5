//! Streams that an implementation returns, as bodies that go on.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes as RawBytes;
use futures_core::Stream;
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderName, HeaderValue};
use serde::Serialize;
use serde::de::IgnoredAny;
use tokio::time::{Sleep, sleep};

use super::into_response::{HttpResponse, IntoResponse};
use crate::response::{Decoded, Raw};
use crate::streams::{ByteStream, Event, EventStream, JsonLines, Streamed, Transfer};
use crate::wire::json::{lines, write as json};
use crate::wire::media_type::{BYTES, LINES};
use crate::{Body, Bytes, Endpoint, Error, Result, Seal, Text, streams};

/// A type that can be an item of a stream: any type that implements `Serialize`, as JSON, and [`Text`]
/// or [`Bytes`] as they are. The parameter `K` keeps the implementations apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` can be received as an item of a stream, but not sent as one",
    label = "does not implement `serde::Serialize`",
    note = "derive `serde::Serialize` on it, or take `server` off the trait"
)]
pub trait SentItem<K> {
    /// Writes the item.
    #[doc(hidden)]
    fn write_item(&self) -> Result<Vec<u8>>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> SentItem<Decoded> for T {
    fn write_item(&self) -> Result<Vec<u8>> {
        json::to_vec(self).map_err(|error| error.into_build_error("an item of the stream"))
    }
}

#[diagnostic::do_not_recommend]
impl SentItem<Raw> for Text {
    fn write_item(&self) -> Result<Vec<u8>> {
        Ok(self.as_bytes().to_vec())
    }
}

#[diagnostic::do_not_recommend]
impl SentItem<Raw> for Bytes {
    fn write_item(&self) -> Result<Vec<u8>> {
        Ok(self.to_vec())
    }
}

fn response(endpoint: &Endpoint, content_type: HeaderValue, body: Body) -> HttpResponse {
    let mut response = HttpResponse::new(body);
    *response.status_mut() = endpoint.success_status();
    response.headers_mut().insert(CONTENT_TYPE, content_type);
    response
}

/// Sets the headers of a stream whose items must arrive at once: no cache keeps them, and no proxy holds
/// them back.
fn at_once(response: &mut HttpResponse) {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, const { HeaderValue::from_static("no-store") });
    // nginx, and those that imitate it.
    let name = const { HeaderName::from_static("x-accel-buffering") };
    headers.insert(name, const { HeaderValue::from_static("no") });
}

#[diagnostic::do_not_recommend]
impl<T: SentItem<K> + 'static, K> IntoResponse<Streamed<K>> for EventStream<T> {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let events = WrittenEvents {
            events: self,
            write: T::write_item,
            done: endpoint.done(),
            silence: None,
        };
        let content_type = const { HeaderValue::from_static(streams::EVENTS) };
        let mut response = response(endpoint, content_type, Body::stream(events));
        at_once(&mut response);
        Ok(response)
    }
}

/// Events as they are sent, with a comment when there has been none for long.
struct WrittenEvents<T> {
    events: EventStream<T>,
    write: fn(&T) -> Result<Vec<u8>>,
    /// The event that is sent behind the others, if one is declared.
    done: Option<&'static str>,
    silence: Option<Pin<Box<Sleep>>>,
}

impl<T> Stream for WrittenEvents<T> {
    type Item = Result<RawBytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { events, write, done, silence } = self.get_mut();
        let pause = events.keep_alive;
        let written = match Pin::new(events).poll_next(cx) {
            Poll::Ready(Some(event)) => Some(event.and_then(|event| written(&event, *write))),
            Poll::Ready(None) => done.take().map(|done| Ok(block("", "", done.as_bytes()))),
            // No time at all would be a flood of them.
            Poll::Pending if pause.is_zero() => return Poll::Pending,
            Poll::Pending => {
                let silence = silence.get_or_insert_with(|| Box::pin(sleep(pause)));
                ready!(silence.as_mut().poll(cx));
                Some(Ok(RawBytes::from_static(b":\n\n")))
            }
        };
        *silence = None;
        Poll::Ready(written)
    }
}

fn written<T>(event: &Event<T>, write: fn(&T) -> Result<Vec<u8>>) -> Result<RawBytes> {
    if event.id.contains(['\0', '\r', '\n']) {
        return Err(Error::build(
            "the id of an event has a line break or a NUL, which no id can have",
        ));
    }
    if event.event.contains(['\r', '\n']) {
        return Err(Error::build("the type of an event has a line break, which no type can have"));
    }
    Ok(block(&event.id, &event.event, &write(&event.data)?))
}

/// One event. Line breaks in its data become lines of data.
fn block(id: &str, event: &str, data: &[u8]) -> RawBytes {
    let mut block = Vec::with_capacity(data.len() + id.len() + event.len() + 32);
    let mut field = |name: &[u8], value: &[u8]| {
        block.extend_from_slice(name);
        block.extend_from_slice(b": ");
        block.extend_from_slice(value);
        block.push(b'\n');
    };
    if !id.is_empty() {
        field(b"id", id.as_bytes());
    }
    if !matches!(event, "" | "message") {
        field(b"event", event.as_bytes());
    }
    let mut rest = data;
    while let Some(end) = rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        let (line, behind) = rest.split_at(end);
        field(b"data", line);
        let behind = behind.strip_prefix(b"\r\n").or_else(|| behind.get(1..));
        rest = behind.unwrap_or_default();
    }
    field(b"data", rest);
    block.push(b'\n');
    block.into()
}

#[diagnostic::do_not_recommend]
impl<T: SentItem<K> + 'static, K> IntoResponse<Streamed<K>> for JsonLines<T> {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let lines = WrittenLines { items: self, write: T::write_item, done: endpoint.done() };
        let content_type = const { HeaderValue::from_static(LINES) };
        let mut response = response(endpoint, content_type, Body::stream(lines));
        at_once(&mut response);
        Ok(response)
    }
}

/// Items as they are sent, a line each.
struct WrittenLines<T> {
    items: JsonLines<T>,
    write: fn(&T) -> Result<Vec<u8>>,
    /// The line that is sent behind the others, if one is declared.
    done: Option<&'static str>,
}

impl<T> Stream for WrittenLines<T> {
    type Item = Result<RawBytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { items, write, done } = self.get_mut();
        Poll::Ready(match ready!(Pin::new(items).poll_next(cx)) {
            Some(item) => Some(item.and_then(|item| line(&write(&item)?))),
            None => done.take().map(|done| line(done.as_bytes())),
        })
    }
}

/// An item as a line. A line break is white space in JSON, and left out. In any other text it would make
/// two items of one, and a blank text is none.
fn line(text: &[u8]) -> Result<RawBytes> {
    let has_break = text.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    if has_break && serde_json::from_slice::<IgnoredAny>(text).is_err() {
        return Err(Error::build("an item of the stream has a line break, and would be two lines"));
    }
    if text.trim_ascii().is_empty() {
        return Err(Error::build("an item of the stream is blank, and a blank line is no item"));
    }
    let mut line = Vec::with_capacity(text.len() + 1);
    lines::push(&mut line, text);
    Ok(line.into())
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Transfer> for ByteStream {
    fn into_response(self, _: Seal, endpoint: &'static Endpoint) -> Result<HttpResponse> {
        let content_type = match self.content_type() {
            None => const { HeaderValue::from_static(BYTES) },
            Some(text) => HeaderValue::from_str(text)
                .map_err(|_| Error::build("the content type cannot be sent in a header"))?,
        };
        let name = self.file_name().and_then(streams::written_file_name);
        let mut response = response(endpoint, content_type, self.into_body());
        if let Some(name) = name {
            response.headers_mut().insert(CONTENT_DISPOSITION, name);
        }
        Ok(response)
    }
}
