//! The table against a server that counts, in every order that can be thought of: requests come at
//! any time, take any time to arrive and to come back, and are dropped at any point.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tokio::sync::Notify;

use crate::rate_limit::entry::{Lease, Rules, Step, Ticket};
use crate::rate_limit::reading::{Reading, Refusal};
use crate::rate_limit::table::Table;
use crate::rate_limit::{Name, Route};

/// The server: `limit` requests per window.
#[derive(Clone, Copy, Debug)]
struct Server {
    limit: u32,
    window: u64,
    /// True if windows begin at multiples of their length, or else with the first request.
    aligned: bool,
    /// True if it tells whole seconds, rounded up, or else milliseconds.
    whole_seconds: bool,
}

/// A request, in milliseconds: when it comes, how long its way is, and when it is dropped. The way there
/// and back is shorter than a window: of a longer one, nobody can tell which window a response is
/// about.
#[derive(Clone, Copy, Debug)]
struct Plan {
    comes: u64,
    there: u64,
    back: u64,
    dropped_after: Option<u64>,
}

/// Where a request is.
enum At {
    Home,
    Waiting(Ticket),
    OnItsWay { lease: Lease, arrives: u64, was_known: bool },
    Responded { lease: Lease, comes: u64, reading: Reading },
    Done,
}

struct World {
    server: Server,
    table: Table,
    origin: Instant,
    now: u64,
    /// The end of the server's window, and the requests in it.
    ends: u64,
    used: u32,
    /// Requests that the server had to refuse although the client knew its limit.
    refused: u32,
    requests: Vec<(Plan, At)>,
}

fn route() -> Route {
    Route::new(0, Name::Declared("messages"), None)
}

impl World {
    fn new(server: Server, plans: &[Plan]) -> Self {
        Self {
            server,
            table: Table::new(Rules::new(None, true, false)),
            origin: Instant::now(),
            now: 0,
            ends: 0,
            used: 0,
            refused: 0,
            requests: plans.iter().map(|plan| (*plan, At::Home)).collect(),
        }
    }

    fn instant(&self) -> Instant {
        self.origin + Duration::from_millis(self.now)
    }

    /// The server counts a request, and says so.
    fn respond(&mut self, was_known: bool) -> Reading {
        let Server { limit, window, aligned, whole_seconds } = self.server;
        if self.ends <= self.now {
            self.used = 0;
            self.ends = if aligned { (self.now / window + 1) * window } else { self.now + window };
        }
        let refused = self.used >= limit;
        self.used += u32::from(!refused);
        self.refused += u32::from(refused && was_known);
        let left = Duration::from_millis(self.ends - self.now);
        let (reset_after, granularity) = if whole_seconds {
            (Duration::from_secs(left.as_millis().div_ceil(1000) as u64), Duration::from_secs(1))
        } else {
            (left, Duration::from_millis(1))
        };
        Reading {
            limit: Some(limit),
            remaining: Some(limit - self.used),
            reset_after: Some(reset_after),
            granularity,
            bucket: None,
            refused: refused.then_some(Refusal { retry_after: Some(reset_after), global: false }),
        }
    }

