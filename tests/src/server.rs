//! The server: a port on loopback, a script for each connection, and a record of what came.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::record::Record;
use crate::script::{Respond, Script};
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
    /// Gives every request the same response, on as many connections as come.
    #[must_use]
    pub fn giving(response: impl Into<Vec<u8>>) -> Self {
        let steps = vec![Step::ReadRequest, Step::Send(response.into())];
        Self::start(move |_| Script { steps: steps.clone(), repeat: true, respond: None })
    }

    /// Gives every request the response that is made of it, on as many connections as come.
    #[must_use]
    pub fn responding(respond: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let respond: Arc<Respond> = Arc::new(respond);
        Self::start(move |_| Script {
            steps: Vec::new(),
            repeat: false,
            respond: Some(respond.clone()),
        })
    }

    /// Plays these steps on every connection.
    #[must_use]
    pub fn each(steps: impl Into<Vec<Step>>) -> Self {
        let steps = steps.into();
        Self::start(move |_| Script { steps: steps.clone(), repeat: false, respond: None })
    }

    /// Plays on each connection the steps that its number, from 0, gives.
    #[must_use]
    pub fn by<S: Into<Vec<Step>>>(steps: impl Fn(usize) -> S + Send + 'static) -> Self {
        Self::start(move |number| Script {
            steps: steps(number).into(),
            repeat: false,
            respond: None,
        })
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
        let mut scripts: VecDeque<Vec<Step>> = scripts.into_iter().map(Into::into).collect();
        Self::start(move |_| {
            let steps = scripts.pop_front().unwrap_or_else(|| vec![Step::Close]);
            Script { steps, repeat: false, respond: None }
        })
    }

    fn start(script: impl FnMut(usize) -> Script + Send + 'static) -> Self {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .and_then(|listener| listener.set_nonblocking(true).map(|()| listener))
            .and_then(TcpListener::from_std)
            .expect("loopback has a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let record = Record::new();
        let task = tokio::spawn(accept(listener, script, record.clone()));
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

    /// The requests so far, which the server then forgets.
    #[must_use]
    pub fn take_requests(&self) -> Vec<Request> {
        self.record.take_requests()
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

async fn accept(listener: TcpListener, mut script: impl FnMut(usize) -> Script, record: Record) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let number = record.accepted();
        let script = script(number);
        // Without this a short response in two writes waits for the peer's delayed acknowledgement.
        _ = stream.set_nodelay(true);
        connections.spawn(script.play(stream, number, record.clone()));
    }
}
