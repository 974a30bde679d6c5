//! Declarations that compile without a warning, mistakes in them, and what the compiler says of
//! each. `README.md` beside this says how to add one.

// Lints of the package. A fixture switches on those that it is about.
#![allow(missing_debug_implementations, unreachable_pub, unused_qualifications)]

mod errors;
mod mistakes;
mod normal;
#[allow(clippy::all)]
pub mod pass;
