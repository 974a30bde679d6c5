//! An endpoint that is deprecated by way of `cfg_attr`.

#![deny(warnings)]

mod old {
    use api_core::{Result, api};

    #[api]
    pub trait Old {
        #[cfg_attr(all(), deprecated(note = "the endpoint goes away next year"))]
        #[endpoint(GET, "/old")]
        async fn get(&self) -> Result<()>;
    }
}

pub(super) fn main() {
    let client = api_core::Client::builder("https://example.com").build().unwrap();
    #[expect(deprecated)]
    let request = old::OldClient::new(client).get().build().unwrap();
    assert_eq!(request.uri(), "https://example.com/old");
}
