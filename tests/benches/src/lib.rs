//! Instructions and allocations of what this library does, beside the same done by hand.
//!
//! Instructions are counted by callgrind, as the difference of a long and a short run of this very
//! program divided by the difference in rounds: what starting up costs drops out, and the figure is
//! the same on any machine that runs the same code. Times are not measured: they are noise.
//!
//! A library, so that `peers/` measures other libraries in the same way.

pub mod call;
pub mod chart;
pub mod gate;
pub mod locks;
pub mod many;
pub mod measure;
pub mod opening;
pub mod pages;
pub mod payload;
pub mod serve;
pub mod served;
pub mod streams;
pub mod tables;

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use measure::Round;

#[global_allocator]
pub(crate) static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Finds a case of this package, such as `get/ours` or `raw/chat-first`.
#[must_use]
pub fn find(name: &str) -> Option<Round> {
    call::case(name)
        .or_else(|| many::case(name))
        .or_else(|| opening::case(name))
        .or_else(|| pages::case(name))
        .or_else(|| served::case(name))
        .or_else(|| streams::case(name))
}
