//! A body of JSON lines: one JSON text per line. It is no standard; servers agree on a line feed
//! behind each text, and on skipping blank lines.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use serde::Serialize;
use serde_json::value::RawValue;

use super::write::to_vec;
use crate::wire::unwritable::Unwritable;

/// The elements of a list, a line each.
pub(crate) fn write<V: Serialize + ?Sized>(list: &V) -> Result<Vec<u8>, Unwritable> {
    let text = to_vec(list)?;
    let elements: Vec<&RawValue> =
        serde_json::from_slice(&text).map_err(|_| Unwritable::new(NOT_A_LIST))?;
    let mut lines = Vec::with_capacity(text.len());
    elements.iter().for_each(|element| push(&mut lines, element.get().as_bytes()));
    Ok(lines)
}

const NOT_A_LIST: &str = "is not a list, whose elements would be the lines";

/// Appends a JSON text as a line. A line break in it is white space: within a text of JSON it is
/// escaped.
pub(crate) fn push(lines: &mut Vec<u8>, text: &[u8]) {
    lines.extend(text.iter().filter(|byte| !matches!(byte, b'\n' | b'\r')));
    lines.push(b'\n');
}

/// A stream of values as a stream of lines.
pub(crate) struct Lines<S>(Pin<Box<S>>);

impl<S> Lines<S> {
    pub(crate) fn new(values: S) -> Self {
        Self(Box::pin(values))
    }
}

impl<S: Stream<Item: Serialize>> Stream for Lines<S> {
    type Item = Result<Bytes, Unwritable>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let line = |value: S::Item| {
            let text = to_vec(&value)?;
            let mut line = Vec::with_capacity(text.len() + 1);
            push(&mut line, &text);
            Ok(line.into())
        };
        self.0.as_mut().poll_next(cx).map(|value| value.map(line))
    }
}

#[cfg(feature = "server")]
pub(crate) use self::received::read;

#[cfg(feature = "server")]
mod received {
    use serde::de::DeserializeOwned;
    use serde_json::value::RawValue;

    use crate::wire::invalid::InvalidValue;
    use crate::wire::json::read::read as read_json;

    /// A list with an element per line. The last line may lack its end.
    pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, InvalidValue> {
        let mut list = String::from("[");
        for (at, line) in body.split(|byte| *byte == b'\n').enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let element: &RawValue = serde_json::from_slice(line).map_err(|_| {
                InvalidValue::malformed(format!("line {} is no valid JSON", at + 1))
            })?;
            if list.len() > 1 {
                list.push(',');
            }
            list.push_str(element.get());
        }
        list.push(']');
        read_json(list.as_bytes())
    }
}
