//! Two or more credentials at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use api_core::{Credentials, ErrorKind, Result, api};
use api_tests::{Server, Step, json};

use crate::support::{builder, content, last, refusal};

#[api]
trait Bank {
    #[endpoint(GET, "/accounts")]
    async fn accounts(&self) -> Result<()>;

    #[endpoint(GET, "/institutions", credentials = none)]
    async fn institutions(&self) -> Result<()>;
}

fn bank(server: &Server, credentials: Credentials) -> BankClient {
    BankClient::new(builder(server).credentials(credentials).build().unwrap())
}

/// Gives `token-1`, `token-2` and so on, and counts.
fn tokens() -> (Credentials, Arc<AtomicUsize>) {
    let fetched = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&fetched);
    let credentials = Credentials::provider(move || {
        let number = counter.fetch_add(1, Relaxed) + 1;
        async move { Ok::<_, io::Error>(Credentials::bearer(format!("token-{number}"))) }
    });
    (credentials, fetched)
}

/// Responds with these statuses, one after the other, over one connection.
fn responding(statuses: &[u16]) -> Server {
    let steps = statuses.iter().flat_map(|status| {
        let body = if *status == 200 { "null" } else { "{}" };
        [Step::ReadRequest, Step::Send(json(*status, body))]
    });
    Server::script(steps)
}

#[api_tests::test]
async fn all_of_them_are_sent() {
    let server = content();
    let all = Credentials::all([
        Credentials::header("PLAID-CLIENT-ID", "id"),
        Credentials::header("PLAID-SECRET", "se cret"),
        Credentials::none(),
        Credentials::query("key", "a&b"),
        Credentials::all([Credentials::query("app", "7"), Credentials::bearer("t")]),
    ]);
    let api = bank(&server, all.clone());
    api.accounts().await.unwrap();
    let request = last(&server);
    assert_eq!(request.target(), "/accounts?key=a%26b&app=7");
    assert_eq!(request.header("plaid-client-id"), ["id"]);
    assert_eq!(request.header("plaid-secret"), ["se cret"]);
    assert_eq!(request.header("authorization"), ["Bearer t"]);
    let built = api.accounts().build().unwrap();
    assert_eq!(built.uri().query(), Some("key=a%26b&app=7"));
    assert_eq!(built.headers()["plaid-secret"], "se cret");
    assert!(built.headers()["plaid-secret"].is_sensitive());

    api.institutions().await.unwrap();
    let request = last(&server);
    assert_eq!(request.target(), "/institutions");
    assert!(
        request.header("plaid-secret").is_empty() && request.header("authorization").is_empty()
    );

    // Of a call, in place of the client's.
    let one = bank(&server, Credentials::bearer("client"));
    one.accounts().credentials(all.clone()).await.unwrap();
    assert_eq!(last(&server).target(), "/accounts?key=a%26b&app=7");
    assert_eq!(last(&server).header("authorization"), ["Bearer t"]);

    let shown = format!("{all:?}");
    assert_eq!(
        shown,
        "Credentials(header plaid-client-id, [redacted]; header plaid-secret, [redacted]; \
         query key, [redacted]; query app, [redacted]; header authorization, [redacted])"
    );
}

#[api_tests::test]
async fn one_of_them_is_itself_and_none_are_none() {
    let server = content();
    bank(&server, Credentials::all([Credentials::bearer("t")])).accounts().await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer t"]);
    bank(&server, Credentials::all([])).accounts().await.unwrap();
    assert!(last(&server).header("authorization").is_empty());
}

#[api_tests::test]
async fn those_that_cannot_be_sent_together_are_an_error_before_any_request() {
    let server = content();
    for (all, why) in [
        (
            Credentials::all([Credentials::bearer("a"), Credentials::basic("b", "hunter2")]),
            "two of them are the header `authorization`, of which a request has one",
        ),
        (
            Credentials::all([
                Credentials::bearer("hunter2"),
                Credentials::header("X-Key", "hunter2\n"),
            ]),
            "the value",
        ),
    ] {
        let error = builder(&server).credentials(all.clone()).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Build);
        assert!(error.to_string().contains(why), "{error}");
        let said = refusal(bank(&server, Credentials::none()).accounts().credentials(all).await);
        assert!(said.contains(why) && !said.contains("hunter2"), "{said}");
    }
    // Only the fetch shows it.
    let fetched = Credentials::provider(|| async { Ok::<_, io::Error>(Credentials::bearer("a")) });
    let all = Credentials::all([Credentials::bearer("b"), fetched]);
    let said = refusal(bank(&server, all).accounts().await);
    assert!(said.contains("two of them are the header `authorization`"), "{said}");
    assert!(server.requests().is_empty());
}

