//! A module that has a `Box` of its own, as a program about parcels would.

use std::sync::Arc;

use api_core::{Client, Result, api};

#[derive(serde::Serialize)]
struct Box {
    weight: u32,
}

#[api]
trait Parcels {
    #[endpoint(POST, "/parcels")]
    async fn send(&self, parcel: Box) -> Result<()>;

    async fn send_empty(&self) -> Result<()> {
        self.send(Box { weight: 0 }).await
    }
}

pub(super) fn main() {
    let client = Client::builder("https://example.com").build().unwrap();
    let parcels = ParcelsClient::new(client);
    let request = parcels.send(Box { weight: 3 }).build().unwrap();
    assert_eq!(request.body().as_bytes(), Some(&br#"{"parcel":{"weight":3}}"#[..]));
    let _: Arc<dyn Parcels> = Arc::new(parcels);
}
