//! A trait that is deprecated as a whole. Its users are warned, and nobody else.

#![deny(warnings)]

mod old {
    use api_core::{Result, api};

    #[deprecated(note = "the API goes away next year")]
    #[api]
    pub trait Old {
        #[endpoint(GET, "/old")]
        async fn get(&self) -> Result<()>;
    }
}

pub(super) fn main() {
    let client = api_core::Client::builder("https://example.com").build().unwrap();
    let request = old::OldClient::new(client).get().build().unwrap();
    assert_eq!(request.uri(), "https://example.com/old");
}
