//! What a connection does, step by step, and the loop that does it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::sleep;

use crate::record::Record;
use crate::request::Wire;
use crate::{End, Request};

/// One thing that a scripted connection does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reads one whole request and records it.
    ReadRequest,
    /// Reads at least so many bytes and records no request: the peer may still be sending it.
    ReadSome(usize),
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes a few at a time, with a pause after each.
    Drip {
        /// What to send.
        bytes: Vec<u8>,
        /// How much of it at a time.
        size: usize,
        /// How long to wait after each.
        pause: Duration,
    },
    /// Sends these bytes over and over, until the peer is gone.
    Flood(Vec<u8>),
    /// Sends nothing more and waits until the peer is gone.
    Stall,
    /// Closes the socket in order (FIN).
    Close,
    /// Closes the socket out of order (RST).
    Reset,
}

/// What one connection does: the steps, once or over and over.
#[derive(Clone)]
pub(crate) struct Script {
    pub(crate) steps: Vec<Step>,
    pub(crate) repeat: bool,
    /// Responds to each request behind the steps.
    pub(crate) respond: Option<Arc<Respond>>,
}

/// Makes a response of a request.
pub(crate) type Respond = dyn Fn(&Request) -> Vec<u8> + Send + Sync;

impl Script {
    /// Plays the script over one connection, to the end of the connection.
    ///
    /// A script that runs out does not close: a client may keep the connection for later, and a
    /// test wants to see that. A request that comes then is recorded, so that one too many is
    /// always seen, and gets no response.
    pub(crate) async fn play(self, stream: TcpStream, number: usize, record: Record) {
        let mut wire = Wire::new(stream);
        let end = match self.steps(&mut wire, number, &record).await {
            Ok(Some(end)) => end,
            Ok(None) => match read(&mut wire, number, &record).await {
                Ok(None) => End::Closed,
                Ok(Some(end)) => end,
                Err(_) => End::PeerReset,
            },
            Err(_) => End::PeerReset,
        };
        record.leftover(number, wire.ahead.clone());
        record.ended(number, end, wire.sent);
        if end == End::Closed {
            // A socket that is dropped with bytes unread resets, which would take what was sent
            // along. So it is closed on our side only, and read until the peer is done.
            _ = wire.stream.shutdown().await;
            while wire.more().await.is_ok_and(|read| read > 0) {}
            record.leftover(number, wire.ahead);
        }
    }

    /// The steps alone. `Ok(None)` when they ran out with the connection still open.
    async fn steps(
        self,
        wire: &mut Wire,
        number: usize,
        record: &Record,
    ) -> io::Result<Option<End>> {
        loop {
            for step in &self.steps {
                if let Some(end) = step.take(wire, number, record).await? {
                    return Ok(Some(end));
                }
            }
            if let Some(respond) = &self.respond {
                let Some(request) = wire.request(number).await? else {
                    return Ok(Some(End::PeerClosed));
                };
                let response = respond(&request);
                record.request(request);
                wire.send(&response).await?;
            } else if !self.repeat {
                return Ok(None);
            }
        }
    }
}

impl Step {
    /// Does one step. `Some` when the connection is over with it.
    async fn take(
        &self,
        wire: &mut Wire,
        number: usize,
        record: &Record,
    ) -> io::Result<Option<End>> {
        match self {
            Self::ReadRequest => return read(wire, number, record).await,
            Self::ReadSome(least) => {
                while wire.ahead.len() < *least {
                    if wire.more().await? == 0 {
                        return Ok(Some(End::PeerClosed));
                    }
                }
            }
            Self::Send(bytes) => wire.send(bytes).await?,
            Self::Drip { bytes, size, pause } => {
                for piece in bytes.chunks(*size) {
                    wire.send(piece).await?;
                    sleep(*pause).await;
                }
            }
            Self::Flood(bytes) => loop {
                wire.send(bytes).await?;
            },
            Self::Stall => {
                while wire.more().await? > 0 {}
                return Ok(Some(End::PeerClosed));
            }
            Self::Close => return Ok(Some(End::Closed)),
            Self::Reset => {
                wire.stream.set_zero_linger()?;
                return Ok(Some(End::Reset));
            }
        }
        Ok(None)
    }
}

/// Reads one request into the record. `Some` when the peer ended instead.
async fn read(wire: &mut Wire, number: usize, record: &Record) -> io::Result<Option<End>> {
    Ok(match wire.request(number).await? {
        Some(request) => {
            record.request(request);
            None
        }
        None => Some(End::PeerClosed),
    })
}
