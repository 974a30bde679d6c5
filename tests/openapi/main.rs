//! The description of a trait. No socket is needed but for `served`: a description comes of types.
mod declared;
mod drifted;
mod every_kind;
mod names;
mod returned;
mod round_trip;
mod served;
mod types;
mod verified;
mod versions;
mod written;
