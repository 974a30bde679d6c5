//! Lists in pages: every way to go on, the options of the streams, and what must never loop.

mod again;
mod bare;
mod cursors;
mod flow;
mod keys;
mod kook;
mod loops;
mod more;
mod numbers;
mod objects;
mod options;
mod resume;
mod soak;
mod support;
mod unseen;
mod urls;
