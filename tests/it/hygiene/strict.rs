//! Every warning is an error here. rustc checks this when it compiles the tests, and clippy, whose
//! strictest groups are on, when it is run over them.

#![deny(warnings, deprecated, let_underscore_drop, missing_debug_implementations, missing_docs)]
#![deny(nonstandard_style, redundant_lifetimes, rust_2018_idioms, single_use_lifetimes)]
#![deny(trivial_casts, trivial_numeric_casts, unit_bindings, unreachable_pub, unused)]
#![deny(unnameable_types, unused_lifetimes, unused_qualifications, unused_results)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]

use api_core::{Envelope, Result, api};
use serde::de::DeserializeOwned;

use crate::support::{client, content, last};

/// Its fields are read by the engine alone.
#[derive(Debug, Envelope)]
pub(super) struct Wrapped<T> {
    #[envelope(success = [0, 200])]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

/// Of which the test below uses a part.
#[api(envelope = Wrapped)]
pub(super) trait Strict {
    /// Without parameters.
    ///
    /// # Errors
    ///
    /// Sometimes.
    #[endpoint(GET, "/none")]
    async fn none(&self) -> Result<()>;

    /// With all kinds of parameters, as many as clippy likes.
    ///
    /// # Errors
    ///
    /// Sometimes.
    #[endpoint(PUT, "/all/{id}")]
    async fn all(
        &self,
        id: u64,
        #[query] q: Option<&str>,
        #[header("X-One")] one: &str,
        name: String,
        list: &[u8],
    ) -> Result<Option<String>>;

    /// Kept for those who still call it.
    ///
    /// # Errors
    ///
    /// Always.
    #[deprecated(note = "call `all`")]
    #[endpoint(POST, "/old/{id}")]
    async fn old(&self, id: &str, name: &str) -> Result<u8>;

    /// With a body.
    ///
    /// # Errors
    ///
    /// Sometimes.
    async fn twice(&self) -> Result<()> {
        self.none().await?;
        self.none().await
    }
}

/// With a parameter.
#[api]
pub(super) trait Generic<T: DeserializeOwned + Send + 'static> {
    /// One.
    ///
    /// # Errors
    ///
    /// Sometimes.
    #[endpoint(GET, "/one")]
    async fn one(&self) -> Result<T>;
}

/// A trait of which nothing is used, and which nobody can see, is the user's own business.
#[api]
trait Unused {
    #[endpoint(GET, "/unused")]
    async fn unused(&self, q: u8) -> Result<u8>;
}

#[api_tests::test]
async fn generated_code_brings_no_warnings() {
    let server = content();
    let api = StrictClient::new(client(&server));
    assert!(Strict::twice(&api).await.unwrap_err().is_decode());
    assert!(api.all(1, None, "1", String::from("a"), &[]).await.unwrap_err().is_decode());
    assert_eq!(last(&server).body(), r#"{"name":"a","list":[]}"#);
    GenericClient::<()>::new(client(&server)).one().await.unwrap();
    assert_eq!(last(&server).target(), "/one");
}
