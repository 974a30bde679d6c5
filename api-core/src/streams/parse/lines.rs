//! JSON lines, which no standard has, and JSON text sequences (RFC 7464).
//!
//! A line ends with LF or CRLF, blank lines are skipped, and the last one may lack its end. A text of
//! a sequence begins with a record separator and ends with LF; it may have line breaks of its own.

use bytes::Bytes;
use memchr::memchr;

use super::TooLarge;

/// The record separator in front of each text of a sequence.
const SEPARATOR: u8 = 0x1E;
/// The byte order mark of UTF-8, which some begin a text with.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The bytes of a stream of JSON texts, taken apart. An item is described by the methods until the next
/// one is asked for.
#[derive(Debug)]
pub(crate) struct Lines {
    is_sequence: bool,
    chunk: Bytes,
    /// Where in the chunk the next line begins.
    at: usize,
    /// The beginning of an item that did not end in the chunks before.
    begun: Vec<u8>,
    item: Item,
    nesting: Nesting,
    /// The bytes of a byte order mark at the beginning, as long as there may be one.
    mark: Option<usize>,
    /// The line, counted from 1, on which the bytes behind `at` begin.
    line: u64,
    /// The line on which the item begins.
    first_line: u64,
    max: usize,
}

/// Where the item is that was given.
#[derive(Debug)]
enum Item {
    None,
    /// These bytes of the chunk.
    Chunk(usize, usize),
    /// All that had begun.
    Begun,
}

impl Lines {
    pub(crate) fn new(is_sequence: bool, max: usize) -> Self {
        Self {
            is_sequence,
            chunk: Bytes::new(),
            at: 0,
            begun: Vec::new(),
            item: Item::None,
            nesting: Nesting::default(),
            mark: Some(0),
            line: 1,
            first_line: 1,
            max,
        }
    }

    /// Takes the next bytes, after [`advance`](Self::advance) found no more items.
    pub(crate) fn feed(&mut self, chunk: Bytes) {
        (self.chunk, self.at) = (chunk, 0);
        if let Some(met) = self.mark {
            self.pass_mark(met);
        }
    }

    /// Passes over a byte order mark, which may come in pieces.
    #[cold]
    fn pass_mark(&mut self, met: usize) {
        let rest = MARK.get(met..).unwrap_or_default();
        let more = rest.iter().zip(&self.chunk).take_while(|(own, byte)| own == byte).count();
        if more == rest.len() {
            (self.mark, self.at) = (None, more);
        } else if more == self.chunk.len() {
            (self.mark, self.at) = (Some(met + more), more);
        } else {
            // What began like one is the beginning of an item.
            self.mark = None;
            self.begun.extend_from_slice(MARK.get(..met).unwrap_or_default());
        }
    }

    /// The item.
    pub(crate) fn item(&self) -> &[u8] {
        match self.item {
            Item::None => &[],
            Item::Chunk(start, end) => self.chunk.get(start..end).unwrap_or_default(),
            Item::Begun => &self.begun,
        }
    }

    /// The line on which the item begins, counted from 1.
    pub(crate) fn first_line(&self) -> u64 {
        self.first_line
    }

    /// True if a text of a sequence may have been cut off within a number or a word, where nothing says
    /// where it ends (RFC 7464 §2.4).
    pub(crate) fn may_be_cut(&self) -> bool {
        let ends_by_itself = |last: &u8| b"}]\"".contains(last) || last.is_ascii_whitespace();
        self.is_sequence && !self.item().last().is_some_and(ends_by_itself)
    }

    /// Goes on to the next item. False if it has not come yet.
    ///
    /// # Errors
    ///
    /// If an item is too large.
    pub(crate) fn advance(&mut self) -> Result<bool, TooLarge> {
        self.forget();
        if self.is_sequence { self.advance_sequence() } else { self.advance_lines() }
    }

    /// Takes what is left as the last item, once the stream has ended. False if nothing is.
    ///
    /// # Errors
    ///
    /// If it is too large.
    pub(crate) fn finish(&mut self) -> Result<bool, TooLarge> {
        self.forget();
        if is_blank(&self.begun) {
            return Ok(false);
        }
        // Its last byte was let in, because it might have been the CR of a line's end.
        if self.begun.len() > self.max {
            return Err(TooLarge);
        }
        if !self.is_sequence {
            self.first_line = self.line;
        }
        self.item = Item::Begun;
        Ok(true)
    }

    fn forget(&mut self) {
        if let Item::Begun = self.item {
            self.begun.clear();
            // A long line once must not hold its memory for ever.
            self.begun.shrink_to(64 << 10);
        }
        self.item = Item::None;
    }

    fn advance_lines(&mut self) -> Result<bool, TooLarge> {
        loop {
            let rest = self.chunk.get(self.at..).unwrap_or_default();
            let end = memchr(b'\n', rest);
            let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest);
            if self.begun.len() + line.len() > self.max.saturating_add(1) {
                return Err(TooLarge);
            }
            let Some(end) = end else {
                self.begun.extend_from_slice(line);
                self.at = self.chunk.len();
                return Ok(false);
            };
            let start = self.at;
            self.at += end + 1;
            self.first_line = self.line;
            self.line += 1;
            let item = if self.begun.is_empty() {
                Item::Chunk(start, start + line.strip_suffix(b"\r").unwrap_or(line).len())
            } else {
                self.begun.extend_from_slice(line);
                if self.begun.ends_with(b"\r") {
                    self.begun.pop();
                }
                Item::Begun
            };
            self.item = item;
            if self.item().len() > self.max {
                return Err(TooLarge);
            }
            if !is_blank(self.item()) {
                return Ok(true);
            }
            self.forget();
        }
    }

    fn advance_sequence(&mut self) -> Result<bool, TooLarge> {
        while let Some(byte) = self.chunk.get(self.at).copied() {
            if byte == SEPARATOR {
                self.nesting = Nesting::default();
                if !is_blank(&self.begun) {
                    // The text before it has no end: it is given as it is, and cannot be read.
                    self.item = Item::Begun;
                    return Ok(true);
                }
                self.begun.clear();
                self.at += 1;
                continue;
            }
            self.at += 1;
            if byte == b'\n' {
                self.line += 1;
                if self.nesting.is_closed() && !is_blank(&self.begun) {
                    self.begun.push(byte);
                    self.item = Item::Begun;
                    return Ok(true);
                }
            }
            if self.begun.is_empty() {
                if byte.is_ascii_whitespace() {
                    continue;
                }
                self.first_line = self.line;
            }
            self.nesting.take(byte);
            if self.begun.len() >= self.max {
                return Err(TooLarge);
            }
            self.begun.push(byte);
        }
        Ok(false)
    }
}

fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}

/// The depth of a place within a JSON text.
#[derive(Debug, Default)]
struct Nesting {
    depth: u64,
    in_string: bool,
    escaped: bool,
}

impl Nesting {
    fn is_closed(&self) -> bool {
        self.depth == 0 && !self.in_string
    }

    fn take(&mut self, byte: u8) {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }
}
