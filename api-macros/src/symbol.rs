//! The words of our attributes. They stand nowhere else as strings.

/// The attribute of a method.
pub(crate) const ENDPOINT: &str = "endpoint";
/// The value that switches an inherited setting off.
pub(crate) const NONE: &str = "none";
/// Marks a value that is never shown.
pub(crate) const SENSITIVE: &str = "sensitive";

/// The attributes that say where a parameter goes.
pub(crate) const LOCATIONS: [&str; 5] = [PATH, QUERY, HEADER, FIELD, BODY];
pub(crate) const PATH: &str = "path";
pub(crate) const QUERY: &str = "query";
pub(crate) const HEADER: &str = "header";
pub(crate) const FIELD: &str = "field";
pub(crate) const BODY: &str = "body";

/// The names that a client has besides its endpoints.
pub(crate) const CLIENT_METHODS: [&str; 2] = ["new", "client"];
