//! Server-sent events, as the WHATWG text has them ("Interpreting an event stream").
//!
//! Our own, after a look at the two parsers that are in use: one fails seven of the thirty cases in
//! `tests/streams/cases.rs` and is quadratic in a long line, the other rejects what is not UTF-8, has
//! no limit for a line, and leaves the last id, blocks without data and the usual type to its caller.
//! After all that, only the search for the end of a line would be theirs.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use memchr::memchr2;

use super::TooLarge;

/// The length of the field's name in front of the data on its line.
const FIELD: usize = "data: ".len();
/// The most memory that is kept for the next line or event, in bytes.
const MOST_KEPT: usize = 64 << 10;

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
    block: Block,
}

impl Events {
    pub(crate) fn new(max: usize) -> Self {
        Self {
            chunk: Bytes::new(),
            at: 0,
            begun: Vec::new(),
            after_cr: false,
            block: Block::new(max),
        }
    }

    /// Begins another stream. Ids and the time to reconnect hold on.
    pub(crate) fn restart(&mut self) {
        let old = std::mem::replace(self, Self::new(self.block.max)).block;
        (self.block.next_id, self.block.id) = (old.id.clone(), old.id);
        self.block.had_id = old.had_id;
        self.block.retry = old.retry;
    }

    /// Takes the next bytes, after [`advance`](Self::advance) found no more events.
    pub(crate) fn feed(&mut self, chunk: Bytes) {
        (self.chunk, self.at) = (chunk, 0);
    }

    /// The data of the event, as it was sent.
    pub(crate) fn data(&self) -> &[u8] {
        &self.block.data
    }

    /// The type of the event.
    pub(crate) fn event(&self) -> String {
        match &self.block.event[..] {
            [] => "message".to_owned(),
            event => text(event).into_owned(),
        }
    }

    /// The id of the last event that had one.
    pub(crate) fn id(&self) -> &str {
        &self.block.id
    }

    /// True once any event had an id, if only to take that of the one before away.
    pub(crate) fn had_id(&self) -> bool {
        self.block.had_id
    }

    /// The time after which the server wants its clients back.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.block.retry
    }

    /// Goes on to the next event. False if it has not come yet.
    ///
    /// # Errors
    ///
    /// If an event or a line is too large.
    pub(crate) fn advance(&mut self) -> Result<bool, TooLarge> {
        let Self { chunk, at, begun, after_cr, block } = self;
        block.begin();
        loop {
            let mut rest = chunk.get(*at..).unwrap_or_default();
            if *after_cr && let Some((first, behind)) = rest.split_first() {
                *after_cr = false;
                if *first == b'\n' {
                    *at += 1;
                    rest = behind;
                }
            }
            // A blank line ends each event: no search for what is there.
            let end = match rest.first() {
                Some(b'\n' | b'\r') => Some(0),
                _ => memchr2(b'\n', b'\r', rest),
            };
            let Some(end) = end else {
                block.check(begun.len() + rest.len())?;
                begun.extend_from_slice(rest);
                *at = chunk.len();
                return Ok(false);
            };
            let (line, behind) = rest.split_at(end);
            block.check(begun.len() + line.len())?;
            *at += end + 1;
            *after_cr = behind.first() == Some(&b'\r');
            let ended = if begun.is_empty() {
                block.line(line)?
            } else {
                begun.extend_from_slice(line);
                let ended = block.line(begun)?;
                // A long line once must not hold its memory for ever.
                begun.clear();
                begun.shrink_to(MOST_KEPT);
                ended
            };
            if ended {
                return Ok(true);
            }
        }
    }
}

/// A block of lines, which is an event if it has data.
#[derive(Debug)]
struct Block {
    /// No line was seen yet: a byte order mark may come.
    first: bool,
    data: Vec<u8>,
    has_data: bool,
    event: Vec<u8>,
    /// The id of the block so far, which counts once the block has ended.
    next_id: String,
    has_id: bool,
    had_id: bool,
    id: String,
    retry: Option<Duration>,
    /// The event was given: its data and type are to be forgotten.
    given: bool,
    /// The most bytes of an event's data.
    max: usize,
}

impl Block {
    fn new(max: usize) -> Self {
        Self {
            first: true,
            data: Vec::new(),
            has_data: false,
            event: Vec::new(),
            next_id: String::new(),
            has_id: false,
            had_id: false,
            id: String::new(),
            retry: None,
            given: false,
            max,
        }
    }

    /// Forgets the event that was given.
    fn begin(&mut self) {
        if std::mem::take(&mut self.given) {
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.data.clear();
        self.data.shrink_to(MOST_KEPT);
        self.event.clear();
        self.has_data = false;
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
        if line.is_empty() {
            return Ok(self.end());
        }
        // The fields that mean something, and not a search for the colon: any other line is ignored.
        if let Some(value) = value(line, b"data") {
            if self.has_data {
                self.data.push(b'\n');
            }
            if self.data.len().saturating_add(value.len()) > self.max {
                return Err(TooLarge);
            }
            self.data.extend_from_slice(value);
            self.has_data = true;
        } else if let Some(value) = value(line, b"event") {
            self.event.clear();
            self.event.extend_from_slice(value);
        } else if let Some(value) = value(line, b"id") {
            if !value.contains(&0) {
                self.next_id.clear();
                self.next_id.push_str(&text(value));
                self.has_id = true;
            }
        } else if let Some(value) = value(line, b"retry")
            && !value.is_empty()
            && value.iter().all(u8::is_ascii_digit)
        {
            let milliseconds = text(value).parse().unwrap_or(u64::MAX);
            self.retry = Some(Duration::from_millis(milliseconds));
        }
        Ok(false)
    }

    /// Ends the block. True if it is an event.
    fn end(&mut self) -> bool {
        if std::mem::take(&mut self.has_id) {
            self.had_id = true;
            self.id.clone_from(&self.next_id);
        }
        if !self.has_data {
            self.forget();
        }
        self.given = self.has_data;
        self.has_data
    }
}

/// The value of a field, if the line has that field. One space in front of it is none of its own.
fn value<'a>(line: &'a [u8], field: &[u8]) -> Option<&'a [u8]> {
    match line.strip_prefix(field)? {
        [b':', b' ', value @ ..] | [b':', value @ ..] => Some(value),
        [] => Some(&[]),
        _ => None,
    }
}

/// Bytes as text. What is not UTF-8 is replaced, which takes a slower way through what is.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}
