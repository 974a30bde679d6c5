//! Responses that go on: events, JSON lines, downloads, and uploads with progress.

mod begun_anew;
mod broken;
mod cases;
mod destinations;
mod downloads;
mod events;
mod given;
mod hostile;
mod hostile_items;
mod lines;
mod optional;
mod pace;
mod received;
mod reconnects;
mod resumed;
mod saved;
mod soak;
mod stubbed;
mod support;
mod texts;
mod uploads;
