//! `api-core` under another name: what the macros emit has to find it by the path that `crate = …`
//! gives, and by nothing else. No crate here is called `api_core`.

/// By the name of the dependency.
pub mod direct {
    use kook_http::{Envelope, Response, Result, api};

    /// A wrapper.
    #[derive(Debug, Envelope)]
    #[envelope(crate = kook_http)]
    pub struct Wrapped<T> {
        #[envelope(success = 0)]
        code: i64,
        #[envelope(message)]
        message: String,
        #[envelope(payload)]
        data: T,
    }

    /// Everything that generated code names.
    #[api(crate = kook_http, envelope = Wrapped, path = "/v1", headers("X-Trait" = "1"))]
    pub trait Direct {
        /// Every place for a parameter.
        #[endpoint(PUT, "/{id}/{rest*}", timeout = "5s", query("fixed" = "1"), credentials = none)]
        async fn put(
            &self,
            id: u64,
            rest: &str,
            #[query] q: Option<&str>,
            #[header("X-One")]
            #[sensitive]
            one: u8,
            name: &str,
        ) -> Result<Response<String>>;

        /// A whole body.
        #[endpoint(POST, "", envelope = none, idempotent)]
        async fn post(&self, #[body] all: &[u8]) -> Result<()>;

        /// No endpoint.
        async fn provided(&self) -> Result<()> {
            self.post(&[7]).await
        }
    }
}

/// By a path of this crate's own.
pub mod indirect {
    use self::reexported::path::{Envelope, Result, api};

    /// A module with a re-export of everything.
    pub mod reexported {
        /// One deeper.
        pub mod path {
            pub use kook_http::*;
        }
    }

    /// A wrapper.
    #[derive(Debug, Envelope)]
    #[envelope(crate = self::reexported::path)]
    pub struct Wrapped<T> {
        #[envelope(success = "ok")]
        status: String,
        #[envelope(payload)]
        data: T,
    }

    /// A generic trait: its client implements more by itself.
    #[api(crate = self::reexported::path, envelope = Wrapped)]
    pub trait Indirect<T: std::fmt::Display + Send + Sync + 'static> {
        /// One endpoint.
        #[endpoint(GET, "/{id}")]
        async fn get(&self, id: T, by: Option<u8>) -> Result<u64>;
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::sync::Arc;

    use http::{Request, Response};
    use kook_http::{Body, Client};
    use tower::service_fn;

    use crate::direct::{Direct, DirectClient};
    use crate::indirect::{Indirect, IndirectClient};

    /// A client whose response is what it sent: `PUT https://… [headers] body`, as the payload
    /// of either envelope, or with a number to a GET.
    fn client() -> Client {
        let transport = service_fn(|request: Request<Body>| async move {
            let body = String::from_utf8_lossy(request.body().as_bytes().unwrap()).into_owned();
            let one = request.headers().get("x-one").map_or("", |one| one.to_str().unwrap());
            let data = match request.method().as_str() {
                "GET" => request.uri().path().len().to_string(),
                method => format!("{:?}", format!("{method} {} {one} {body}", request.uri())),
            };
            let response = format!(r#"{{"code":0,"status":"ok","data":{data}}}"#);
            Ok::<_, Infallible>(Response::new(Body::from(response)))
        });
        Client::builder("https://example.com").transport(transport).build().unwrap()
    }

    #[tokio::test]
    async fn a_renamed_dependency_is_found() {
        let api = DirectClient::new(client());
        let put = api.put(7, "a/b", Some("q"), 1, "n").await.unwrap();
        let sent = r#"PUT https://example.com/v1/7/a/b?fixed=1&q=q 1 {"name":"n"}"#;
        assert_eq!(put.value(), sent);
        let shared: Arc<dyn Direct> = Arc::new(api);
        shared.provided().await.unwrap();
        assert_eq!(DirectClient::ENDPOINTS[1].template(), "/v1");
    }

    #[tokio::test]
    async fn a_path_to_a_re_export_is_followed() {
        let api = IndirectClient::<u64>::new(client());
        assert_eq!(api.clone().get(12345, Some(1)).await.unwrap(), 6);
        let shared: &dyn Indirect<u64> = &api;
        assert_eq!(shared.get(1, None).await.unwrap(), 2);
    }
}
