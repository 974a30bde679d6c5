//! The time that a reader waits for a piece of a body, and the timer that ends it.

use std::pin::Pin;
use std::task::Waker;
use std::time::Duration;

use tokio::time::{Instant, Sleep};

use crate::{Error, ErrorKind};

/// A piece of so many bytes is of a transfer that flows: the wait behind it is not timed to the
/// millisecond, which would take 3 % of what a piece of a download does.
pub(super) const AMPLE: u64 = 4 << 10;

/// The part of a wait by which its end may be late behind an ample piece.
pub(super) const TICKS: u32 = 8;

/// The ample pieces that pass before the connection is given another turn, once one was in vain.
pub(super) const PIECES_TO_NEXT_TURN: u8 = 63;

/// The time that the reader has waited for the next piece.
#[derive(Clone, Copy)]
pub(super) enum Wait {
    /// It does not wait.
    None,
    /// It does not wait, and the last piece was ample.
    Flowing,
    /// It does not wait, and let the task that reads the connection have its turn behind an ample piece.
    Yielded,
    /// For less than a tick.
    Briefly,
    Since(Instant),
}

impl Wait {
    /// When the wait began, as far as that is known.
    pub(super) fn since(self) -> Option<Instant> {
        match self {
            Self::Since(since) => Some(since),
            Self::None | Self::Flowing | Self::Yielded | Self::Briefly => None,
        }
    }
}

/// A timer, and the task that it wakes.
pub(super) struct Timer {
    pub(super) sleep: Pin<Box<Sleep>>,
    pub(super) wakes: Waker,
    /// True if it was set for no longer than a tick.
    pub(super) ticks: bool,
}

impl Timer {
    /// True if it will wake this task.
    pub(super) fn is_heard_by(&self, waker: &Waker) -> bool {
        !self.sleep.is_elapsed() && self.wakes.will_wake(waker)
    }

    pub(super) fn set(&mut self, to: Instant, ticks: bool) {
        self.sleep.as_mut().reset(to);
        self.ticks = ticks;
    }
}

/// A stream sent its head, and nothing behind it.
#[cold]
pub(super) fn silent(wait: Duration) -> Error {
    let message = format!(
        "nothing of the body came for {wait:?}; `attempt_timeout` sets how long the first of it may take"
    );
    Error::passing(ErrorKind::Timeout, message)
}
