//! The server: a port on loopback, a script for each connection, and a record of what came.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::record::Record;
use crate::script::Script;
use crate::{Connection, Request, Step};

/// A scripted HTTP/1.1 server on a free port of loopback.
///
/// Made inside a tokio runtime; ends, with all its connections, when dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    record: Record,
    task: JoinHandle<()>,
}

impl Server {
    /// Gives every request the same answer, on as many connections as come.
    #[must_use]
    pub fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let steps = vec![Step::ReadRequest, Step::Send(answer.into())];
        Self::start(VecDeque::new(), Some(Script { steps, repeat: true }))
    }

    /// Plays these steps on the first connection. A further one is closed without a byte.
    #[must_use]
    pub fn script(steps: impl IntoIterator<Item = Step>) -> Self {
        Self::scripts([steps.into_iter().collect::<Vec<_>>()])
    }

    /// Plays one list of steps on each connection, in the order in which they come. A further
    /// one is closed without a byte.
    #[must_use]
    pub fn scripts<S: Into<Vec<Step>>>(scripts: impl IntoIterator<Item = S>) -> Self {
        let once = |steps: S| Script { steps: steps.into(), repeat: false };
        Self::start(scripts.into_iter().map(once).collect(), None)
    }

    fn start(scripts: VecDeque<Script>, then: Option<Script>) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
            .and_then(TcpListener::from_std)
            .expect("loopback has a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let record = Record::new();
        let task = tokio::spawn(accept(listener, scripts, then, record.clone()));
        Self { address, record, task }
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    #[must_use]
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// `127.0.0.1:PORT`, as it stands in a `Host` header.
    #[must_use]
    pub fn authority(&self) -> String {
        self.address.to_string()
    }

    /// The requests so far, in the order in which they were whole.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.record.now(|happened| happened.requests.clone())
    }

    /// The only request so far.
    ///
    /// # Panics
    ///
    /// When there was none, or more than one.
    #[must_use]
    #[track_caller]
    pub fn request(&self) -> Request {
        let requests = self.requests();
        let [request] = requests.as_slice() else {
            panic!("one request expected, {} came: {requests:#?}", requests.len());
        };
        request.clone()
    }

    /// The connections so far, in the order in which they were accepted.
    #[must_use]
    pub fn connections(&self) -> Vec<Connection> {
        self.record.now(|happened| happened.connections.clone())
    }

    /// Waits until so many requests are whole.
    pub async fn received(&self, requests: usize) {
        let done = |happened: &crate::record::Happened| happened.requests.len() >= requests;
        self.record.until(&format!("{requests} requests"), done).await;
    }

    /// Waits until a connection is over.
    pub async fn ended(&self, connection: usize) -> Connection {
        let over = |one: &Connection| one.end.is_some();
        self.record
            .until(&format!("the end of connection {connection}"), |happened| {
                happened.connections.get(connection).is_some_and(over)
            })
            .await;
        self.connections().swap_remove(connection)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The connections hang on the task's own set and go with it.
        self.task.abort();
    }
}

async fn accept(
    listener: TcpListener,
    mut scripts: VecDeque<Script>,
    then: Option<Script>,
    record: Record,
) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = record.accepted();
        let closed = || Script { steps: vec![Step::Close], repeat: false };
        let script = scripts.pop_front().or_else(|| then.clone()).unwrap_or_else(closed);
        // Without this a short answer in two writes waits for the peer's delayed acknowledgement.
        _ = stream.set_nodelay(true);
        connections.spawn(script.play(stream, number, record.clone()));
    }
}
