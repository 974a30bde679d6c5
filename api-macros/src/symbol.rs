//! The words of our attributes. Options are the fields of an `options!` struct, and their values are
//! in `vocab`; all other words are here, and nowhere else as strings.

/// The attribute of a trait.
pub(crate) const API: &str = "api";
/// The attribute of a method.
pub(crate) const ENDPOINT: &str = "endpoint";
/// The attributes that other crates have for a method, by its HTTP method.
pub(crate) const METHODS: [&str; 7] = ["get", "post", "put", "patch", "delete", "head", "options"];
/// The attribute of a derived envelope and of its fields.
pub(crate) const ENVELOPE: &str = "envelope";
/// The attribute of a derived enum of codes.
pub(crate) const ERROR_CODE: &str = "error_code";
/// The attribute of its variants.
pub(crate) const CODE: &str = "code";
/// The attributes of derived enums by status.
pub(crate) const STATUS_ERROR: &str = "status_error";
pub(crate) const BY_STATUS: &str = "by_status";
/// The statuses of a variant for all that no other variant has.
pub(crate) const DEFAULT: &str = "default";
/// The attribute of a value that is never shown.
pub(crate) const SENSITIVE: &str = "sensitive";
/// The attribute of a parameter that callers should leave out.
pub(crate) const DEPRECATED: &str = "deprecated";
/// The attribute of the context of a call. Those of parameters are in `params`.
pub(crate) const CONTEXT: &str = "context";

/// The attribute of a parameter that asks for another page.
pub(crate) const CURSOR: &str = "cursor";
/// The attribute of a derived page and of its fields.
pub(crate) const PAGE: &str = "page";

/// The value that switches an inherited setting off.
pub(crate) const NONE: &str = "none";

/// The options that generate more than a client.
pub(crate) const SERVER: &str = "server";
pub(crate) const STUB: &str = "stub";

/// The success rules of an envelope that are no values.
pub(crate) const ABSENT: &str = "absent";
pub(crate) const PRESENT: &str = "present";
pub(crate) const STATUS: &str = "status";

/// The code of the variant for all codes that no other variant has, and the attribute of the variant
/// for errors without a status.
pub(crate) const OTHER: &str = "other";

/// The names of the methods that a client has besides its endpoints.
pub(crate) const CLIENT_METHODS: [&str; 2] = ["new", "client"];

/// The method that a described client has as well.
pub(crate) const OPENAPI: &str = "openapi";

/// The constant with the metadata of all endpoints of a client.
pub(crate) const ENDPOINTS: &str = "ENDPOINTS";

/// The names of the methods that a stub has besides those of the client.
pub(crate) const STUB_METHODS: [&str; 4] = ["router", "transport", "calls", "verify"];
