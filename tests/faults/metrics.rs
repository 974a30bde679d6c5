//! The metrics of all calls in this process, looked through for secrets.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Instant;

use api_otel::ClientObserver;
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};

use crate::calls::SECRETS;

static EXPORTER: LazyLock<InMemoryMetricExporter> = LazyLock::new(InMemoryMetricExporter::default);

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

/// Everything that was recorded so far, as text.
fn recorded() -> String {
    EXPORTER.reset();
    METERS.force_flush().expect("the exporter takes everything");
    format!("{:?}", EXPORTER.get_finished_metrics().expect("the exporter keeps everything"))
}

/// Checks that no metric so far shows a secret. What was recorded stays, so a look now and then sees it.
#[track_caller]
pub(crate) fn silent() {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = BEGUN.elapsed().as_millis() as u64;
    if NEXT.fetch_max(now + 250, Relaxed) <= now {
        let recorded = recorded();
        SECRETS.iter().for_each(|secret| secret.absent_from("a metric", &recorded));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_recorded_and_shows_no_secret() {
    let server = api_tests::Server::giving(api_tests::json(200, crate::calls::GOOD));
    let api =
        crate::calls::VaultClient::new(crate::calls::builder(&server.base()).build().unwrap());
    for method in crate::calls::BOTH {
        crate::calls::call(&api, method).await.unwrap();
    }
    let recorded = recorded();
    for name in ["duration", "body.size", "active_requests"] {
        assert!(recorded.contains(name), "{recorded}");
    }
    assert!(recorded.contains("/vault/{door}"), "{recorded}");
    SECRETS.iter().for_each(|secret| secret.absent_from("a metric", &recorded));
}
