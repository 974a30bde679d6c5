//! Code of a user's that runs where a panic would do more than end its call.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// Runs a user's code from a `Drop`. While a panic unwinds, a second one that left a `Drop` would abort the
/// program; so it ends here, after the panic hook has reported it.
pub(crate) fn in_drop(run: impl FnOnce()) {
    if thread::panicking() {
        // Nothing is used afterwards that this may have left half done.
        _ = catch_unwind(AssertUnwindSafe(run));
    } else {
        run();
    }
}

/// Runs a user's code on a task that does not belong to its call. None if it panicked, which the panic hook
/// has reported.
pub(crate) fn caught<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}
