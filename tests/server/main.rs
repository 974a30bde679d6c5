//! Servers made of the same traits as clients, from the outside.

mod arguments;
mod by_status;
mod constants;
mod framing;
mod hostile;
mod json_lines;
mod json_texts;
mod misfits;
mod multipart;
mod nested;
mod nullable;
mod panics;
mod paths;
mod properties;
mod rejections;
mod responses;
mod round_trips;
mod status_errors;
mod user_chat;
