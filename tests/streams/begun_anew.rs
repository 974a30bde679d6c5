//! Downloads whose content changes on the way: what is said of the content before is not said of this one.

use api_core::{ErrorKind, Retry};
use api_tests::{Server, Step, head, response};

use crate::downloads::{TAG, all, cut, files, rest};
use crate::hostile::then;
use crate::saved::Folder;
use crate::support::*;

/// The hash of `0123456789`, of `abcdefghij`, and of `0123`.
const HASHES: [&str; 3] = [
    "sha-256=:hNiYd/DUBB77a/kaFvAkjy/Vc+avBcGflr7bn4gveII=:",
    "sha-256=:cjmTYdpqd1T+yYbcpbfLrxyBCije1KuvVrIQbQbLeLA=:",
    "sha-256=:G+LkUrRteg2WVrux92joJI66G3W67WX12Z6vqUiJmmo=:",
];
const OTHER: (&str, &str) = ("ETag", "\"b\"");

/// A response with another content, whole, and what it states of its hash.
fn other(stated: &[(&str, &str)]) -> Vec<Step> {
    then(response(200, &[stated, &[OTHER]].concat(), "abcdefghij"))
}

#[api_tests::test]
async fn the_hash_is_that_of_the_content_that_is_saved() {
    let part = |stated: &[(&str, &str)]| {
        let headers = [stated, &[("Content-Range", "bytes 4-9/10"), OTHER]].concat();
        then(response(206, &headers, "efghij"))
    };
    let first = |sent: &str| cut(sent, &[TAG, ("Content-Digest", HASHES[0])]);
    let right = [("Content-Digest", HASHES[1])];
    let wrong = [("Repr-Digest", HASHES[2])];
    // Its part is of no use, whether that states a hash or not; before the first byte there is no part.
    for before in [
        vec![first("0123"), part(&[])],
        vec![first("0123"), part(&[("Content-Digest", HASHES[2])])],
        vec![first("0123")],
        vec![first("")],
    ] {
        for (stated, fails) in [(&right[..], false), (&wrong, true), (&[], true)] {
            let folder = Folder::new();
            let path = folder.0.join("file");
            let mut scripts = before.clone();
            scripts.push(other(stated));
            let server = Server::scripts(scripts);
            let file = files(&server).file().await.unwrap().check_digest().unwrap();
            let saved = soon(file.save_to(&path)).await;
            let kind = saved.as_ref().err().map(|error| error.kind());
            assert_eq!(kind, fails.then_some(ErrorKind::Decode), "{before:?} {stated:?} {saved:?}");
            let names: &[&str] = if fails { &[] } else { &["file"] };
            assert_eq!(folder.names(), names);
        }
    }
    // Piece by piece, too, as long as no piece was given.
    for (stated, fails) in [(&right[..], false), (&wrong, true)] {
        let server = Server::scripts([first(""), other(stated)]);
        let mut file = files(&server).file().await.unwrap().check_digest().unwrap();
        let result = all(&mut file).await;
        assert_eq!(result.as_deref().ok(), (!fails).then_some(&b"abcdefghij"[..]), "{result:?}");
    }
}

/// Otherwise its bytes would be taken for those of the content before, by the next download of that.
#[api_tests::test]
async fn a_part_is_named_by_its_own_content() {
    let folder = Folder::new();
    let path = folder.0.join("file");
    let cut_other = [head(200, &[("Content-Length", "10"), OTHER]), b"abcd".to_vec()].concat();
    let server = Server::scripts([cut("", &[TAG]), then(cut_other)]);
    let file = files(&server).file().retry(Retry::default().attempts(2)).await.unwrap();
    soon(file.save_to(&path)).await.unwrap_err();
    let server = Server::scripts([cut("0", &[TAG]), rest(1, "123456789")]);
    let file = files(&server).file().await.unwrap();
    soon(file.save_to(&path)).await.unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
}

#[api_tests::test]
async fn a_part_of_ones_own_has_a_hash_of_its_own() {
    let part = |stated: &[(&str, &str)]| {
        let headers = [stated, &[("Content-Range", "bytes 0-3/10"), TAG]].concat();
        Server::giving(response(206, &headers, "0123"))
    };
    let of_whole = ("Repr-Digest", HASHES[0]);
    let of_part = ("Content-Digest", HASHES[2]);
    let server = part(&[of_whole]);
    let file = files(&server).file().header("Range", "bytes=0-3").await.unwrap();
    assert_eq!(file.check_digest().unwrap_err().kind(), ErrorKind::Decode);
    let server = part(&[of_whole, of_part]);
    let file = files(&server).file().header("Range", "bytes=0-3").await.unwrap();
    assert_eq!(all(&mut file.check_digest().unwrap()).await.unwrap(), b"0123");
}
