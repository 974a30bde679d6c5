//! Where a request goes: to a base URL of its own, and after redirects.

use crate::ctxt::Ctxt;
use crate::model::endpoint::Endpoint;

/// Checks that the base is a name, and that there is a use for it.
pub(super) fn base(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let Some(base) = &endpoint.base else { return };
    let name = base.value();
    if name.is_empty() || name.contains(['/', ':']) {
        ctxt.error_at(
            base,
            format!("`{name}` is no name for a base URL"),
            "write a name, as in `base = \"uploads\"`, and give the client its URL: \
             `ClientBuilder::base(\"uploads\", \"https://…\")`",
        );
    }
    if let Some(url) = endpoint.url() {
        ctxt.error_at(
            base,
            format!("the parameter `{}` is the whole URL, and this is a base beside it", url.ident),
            "leave `base` out",
        );
    }
}

/// Checks that redirects are followed only with methods for which that does no harm, and only if they
/// are not the response.
pub(super) fn redirects(endpoint: &Endpoint, ctxt: &mut Ctxt) {
    let Some(span) = endpoint.redirects_away else { return };
    let method = endpoint.method.as_str();
    if !matches!(method, "GET" | "HEAD") {
        ctxt.error(
            span,
            format!("another origin would get a {method} request, which was not for it"),
            "leave `redirects` out; only GET and HEAD follow redirects there",
        );
    }
    let is_redirect = |status: &&u16| matches!(**status, 301 | 302 | 303 | 307 | 308);
    if let Some(status) = endpoint.success.iter().chain(&endpoint.none).find(is_redirect) {
        ctxt.error(
            span,
            format!("a {status} is the response already, and is not followed"),
            format!("leave `redirects` out, or take {status} out of the statuses"),
        );
    }
}
