//! Server-sent events, as the WHATWG text has them ("Interpreting an event stream").
//!
//! Our own, after a look at the two parsers that are in use: one fails seven of the thirty cases in
//! `tests/streams/cases.rs` and is quadratic in a long line, the other rejects what is not UTF-8, has
//! no limit for a line, and leaves the last id, blocks without data and the usual type to its caller.
//! What would be left of it behind all that is the search for a line's end.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use memchr::{memchr, memchr2};

use super::TooLarge;

/// What may be in front of the data on its line.
const FIELD: usize = "data: ".len();

/// The bytes of an event stream, taken apart. An event is described by the methods until the next one
/// is asked for.
#[derive(Debug)]
pub(crate) struct Events {
    chunk: Bytes,
    /// Where in the chunk the next line begins.
    at: usize,
    /// The beginning of a line that did not end in the chunks before.
    begun: Vec<u8>,
    /// The line before ended with CR, to which an LF would belong.
    after_cr: bool,
    /// No line was seen yet: a byte order mark may come.
    first: bool,
    data: Vec<u8>,
    has_data: bool,
    event: Vec<u8>,
    /// The id of the block so far, which counts once the block has ended.
    next_id: String,
    id: String,
    retry: Option<Duration>,
    /// The data of the event that was given, and its type, are to be forgotten.
    given: bool,
    /// The most bytes of an event's data.
    max: usize,
}

impl Events {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            chunk: Bytes::new(),
            at: 0,
            begun: Vec::new(),
            after_cr: false,
            first: true,
            data: Vec::new(),
            has_data: false,
            event: Vec::new(),
            next_id: String::new(),
            id: String::new(),
            retry: None,
            given: false,
            max,
        }
    }

    /// Begins another stream. Ids and the time to reconnect hold on.
    pub(crate) fn restart(&mut self) {
        let fresh = Self::new(self.max);
        let old = std::mem::replace(self, fresh);
        (self.next_id, self.id, self.retry) = (old.id.clone(), old.id, old.retry);
    }

    /// Takes the next bytes, after [`advance`](Self::advance) found no more events.
    pub(crate) fn feed(&mut self, chunk: Bytes) {
        (self.chunk, self.at) = (chunk, 0);
    }

    /// The data of the event. What is not UTF-8 is replaced.
    pub(crate) fn data(&self) -> Cow<'_, [u8]> {
        match String::from_utf8_lossy(&self.data) {
            Cow::Borrowed(_) => Cow::Borrowed(&self.data),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    }

    /// The type of the event.
    pub(crate) fn event(&self) -> String {
        match &self.event[..] {
            [] => "message".to_owned(),
            event => String::from_utf8_lossy(event).into_owned(),
        }
    }

    /// The id of the last event that had one.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// The time after which the server wants its clients back.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Goes on to the next event. False if it has not come yet.
    ///
    /// # Errors
    ///
    /// If an event or a line is too large.
    pub(crate) fn advance(&mut self) -> Result<bool, TooLarge> {
        if std::mem::take(&mut self.given) {
            self.forget();
        }
        // Out of `self` for the while, so that a line of it can be borrowed.
        let chunk = std::mem::take(&mut self.chunk);
        let result = self.advance_in(&chunk);
        self.chunk = chunk;
        result
    }

    fn advance_in(&mut self, chunk: &[u8]) -> Result<bool, TooLarge> {
        loop {
            let mut rest = chunk.get(self.at..).unwrap_or_default();
            if self.after_cr
                && let Some((first, behind)) = rest.split_first()
            {
                self.after_cr = false;
                if *first == b'\n' {
                    self.at += 1;
                    rest = behind;
                }
            }
            let Some(end) = memchr2(b'\n', b'\r', rest) else {
                self.check(self.begun.len() + rest.len())?;
                self.begun.extend_from_slice(rest);
                self.at = chunk.len();
                return Ok(false);
            };
            let (line, behind) = rest.split_at(end);
            self.check(self.begun.len() + line.len())?;
            self.at += end + 1;
            self.after_cr = behind.first() == Some(&b'\r');
            let ended = if self.begun.is_empty() {
                self.line(line)?
            } else {
                let mut begun = std::mem::take(&mut self.begun);
                begun.extend_from_slice(line);
                let ended = self.line(&begun)?;
                // A long line once must not hold its memory for ever.
                begun.clear();
                begun.shrink_to(4096);
                self.begun = begun;
                ended
            };
            if ended {
                return Ok(true);
            }
        }
    }

    /// Fails if a line of so many bytes is too large.
    fn check(&self, line: usize) -> Result<(), TooLarge> {
        let line = line.saturating_sub(FIELD);
        if self.data.len().saturating_add(line) > self.max { Err(TooLarge) } else { Ok(()) }
    }

    /// Takes a line. True if an event ended with it.
    fn line(&mut self, mut line: &[u8]) -> Result<bool, TooLarge> {
        if std::mem::take(&mut self.first) {
            line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        }
        let (field, value) = match memchr(b':', line) {
            Some(0) => return Ok(false),
            Some(colon) => {
                let (field, value) = line.split_at(colon);
                let value = value.get(1..).unwrap_or_default();
                (field, value.strip_prefix(b" ").unwrap_or(value))
            }
            None if line.is_empty() => return Ok(self.end_block()),
            None => (line, &[][..]),
        };
        match field {
            b"data" => {
                if self.has_data {
                    self.data.push(b'\n');
                }
                if self.data.len().saturating_add(value.len()) > self.max {
                    return Err(TooLarge);
                }
                self.data.extend_from_slice(value);
                self.has_data = true;
            }
            b"event" => {
                self.event.clear();
                self.event.extend_from_slice(value);
            }
            b"id" if !value.contains(&0) => {
                self.next_id.clear();
                self.next_id.push_str(&String::from_utf8_lossy(value));
            }
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let digits = String::from_utf8_lossy(value);
                self.retry = Some(Duration::from_millis(digits.parse().unwrap_or(u64::MAX)));
            }
            _ => {}
        }
        Ok(false)
    }

    /// Ends a block. True if it is an event: a block without data is none.
    fn end_block(&mut self) -> bool {
        if self.id != self.next_id {
            self.id.clone_from(&self.next_id);
        }
        if !self.has_data {
            self.forget();
        }
        self.given = self.has_data;
        self.has_data
    }

    fn forget(&mut self) {
        self.data.clear();
        if self.data.capacity() > 64 << 10 {
            self.data.shrink_to(64 << 10);
        }
        self.event.clear();
        self.has_data = false;
    }
}
