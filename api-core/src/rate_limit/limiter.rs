//! A limiter: lets a request through once the table does, and the store if there is one.

use std::hash::{BuildHasher, DefaultHasher, RandomState};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant, SystemTime};

use http::{HeaderMap, StatusCode};

use super::clock::{Clock, Tokio};
use super::entry::{Lease, Rules, Step};
use super::limits::{BucketState, RateLimits};
use super::reading::Reading;
use super::route::Route;
use super::sharing::{Asked, Sharing};
use super::table::Table;
use super::turn::{TooLong, Turn, Waiting, check, lock};
use crate::{Code, Credentials};

/// The names in a row that a store may give to one bucket. One that gives more goes round in circles.
const MOST_MOVES: u32 = 3;

/// Gives back a place that the store did not grant, and notes why. Returns the wait that the store asks
/// for.
fn put_back(
    table: &mut Table,
    lease: &Lease,
    route: &Route,
    asked: Asked,
    now: Instant,
) -> Option<Duration> {
    match asked {
        Asked::After(wait) => {
            table.put_back(lease, Some(now + wait));
            Some(wait)
        }
        Asked::AllAfter(wait) => {
            table.put_back(lease, None);
            table.hold_all(route.credential(), now + wait);
            Some(wait)
        }
        Asked::Moved(name) => {
            table.put_back(lease, None);
            table.rename(route, &name, now);
            None
        }
        Asked::Away | Asked::Granted(_) => {
            table.put_back(lease, None);
            None
        }
    }
}

/// The limits of a client, and their state. Clones of the client share it.
#[derive(Debug)]
pub(crate) struct Limiter {
    limits: RateLimits,
    /// Hashes credentials.
    hasher: Fingerprints,
    table: Arc<Mutex<Table>>,
    sharing: Option<Arc<Sharing>>,
    /// The hash of the client's own credentials, which most calls have.
    own_credential: OnceLock<u64>,
}

/// The way in which credentials become part of a key.
#[derive(Clone, Debug)]
pub(crate) enum Fingerprints {
    /// Seeded at random, so that a hash tells nothing of a secret.
    Own(RandomState),
    /// By a hash that is equal in every process, for keys that they share.
    Shared,
}

impl BuildHasher for Fingerprints {
    type Hasher = DefaultHasher;

    fn build_hasher(&self) -> DefaultHasher {
        match self {
            Self::Own(seeded) => seeded.build_hasher(),
            Self::Shared => DefaultHasher::new(),
        }
    }
}

impl Limiter {
    pub(crate) fn new(limits: RateLimits) -> Self {
        let rules = Rules::new(limits.rate, limits.fields.tell_remaining(), limits.shared);
        let sharing = Sharing::new(&limits);
        let hasher = match sharing {
            Some(_) => Fingerprints::Shared,
            None => Fingerprints::Own(RandomState::new()),
        };
        Self {
            limits,
            hasher,
            table: Arc::new(Mutex::new(Table::new(rules))),
            sharing,
            own_credential: OnceLock::new(),
        }
    }

    /// The hash of credentials: the client's own, or others.
    pub(crate) fn credential(&self, credentials: &Credentials, are_own: bool) -> u64 {
        let hash = || credentials.fingerprint(&self.hasher, self.is_shared());
        if are_own { *self.own_credential.get_or_init(hash) } else { hash() }
    }

    /// Waits until a request may be sent, which then takes no longer than `attempt`.
    ///
    /// # Errors
    ///
    /// As soon as it is known that the wait would pass the deadline.
    pub(crate) async fn turn(
        &self,
        route: Route,
        deadline: Instant,
        attempt: Duration,
    ) -> Result<Turn, TooLong> {
        match &self.sharing {
            None => self.wait(route, deadline, Tokio).await,
            Some(sharing) => self.ask(sharing, route, Some(deadline), attempt).await,
        }
    }

    /// Waits by this clock until the table lets a request through.
    pub(super) async fn wait(
        &self,
        route: Route,
        deadline: Instant,
        clock: impl Clock,
    ) -> Result<Turn, TooLong> {
        let now = clock.now();
        let waiting = {
            let mut table = lock(&self.table);
            match table.enter(&route, now) {
                Step::Go(lease) => return Ok(self.granted(lease)),
                Step::At(time) | Step::Wait(Some(time)) => check(time, deadline, now)?,
                Step::Wait(None) => {}
            }
            Waiting::join(&self.table, &mut table, route)
        };
        loop {
            let now = clock.now();
            let step = lock(&self.table).step(&waiting.route, waiting.ticket, now);
            if let Step::Go(lease) = step {
                return Ok(self.granted(lease));
            }
            waiting.pause(step, deadline, now, clock).await?;
        }
    }

