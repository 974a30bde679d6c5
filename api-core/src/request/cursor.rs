//! The place of the `#[cursor]` parameter in a request, by which the same call asks for another page.
//!
//! The other arguments may borrow, so they are gone when the second page is asked for. What is left of
//! them is their text. Only the cursor's own text is written anew, in its place.

use std::ops::Range;

use http::HeaderMap;
use serde::Serialize;
use serde_json::Value;

use super::RequestParts;
use super::url;
use crate::retry::IDEMPOTENCY_KEY;
use crate::short_name::short_name;
use crate::wire::pairs::write::{Encoding, Pairs};
use crate::{Error, Result};

/// Where the cursor is written, and the value that the caller gave it.
#[derive(Clone)]
pub(crate) struct CursorPlace {
    target: Range<usize>,
    body: Range<usize>,
    start: Value,
}

/// The function that writes a cursor as generated code writes the argument.
pub(crate) type WriteCursor = fn(&mut RequestParts, &Value);

const GONE: &str = "the body is a stream, which can be read once, and another page needs it again";
const BODY_ELSEWHERE: &str =
    "the next page is at another origin, where the body of the request is not sent";

/// The statements around that of the `#[cursor]` parameter.
impl RequestParts {
    /// Remembers that the cursor is written from here on.
    pub fn begin_cursor<V: Serialize + ?Sized>(&mut self, value: &V) {
        // So that the base's own query is not taken for a part of the cursor.
        self.open_query();
        let start = serde_json::to_value(value).unwrap_or_default();
        let (target, body) = (self.target.len(), self.body.written());
        let place = CursorPlace { target: target..target, body: body..body, start };
        self.options().cursor = Some(place);
    }

    /// Remembers that the cursor is written up to here.
    pub fn end_cursor(&mut self) {
        let (target, body) = (self.target.len(), self.body.written());
        if let Some(place) = &mut self.options().cursor {
            place.target.end = target;
            place.body.end = body;
        }
    }
}

/// The requests of further pages.
impl RequestParts {
    /// The value that the caller gave the cursor.
    pub(crate) fn first_cursor(&self) -> Option<&Value> {
        let place = self.options.as_ref()?.cursor.as_ref()?;
        Some(&place.start).filter(|start| !start.is_null())
    }

    /// The URL as it is written so far, which relative URLs are resolved against.
    pub(crate) fn url_so_far(&self) -> &str {
        &self.target
    }

    /// Copies the request. An error of filling goes with the first.
    ///
    /// # Errors
    ///
    /// If the body can be read only once.
    pub(crate) fn another(&mut self) -> Result<Self> {
        let body = self.body.another().ok_or_else(|| self.invalid(GONE))?;
        Ok(Self {
            client: self.client.clone(),
            endpoint: self.endpoint,
            target: self.target.clone(),
            path: self.path.clone(),
            path_end: self.path_end,
            at_url: self.at_url,
            spreads_query: self.spreads_query,
            body,
            accept: self.accept,
            options: self.options.clone(),
            error: self.error.take(),
        })
    }

    /// Writes another cursor in the place of the first.
    pub(crate) fn set_cursor(&mut self, write: WriteCursor, cursor: &Value) {
        let Some(place) = self.options().cursor.take() else { return };
        let rest = self.target.get(place.target.end..).unwrap_or_default().to_owned();
        self.target.truncate(place.target.start);
        let body = self.body.take_from(place.body);
        write(self, cursor);
        self.open_query().literal(rest.strip_prefix(['?', '&']).unwrap_or(&rest));
        self.body.append(body);
    }

    /// Gives the request of another page a key of its own, if the call has one: a server takes a second
    /// request with the same key for the first, and responds with the first page. The same page has the
    /// same key, so it can be asked for again.
    pub(crate) fn name_page(&mut self, page: &str) {
        let Some(key) = self.idempotency_key() else { return };
        let key = [key.as_bytes(), b"-", short_name(&[page.as_bytes()]).as_bytes()].concat();
        // A valid value stays valid with these bytes behind it.
        _ = self.set_header(IDEMPOTENCY_KEY, &key);
    }

    /// Turns to the URL of the next page, by the rules of `#[url]`. To another origin go neither
    /// credentials nor anything else that this call carries: the caller has not chosen that URL.
    pub(crate) fn follow(&mut self, text: &str) {
        let target = match url::resolve(self.client.base_of(self.endpoint), text) {
            Ok(target) => target,
            Err(why) => {
                return self.keep_error(Error::build(format!("the URL of the next page {why}")));
            }
        };
        self.target = target.text;
        self.at_url = Some(target.same_origin);
        let end = self.target.find('?').unwrap_or(self.target.len());
        self.path_end = Some(end);
        if target.same_origin {
            let client = self.client.clone();
            let mut pairs = Pairs { out: &mut self.target, start: end, encoding: Encoding::Query };
            // The server repeats in its URL what it was sent, but for keys.
            let names = pairs.names();
            for (name, value) in client.default_query() {
                if !names.contains(name) {
                    pairs.pair(name, value);
                }
            }
            return;
        }
        if !self.body.is_none() {
            self.keep_error(Error::build(BODY_ELSEWHERE));
        }
        if let Some(options) = &mut self.options {
            options.headers = HeaderMap::new();
            options.spread_headers.clear();
            options.credentials = None;
        }
    }
}
