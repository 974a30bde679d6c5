//! Responses that go on: events, JSON lines, downloads, and uploads with progress.

mod broken;
mod cases;
mod downloads;
mod events;
mod given;
mod hostile;
mod lines;
mod optional;
mod pace;
mod reconnects;
mod saved;
mod soak;
mod support;
mod texts;
mod uploads;
