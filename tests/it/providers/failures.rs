//! Providers that fail, hang or panic, and what their errors show.

use std::error::Error as _;
use std::future::IntoFuture as _;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use api_core::{Body, BoxError, Client, Credentials, ErrorKind, Retry};
use api_tests::everything_shown;
use tower::service_fn;

use super::{AccountClient, fetching, signing_in_by_itself};

#[api_tests::test]
async fn a_provider_that_fails_fails_the_call_before_it_is_sent() {
    let api = fetching(|| async { Err(io::Error::other("the vault is shut")) });
    let error = api.me().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Build, 0));
    assert_eq!(error.to_string(), "GET /me (Account::me): credentials: the provider failed");
    assert_eq!(error.source().unwrap().to_string(), "the vault is shut");

    let api = fetching(|| async { Ok(Credentials::bearer("a\nb")) });
    assert_eq!(api.me().await.unwrap_err().kind(), ErrorKind::Build);

    let inner = || async { Ok::<_, io::Error>(Credentials::none()) };
    let api = fetching(move || async move { Ok(Credentials::provider(inner)) });
    assert_eq!(
        api.me().await.unwrap_err().to_string(),
        "GET /me (Account::me): credentials: the provider gave another provider; let it give what \
         that one gives"
    );
}

#[api_tests::test(start_paused = true)]
async fn a_provider_has_until_the_deadline() {
    let api = fetching(std::future::pending);
    let error = api.me().timeout(Duration::from_secs(2)).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 0));
    assert!(error.is_retryable());
    assert_eq!(
        error.to_string(),
        "GET /me (Account::me): credentials: the provider gave none within 2s; `timeout` sets how long \
         a call may take"
    );
}

#[api_tests::test(start_paused = true)]
async fn a_fetch_that_never_ends_is_given_up() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let api = fetching(move || {
        let first = count.fetch_add(1, Relaxed) == 0;
        async move {
            if first {
                std::future::pending::<()>().await;
            }
            Ok(Credentials::bearer("t"))
        }
    });
    // The default of a call and the least of a fetch are a minute.
    assert_eq!(api.me().await.unwrap_err().kind(), ErrorKind::Timeout);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(api.me().await.unwrap(), 7);
    assert_eq!(asked.load(Relaxed), 2);
}

#[api_tests::test(start_paused = true)]
async fn a_failure_is_that_of_all_calls_that_waited() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let api = fetching(move || {
        count.fetch_add(1, Relaxed);
        async {
            tokio::time::sleep(Duration::from_millis(5)).await;
            Err(io::Error::other("the vault is shut"))
        }
    });
    let calls: Vec<_> = (0..50).map(|_| tokio::spawn(api.me().into_future())).collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        let source = error.source().unwrap().downcast_ref::<io::Error>();
        assert_eq!(source.unwrap().to_string(), "the vault is shut");
    }
    assert_eq!(asked.load(Relaxed), 1);
    // And not of those that come later.
    api.me().await.unwrap_err();
    assert_eq!(asked.load(Relaxed), 2);
}

#[api_tests::test]
async fn a_provider_that_would_wait_for_itself_fails() {
    let api = signing_in_by_itself(|api| async move { api.rename("x").await });
    let error = api.me().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Build);
    let source = error.source().unwrap().to_string();
    assert!(source.contains("the provider waits for itself"), "{source}");
    assert!(source.contains("declare `credentials = none`"), "{source}");
}

#[api_tests::test]
async fn a_provider_that_panics_fails_its_calls_and_no_more() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    let api = fetching(move || {
        assert!(count.fetch_add(1, Relaxed) > 0, "a panic of the test's own");
        async { Ok(Credentials::bearer("t")) }
    });
    let error = api.me().await.unwrap_err();
    assert_eq!(error.to_string(), "GET /me (Account::me): credentials: the provider panicked");
    assert_eq!(api.me().await.unwrap(), 7);
}

/// A provider that asks somewhere with reqwest fails with an error that shows where.
#[api_tests::test]
async fn the_url_that_a_provider_asked_is_not_shown() {
    #[derive(Debug)]
    struct Failed(reqwest::Error);
    impl std::fmt::Display for Failed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "no token came: {}", self.0)
        }
    }
    impl std::error::Error for Failed {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    async fn ask() -> reqwest::Error {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        client.get("http://127.0.0.1:1/token?secret=hunter2").send().await.unwrap_err()
    }
    for (wrap, own) in [
        ((|error| Box::new(error) as BoxError) as fn(reqwest::Error) -> BoxError, ""),
        (|error| Box::new(io::Error::other(error)), ""),
        (|error| Box::new(Failed(error)), "no token came"),
        (|error| Box::new(io::Error::other(Failed(error))), "no token came"),
    ] {
        let provider =
            Credentials::provider(move || async move { Err::<Credentials, _>(wrap(ask().await)) });
        let client = Client::builder("http://localhost").credentials(provider);
        let client = client.transport(service_fn(|_: http::Request<Body>| async {
            Ok::<_, io::Error>(http::Response::new(Body::empty()))
        }));
        let error = AccountClient::new(client.build().unwrap()).me().await.unwrap_err();
        let shown = everything_shown(&error);
        assert!(!shown.contains("hunter2") && !shown.contains("/token"), "{shown}");
        assert!(shown.contains("error sending request") && shown.contains(own), "{shown}");
    }
}

/// So does a layer or a service that asks with reqwest.
#[api_tests::test]
async fn the_url_that_a_transport_asked_is_not_shown() {
    let client = Client::builder("http://localhost").retry(Retry::never());
    let client = client.transport(service_fn(|_: http::Request<Body>| async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let error = client.get("http://127.0.0.1:1/token?secret=hunter2").send().await.unwrap_err();
        Err::<http::Response<Body>, _>(io::Error::other(error))
    }));
    let error = AccountClient::new(client.build().unwrap()).me().await.unwrap_err();
    let shown = everything_shown(&error);
    assert!(!shown.contains("hunter2") && !shown.contains("/token"), "{shown}");
}
