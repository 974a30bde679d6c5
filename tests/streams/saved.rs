//! Downloads to files: beside them first, under their name when whole, and checked by a hash.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use api_core::ErrorKind;
use api_tests::{Server, Step, response};

use crate::downloads::{TAG, all, cut, files, rest};
use crate::support::*;

/// A folder of its own for each test, removed at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        let name = format!("api-streams-{:016x}", fastrand::u64(..));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        _ = std::fs::remove_dir_all(&self.0);
    }
}

#[api_tests::test]
async fn a_file_is_there_when_it_is_whole() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    std::fs::write(&path, "old").unwrap();
    let server = Server::scripts([cut("0123", &[TAG]), rest(4, "456789")]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&seen);
    let file = files(&server).file().await.unwrap();
    let observed = path.clone();
    let bytes = soon(file.save_to(&path).progress(move |done, total| {
        assert_eq!(std::fs::read(&observed).unwrap(), b"old", "replaced too early");
        heard.lock().unwrap().push((done, total));
    }))
    .await
    .unwrap();
    assert_eq!((bytes, std::fs::read(&path).unwrap()), (10, b"0123456789".to_vec()));
    assert_eq!(folder.names(), ["file"]);
    assert_eq!(*seen.lock().unwrap(), [(4, Some(10)), (10, Some(10))]);
}

#[api_tests::test]
async fn a_download_that_failed_is_gone_on_with_by_the_next() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    let server = Server::scripts([cut("0123", &[TAG])]);
    let file = files(&server).file().await.unwrap();
    soon(file.save_to(&path)).await.unwrap_err();
    assert!(!path.exists());
    assert_eq!(folder.names().len(), 1, "the part stays");

    let server = Server::scripts([cut("0", &[TAG]), rest(4, "456789")]);
    let file = files(&server).file().await.unwrap();
    assert_eq!(soon(file.save_to(&path)).await.unwrap(), 10);
    assert_eq!(server.requests()[1].header("range"), ["bytes=4-"]);
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
    assert_eq!(folder.names(), ["file"]);
    // A server without parts sends what is there once more.
    std::fs::remove_file(&path).unwrap();
    let server = Server::scripts([cut("0123", &[TAG])]);
    let file = files(&server).file().await.unwrap();
    soon(file.save_to(&path)).await.unwrap_err();
    let whole = response(200, &[TAG], "0123456789");
    let server = Server::scripts([cut("0", &[TAG]), vec![Step::ReadRequest, Step::Send(whole)]]);
    let seen = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&seen);
    let save = files(&server).file().await.unwrap().save_to(&path);
    let save = save.progress(move |done, total| heard.lock().unwrap().push((done, total)));
    assert_eq!(soon(save).await.unwrap(), 10);
    assert_eq!(*seen.lock().unwrap(), [(10, Some(10))]);
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
    assert_eq!(folder.names(), ["file"]);
}

#[api_tests::test]
async fn a_content_that_changed_is_saved_from_its_beginning() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    let changed = response(200, &[("ETag", "\"b\"")], "abc");
    let server =
        Server::scripts([cut("0123", &[TAG]), vec![Step::ReadRequest, Step::Send(changed)]]);
    let file = files(&server).file().await.unwrap();
    assert_eq!(soon(file.save_to(&path)).await.unwrap(), 3);
    assert_eq!(std::fs::read(&path).unwrap(), b"abc");
    // So is one that nothing tells from another.
    let again = || vec![Step::ReadRequest, Step::Send(response(200, &[], "0123456789"))];
    let server = Server::scripts([cut("0123", &[]), again()]);
    let file = files(&server).file().await.unwrap();
    assert_eq!(soon(file.save_to(&path)).await.unwrap(), 10);
    assert!(server.requests()[1].header("range").is_empty());
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
    // But not for ever, and nothing is left of it.
    let server = Server::by(|_| cut("0123", &[]));
    let file = files(&server).file().await.unwrap();
    let error = soon(file.save_to(&path)).await.unwrap_err();
    assert_eq!((error.attempts(), folder.names()), (3, vec!["file".to_owned()]));
}

#[api_tests::test]
async fn a_file_that_cannot_be_written_is_an_error() {
    let folder = Folder::new();
    let server = Server::giving(response(200, &[TAG], "0123456789"));
    let file = files(&server).file().await.unwrap();
    let error = soon(file.save_to(folder.0.join("none/file"))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Save);
}

