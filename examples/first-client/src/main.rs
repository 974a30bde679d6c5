//! The program of `docs/first-client.md`.

mod api;
mod server;

use std::time::Duration;

use api_core::{Client, Credentials, Part, Result};

use crate::api::{Note, Notes, NotesClient};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let base = server::start().await?; // the base URL of a real service: "https://notes.example"
    let client = Client::builder(base).credentials(Credentials::bearer("secret")).build()?;
    let notes = NotesClient::new(client);

    for text in ["buy milk", "water the plants", "call Ann"] {
        let note = notes.create(text).await?;
        println!("created note {}: {}", note.id, note.text);
    }

    let note = notes.get(2).timeout(Duration::from_secs(5)).await?;
    println!("note 2: {}", note.text);

    println!("{} notes in all", all(&notes).await?.len());

    let manifest = Part::file(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).await?;
    let size = notes.attach(1, manifest).await?;
    println!("attached a file: {}", size > 0);

    for id in [3, 4] {
        match find(&notes, id).await? {
            Some(note) => println!("found: {}", note.text),
            None => println!("note {id} is gone"),
        }
    }
    Ok(())
}

/// All notes, page by page.
async fn all(notes: &impl Notes) -> Result<Vec<Note>> {
    let mut found = Vec::new();
    let mut from = None;
    loop {
        let page = notes.list(from).await?;
        found.extend(page.notes);
        match page.next {
            Some(next) => from = Some(next),
            None => return Ok(found),
        }
    }
}

/// A note, or `None` if the service does not have it.
async fn find(notes: &impl Notes, id: u64) -> Result<Option<Note>> {
    match notes.get(id).await {
        Ok(note) => Ok(Some(note)),
        Err(error) if error.api().is_some_and(|api| api.code() == &404) => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{NotesStub, Page};

    #[tokio::test]
    async fn a_missing_note_is_none_and_any_other_failure_an_error() {
        let stub = NotesStub::new();
        stub.get().times(1).respond_error(404, "there is no note 7");
        stub.get().times(1).respond_error(40103, "token expired");

        assert_eq!(find(&stub.client(), 7).await.unwrap(), None);
        assert!(find(&stub.client(), 7).await.unwrap_err().to_string().contains("token expired"));
        stub.verify();
    }

    #[tokio::test]
    async fn all_pages_are_read() {
        let note = |id| Note { id, text: String::new() };
        let stub = NotesStub::new();
        let pages = [
            Page { notes: vec![note(1), note(2)], next: Some(3) },
            Page { notes: vec![note(3)], next: None },
        ];
        let list = stub.list().respond_sequence(pages);

        assert_eq!(all(&stub.client()).await.unwrap(), [note(1), note(2), note(3)]);
        assert_eq!(list.calls()[1].from, Some(3));
        stub.verify();
    }
}
