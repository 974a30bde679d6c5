//! A part of Docker's Engine API: <https://docs.docker.com/reference/api/engine/>.
#![cfg(unix)]

pub mod embedded;

use api_core::{Body, Response, Result, api};
use serde::{Deserialize, Serialize};

/// A container in a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Container {
    pub id: String,
    pub names: Vec<String>,
    pub state: String,
}

/// An engine, which listens on a Unix socket. A failure has a `message`, which errors show.
#[api(server, path = "/v1.43")]
pub trait Docker {
    /// The containers that run, or all of them.
    #[endpoint(GET, "/containers/json")]
    async fn containers(&self, all: bool) -> Result<Vec<Container>>;

    /// Starts a container. A 304 says that it ran already.
    #[endpoint(POST, "/containers/{id}/start", success = [204, 304])]
    async fn start(&self, id: &str) -> Result<Response<()>>;

    /// What a container has written, and with `follow` what it writes from now on: raw bytes.
    #[endpoint(GET, "/containers/{id}/logs")]
    async fn logs(&self, id: &str, stdout: bool, follow: Option<bool>) -> Result<Body>;

    /// Unpacks an archive into a folder of a container. The archive may be larger than memory.
    #[endpoint(PUT, "/containers/{id}/archive")]
    async fn upload(
        &self,
        id: &str,
        #[query] path: &str,
        #[body(stream, content_type = "application/x-tar")] tar: Body,
    ) -> Result<()>;
}