#[api_tests::test]
async fn a_hash_of_the_content_is_checked() {
    // SHA-256 of `0123456789`.
    let digest = ("Content-Digest", "sha-256=:hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=:");
    let folder = Folder::new();
    let path = folder.0.join("file");
    for (content, holds) in [("0123456789", None), ("0123456780", Some(ErrorKind::Decode))] {
        let server = Server::giving(response(200, &[digest, TAG], content));
        let api = files(&server);
        let mut file = api.file().await.unwrap().check_digest().unwrap();
        let result = all(&mut file).await;
        assert_eq!(result.err().map(|error| error.kind()), holds, "{content}");
        let file = api.file().await.unwrap().check_digest().unwrap();
        let saved = soon(file.save_to(&path)).await;
        assert_eq!(saved.err().map(|error| error.kind()), holds);
        assert_eq!(folder.names(), ["file"]);
    }
    // Over a break, and over two downloads.
    let server = Server::scripts([cut("0123", &[TAG, digest]), rest(4, "456789")]);
    let file = files(&server).file().await.unwrap().check_digest().unwrap();
    soon(file.save_to(&path)).await.unwrap();
    let server = Server::scripts([cut("0123", &[TAG, digest])]);
    let file = files(&server).file().await.unwrap();
    soon(file.save_to(&path)).await.unwrap_err();
    let server = Server::scripts([cut("0", &[TAG, digest]), rest(4, "456789")]);
    let file = files(&server).file().await.unwrap().check_digest().unwrap();
    soon(file.save_to(&path)).await.unwrap();
    // Who asks for a check gets one.
    let server = Server::giving(response(200, &[], "0123456789"));
    let error = files(&server).file().await.unwrap().check_digest().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

/// A part of `0123456789` from four on, as another server has it: of another content.
fn part_of_another() -> Vec<Step> {
    let headers = [("Content-Range", "bytes 4-9/10"), ("ETag", "\"b\"")];
    vec![Step::ReadRequest, Step::Send(response(206, &headers, "efghij")), Step::Close]
}

fn whole_of_another(sent: &str) -> Vec<Step> {
    let head = api_tests::head(200, &[("Content-Length", "10"), ("ETag", "\"b\"")]);
    vec![Step::ReadRequest, Step::Send([&head[..], sent.as_bytes()].concat()), Step::Close]
}

/// Servers that do not heed `If-Range` send a part of whatever they have.
#[api_tests::test]
async fn a_part_of_another_content_lets_the_file_begin_anew() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    let server =
        Server::scripts([cut("0123", &[TAG]), part_of_another(), whole_of_another("abcdefghij")]);
    let file = files(&server).file().await.unwrap();
    assert_eq!(soon(file.save_to(&path)).await.unwrap(), 10);
    assert_eq!(std::fs::read(&path).unwrap(), b"abcdefghij");
    assert_eq!(folder.names(), ["file"]);
    let asked = server.requests();
    assert_eq!(asked[1].header("range"), ["bytes=4-"]);
    assert!(asked[2].header("range").is_empty() && asked[2].header("if-range").is_empty());
}

/// Two servers behind one name may each have a content of their own. The part of the one is never gone on
/// with by the other, however often they take turns.
#[api_tests::test]
async fn parts_of_contents_that_take_turns_are_never_put_together() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    let server = Server::scripts([cut("0123", &[TAG]), whole_of_another("abcd")]);
    let file = files(&server).file().retry(api_core::Retry::default().attempts(2)).await.unwrap();
    soon(file.save_to(&path)).await.unwrap_err();
    assert!(folder.names().is_empty(), "{:?}", folder.names());
    let server = Server::scripts([cut("0", &[TAG]), rest(1, "123456789")]);
    let file = files(&server).file().await.unwrap();
    soon(file.save_to(&path)).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
    // And they do not keep a download busy for ever.
    for sent in [whole_of_another("abcd"), part_of_another()] {
        let server = Server::by(move |number| match number % 2 {
            0 => cut("0123", &[TAG]),
            _ => sent.clone(),
        });
        let file = files(&server).file().await.unwrap();
        soon(file.save_to(&path)).await.unwrap_err();
        assert!(server.requests().len() <= 6, "{}", server.requests().len());
        assert_eq!(folder.names(), ["file"]);
    }
}
