//! Where a trait may stand and who may see it; endpoints that are configured out or deprecated.

use api_core::{Result, api};

use crate::support::{client, content, last};

mod inner {
    use super::{Result, api};

    /// Seen by the crate.
    #[api]
    pub(crate) trait Open {
        #[endpoint(GET, "/open")]
        async fn get(&self) -> Result<()>;
    }

    /// Seen by the parent module, with a client of another name.
    #[api(client = Second)]
    pub(super) trait Another {
        #[endpoint(GET, "/another")]
        async fn get(&self) -> Result<()>;
    }

    #[api]
    pub(in crate::traits) trait Scoped {
        #[endpoint(GET, "/scoped")]
        async fn get(&self) -> Result<()>;
    }

    /// Seen by nobody else.
    #[api]
    trait Private {
        #[endpoint(GET, "/private")]
        async fn get(&self) -> Result<()>;
    }

    pub(super) async fn call_private(client: api_core::Client) -> Result<()> {
        PrivateClient::new(client).get().await
    }
}

#[api_tests::test]
async fn several_traits_live_in_one_module() {
    let server = content();
    let client = client(&server);
    inner::OpenClient::new(client.clone()).get().await.unwrap();
    inner::Second::new(client.clone()).get().await.unwrap();
    inner::ScopedClient::new(client.clone()).get().await.unwrap();
    inner::call_private(client).await.unwrap();
    let targets = server.requests().iter().map(|r| r.target().to_owned()).collect::<Vec<_>>();
    assert_eq!(targets, ["/open", "/another", "/scoped", "/private"]);
    assert_eq!(inner::Second::ENDPOINTS[0].trait_name(), "Another");
}

#[api_tests::test]
async fn a_trait_may_be_declared_in_a_function() {
    #[derive(Debug, PartialEq, serde::Serialize)]
    struct Local(u8);

    #[api]
    trait Here {
        #[endpoint(GET, "/here")]
        async fn get(&self, local: Local) -> Result<()>;
    }

    let server = content();
    let api: Box<dyn Here> = Box::new(HereClient::new(client(&server)));
    api.get(Local(7)).await.unwrap();
    assert_eq!(last(&server).target(), "/here?local=7");
}

/// Warnings are errors here: what is generated may bring none.
mod strict {
    #![deny(warnings, deprecated, unused, missing_docs, unreachable_pub)]

    use super::{Result, api};

    #[api]
    pub(super) trait Ages {
        /// There, and the other is not.
        #[cfg(test)]
        #[endpoint(GET, "/present")]
        async fn present(&self) -> Result<()>;

        /// Of types that are nowhere to be found.
        #[cfg(not(test))]
        #[endpoint(GET, "/absent/{id}", envelope = Missing)]
        async fn absent(&self, id: Missing) -> Result<Missing>;

        /// Of which only one exists.
        #[cfg(not(test))]
        #[endpoint(GET, "/either?no")]
        async fn either(&self) -> Result<Missing>;

        /// Of which only one exists.
        #[cfg(test)]
        #[endpoint(GET, "/either?yes")]
        async fn either(&self) -> Result<()>;

        /// Not any more.
        #[deprecated(note = "call `present`")]
        #[endpoint(GET, "/old")]
        async fn old(&self, id: &str) -> Result<()>;
    }

    /// Not there as a whole.
    #[api]
    #[cfg(not(test))]
    pub(super) trait Nowhere {
        #[endpoint(GET, "/")]
        async fn get(&self) -> Result<Missing>;
    }
}

#[api_tests::test]
async fn an_endpoint_that_is_configured_out_is_nowhere() {
    let server = content();
    let api = strict::AgesClient::new(client(&server));
    api.present().await.unwrap();
    api.either().await.unwrap();
    assert_eq!(last(&server).target(), "/either?yes");
    let names = strict::AgesClient::ENDPOINTS.iter().map(|e| e.name()).collect::<Vec<_>>();
    assert_eq!(names, ["present", "either", "old"]);
}

#[api_tests::test]
async fn a_deprecated_endpoint_warns_whoever_calls_it_and_works() {
    let server = content();
    let api = strict::AgesClient::new(client(&server));
    #[expect(deprecated)]
    api.old("a").await.unwrap();
    let shared: &dyn strict::Ages = &api;
    #[expect(deprecated)]
    shared.old("b").await.unwrap();
    assert_eq!(last(&server).target(), "/old?id=b");
    assert!(strict::AgesClient::ENDPOINTS[2].is_deprecated());
}
