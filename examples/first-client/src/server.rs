//! The service itself, so that the client has something to call.

use std::sync::Mutex;

use api_core::server::axum;
use api_core::{ApiError, Part, Result, async_trait};

use crate::api::{Note, Notes, NotesServer, Page};

#[derive(Default)]
struct Store {
    notes: Mutex<Vec<Note>>,
}

#[async_trait]
impl Notes for Store {
    async fn list(&self, from: Option<u64>) -> Result<Page> {
        let notes = self.notes.lock().expect("no thread has panicked").clone();
        let from = from.unwrap_or(1);
        let page: Vec<_> = notes.iter().filter(|note| note.id >= from).take(2).cloned().collect();
        let next = page.last().map(|note| note.id + 1).filter(|id| notes.len() as u64 >= *id);
        Ok(Page { notes: page, next })
    }

    async fn get(&self, id: u64) -> Result<Note> {
        let notes = self.notes.lock().expect("no thread has panicked");
        let note = notes.iter().find(|note| note.id == id).cloned();
        note.ok_or_else(|| ApiError::new(404, format!("there is no note {id}")).into())
    }

    async fn create(&self, text: &str) -> Result<Note> {
        let mut notes = self.notes.lock().expect("no thread has panicked");
        let note = Note { id: notes.len() as u64 + 1, text: text.to_owned() };
        notes.push(note.clone());
        Ok(note)
    }

    async fn attach(&self, id: u64, file: Part) -> Result<u64> {
        self.get(id).await?;
        Ok(file.as_bytes().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// Serves on a free port, and returns the base URL.
pub async fn start() -> std::io::Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    let router = NotesServer::new(Store::default()).into_router();
    tokio::spawn(async { axum::serve(listener, router).await });
    Ok(base)
}
