//! Secrets that are planted everywhere and must come out nowhere: not in what a value shows of
//! itself, and not in an error or in any source below it.

mod errors;
mod responses;
mod values;

use api_core::{ClientBuilder, Credentials, Result, Retry, api};
use api_tests::{Canary, Server};
use serde::{Serialize, Serializer};

use crate::support::{Thing, Wrapped, calling};

const TOKEN: Canary = Canary("token/correct+horse==");
const KEY: Canary = Canary("key battery&staple");
const PASSWORD: Canary = Canary("password-of-tr0ub4dor");
const PATH: Canary = Canary("path of/rosebud#9");
const QUERY: Canary = Canary("query of xanadu?");
const HEADER: Canary = Canary("header of swordfish");
const FIELD: Canary = Canary("field of \"sesame\"");
const BASE: Canary = Canary("base-key-9b1deb4d");
const CONSTANT: Canary = Canary("default-pair-3c6e");
const CALL: Canary = Canary("call option 8f14");
const PAYLOAD: Canary = Canary("payload of alice");

const ALL: [Canary; 11] =
    [TOKEN, KEY, PASSWORD, PATH, QUERY, HEADER, FIELD, BASE, CONSTANT, CALL, PAYLOAD];

/// Checks that no secret is in a text.
#[track_caller]
fn silent(place: &str, text: &str) {
    for secret in ALL {
        secret.absent_from(place, text);
    }
}

/// A parameter at every place; all of them secret, some of them marked so.
#[api(envelope = Wrapped)]
trait Vault {
    #[endpoint(GET, "/vault/{door}")]
    async fn open(
        &self,
        door: &str,
        #[query]
        #[sensitive(in_url)]
        code: Code<'_>,
        #[header("X-Pin")]
        #[sensitive]
        pin: &str,
    ) -> Result<Thing>;

    #[endpoint(PUT, "/vault/{door}/items")]
    async fn store(&self, door: &str, #[sensitive] item: Code<'_>) -> Result<Thing>;

    #[endpoint(PUT, "/vault")]
    async fn replace(&self, #[body] all: Code<'_>) -> Result<Thing>;
}

/// A text that cannot always be written, and says so in an error that quotes it.
struct Code<'a>(&'a str, bool);

impl Serialize for Code<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.1 {
            serializer.serialize_str(self.0)
        } else {
            Err(serde::ser::Error::custom(format!("`{}` is out of range", self.0)))
        }
    }
}

fn builder(base: &str, credentials: Credentials) -> ClientBuilder {
    calling(format!("{base}/v1?key={}", BASE.0))
        .no_env_proxy()
        .retry(Retry::never())
        .header("X-Default", CONSTANT.0)
        .query("default", CONSTANT.0)
        .credentials(credentials)
}

/// A client full of secrets. What it sends is looked at by `the_secrets_are_really_sent`.
fn vault(server: &Server) -> VaultClient {
    let builder = builder(&server.base(), Credentials::scheme("Bot", TOKEN.0));
    VaultClient::new(builder.build().expect("the secrets can be sent"))
}

/// A call with all secrets that an endpoint can take.
fn full(vault: &VaultClient) -> api_core::Call<Result<Thing>> {
    vault
        .open(PATH.0, Code(QUERY.0, true), HEADER.0)
        .query("call", CALL.0)
        .header("X-Call", CALL.0)
        .extension(CALL.0)
}

/// All credentials that there are.
fn credentials() -> [Credentials; 6] {
    [
        Credentials::scheme("Bot", TOKEN.0),
        Credentials::bearer(TOKEN.0),
        Credentials::basic(KEY.0, PASSWORD.0),
        Credentials::header("X-Api-Key", KEY.0),
        Credentials::query("access_token", KEY.0),
        Credentials::none(),
    ]
}