    /// Lets a request through if it need not wait.
    pub(crate) fn try_turn(&self, route: &Route) -> Result<Turn, Option<Duration>> {
        let now = Tokio.now();
        match lock(&self.table).enter(route, now) {
            Step::Go(lease) => Ok(self.granted(lease)),
            Step::At(time) | Step::Wait(Some(time)) => {
                Err(Some(time.saturating_duration_since(now)))
            }
            Step::Wait(None) => Err(None),
        }
    }

    /// Lets a request through if it need not wait, neither for this process nor for others.
    pub(crate) async fn try_shared_turn(
        &self,
        route: Route,
        attempt: Duration,
    ) -> Result<Turn, TooLong> {
        match &self.sharing {
            None => self.try_turn(&route).map_err(TooLong),
            Some(sharing) => self.ask(sharing, route, None, attempt).await,
        }
    }

    /// True if other processes are asked as well.
    pub(crate) fn is_shared(&self) -> bool {
        self.sharing.is_some()
    }

    /// Asks the table, and then the store. The request stays the first in its queue meanwhile, so that
    /// one request per bucket asks at a time, and none overtakes it. Without a deadline, it waits for
    /// nothing but the store's response.
    async fn ask(
        &self,
        sharing: &Arc<Sharing>,
        route: Route,
        deadline: Option<Instant>,
        attempt: Duration,
    ) -> Result<Turn, TooLong> {
        let clock = Tokio;
        let waiting = {
            let mut table = lock(&self.table);
            if let Step::Wait(Some(time)) = table.look(&route, clock.now()) {
                check(time, deadline.unwrap_or(clock.now()), clock.now())?;
            }
            Waiting::join(&self.table, &mut table, route)
        };
        let Waiting { route, ticket, .. } = &waiting;
        let mut moves = 0;
        loop {
            let now = clock.now();
            let away = sharing.away();
            let step = {
                let mut table = lock(&self.table);
                if away.is_some() {
                    table.split(away);
                }
                table.step_in_queue(route, *ticket, now)
            };
            let lease = match (step, deadline) {
                (Step::Go(lease), _) => lease,
                (step, Some(deadline)) => {
                    waiting.pause(step, deadline, now, clock).await?;
                    continue;
                }
                (Step::At(time) | Step::Wait(Some(time)), None) => {
                    return Err(TooLong(Some(time.saturating_duration_since(now))));
                }
                (Step::Wait(None), None) => return Err(TooLong(None)),
            };
            if away.is_some() {
                return Ok(self.granted(lease));
            }
            // From here on it counts as sent, wherever this is dropped.
            let mut turn = self.granted(lease);
            let Some(lease) = &turn.lease else { return Ok(turn) };
            let asked = sharing.reserve(lease.key(), attempt).await;
            let now = clock.now();
            let mut table = lock(&self.table);
            if let Asked::Granted(held) = asked {
                table.split(None);
                drop(table);
                turn.held = Some(held);
                return Ok(turn);
            }
            let Some(lease) = turn.lease.take() else { return Ok(turn) };
            moves += u32::from(matches!(asked, Asked::Moved(_)));
            let wait = put_back(&mut table, &lease, route, asked, now);
            if moves == MOST_MOVES {
                moves = 0;
                sharing.leave_alone();
            }
            if wait.is_some() && deadline.is_none() {
                return Err(TooLong(wait));
            }
        }
    }

    /// The statement of a response about its limits. `code` is the code of its envelope's failure.
    pub(crate) fn read(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        code: Option<&Code>,
    ) -> Reading {
        let limited = code.is_some_and(|code| self.limits.codes.contains(code));
        self.limits.fields.read(status, headers, limited, SystemTime::now)
    }

    /// True if a code of an envelope can mean "limited", so that it has to be looked at.
    pub(crate) fn knows_codes(&self) -> bool {
        !self.limits.codes.is_empty()
    }

    /// All buckets about which something is known.
    pub(crate) fn states(&self) -> Vec<BucketState> {
        let now = Tokio.now();
        let snapshots = lock(&self.table).snapshot(now);
        let states = snapshots.into_iter().map(|bucket| BucketState {
            name: bucket.key.name().to_string(),
            values: bucket.key.values().unwrap_or_default().to_owned(),
            limit: bucket.limit,
            remaining: bucket.remaining,
            reset_after: bucket.until.map(|until| until.saturating_duration_since(now)),
            in_flight: bucket.in_flight,
            waiting: bucket.waiting,
        });
        states.collect()
    }

    fn granted(&self, lease: Lease) -> Turn {
        Turn { lease: Some(lease), table: Arc::clone(&self.table), held: None }
    }
}
