//! The metrics of all calls in this process, looked through for secrets.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{LazyLock, Mutex};
use std::time::Instant;

use api_otel::ClientObserver;
use opentelemetry_sdk::metrics::{
    InMemoryMetricExporter, InMemoryMetricExporterBuilder, PeriodicReader, SdkMeterProvider,
    Temporality,
};

use crate::calls::SECRETS;

/// What a call records, as it must show in some look.
const EXPECTED: [&str; 4] = ["duration", "body.size", "active_requests", "/vault/{door}"];

/// Has only what is new since the last look. Every test has servers, and so attributes, of its own: texts
/// of everything so far took half of the time of this binary.
static EXPORTER: LazyLock<InMemoryMetricExporter> = LazyLock::new(|| {
    InMemoryMetricExporterBuilder::new().with_temporality(Temporality::Delta).build()
});

static METERS: LazyLock<SdkMeterProvider> = LazyLock::new(|| {
    let reader = PeriodicReader::builder(EXPORTER.clone()).build();
    SdkMeterProvider::builder().with_reader(reader).build()
});

static OBSERVER: LazyLock<ClientObserver> =
    LazyLock::new(|| ClientObserver::new().meter_provider(&*METERS));

/// Records the metrics of a client.
pub(crate) fn observer() -> ClientObserver {
    OBSERVER.clone()
}

/// Looks through what was recorded since the last look. Returns which of [`EXPECTED`] any look has shown.
#[track_caller]
fn look() -> [bool; EXPECTED.len()] {
    // One look at a time, or one would throw away what another has yet to see.
    static SHOWN: Mutex<[bool; EXPECTED.len()]> = Mutex::new([false; EXPECTED.len()]);
    let mut shown = SHOWN.lock().unwrap();
    METERS.force_flush().expect("the exporter takes everything");
    let recorded = EXPORTER.get_finished_metrics().expect("the exporter keeps everything");
    EXPORTER.reset();
    let recorded = format!("{recorded:?}");
    SECRETS.iter().for_each(|secret| secret.absent_from("a metric", &recorded));
    for (shown, expected) in shown.iter_mut().zip(EXPECTED) {
        *shown |= recorded.contains(expected);
    }
    *shown
}

/// Checks that no metric so far shows a secret. What was recorded stays, so a look now and then sees it.
#[track_caller]
pub(crate) fn silent() {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = BEGUN.elapsed().as_millis() as u64;
    if NEXT.fetch_max(now + 250, Relaxed) <= now {
        look();
    }
}

#[api_tests::test(flavor = "multi_thread")]
async fn a_call_is_recorded_and_shows_no_secret() {
    let server = api_tests::Server::giving(api_tests::json(200, crate::calls::GOOD));
    let api =
        crate::calls::VaultClient::new(crate::calls::builder(&server.base()).build().unwrap());
    for method in crate::calls::BOTH {
        crate::calls::call(&api, method).await.unwrap();
    }
    assert_eq!(look(), [true; EXPECTED.len()], "{EXPECTED:?}");
}
