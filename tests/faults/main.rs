//! What goes wrong between a client and a server, row by row: see `docs/faults.md`.
//!
//! Every row is one test, named by its number. Each checks the kind of the error, how many requests
//! reached the server, that the call ended in time, and that no secret came out in the error or in a
//! log; those that could fill the memory run in a process of their own, and check that too.
//!
//! Every row runs over both transports, by `#[api_tests::test]`.

mod building;
mod calls;
mod compression;
mod connect;
mod downloads;
mod dropped_calls;
mod envelope;
mod framing;
mod head;
mod http2;
mod json;
#[path = "../observe/ledger.rs"]
mod ledger;
mod logs;
mod metrics;
mod own_process;
mod page;
mod pages;
mod redirects;
mod retry;
mod reuse;
mod row;
mod streams;
mod transport;