    /// Moves a request by one step, if its time has come. Gives when to look again.
    fn advance(&mut self, number: usize) -> Option<u64> {
        let now = self.instant();
        let (plan, at) = &mut self.requests[number];
        let plan = *plan;
        let at = std::mem::replace(at, At::Done);
        let drops = plan.dropped_after.map(|after| plan.comes + after);
        let is_dropped = drops.is_some_and(|drops| drops <= self.now);
        let (next, again) = match at {
            At::Home if plan.comes > self.now => (At::Home, Some(plan.comes)),
            At::Home if is_dropped => (At::Done, None),
            At::Home => match self.table.enter(&route(), now) {
                Step::Go(lease) => self.send(lease, plan),
                Step::At(_) | Step::Wait(_) => {
                    let ticket = self.table.join(route(), Arc::new(Notify::new()));
                    (At::Waiting(ticket), Some(self.now))
                }
            },
            At::Waiting(ticket) if is_dropped => {
                self.table.leave(&route(), ticket);
                (At::Done, Some(self.now))
            }
            At::Waiting(ticket) => match self.table.step(&route(), ticket, now) {
                Step::Go(lease) => self.send(lease, plan),
                Step::At(time) => {
                    let until = (time - self.origin).as_nanos().div_ceil(1_000_000) as u64;
                    (At::Waiting(ticket), Some(until.min(drops.unwrap_or(until))))
                }
                Step::Wait(_) => (At::Waiting(ticket), drops),
            },
            // On its way or responded to: the server has counted it, or never will.
            At::OnItsWay { lease, .. } if is_dropped => {
                self.table.abandon(&lease, now);
                (At::Done, Some(self.now))
            }
            At::Responded { lease, .. } if is_dropped => {
                self.table.abandon(&lease, now);
                (At::Done, Some(self.now))
            }
            At::OnItsWay { lease, arrives, was_known } if arrives <= self.now => {
                let reading = self.respond(was_known);
                let comes = self.now + plan.back;
                (At::Responded { lease, comes, reading }, Some(comes))
            }
            At::Responded { lease, comes, reading } if comes <= self.now => {
                self.table.settle(lease, &reading, now);
                (At::Done, Some(self.now))
            }
            At::OnItsWay { arrives, .. } => (at, Some(arrives.min(drops.unwrap_or(arrives)))),
            At::Responded { comes, .. } => (at, Some(comes.min(drops.unwrap_or(comes)))),
            At::Done => (At::Done, None),
        };
        self.requests[number].1 = next;
        again
    }

    fn send(&mut self, lease: Lease, plan: Plan) -> (At, Option<u64>) {
        let was_known = self.table.snapshot(self.instant())[0].limit.is_some();
        let arrives = self.now + plan.there;
        (At::OnItsWay { lease, arrives, was_known }, Some(arrives))
    }

    fn in_flight(&self) -> usize {
        let flies = |at: &At| matches!(at, At::OnItsWay { .. } | At::Responded { .. });
        self.requests.iter().filter(|(_, at)| flies(at)).count()
    }

    /// Runs to the end of all requests.
    fn run(&mut self) {
        let mut due = BTreeMap::from([(0, ())]);
        let mut quiet = 0;
        while let Some((time, ())) = due.pop_first() {
            quiet = if time > self.now { 0 } else { quiet + 1 };
            assert!(quiet < 10_000, "no time passes");
            self.now = time;
            for number in 0..self.requests.len() {
                if let Some(again) = self.advance(number) {
                    due.insert(again.max(self.now), ());
                }
            }
            let [state] = &self.table.snapshot(self.instant())[..] else { continue };
            assert_eq!(state.in_flight as usize, self.in_flight());
        }
    }
}

fn servers() -> impl Strategy<Value = Server> {
    (1_u32..=6, 300_u64..4000, any::<bool>(), any::<bool>()).prop_map(
        |(limit, window, aligned, whole_seconds)| {
            // Nobody tells windows in seconds that are shorter than that.
            let window = if whole_seconds { window.max(1000) } else { window };
            Server { limit, window, aligned, whole_seconds }
        },
    )
}

fn plans() -> impl Strategy<Value = Vec<Plan>> {
    let plan = (0_u64..6000, 1_u64..150, 1_u64..150, proptest::option::weighted(0.4, 0_u64..6000));
    let plan = plan.prop_map(|(comes, there, back, dropped_after)| Plan {
        comes,
        there,
        back,
        dropped_after,
    });
    proptest::collection::vec(plan, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_server_refuses_nothing_and_every_reservation_ends(
        server in servers(),
        plans in plans(),
    ) {
        let mut plans = plans;
        if server.aligned {
            // When all requests of a window are lost, nothing tells how much of it is left, unless it
            // began with the first of them.
            plans.iter_mut().for_each(|plan| plan.dropped_after = None);
        }
        let mut world = World::new(server, &plans);
        world.run();
        prop_assert!(world.requests.iter().all(|(_, at)| matches!(at, At::Done)));
        prop_assert_eq!(world.refused, 0);
        for state in world.table.snapshot(world.instant()) {
            prop_assert_eq!((state.in_flight, state.waiting), (0, 0));
        }
    }
}
