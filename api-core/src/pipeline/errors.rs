//! The words for a call that a limit of its own ended.

use std::time::Duration;

pub(super) use crate::response::deadline_passed;
use crate::retry::RetryClass;
use crate::{Error, ErrorKind};

/// An attempt took longer than one may.
#[cold]
pub(super) fn attempt_too_slow(timeout: Duration) -> Error {
    let message = format!(
        "no complete response to one attempt within {timeout:?}; `attempt_timeout` sets how long one \
         may take"
    );
    Error::passing(ErrorKind::Timeout, message)
}

/// The deadline passed while the call waited for a permit.
#[cold]
pub(super) fn no_permit(timeout: Duration) -> Error {
    let message = format!(
        "too many calls before this one: its turn did not come within {timeout:?}; `timeout` sets how \
         long a call may take, and `max_concurrent` how many are sent at a time"
    );
    Error::new(ErrorKind::Timeout, message).with_class(RetryClass::Unsent)
}

/// The deadline passed while the provider fetched credentials.
#[cold]
pub(super) fn no_credentials(timeout: Duration) -> Error {
    let message = format!(
        "credentials: the provider gave none within {timeout:?}; `timeout` sets how long a call may \
         take"
    );
    Error::new(ErrorKind::Timeout, message).with_class(RetryClass::Unsent)
}

/// The headers of a response are larger than `most` bytes.
#[cold]
pub(super) fn headers_too_large(most: usize) -> Error {
    let message = format!("the headers of the response are larger than {most} bytes");
    Error::new(ErrorKind::Limit, message)
}

/// There is no tokio runtime, whose timers and sockets a call needs.
#[cold]
pub(super) fn no_runtime() -> Error {
    Error::build(
        "a call needs a tokio runtime, and there is none here; await it in `#[tokio::main]`, \
         `#[tokio::test]` or `Runtime::block_on`",
    )
}

/// The call would have to wait for a rate limit: longer than it may take in all, or at all.
#[cold]
pub(super) fn rate_limited(wait: Option<Duration>, timeout: Option<Duration>) -> Error {
    let mut message = "the rate limit of the API is used up".to_owned();
    if let Some(wait) = wait {
        message.push_str(&format!(" for another {wait:.1?}"));
    }
    match timeout {
        Some(timeout) => {
            message.push_str(&format!(", and the call may take {timeout:?} (`timeout`)"));
        }
        None => message.push_str(", and the call waits for nothing (`try_now`)"),
    }
    let error = Error::new(ErrorKind::RateLimited, message).with_class(RetryClass::Unsent);
    error.with_retry_after(wait)
}
