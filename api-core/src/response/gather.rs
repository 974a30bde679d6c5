//! Reading a body to its end, under a cap and without a stall.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, header};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use crate::{Body, Error, ErrorKind, Result, transport};

/// How a body is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// The largest body, in bytes, counted as they come out of any decompression.
    pub(crate) cap: usize,
    /// How long more of it may be waited for, once some is there. Not for the first of it: a server
    /// may think before it speaks, and the attempt as a whole has its end.
    pub(crate) stall: Duration,
    /// Whether the beginning of a larger body is worth having: of an error page, it is.
    pub(crate) cut: bool,
}

/// Reads a body into `gathered`, where what came before a failure stays.
pub(crate) async fn read(
    headers: &HeaderMap,
    mut body: Body,
    limits: Limits,
    gathered: &mut Gathered,
) -> Result<()> {
    let Limits { cap, stall, cut } = limits;
    // A length may be missing, or a lie: believed only where it is bad news.
    let header = || headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok();
    if body.length().or_else(header).is_some_and(|length| length > cap as u64) && !cut {
        return Err(too_large(cap));
    }
    // One that says it has ended is not asked for more, for which there would be a timer.
    while !body.is_end_stream() {
        let frame = if gathered.len() == 0 {
            body.frame().await
        } else {
            let more = tokio::time::timeout(stall, body.frame()).await;
            more.map_err(|_| stalled(stall))?
        };
        let Some(frame) = frame else { break };
        let Ok(data) = frame.map_err(transport::classify_midway)?.into_data() else { continue };
        let room = cap.saturating_sub(gathered.len());
        if data.len() > room {
            if cut {
                gathered.push(data.slice(..room));
            }
            return Err(too_large(cap));
        }
        gathered.push(data);
    }
    Ok(())
}

/// What was read of a body. Most answers arrive in one piece, which is kept as it is.
#[derive(Default)]
pub(crate) struct Gathered {
    first: Bytes,
    all: BytesMut,
}

impl Gathered {
    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    fn push(&mut self, data: Bytes) {
        if self.len() == 0 {
            self.first = data;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&data);
    }

    pub(crate) fn finish(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.freeze() }
    }
}

#[cold]
fn too_large(cap: usize) -> Error {
    let message = format!(
        "the answer is larger than {cap} bytes; `ClientBuilder::max_body` raises the limit"
    );
    Error::new(ErrorKind::Limit, message)
}

#[cold]
fn stalled(stall: Duration) -> Error {
    let message = format!(
        "nothing more of the answer came for {stall:?}; `ClientBuilder::read_timeout` sets how \
         long that may be"
    );
    Error::passing(ErrorKind::Timeout, message)
}
