//! What a [`Server`](crate::Server) knows of its connections, and a way to wait for more.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::timeout;

use crate::Request;

/// How long a wait may take before the test fails for hanging. A guard, not a measurement:
/// nothing passes or fails by being faster or slower than this.
const HANG: Duration = Duration::from_secs(60);

/// One accepted connection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Connection {
    /// The whole requests that came over it.
    pub requests: usize,
    /// What came over it without being a whole request.
    pub leftover: Vec<u8>,
    /// How many bytes the peer took, with those in the buffers between; 0 while it is open.
    pub sent: usize,
    /// How it ended; `None` while it is open.
    pub end: Option<End>,
}

/// Who ended a connection, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The peer closed it.
    PeerClosed,
    /// The peer reset it, or was gone when we wrote.
    PeerReset,
    /// The script closed it.
    Closed,
    /// The script reset it.
    Reset,
}

/// Everything that happened at one server.
#[derive(Debug, Default)]
pub(crate) struct Happened {
    pub(crate) connections: Vec<Connection>,
    pub(crate) requests: Vec<Request>,
}

/// A shared, append-only [`Happened`].
#[derive(Clone, Debug)]
pub(crate) struct Record(watch::Sender<Happened>);

impl Record {
    pub(crate) fn new() -> Self {
        Self(watch::Sender::new(Happened::default()))
    }

    /// Notes a new connection and gives its number.
    pub(crate) fn accepted(&self) -> usize {
        let mut number = 0;
        self.0.send_modify(|happened| {
            number = happened.connections.len();
            happened.connections.push(Connection::default());
        });
        number
    }

    pub(crate) fn request(&self, request: Request) {
        self.0.send_modify(|happened| {
            happened.connections[request.connection()].requests += 1;
            happened.requests.push(request);
        });
    }

    /// Gives the requests so far away.
    pub(crate) fn take_requests(&self) -> Vec<Request> {
        let mut requests = Vec::new();
        self.0.send_modify(|happened| requests = std::mem::take(&mut happened.requests));
        requests
    }

    /// Notes the end of a connection. The first end counts: a socket that a script has closed is
    /// not closed once more by the peer's response to it.
    pub(crate) fn ended(&self, number: usize, end: End, sent: usize) {
        self.0.send_modify(|happened| {
            happened.connections[number].sent = sent;
            happened.connections[number].end.get_or_insert(end);
        });
    }

    pub(crate) fn leftover(&self, number: usize, bytes: Vec<u8>) {
        self.0.send_modify(|happened| happened.connections[number].leftover = bytes);
    }

    /// Looks at what happened so far.
    pub(crate) fn now<T>(&self, look: impl FnOnce(&Happened) -> T) -> T {
        look(&self.0.borrow())
    }

    /// Waits until something has happened.
    pub(crate) async fn until(&self, what: &str, done: impl FnMut(&Happened) -> bool) {
        let mut happened = self.0.subscribe();
        let waited = timeout(HANG, happened.wait_for(done)).await;
        assert!(waited.is_ok_and(|seen| seen.is_ok()), "the server waited in vain for {what}");
    }
}
