//! Credentials that are fetched, kept, and fetched anew once a server refuses them.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

use super::Credentials;
use crate::error::without_urls;
use crate::retry::RetryClass;
use crate::{BoxError, Error, ErrorKind, Result};

/// The least time that a fetch gets. The call that begins it may have less, and the next call uses the
/// result.
const LEAST: Duration = Duration::from_secs(60);

tokio::task_local! {
    /// The provider whose fetch is running, by its address.
    static FETCHING: usize;
}

type Fetched = Pin<Box<dyn Future<Output = Result<Credentials, BoxError>> + Send>>;

/// A source of credentials, and the last that it gave.
pub(super) struct Provider {
    fetch: Box<dyn Fn(Option<Arc<Error>>) -> Fetched + Send + Sync>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The number of fetches so far, by which one's credentials are known.
    number: u64,
    current: Option<Provided>,
    /// The number of the first fetch that began after credentials were given up by hand.
    valid_from: u64,
    /// The failure for which the last credentials were given up, until a fetch has given others.
    failure: Option<Arc<Error>>,
    /// The fetch under way. All calls that need credentials wait for it, and share its end.
    under_way: Option<watch::Receiver<Option<Result<Provided, Failed>>>>,
}

impl State {
    /// The current credentials, unless they end soon.
    fn current(&self) -> Option<&Provided> {
        self.current.as_ref().filter(|provided| {
            provided.credentials.renew_at.is_none_or(|renew_at| Instant::now() < renew_at)
        })
    }
}

/// Credentials that were fetched, with the number of their fetch.
#[derive(Clone, Debug)]
pub(crate) struct Provided {
    pub(crate) credentials: Credentials,
    pub(super) number: u64,
    /// Those of each source, if there are several credentials.
    pub(super) each: Vec<Provided>,
}

/// Why a fetch gave no credentials. Shared by all calls that waited for it.
#[derive(Clone)]
enum Failed {
    ByItself(Arc<dyn StdError + Send + Sync>),
    TooLate(Duration),
    Nested,
    Unsendable(Arc<str>),
}

impl Provider {
    pub(super) fn new<F, Fut, E>(fetch: F) -> Self
    where
        F: Fn(Option<Arc<Error>>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Credentials, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let fetch = move |failure| -> Fetched {
            let fetched = fetch(failure);
            Box::pin(async { fetched.await.map_err(Into::into) })
        };
        Self { fetch: Box::new(fetch), state: Mutex::default() }
    }

    /// Gives credentials up, unless others have come since. The next call that needs some fetches
    /// them, and the fetch is shown the failure.
    pub(super) fn refuse(&self, refused: &Provided, failure: &Arc<Error>) {
        let mut state = self.state();
        if state.current.as_ref().is_some_and(|current| current.number == refused.number) {
            state.current = None;
            state.failure = Some(Arc::clone(failure));
        }
    }

    /// Gives the current credentials up, and those of a fetch that is under way.
    pub(super) fn discard(&self) {
        let mut state = self.state();
        (state.current, state.failure) = (None, None);
        state.valid_from = state.number.wrapping_add(1);
    }

    /// The current credentials, if there are some that do not end soon.
    pub(super) fn current(&self) -> Option<Provided> {
        self.state().current().cloned()
    }

    /// The current credentials, or else those of a fetch. It goes on when the call that began it ends,
    /// for `time` at most, or a minute if that is longer: so a slow one serves the next call.
    ///
    /// # Errors
    ///
    /// The fetch fails, for all that wait for it. The next call begins another one.
    pub(super) async fn get(self: &Arc<Self>, time: Duration) -> Result<Provided> {
        if FETCHING.try_with(|provider| *provider == self.address()).unwrap_or(false) {
            return Err(Error::build(
                "credentials: the provider waits for itself, because a call of its own needs its \
                 credentials; declare `credentials = none` for that endpoint, or call through \
                 another client",
            ));
        }
        let valid_from = self.state().valid_from;
        loop {
            let mut under_way = {
                let mut state = self.state();
                if let Some(current) = state.current() {
                    return Ok(current.clone());
                }
                // A channel is closed if the runtime of its fetch is gone.
                let alive = state.under_way.take().filter(|fetch| fetch.has_changed().is_ok());
                let under_way = match alive {
                    Some(under_way) => under_way,
                    None => self.begin(&mut state, time.max(LEAST))?,
                };
                state.under_way = Some(under_way.clone());
                under_way
            };
            let ended = under_way.wait_for(Option::is_some).await;
            match ended.ok().and_then(|end| end.clone()) {
                // Given up before this call. A fetch beside that one would be quicker, and send a
                // refresh token twice, which some servers take for a theft.
                Some(Ok(provided)) if provided.number < valid_from => {}
                Some(Ok(provided)) => return Ok(provided),
                Some(Err(failed)) => return Err(failed.into()),
                None => return Err(Error::build("credentials: the provider panicked")),
            }
        }
    }

    /// Begins a fetch in a task of its own.
    fn begin(
        self: &Arc<Self>,
        state: &mut State,
        time: Duration,
    ) -> Result<watch::Receiver<Option<Result<Provided, Failed>>>> {
        let runtime = Handle::try_current()
            .map_err(|_| Error::build("credentials: a provider needs a tokio runtime"))?;
        state.number = state.number.wrapping_add(1);
        let (number, failure) = (state.number, state.failure.clone());
        let (sender, receiver) = watch::channel(None);
        let provider = self.clone();
        runtime.spawn(async move {
            let fetch =
                FETCHING.scope(provider.address(), async { (provider.fetch)(failure).await });
            let end = match timeout(time, fetch).await {
                Ok(Ok(credentials)) => usable(credentials),
                Ok(Err(error)) => Err(Failed::ByItself(without_urls(error).into())),
                Err(_) => Err(Failed::TooLate(time)),
            };
            let end = end.map(|credentials| Provided { credentials, number, each: Vec::new() });
            {
                let mut state = provider.state();
                state.current = end.as_ref().ok().filter(|_| number >= state.valid_from).cloned();
                if state.current.is_some() {
                    state.failure = None;
                }
                state.under_way = None;
            }
            _ = sender.send(Some(end));
        });
        Ok(receiver)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn address(self: &Arc<Self>) -> usize {
        Arc::as_ptr(self).addr()
    }
}

/// Fetched credentials, if they can be sent.
fn usable(credentials: Credentials) -> Result<Credentials, Failed> {
    if credentials.are_fetched() {
        return Err(Failed::Nested);
    }
    match credentials.unsendable() {
        Some(why) => Err(Failed::Unsendable(why)),
        None => Ok(credentials),
    }
}

impl From<Failed> for Error {
    #[cold]
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::ByItself(source) => {
                const FAILED: &str = "credentials: the provider failed";
                let own: &(dyn StdError + 'static) = &*source;
                // An error of this library shows no secret, and any other may.
                let error = match own.downcast_ref::<Self>() {
                    Some(own) if own.is_retryable() => {
                        Self::build(format!("{FAILED}: {own}")).with_class(RetryClass::Unsent)
                    }
                    Some(own) => Self::build(format!("{FAILED}: {own}")),
                    None => Self::build(FAILED),
                };
                error.with_shared_source(source)
            }
            Failed::TooLate(time) => Self::new(
                ErrorKind::Timeout,
                format!("credentials: the provider gave none within {time:?}"),
            ),
            Failed::Nested => Self::build(
                "credentials: the provider gave another provider; let it give what that one gives",
            ),
            Failed::Unsendable(why) => Self::build(format!("credentials: {why}")),
        }
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Provider")
    }
}
