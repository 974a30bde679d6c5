//! Everything that is logged in this process, at every level, by whichever crate, and every span that is
//! exported, looked through for secrets.

use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{LazyLock, Mutex};

use api_core::{Credentials, OAuth2};
use api_tests::{Canary, Server, json};
use memchr::memmem::Finder;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, SubscriberExt as _};

use crate::calls::{GOOD, Method, SECRETS, VaultClient, builder, call, silent as silent_error};

/// What is logged only to see that it is caught.
const CONTROL: Canary = Canary("control-of-the-watch");

/// What was seen so far, by all tests together: secrets are the same for all of them, so that a log
/// which leaks is found by whoever looks next.
static WATCH: LazyLock<Watch> = LazyLock::new(|| {
    // Of our own spans alone. A transport makes many more, which `Spans` looks at.
    let ours = filter_fn(|metadata| {
        metadata.target() == "api_core" || metadata.target().starts_with("faults")
    });
    let bridge =
        tracing_opentelemetry::layer().with_tracer(TRACERS.tracer("faults")).with_filter(ours);
    let subscriber = tracing_subscriber::registry().with(Spans).with(bridge);
    tracing::subscriber::set_global_default(subscriber).expect("nobody else listens");
    log::set_logger(&Lines).expect("nobody else listens");
    log::set_max_level(log::LevelFilter::Trace);
    Watch::default()
});

/// Searches for the spellings of all secrets, made once: each call logs a dozen texts.
static SPELLINGS: LazyLock<Vec<Finder<'_>>> = LazyLock::new(|| {
    let spellings = SECRETS.iter().flat_map(|secret| secret.spellings());
    spellings.map(|spelling| Finder::new(&spelling).into_owned()).collect()
});

#[derive(Debug, Default)]
struct Watch {
    /// How many events there were.
    seen: AtomicUsize,
    /// How many of them held [`CONTROL`].
    controls: AtomicUsize,
    /// How many spans were exported.
    exported: AtomicUsize,
    leaks: Mutex<Vec<String>>,
}

impl Watch {
    fn look(&self, text: String) {
        self.seen.fetch_add(1, Relaxed);
        if text.contains(CONTROL.0) {
            self.controls.fetch_add(1, Relaxed);
        }
        if SPELLINGS.iter().any(|spelling| spelling.find(text.as_bytes()).is_some()) {
            self.leaks.lock().unwrap().push(text);
        }
    }
}

/// Begins to listen; how often is of no matter.
pub(crate) fn listen() {
    LazyLock::force(&WATCH);
}

/// Checks that nothing that was logged or measured so far shows a secret.
#[track_caller]
pub(crate) fn silent() {
    crate::metrics::silent();
    let leaks = WATCH.leaks.lock().unwrap();
    assert!(leaks.is_empty(), "logged: {leaks:#?}");
}

/// Those who log with the `log` crate.
struct Lines;

impl log::Log for Lines {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        WATCH.look(format!("{} {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

/// Those who log with the `tracing` crate. Spans are looked at where they are made, or told more.
struct Spans;

impl<S: Subscriber> Layer<S> for Spans {
    fn on_new_span(&self, span: &Attributes<'_>, _: &Id, _: Context<'_, S>) {
        let mut text = Text(span.metadata().name().to_owned());
        span.record(&mut text);
        WATCH.look(text.0);
    }

    fn on_record(&self, _: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut text = Text(String::new());
        values.record(&mut text);
        WATCH.look(text.0);
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut text = Text(event.metadata().target().to_owned());
        event.record(&mut text);
        WATCH.look(text.0);
    }
}

/// An exporter of OpenTelemetry, which gets each span when it has ended.
#[derive(Debug)]
struct Exported;

impl SpanExporter for Exported {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        for span in batch {
            if span.instrumentation_scope.name() == "faults" {
                WATCH.exported.fetch_add(1, Relaxed);
            }
            WATCH.look(format!("{span:?}"));
        }
        Ok(())
    }
}

/// The spans of `tracing`, exported.
static TRACERS: LazyLock<SdkTracerProvider> =
    LazyLock::new(|| SdkTracerProvider::builder().with_simple_exporter(Exported).build());

/// The fields of an event or a span as one text.
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        _ = write!(self.0, " {field}={value:?}");
    }

    // Told apart, because `Debug` would put backslashes in front of quotes.
    fn record_str(&mut self, field: &Field, value: &str) {
        _ = write!(self.0, " {field}={value}");
    }
}

#[test]
fn whatever_is_logged_is_looked_at() {
    listen();
    let controls = || WATCH.controls.load(Relaxed);
    let before = controls();
    log::trace!("a {}", CONTROL.0);
    tracing::trace!("a {}", CONTROL.0);
    tracing::debug!(field = CONTROL.0, "by itself");
    tracing::error_span!("span", field = ?CONTROL).in_scope(|| {});
    // The span is looked at when it is made, and when it is exported.
    assert_eq!(controls() - before, 5);
}

#[api_tests::test]
async fn a_call_logs_something_to_be_looked_at() {
    listen();
    let server = Server::giving(json(200, GOOD));
    let client = builder(&server.base()).build().unwrap();
    let (before, exported) = (WATCH.seen.load(Relaxed), WATCH.exported.load(Relaxed));
    let api = VaultClient::new(client);
    call(&api, Method::Get).await.unwrap();
    assert!(WATCH.seen.load(Relaxed) > before);
    // A span of the call, and one of its attempt.
    assert!(WATCH.exported.load(Relaxed) >= exported + 2);
    silent();
}

/// Tokens of OAuth 2.0: neither what is sent for one nor what comes back is logged, whether it is a
/// token or not.
#[api_tests::test]
async fn a_token_is_fetched_without_a_word_about_it() {
    listen();
    let [access, refresh, secret, ..] = SECRETS;
    let given = serde_json::json!({
        "access_token": "a-token-of-correct-horse", "token_type": "Bearer", "expires_in": 60,
        "refresh_token": refresh.0,
    });
    let failed = serde_json::json!({ "error": "invalid_client", "hint": secret.0 });
    let nonsense = serde_json::json!({ "access_token": [access.0] });
    for (status, body) in [(200, given), (400, failed), (200, nonsense)] {
        let id = Server::giving(json(status, body.to_string()));
        let api = Server::giving(json(200, GOOD));
        let url = || format!("{}/token", id.base());
        for grant in [
            OAuth2::client_credentials(url(), "app", secret.0),
            OAuth2::client_credentials(url(), "app", secret.0).secret_in_body(),
            OAuth2::refresh_token(url(), "app", refresh.0).client_secret(secret.0),
        ] {
            assert!(!format!("{grant:?}").contains(secret.0));
            let through = builder(&id.base()).build().unwrap();
            let credentials = Credentials::oauth2(grant.client(through).param("key", access.0));
            let shown = format!("{credentials:?}");
            let client = builder(&api.base()).credentials(credentials).build().unwrap();
            let shown = format!("{shown} {client:?}");
            SECRETS.iter().for_each(|secret| secret.absent_from("the client", &shown));
            match call(&VaultClient::new(client), Method::Get).await {
                Ok(_) => assert_eq!(status, 200),
                Err(error) => silent_error(&error),
            }
        }
    }
    silent();
}
