//! Header values, written and read.

#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;

/// True of the one header whose standard has it in UTF-8: the id of an event may be any text (WHATWG HTML,
/// "Server-sent events").
pub(crate) fn is_utf8(name: &str) -> bool {
    name.eq_ignore_ascii_case("last-event-id")
}
