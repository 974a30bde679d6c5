//! The API of a service that keeps notes.

use api_core::{Envelope, Part, Result, api};
use serde::{Deserialize, Serialize};

/// The wrapper around every response: `{"code": 0, "message": "", "data": …}`.
#[derive(Envelope)]
pub struct Wrapped<T> {
    #[envelope(success = 0)]
    code: i64,
    #[envelope(message)]
    message: String,
    #[envelope(payload)]
    data: T,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    pub id: u64,
    pub text: String,
}

/// Some notes, and where the next page begins.
#[derive(Debug, Serialize, Deserialize)]
pub struct Page {
    pub notes: Vec<Note>,
    pub next: Option<u64>,
}

#[api(server, stub, envelope = Wrapped, path = "/v1")]
pub trait Notes {
    /// A page of notes, from the one with this id.
    #[endpoint(GET, "/notes")]
    async fn list(&self, from: Option<u64>) -> Result<Page>;

    /// One note.
    #[endpoint(GET, "/notes/{id}")]
    async fn get(&self, id: u64) -> Result<Note>;

    /// Writes a note.
    #[endpoint(POST, "/notes")]
    async fn create(&self, text: &str) -> Result<Note>;

    /// Attaches a file to a note, and returns the size of the file.
    #[endpoint(POST, "/notes/{id}/files", body = multipart)]
    async fn attach(&self, id: u64, #[part] file: Part) -> Result<u64>;
}
