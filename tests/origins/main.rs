//! Who gets a request, and what goes along with it: several credentials, base URLs, redirects to other
//! origins, signatures and tokens.

mod all;
mod away;
mod bases;
mod oauth2;
mod sign;
mod sign_http2;
#[allow(dead_code, reason = "the support of `it`, of which this needs a part")]
#[path = "../it/support.rs"]
mod support;
