//! The content of a response, and what goes on with it after a break (RFC 9110 §14).

use std::task::{Context, Poll, ready};

use bytes::{Buf as _, Bytes};
use http::header::{CONTENT_ENCODING, CONTENT_RANGE, ETAG, IF_RANGE, LAST_MODIFIED, RANGE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::super::source::{Source, Stop};
use super::digest::Check;
use super::head::{content_range, length, stated_validator};
use crate::response::{Headers, Resume};
use crate::{Error, ErrorKind, Result};

/// The content of a response.
#[derive(Debug)]
pub(super) struct Download {
    pub(super) source: Source,
    /// True if the call itself asked for a part of the content.
    is_part: bool,
    /// The tag or date that holds as long as the content is the same.
    validator: Option<HeaderValue>,
    /// The coding of the content, if it is received as it is coded.
    pub(super) coding: Option<HeaderValue>,
    /// The length of the content, if it is known.
    pub(super) total: Option<u64>,
    /// The most bytes that may come: the length, the end of a part, or those of `max_body`.
    most: u64,
    /// The bytes so far.
    pub(super) offset: u64,
    /// The most bytes that there were at a break. Those that come once more are no progress.
    furthest: u64,
    /// The bytes at the beginning of this response that were there before.
    known: u64,
    /// True if whoever reads can begin anew.
    pub(super) may_restart: bool,
    /// True once the server had no rest of the bytes so far: no other download can go on with them either.
    pub(super) has_no_rest: bool,
}

/// A piece of the content.
pub(super) enum Piece {
    Data(Bytes),
    /// The content has changed, or cannot be asked for in parts: it begins anew. Whoever cannot begin anew
    /// gets this in front of the first byte alone.
    Restarted,
}

impl Download {
    /// The content of a response, which is a part if the call `asked` for one.
    ///
    /// # Errors
    ///
    /// If the server sent a part of it unasked: it would be taken for the whole.
    pub(super) fn new(mut source: Source, asked: bool) -> Result<Self> {
        let is_partial = source.status == StatusCode::PARTIAL_CONTENT;
        let is_declared = source.endpoint.success().contains(&206);
        if is_partial && !asked && !is_declared {
            let range = content_range(&source.headers);
            if !range.is_some_and(|range| range.is_whole()) {
                let error = source.error(Error::new(ErrorKind::Protocol, UNASKED));
                source.fail(&error);
                return Err(error);
            }
        }
        let is_part = is_partial && (asked || is_declared);
        let validator = if is_part { None } else { validator(&source) };
        let coding = source.headers.get(CONTENT_ENCODING).cloned();
        // A part says itself how long it is, in chunks too. The places are those of the compressed bytes.
        let place = content_range(&source.headers).filter(|_| is_partial && !source.was_compressed);
        let total = place.map_or_else(|| length(&source.headers), |place| Some(place.length()));
        let mut download = Self {
            is_part,
            coding,
            source,
            validator,
            total: None,
            most: 0,
            offset: 0,
            furthest: 0,
            known: 0,
            may_restart: false,
            has_no_rest: false,
        };
        download.set_total(total);
        Ok(download)
    }

    /// The content is so long, if that is known.
    fn set_total(&mut self, total: Option<u64>) {
        self.total = total;
        self.most = total.unwrap_or(u64::MAX).min(self.source.max.unwrap_or(u64::MAX));
    }

    /// The hash that the response states of its content.
    pub(super) fn check(&self) -> Result<Check> {
        let why = if self.source.was_compressed { OTHER_DIGEST } else { NO_DIGEST };
        Check::new(&self.source.headers, self.is_part)
            .filter(|_| !self.source.was_compressed)
            .ok_or_else(|| self.source.error(Error::new(ErrorKind::Decode, why)))
    }

    /// The tag or date by which a part of the content can be told to be of the same.
    pub(super) fn validator(&self) -> Option<&HeaderValue> {
        self.validator.as_ref().filter(|_| self.source.is_repeatable())
    }

    /// Gives up what comes, and asks for what is behind these bytes instead.
    pub(super) fn skip_to(&mut self, offset: u64) {
        (self.offset, self.furthest) = (offset, offset);
        let headers = self.headers();
        self.source.turn_to(headers);
    }

    /// Ends the download: all of it was there already.
    pub(super) fn complete(&mut self, offset: u64) {
        self.offset = offset;
        self.source.end();
    }

    /// The headers that ask for what is behind the bytes so far.
    fn headers(&self) -> Headers {
        let (mut range, mut if_range) = (None, None);
        if let Some(validator) = self.validator.clone().filter(|_| self.offset > 0) {
            range = HeaderValue::from_str(&format!("bytes={}-", self.offset)).ok();
            if_range = Some(validator);
        }
        vec![(RANGE, range), (IF_RANGE, if_range)]
    }

    /// Waits for the next piece. `None` at the end of the content. In line: see [`Source::poll`].
    #[inline(always)]
    pub(super) fn poll_piece(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Piece>>> {
        loop {
            if self.source.has_ended() {
                self.source.end();
                return Poll::Ready(None);
            }
            let stop = match ready!(self.source.poll(cx)) {
                Ok(chunk) if self.known > 0 => match self.unknown(chunk) {
                    Some(chunk) => return Poll::Ready(Some(self.take(chunk))),
                    None => continue,
                },
                Ok(chunk) => return Poll::Ready(Some(self.take(chunk))),
                Err(stop) => stop,
            };
            if let Some(end) = self.stopped(stop) {
                return Poll::Ready(end.transpose());
            }
        }
    }

    #[inline(always)]
    fn take(&mut self, chunk: Bytes) -> Result<Piece> {
        let offset = self.offset + chunk.len() as u64;
        if offset > self.most {
            return Err(self.too_long(offset));
        }
        self.offset = offset;
        Ok(Piece::Data(chunk))
    }

    /// No more of a body comes for now: the end of the download, or `None` if it goes on.
    #[cold]
    fn stopped(&mut self, stop: Stop) -> Option<Result<Option<Piece>>> {
        let broken = match stop {
            Stop::End if self.is_cut() => {
                self.source.error(Error::passing(ErrorKind::Transport, CUT))
            }
            Stop::End => {
                self.source.end();
                return Some(Ok(None));
            }
            Stop::Broken(error) => error,
            Stop::Resumed => {
                let resumed = self.resumed().map_err(|error| {
                    self.has_no_rest = true;
                    let error = self.source.error(error).adding(&self.source.so_far);
                    self.source.fail(&error);
                    error
                });
                return resumed.transpose().map(|restarted| restarted.map(Some));
            }
            // All was there: only its end had not come.
            Stop::Failed(error) if self.is_complete(&error) => {
                self.source.end();
                return Some(Ok(None));
            }
            Stop::Failed(error) => {
                self.has_no_rest = error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE);
                self.source.fail(&error);
                return Some(Err(error));
            }
        };
        self.resume(broken).err().map(Err)
    }

    /// True if more of the content is to come than this response had. Behind a part of a content of unknown
    /// length, nobody knows yet: the server is asked once more, and says that nothing follows.
    fn is_cut(&self) -> bool {
        let is_open = !self.is_part && self.source.status == StatusCode::PARTIAL_CONTENT;
        self.known > 0 || self.total.map_or(is_open, |total| self.offset < total)
    }

    /// Ends the download: with so many bytes, more has come than there is, or than may.
    #[cold]
    fn too_long(&mut self, offset: u64) -> Error {
        let error = match self.source.check(offset) {
            Err(error) if self.total.is_none_or(|total| offset <= total) => error,
            _ => {
                self.has_no_rest = true;
                Error::new(ErrorKind::Protocol, TOO_LONG)
            }
        };
        let error = self.source.error(error).adding(&self.so_far());
        self.source.fail(&error);
        error
    }

    /// The words for what was received.
    #[cold]
    fn so_far(&self) -> String {
        match self.total {
            Some(total) => format!("; {} of {total} bytes had been received", self.offset),
            None => format!("; {} bytes had been received", self.offset),
        }
    }

    /// The part of a piece that was not there before.
    #[cold]
    fn unknown(&mut self, mut chunk: Bytes) -> Option<Bytes> {
        let known = usize::try_from(self.known).map_or(chunk.len(), |it| it.min(chunk.len()));
        self.known -= known as u64;
        chunk.advance(known);
        Some(chunk).filter(|chunk| !chunk.is_empty())
    }

    /// Goes on after a break.
    fn resume(&mut self, error: Error) -> Result<()> {
        let so_far = self.so_far();
        let in_parts = self.validator.is_some() || self.offset == 0;
        // The places in a part of the caller's are none in the whole, by which a server counts.
        if self.is_part || !in_parts && !self.may_restart {
            let error = error.adding(&so_far);
            self.source.fail(&error);
            return Err(error);
        }
        let headers = self.headers();
        let advanced = self.offset > self.furthest && in_parts;
        self.furthest = self.furthest.max(self.offset);
        self.known = 0;
        let resume = Resume { error, advanced, wait: None, patient: false, headers };
        self.source.resume(resume, so_far)
    }

    /// Looks at the response that goes on.
    fn resumed(&mut self) -> Result<Option<Piece>> {
        let headers = &self.source.headers;
        if self.source.status == StatusCode::PARTIAL_CONTENT {
            if self.may_restart && self.offset > 0 && !self.is_same(headers) {
                return self.begin_anew();
            }
            return match content_range(headers) {
                Some(range)
                    if range.first == self.offset
                        && headers.get(CONTENT_ENCODING) == self.coding.as_ref()
                        && range.total.is_none_or(|it| self.total.is_none_or(|own| own == it))
                        && self.is_same(headers) =>
                {
                    self.set_total(self.total.or(range.total));
                    // A server may send less than it was asked for, but no more than it says.
                    self.most = self.most.min(range.last.saturating_add(1));
                    Ok(None)
                }
                _ => Err(Error::new(ErrorKind::Protocol, OTHER_PART)),
            };
        }
        if self.source.has_ended() {
            return Err(Error::new(ErrorKind::Protocol, OTHER_PART));
        }
        if self.is_sent_again() {
            self.known = self.offset;
            self.set_total(self.total);
            return Ok(None);
        }
        let began = std::mem::take(&mut self.offset) > 0;
        self.coding = headers.get(CONTENT_ENCODING).cloned();
        self.validator = validator(&self.source);
        self.set_total(length(&self.source.headers));
        if began && !self.may_restart {
            return Err(Error::new(ErrorKind::Transport, CHANGED));
        }
        // Before the first byte, too: a hash or a name of the content before is not that of this one.
        Ok(Some(Piece::Restarted))
    }

    /// Asks for the whole, after a part of another content came. A server that heeds `If-Range` would
    /// have sent the whole at once.
    fn begin_anew(&mut self) -> Result<Option<Piece>> {
        self.offset = 0;
        (self.validator, self.coding) = (None, None);
        self.set_total(None);
        let headers = self.headers();
        match self.source.turn_to(headers) {
            true => Ok(None),
            false => Err(Error::new(ErrorKind::Protocol, OTHER_PART)),
        }
    }

    /// True if a server that has no parts sent the same content from its beginning.
    fn is_sent_again(&self) -> bool {
        let headers = &self.source.headers;
        let (own, sent) = (self.total, length(headers));
        self.validator.is_some()
            && validator(&self.source) == self.validator
            && headers.get(CONTENT_ENCODING) == self.coding.as_ref()
            && own.zip(sent).is_none_or(|(own, sent)| own == sent)
    }

    /// True if a part is of the same content. A server that was asked with `If-Range` need not repeat
    /// its tag or its date.
    fn is_same(&self, headers: &HeaderMap) -> bool {
        let Some(own) = &self.validator else { return true };
        let name = if own.as_bytes().starts_with(b"\"") { ETAG } else { LAST_MODIFIED };
        headers.get(name).is_none_or(|other| other == own)
    }

    /// True if a server has nothing behind the bytes so far (RFC 9110 §15.5.17), and had not said that
    /// there is more.
    fn is_complete(&self, error: &Error) -> bool {
        let stated = error.headers().get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
        error.status() == Some(StatusCode::RANGE_NOT_SATISFIABLE)
            && self.total.is_none_or(|total| total == self.offset)
            && stated == Some(&*format!("bytes */{}", self.offset))
            && self.is_same(error.headers())
    }
}

const NO_DIGEST: &str =
    "the response states no SHA-256 or SHA-512 of its content in `Content-Digest`";
const OTHER_DIGEST: &str = "the response was compressed although it was asked not to be, and its hash \
                            is that of the compressed content";
const UNASKED: &str = "the server sent a part of the content, and all of it was asked for";
const CUT: &str = "the response ended before all of its content had come";
const OTHER_PART: &str =
    "the server was asked for the rest of the content, and sent another part of it";
const TOO_LONG: &str = "the server sent more of the content than there is of it by its own word";
const CHANGED: &str = "the content changed between a break and the request for the rest of it";

/// The tag or the date by which a part can be told to be of the same content. Not of one that was
/// compressed: a place in it is none that the server knows, which counts compressed bytes.
fn validator(source: &Source) -> Option<HeaderValue> {
    if source.was_compressed { None } else { stated_validator(&source.headers) }
}
