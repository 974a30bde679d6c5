//! A module without the prelude, and without importing anything for the macro's sake.

#[no_implicit_prelude]
mod bare {
    #[::api_core::api]
    pub trait Bare {
        #[endpoint(GET, "/bare")]
        async fn get(&self) -> ::api_core::Result<()>;
    }
}

pub(super) fn main() {
    let client = api_core::Client::builder("https://example.com").build().unwrap();
    let request = bare::BareClient::new(client).get().build().unwrap();
    assert_eq!(request.uri(), "https://example.com/bare");
}
