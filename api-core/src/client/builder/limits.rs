//! The settings of time, repetition and size: how long, how often, how much, how many at once.

use std::time::Duration;

use super::ClientBuilder;
use crate::Retry;
use crate::throughput::MinThroughput;

impl ClientBuilder {
    /// The longest that a call may take, from its beginning to the end of the response, with all
    /// attempts and the waits between them. 60 s unless set.
    ///
    /// A body that is handed over unread must end within this time, too, but only if it is set: on the
    /// client, the endpoint or the call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.total = Some(timeout);
        self
    }

    /// The longest that one attempt may take, from the connection to the end of the response. A longer
    /// one has failed, and another may follow. 30 s unless set; where a [`timeout`](Self::timeout) is
    /// set, on the client, the endpoint or the call, an attempt may take as long as that.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.attempt = Some(timeout);
        self
    }

    /// The longest that making a connection may take, with name lookup and TLS. 5 s unless set.
    /// Applies to the default transport and to that of `hyper()`.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.connect = Some(timeout);
        self
    }

    /// The longest pause within the body of a response, once some of it is there. 15 s unless set.
    ///
    /// In a body that is handed over unread, it is the longest wait for each piece, the first one
    /// included. Behind a piece of 4 KiB or more, the end of it may come late by an eighth, and never
    /// early: the clock is not read for each piece of a transfer that flows.
    pub fn read_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.read = Some(timeout);
        self
    }

    /// Sets when calls are sent again after a failure, unless an endpoint or a call decides it.
    ///
    /// ```
    /// # use api_core::{Client, Retry};
    /// let client = Client::builder("https://example.com").retry(Retry::never()).build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// The largest body of a response, in bytes after decompression. 8 MiB unless set; a body that is
    /// handed over unread has no limit unless this is set, or `max_body` of the endpoint.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// The most of a failed response's body that is read and kept, in bytes, after decompression. What
    /// is behind it is cut off. 64 KiB unless set.
    pub fn max_error_body(mut self, bytes: usize) -> Self {
        self.max_error_body = bytes;
        self
    }

    /// The slowest transfer of a download ([`ByteStream`](crate::ByteStream)) or of a streamed body
    /// that goes on, in bytes per second over a grace period. A slower one fails with
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout). 64 bytes per second over 20 s unless set.
    ///
    /// Only the time counts in which the other side keeps this one waiting.
    pub fn min_throughput(mut self, bytes_per_second: u64, grace: Duration) -> Self {
        self.min_throughput = Some(MinThroughput { bytes: bytes_per_second, grace });
        self
    }

    /// Lets transfers be as slow as they like.
    pub fn no_min_throughput(mut self) -> Self {
        self.min_throughput = None;
        self
    }

    /// Sets whether errors show the server's own words about a failure that no envelope describes:
    /// see [`Error::reason`](crate::Error::reason). They do unless set. Turn it off for a server that repeats secrets.
    pub fn show_reasons(mut self, shown: bool) -> Self {
        self.hides_reasons = !shown;
        self
    }

    /// The number of calls of this client and its clones that may be sent at a time. Others wait for
    /// their turn, within their deadline. 64 unless set; 0 counts as 1.
    pub fn max_concurrent(mut self, calls: u32) -> Self {
        self.gate.concurrent = Some(calls);
        self
    }

    /// The number of calls that may wait for their turn. One more fails at once, with
    /// [`ErrorKind::Overloaded`](crate::ErrorKind::Overloaded). 1024 unless set.
    pub fn max_queued(mut self, calls: usize) -> Self {
        self.gate.queued = Some(calls);
        self
    }

    /// The number of bodies that may be open at a time, of those that are handed over unread, as in
    /// `http::Response<Body>`. One more call fails before it is sent, with
    /// [`ErrorKind::Overloaded`](crate::ErrorKind::Overloaded). 256 unless set.
    ///
    /// An open body does not count as a concurrent call, but it keeps a connection.
    pub fn max_open_bodies(mut self, bodies: usize) -> Self {
        self.gate.open_bodies = Some(bodies);
        self
    }
}
