//! How a call ends: a row of bytes from the server, the value or the error that comes out.

mod body;
mod code;
mod envelope;
mod failure_words;
mod limit;
mod misfit;
mod reply;
mod said;
mod status;
