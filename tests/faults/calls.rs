//! Two calls full of secrets, one that may be repeated and one that may not, against any server.

use std::time::{Duration, Instant};

use api_core::{Client, ClientBuilder, Credentials, Envelope, Error, ErrorKind, Result, api};
use api_tests::{Canary, Server, Step, everything_shown};
use serde::Deserialize;

use crate::ledger::Ledger;
use crate::row::Row;
use crate::{logs, metrics, transport};
use api_tests::tls::{Certificate, Terminator};

const TOKEN: Canary = Canary("token/correct+horse==");
pub(crate) const PATH: Canary = Canary("path of/rosebud#9");
pub(crate) const QUERY: Canary = Canary("query of xanadu?");
const BASE: Canary = Canary("base-key-9b1deb4d");
pub(crate) const HEADER: Canary = Canary("header of swordfish");
pub(crate) const FIELD: Canary = Canary("field of \"sesame\"");
/// Part of every response.
pub(crate) const PAYLOAD: Canary = Canary("payload-of-alice-4711");
/// A page with the payload in it. Unlike a short text, it is no reason that an error shows.
pub(crate) const PAGE: &str = "<p>payload-of-alice-4711</p>";

/// Texts that no error and no log may show.
pub(crate) const SECRETS: [Canary; 7] = [TOKEN, PATH, QUERY, BASE, HEADER, FIELD, PAYLOAD];

/// How long a call may take in all.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);
/// How much longer than that a call may take on a machine that is busy with something else.
const SLACK: Duration = Duration::from_secs(10);

/// The response that both calls hope for.
pub(crate) const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

/// An envelope like KOOK's.
#[derive(Envelope)]
pub(crate) struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Thing {
    name: String,
    size: u32,
}

/// The thing of [`GOOD`].
pub(crate) fn good() -> Thing {
    Thing { name: "a".to_owned(), size: 1 }
}

#[api(envelope = Wrapped)]
pub(crate) trait Vault {
    /// A method that may be repeated.
    #[endpoint(GET, "/vault/{door}")]
    async fn open(
        &self,
        #[sensitive(in_url)] door: &str,
        code: &str,
        #[header("X-Pin")] pin: &str,
    ) -> Result<Thing>;

    /// A method that may not.
    #[endpoint(POST, "/vault/{door}")]
    async fn store(
        &self,
        #[sensitive(in_url)] door: &str,
        #[query] code: &str,
        #[header("X-Pin")] pin: &str,
        item: &str,
    ) -> Result<Thing>;
}

/// Which of the two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Get,
    Post,
}

pub(crate) const BOTH: [Method; 2] = [Method::Get, Method::Post];

/// A client for an address, with secrets, and with everything else as users have it.
pub(crate) fn builder(base: &str) -> ClientBuilder {
    logs::listen();
    transport::over_it(Client::builder(format!("{base}/v1?key={}", BASE.0)))
        .no_env_proxy()
        .on(metrics::observer())
        .timeout(DEADLINE)
        .header("X-Default", HEADER.0)
        .credentials(Credentials::scheme("Bot", TOKEN.0))
}

/// Makes one of the calls.
pub(crate) async fn call(api: &VaultClient, method: Method) -> Result<Thing> {
    match method {
        Method::Get => api.open(PATH.0, QUERY.0, HEADER.0).await,
        Method::Post => api.store(PATH.0, QUERY.0, HEADER.0, FIELD.0).await,
    }
}

/// Checks that both calls take these bytes for a good response.
pub(crate) async fn accepted(bytes: Vec<u8>) {
    for method in BOTH {
        let server = Server::giving(bytes.clone());
        let api = VaultClient::new(builder(&server.base()).build().unwrap());
        assert_eq!(call(&api, method).await.unwrap(), good());
    }
}

type Settings = Box<dyn Fn(ClientBuilder) -> ClientBuilder>;

/// A row about to be tried.
pub(crate) struct Trial {
    row: Row,
    deadline: Duration,
    certificate: Option<Certificate>,
    settings: Settings,
}

impl Row {
    /// Makes both calls, each at a server that plays these steps on every connection, and checks
    /// what the row says.
    pub(crate) async fn faces(self, steps: impl Into<Vec<Step>>) -> Vec<Faced> {
        let steps = steps.into();
        self.trial().at(|| Server::each(steps.clone())).await
    }

    /// Makes both calls, each at a server that reads a request and sends these bytes.
    pub(crate) async fn responded(self, bytes: impl Into<Vec<u8>>) -> Vec<Faced> {
        self.faces([Step::ReadRequest, Step::Send(bytes.into()), Step::Close]).await
    }

    /// A trial with settings of its own.
    pub(crate) fn trial(self) -> Trial {
        let settings = Box::new(|builder| builder);
        Trial { row: self, deadline: DEADLINE, certificate: None, settings }
    }

