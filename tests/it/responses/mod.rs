//! How a call ends: bytes from the server, and the value or the error that becomes of them.

mod body;
mod by_status;
mod envelope;
mod error_code;
mod failure_words;
mod max_body;
mod misfit;
mod read_body;
mod reason;
mod request_id;
mod return_types;
mod status;
mod status_error;
