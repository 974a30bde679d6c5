//! The names and values of headers.

/// True of a token (RFC 9110 §5.6.2), as the name of a header and a method are.
pub(crate) fn is_token(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !name.is_empty() && name.chars().all(allowed)
}

/// True of the headers that only the transport writes. `api-core/src/headers.rs` has the same list,
/// for names that are known at run time.
pub(crate) fn is_written_by_transport(name: &str) -> bool {
    const RESERVED: [&str; 9] = [
        "connection",
        "content-length",
        "host",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ];
    RESERVED.iter().any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// True of visible ASCII with spaces and tabs inside, which a header may hold.
pub(crate) fn is_value(value: &str) -> bool {
    value == value.trim() && value.chars().all(|c| matches!(c, ' '..='~' | '\t'))
}