    /// Checks a result of a call that was made in another way.
    #[track_caller]
    pub(crate) fn result<T: std::fmt::Debug>(self, result: Result<&T, &Error>) {
        match result {
            Ok(value) => assert!(self.succeeds, "it came through: {value:?}"),
            Err(error) => {
                silent(error);
                assert!(self.kinds.contains(&error.kind()), "{error:?}");
            }
        }
        logs::silent();
    }
}

impl Trial {
    /// With this deadline over all attempts.
    pub(crate) fn within(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// With TLS in front of the servers.
    pub(crate) fn behind(mut self, certificate: &Certificate) -> Self {
        self.certificate = Some(certificate.clone());
        self
    }

    /// With these settings of the client.
    pub(crate) fn with(
        mut self,
        settings: impl Fn(ClientBuilder) -> ClientBuilder + 'static,
    ) -> Self {
        self.settings = Box::new(settings);
        self
    }

    /// Makes the calls, each at a server of its own that plays these steps on every connection.
    pub(crate) async fn faces(self, steps: impl Into<Vec<Step>>) -> Vec<Faced> {
        let steps = steps.into();
        self.at(|| Server::each(steps.clone())).await
    }

    /// Makes the calls, each at a server of its own.
    pub(crate) async fn at(self, server: impl Fn() -> Server) -> Vec<Faced> {
        let mut all = Vec::new();
        for method in BOTH {
            let server = server();
            let tls = self.certificate.as_ref().map(|one| Terminator::before(&server, one));
            let base = tls.as_ref().map_or_else(|| server.base(), Terminator::base);
            let faced = self.one(method, &base).await.by(server);
            faced.check_sends();
            all.push(faced);
        }
        all
    }

    /// Makes the calls at an address where the row's faults are, whoever makes them.
    pub(crate) async fn at_address(self, base: &str) -> Vec<Faced> {
        let mut all = Vec::new();
        for method in BOTH {
            all.push(self.one(method, base).await);
        }
        all
    }

    /// Makes one call and checks what can be told without the server.
    async fn one(&self, method: Method, base: &str) -> Faced {
        let ledger = Ledger::default();
        let builder = builder(base).timeout(self.deadline).on(ledger.clone());
        let builder = (self.settings)(builder);
        let api = VaultClient::new(builder.build().expect("the settings are sound"));
        let started = Instant::now();
        let result = call(&api, method).await;
        let elapsed = started.elapsed();
        assert!(elapsed < self.deadline + SLACK, "{method:?} took {elapsed:?}");
        if let Ok(thing) = &result {
            assert_eq!(*thing, good());
        }
        self.row.result(result.as_ref());
        assert_eq!(api.client().in_flight(), 0);
        ledger.balanced();
        let faced = Faced { row: self.row, method, api, result, elapsed, server: None };
        faced.check_tries();
        faced
    }
}

/// A call that was made, and what there is to ask about it.
#[derive(Debug)]
pub(crate) struct Faced {
    row: Row,
    pub(crate) method: Method,
    pub(crate) api: VaultClient,
    pub(crate) result: Result<Thing>,
    pub(crate) elapsed: Duration,
    server: Option<Server>,
}

impl Faced {
    fn by(self, server: Server) -> Self {
        Self { server: Some(server), ..self }
    }

    pub(crate) fn server(&self) -> &Server {
        self.server.as_ref().expect("the trial had a server of its own")
    }

    /// The error.
    #[track_caller]
    pub(crate) fn error(&self) -> &Error {
        self.result.as_ref().expect_err("the call fails")
    }

    /// Checks the kind, where the row leaves a choice, and gives the error.
    #[track_caller]
    pub(crate) fn fails(&self, kind: ErrorKind) -> &Error {
        let error = self.error();
        assert_eq!(error.kind(), kind, "{error:?}");
        error
    }

    fn of_method<T>(&self, (get, post): (T, T)) -> T {
        if self.method == Method::Get { get } else { post }
    }

    fn check_tries(&self) {
        let sends = self.row.sends.map(|(get, post)| (get as u32, post as u32));
        if let (Some(tries), Err(error)) = (self.row.tries.or(sends), &self.result) {
            assert_eq!(error.attempts(), self.of_method(tries), "{:?}: {error:?}", self.method);
        }
    }

    fn check_sends(&self) {
        if let Some(sends) = self.row.sends {
            let sent = self.server().requests().len();
            assert_eq!(sent, self.of_method(sends), "{:?}: {:?}", self.method, self.result);
        }
    }
}

/// Checks that an error shows no secret, in none of the ways in which it shows itself.
#[track_caller]
pub(crate) fn silent(error: &Error) {
    let shown = everything_shown(error);
    for secret in SECRETS {
        secret.absent_from("the error", &shown);
    }
}
