//! The moments at which a place could get lost: one thread leaves while another begins to wait.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;
use std::{hint, thread};

use super::gate::{Gate, Permit};

/// Enough to meet every such moment: with the two steps of leaving in the other order, or those of
/// waiting, a place is lost.
const ROUNDS: usize = 100_000;

fn entered(gate: &Gate) -> Permit {
    gate.enter().unwrap().expect("nobody else is there")
}

#[test]
fn who_leaves_and_who_waits_see_each_other() {
    let gate = Arc::new(Gate::new(Some(1), None));
    let round = Arc::new(AtomicUsize::new(0));
    let (gate_of_one, round_of_one) = (gate.clone(), round.clone());
    let leaves = thread::spawn(move || {
        for now in 0..ROUNDS {
            let place = entered(&gate_of_one);
            round_of_one.store(2 * now + 1, SeqCst);
            // Earlier and later than the other one waits.
            (0..now % 64).for_each(|_| hint::spin_loop());
            drop(place);
            while round_of_one.load(SeqCst) < 2 * now + 2 {
                thread::yield_now();
            }
        }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    for now in 0..ROUNDS {
        while round.load(SeqCst) < 2 * now + 1 {
            thread::yield_now();
        }
        let turn = async { tokio::time::timeout(Duration::from_secs(20), gate.queue()).await };
        let place = runtime.block_on(turn).expect("a lost place").unwrap();
        assert_eq!(gate.in_flight(), 1);
        drop(place);
        round.store(2 * now + 2, SeqCst);
    }
    leaves.join().unwrap();
    assert_eq!(gate.in_flight(), 0);
}