#[api_tests::test]
async fn the_one_that_is_fetched_is_fetched_anew_when_it_is_refused() {
    let server = responding(&[200, 200, 401, 200, 401, 401]);
    let (token, fetched) = tokens();
    let key = Credentials::header("X-Api-Key", "k");
    let api = bank(&server, Credentials::all([key, token]));
    for _ in 0..3 {
        api.accounts().await.unwrap();
    }
    let sent: Vec<_> = server.requests().iter().map(|it| it.header("authorization")).collect();
    assert_eq!(
        sent,
        [["Bearer token-1"], ["Bearer token-1"], ["Bearer token-1"], ["Bearer token-2"]]
    );
    assert!(server.requests().iter().all(|it| it.header("x-api-key") == ["k"]));
    assert_eq!(fetched.load(Relaxed), 2);
    // Once.
    assert_eq!(api.accounts().await.unwrap_err().status().unwrap(), 401);
    assert_eq!((server.requests().len(), fetched.load(Relaxed)), (6, 3));
}

#[api_tests::test]
async fn a_failure_renews_those_that_it_refuses() {
    let server = responding(&[403, 200, 401, 200]);
    let (user, users) = tokens();
    let (app, apps) = tokens();
    let apps_in_header = {
        let app = app.clone();
        // The token of an app, in a header of its own.
        Credentials::provider(move || {
            drop(app.clone());
            let number = apps.fetch_add(1, Relaxed) + 1;
            async move { Ok::<_, io::Error>(Credentials::header("X-App", format!("app-{number}"))) }
        })
    };
    let user = user.renew_on(|error| error.status().is_some_and(|status| status == 403));
    let api = bank(&server, Credentials::all([apps_in_header, user]));
    api.accounts().await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer token-2"]);
    assert_eq!(last(&server).header("x-app"), ["app-1"], "nobody refused it");
    // A 401 does not tell which.
    api.accounts().await.unwrap();
    assert_eq!(last(&server).header("authorization"), ["Bearer token-3"]);
    assert_eq!(last(&server).header("x-app"), ["app-2"]);
    assert_eq!(users.load(Relaxed), 3);
}

#[api_tests::test]
async fn all_of_them_can_be_discarded_and_renewed_together() {
    let server = responding(&[200, 200, 403, 200]);
    let (token, fetched) = tokens();
    let all = Credentials::all([Credentials::query("key", "k"), token])
        .renew_on(|error| error.status().is_some_and(|status| status == 403));
    let api = bank(&server, all.clone());
    api.accounts().await.unwrap();
    all.discard();
    api.accounts().await.unwrap();
    api.accounts().await.unwrap();
    assert_eq!(fetched.load(Relaxed), 3);
    assert_eq!(last(&server).header("authorization"), ["Bearer token-3"]);
    // `build()` fetches nothing, and has what is at hand.
    let built = api.accounts().build().unwrap();
    assert_eq!(built.uri().query(), Some("key=k"));
    assert!(!built.headers().contains_key("authorization"));
}

#[api_tests::test(start_paused = true)]
async fn what_a_provider_gives_ends_before_its_time() {
    let fetched = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&fetched);
    let credentials = Credentials::provider(move || {
        counter.fetch_add(1, Relaxed);
        async { Ok::<_, io::Error>(Credentials::bearer("t").expires_in(Duration::from_secs(100))) }
    });
    let server = tower::service_fn(|_| async {
        Ok::<_, io::Error>(http::Response::new(api_core::Body::from("null")))
    });
    let client = api_core::Client::builder("http://localhost").transport(server);
    let all = Credentials::all([Credentials::query("k", "v"), credentials]);
    let api = BankClient::new(client.credentials(all).build().unwrap());
    api.accounts().await.unwrap();
    tokio::time::advance(Duration::from_secs(89)).await;
    api.accounts().await.unwrap();
    assert_eq!(fetched.load(Relaxed), 1);
    tokio::time::advance(Duration::from_secs(2)).await;
    api.accounts().await.unwrap();
    assert_eq!(fetched.load(Relaxed), 2);
}
