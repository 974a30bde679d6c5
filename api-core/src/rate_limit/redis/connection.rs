//! The connection to Redis: made when it is needed, and made anew when it fails.

use std::sync::{Mutex, MutexGuard, PoisonError};

use redis::aio::MultiplexedConnection;
use redis::{Client, ErrorKind, FromRedisValue, RedisResult, ScriptInvocation};

use crate::BoxError;

/// A connection that all calls share.
pub(super) struct Connection {
    client: Client,
    open: Mutex<Option<MultiplexedConnection>>,
}

impl Connection {
    pub(super) fn new(url: &str) -> RedisResult<Self> {
        Ok(Self { client: Client::open(url)?, open: Mutex::default() })
    }

    /// Runs a script.
    pub(super) async fn run<T: FromRedisValue>(
        &self,
        call: &ScriptInvocation<'_>,
    ) -> Result<T, BoxError> {
        let open = self.open().clone();
        let mut connection = match open {
            Some(connection) => connection,
            None => {
                let connection = self.client.get_multiplexed_async_connection().await?;
                self.open().insert(connection).clone()
            }
        };
        let mut attempt = Attempt { connection: self, failed: true };
        let result = call.invoke_async(&mut connection).await;
        // An error in a response leaves the connection as it was.
        attempt.failed = result.as_ref().is_err_and(|error| error.kind() == ErrorKind::Io);
        Ok(result?)
    }

    fn open(&self) -> MutexGuard<'_, Option<MultiplexedConnection>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A script that runs. If it fails, or is dropped because it takes too long, the next one connects
/// anew: nothing else would tell that the other end is gone.
struct Attempt<'a> {
    connection: &'a Connection,
    failed: bool,
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if self.failed {
            *self.connection.open() = None;
        }
    }
}
