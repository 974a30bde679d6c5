//! Arguments of our attributes that a macro has taken as a `path`, a `literal` or an `expr`, which
//! wraps them in an invisible group.

use api_core::{Client, Result};

macro_rules! service {
    ($krate:path, $envelope:path, $code:literal, $more:expr, $name:literal, $timeout:expr) => {
        #[derive(api_core::Envelope)]
        #[envelope(crate = $krate)]
        struct Own<T> {
            #[envelope(success = $code, rename = $name)]
            code: i64,
            #[envelope(payload)]
            data: T,
        }

        #[derive(api_core::Envelope)]
        struct Other<T> {
            #[envelope(success = $more)]
            code: i64,
            #[envelope(payload)]
            data: T,
        }

        #[api_core::api(crate = $krate, envelope = $envelope, headers("X" = $name))]
        trait Service {
            #[endpoint(GET, "/own", envelope = Own, timeout = $timeout, query($name = $name))]
            async fn own(&self, #[query($name)] given: u8) -> Result<u8>;

            #[endpoint(GET, "/other")]
            async fn other(&self) -> Result<u8>;
        }
    };
}

service!(::api_core, self::Other, 0, [0, 200], "name", "5s");

pub(super) fn main() {
    let client = Client::builder("https://example.com").build().unwrap();
    let service = ServiceClient::new(client);
    let request = service.own(7).build().unwrap();
    assert_eq!(request.uri(), "https://example.com/own?name=name&name=7");
    assert_eq!(service.other().build().unwrap().headers()["x"], "name");
}
