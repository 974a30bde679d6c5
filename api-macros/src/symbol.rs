//! The words of our attributes. Where they are options that darling reads, the fields of the
//! `…Args` are the words; all others stand here, and nowhere else as strings.

/// The attribute of a method.
pub(crate) const ENDPOINT: &str = "endpoint";
/// The value that switches an inherited setting off.
pub(crate) const NONE: &str = "none";
/// The values of `retry`.
pub(crate) const NEVER: &str = "never";
pub(crate) const REPEATABLE: &str = "repeatable";
/// Marks a value that is never shown.
pub(crate) const SENSITIVE: &str = "sensitive";

/// The attribute of the context of a call. Those of parameters are in `params`.
pub(crate) const CONTEXT: &str = "context";

/// What can be made of a trait besides its client.
pub(crate) const SERVER: &str = "server";
pub(crate) const STUB: &str = "stub";

/// The success rules of an envelope that are no values.
pub(crate) const ABSENT: &str = "absent";
pub(crate) const PRESENT: &str = "present";
pub(crate) const STATUS: &str = "status";

/// The variant of an `ErrorCode` for all codes that no other variant has.
pub(crate) const OTHER: &str = "other";

/// What the loose parameters of a body are sent as.
pub(crate) const JSON: &str = "json";
pub(crate) const FORM: &str = "form";
pub(crate) const MULTIPART: &str = "multipart";

/// The names that a client has besides its endpoints.
pub(crate) const CLIENT_METHODS: [&str; 2] = ["new", "client"];

/// What the stub calls its own methods, besides those of the client's.
pub(crate) const STUB_METHODS: [&str; 4] = ["router", "transport", "calls", "verify"];
