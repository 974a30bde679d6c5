//! The description on a server: the document for programs, and a page for people.
//!
//! The page is Scalar's, out of the crate that ships it. It loads nothing from elsewhere: its own
//! `Content-Security-Policy` would stop that.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::json;
use url::Url;

use super::document::Document;

/// Serves a description at `path`: the document itself, and to a browser a page that shows it.
///
/// ```
/// # mod demo {
/// # #[api_core::api(openapi)]
/// # pub trait Users {
/// #     #[endpoint(GET, "/users/{id}/name")]
/// #     async fn name(&self, id: u64) -> api_core::Result<String>;
/// # }
/// # }
/// # use demo::UsersClient;
/// use api_core::openapi;
/// use api_core::server::Router;
///
/// let api = Router::new(); // the routers of one or several traits
/// let router = api.merge(openapi::router(UsersClient::openapi(), "/openapi.json"));
/// ```
///
/// The server of one trait has a method for this, `UsersServer::openapi`. What asks for
/// `text/html`, as browsers do, gets the page, and its program is at `path` with `/scalar.js` behind it.
/// A description that cannot be made is HTTP 500 with the reason.
pub fn router(description: Document, path: &str) -> Router {
    let path = format!("/{}", path.trim_matches('/'));
    let script = format!("{}/scalar.js", path.trim_end_matches('/'));
    // As the page has it, relative to `path`: the router may be nested in another.
    let (_, relative) = path.rsplit_once('/').unwrap_or_default();
    let relative = format!("{relative}/scalar.js").trim_start_matches('/').to_owned();
    let shown = Arc::new(Shown { description, script: relative, texts: OnceLock::new() });
    Router::new()
        .route(&path, get(move |headers: HeaderMap| async move { shown.respond(&headers) }))
        .route(&script, get(|| async { program() }))
}

/// A description that is shown.
struct Shown {
    description: Document,
    /// The path of the page's program, as the page has it.
    script: String,
    /// The document and the page, made once.
    texts: OnceLock<Result<(Bytes, Bytes), String>>,
}

impl Shown {
    fn respond(&self, headers: &HeaderMap) -> Response {
        let made = self.texts.get_or_init(|| self.make().map_err(|error| error.to_string()));
        let (document, page) = match made {
            Ok(texts) => texts,
            Err(why) => return (StatusCode::INTERNAL_SERVER_ERROR, why.clone()).into_response(),
        };
        let vary = (header::VARY, "accept");
        if wants_page(headers) {
            let html = (header::CONTENT_TYPE, "text/html; charset=utf-8");
            let mut response = ([html, vary, NOSNIFF], page.clone()).into_response();
            if let Ok(policy) = HeaderValue::from_str(&self.policy()) {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            return response;
        }
        let json = (header::CONTENT_TYPE, "application/json");
        // A page of another origin may show a public document.
        let origin = (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        ([json, origin, vary, NOSNIFF], document.clone()).into_response()
    }

    /// [`POLICY`], with the servers that the page may try calls on.
    fn policy(&self) -> String {
        let servers = self.description.servers().filter_map(|url| Url::parse(url).ok());
        let origins = servers.map(|url| url.origin()).filter(url::Origin::is_tuple);
        origins.fold(POLICY.to_owned(), |policy, origin| {
            format!("{policy} {}", origin.ascii_serialization())
        })
    }

    fn make(&self) -> crate::Result<(Bytes, Bytes)> {
        let document = self.description.to_json()?;
        let configuration = json!({
            "content": document,
            "metaData": { "title": self.description.name() },
            // Without these, the page would load fonts, send usage and call through a proxy elsewhere.
            "withDefaultFonts": false,
            "telemetry": false,
            "proxyUrl": "",
            "agent": { "disabled": true },
            "mcp": { "disabled": true },
            "hideClientButton": true,
            "showDeveloperTools": "never",
        });
        // Within a script of a page, `<` could end it.
        let configuration = configuration.to_string().replace('<', "\\u003c");
        let page = scalar_api_reference::render_scalar(&configuration, Some(&self.script));
        Ok((document.into(), page.into()))
    }
}

/// A document whose texts hold HTML is no page.
const NOSNIFF: (header::HeaderName, &str) = (header::X_CONTENT_TYPE_OPTIONS, "nosniff");

/// The sources from which the page may load: its own program, styles and pictures, and the API.
const POLICY: &str = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; \
                      style-src 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; \
                      worker-src blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; \
                      connect-src 'self'";

/// True if the response goes to a browser's window.
fn wants_page(headers: &HeaderMap) -> bool {
    let mut accepted = headers.get_all(header::ACCEPT).iter().filter_map(|it| it.to_str().ok());
    accepted.any(|value| value.to_ascii_lowercase().contains("text/html"))
}

/// The program of the page.
fn program() -> Response {
    static PROGRAM: OnceLock<Bytes> = OnceLock::new();
    let program = PROGRAM
        .get_or_init(|| scalar_api_reference::get_asset("scalar.js").unwrap_or_default().into());
    let javascript = (header::CONTENT_TYPE, "text/javascript; charset=utf-8");
    // Another version of the crate may have another program at this path.
    let cache = (header::CACHE_CONTROL, "max-age=3600");
    ([javascript, cache, NOSNIFF], program.clone()).into_response()
}
