//! The example from the outside: the program as a process, the server over its socket, the types
//! against recorded responses.

mod all;
mod commands;
mod description;
mod download;
mod failures;
mod limits;
mod outgoing;
mod serve;
mod server;
mod shown;
mod support;
mod tour;
mod types;
mod watch;
