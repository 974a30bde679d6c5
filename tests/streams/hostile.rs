//! Downloads from servers that say one thing and send another. None may spoil a file.

use std::path::Path;

use api_core::{ErrorKind, EventStream, JsonLines, Result, api};
use api_tests::{Server, Step, head, response};

use crate::downloads::{FilesClient, Folder, TAG, all, cut, files, rest};
use crate::support::*;

/// A response, and the end of its connection.
fn then(bytes: Vec<u8>) -> Vec<Step> {
    vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
}

#[tokio::test]
async fn more_than_there_is_is_an_error() {
    let headers = [("Content-Range", "bytes 4-9/10"), TAG, ("Transfer-Encoding", "chunked")];
    let more = [head(206, &headers), chunk("456789and more"), END.to_vec()].concat();
    for to_file in [false, true] {
        let server = Server::scripts([cut("0123", &[TAG]), then(more.clone())]);
        let folder = Folder::new();
        let path = folder.0.join("file");
        let mut file = files(&server).file().await.unwrap();
        let error = match to_file {
            true => soon(file.save_to(&path)).await.unwrap_err(),
            false => all(&mut file).await.unwrap_err(),
        };
        assert_eq!(error.kind(), ErrorKind::Protocol);
        assert!(said(&error).starts_with("the server sent more of the content"), "{error}");
        assert!(!path.exists());
    }
}

#[tokio::test]
async fn less_than_was_asked_for_is_gone_on_with() {
    // RFC 9110 §14.2: a server may send a part of what was asked for.
    let part = |from: usize, text: &str| {
        let range = format!("bytes {from}-{}/10", from + text.len() - 1);
        then(response(206, &[("Content-Range", &range), TAG], text))
    };
    let server =
        Server::scripts([cut("0123", &[TAG]), part(4, "45"), part(6, "678"), part(9, "9")]);
    assert_eq!(all(&mut files(&server).file().await.unwrap()).await.unwrap(), b"0123456789");
    let ranges: Vec<_> =
        server.requests()[1..].iter().flat_map(|request| request.header("range")).collect();
    assert_eq!(ranges, ["bytes=4-", "bytes=6-", "bytes=9-"]);
}

#[tokio::test]
async fn a_part_of_another_date_is_an_error() {
    let old = ("Last-Modified", "Thu, 26 Nov 2026 12:00:00 GMT");
    let newer = ("Last-Modified", "Thu, 26 Nov 2026 12:00:01 GMT");
    let date = ("Date", "Fri, 27 Nov 2026 12:00:00 GMT");
    let other = response(206, &[("Content-Range", "bytes 4-9/10"), newer], "456789");
    let server = Server::scripts([cut("0123", &[old, date]), then(other)]);
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Protocol);
}

/// What the caller itself asked a part of is not gone on with: its places are others.
#[tokio::test]
async fn a_part_of_the_callers_own_is_not_gone_on_with() {
    for content in ["", "4567"] {
        let headers = [("Content-Range", "bytes 100-109/200"), ("Content-Length", "10"), TAG];
        let server =
            Server::by(move |_| then([head(206, &headers), content.as_bytes().to_vec()].concat()));
        let call = files(&server).file().header("Range", "bytes=100-109");
        let error = all(&mut call.await.unwrap()).await.unwrap_err();
        assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Transport, 1), "{error}");
        // Nor is it the beginning of a file that another download goes on with.
        let folder = Folder::new();
        let call = files(&server).file().header("Range", "bytes=100-109");
        soon(call.await.unwrap().save_to(folder.0.join("file"))).await.unwrap_err();
        assert!(folder.names().is_empty());
    }
}

#[tokio::test]
async fn several_parts_are_an_error() {
    let parts =
        response(206, &[("Content-Type", "multipart/byteranges; boundary=x"), TAG], "--x--");
    let server = Server::scripts([cut("0123", &[TAG]), then(parts)]);
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Protocol);
}

#[tokio::test]
async fn a_redirect_is_followed_on_the_way_to_the_rest() {
    let moved = || then(response(302, &[("Location", "/elsewhere")], ""));
    let server = Server::scripts([moved(), cut("0123", &[TAG]), moved(), rest(4, "456789")]);
    let following = |server: &Server| {
        FilesClient::new(calling(server.base()).follow_redirects(3).build().unwrap())
    };
    let mut file = following(&server).file().await.unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"0123456789");
    for request in &server.requests()[2..] {
        assert_eq!(request.header("range"), ["bytes=4-"], "{}", request.line());
        assert_eq!(request.header("if-range"), ["\"a\""]);
    }
    // From a storage at another origin, as release assets are.
    let storage = Server::scripts([cut("0123", &[TAG]), rest(4, "456789")]);
    let location = storage.base();
    let first = Server::giving(response(302, &[("Location", &location)], ""));
    let mut file = following(&first).away().await.unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"0123456789");
    assert_eq!(storage.requests()[1].header("range"), ["bytes=4-"]);
    assert_eq!(storage.requests()[1].header("if-range"), ["\"a\""]);
}

#[tokio::test]
async fn what_is_no_name_of_a_file_is_an_error_at_once() {
    let folder = Folder::new();
    std::fs::create_dir(folder.0.join("a")).unwrap();
    for path in [folder.0.join("a"), folder.0.join("a/.."), folder.0.join("none/file")] {
        let server = Server::giving(response(200, &[TAG], "0123456789"));
        let file = files(&server).file().await.unwrap();
        let error = soon(file.save_to(&path)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Save, "{error}");
        assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
        assert_eq!(folder.names(), ["a"]);
    }
    let error = files(&Server::giving(response(200, &[], "0"))).file().await.unwrap();
    assert_eq!(soon(error.save_to(Path::new(""))).await.unwrap_err().kind(), ErrorKind::Save);
}

#[tokio::test]
async fn the_longest_name_can_be_saved_to() {
    let folder = Folder::new();
    let disposition = format!("attachment; filename=\"{}\"", "x".repeat(300));
    let server =
        Server::giving(response(200, &[("Content-Disposition", &disposition), TAG], "0123456789"));
    let file = files(&server).file().await.unwrap();
    let name = file.file_name().unwrap().to_owned();
    assert_eq!(name.len(), 255);
    soon(file.save_to(folder.0.join(&name))).await.unwrap();
    assert_eq!(folder.names(), [name]);
}

/// Ten bytes, compressed.
#[cfg(feature = "gzip")]
fn gzip() -> Vec<u8> {
    use std::io::Write as _;

    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    encoder.write_all(b"0123456789").unwrap();
    encoder.finish().unwrap()
}

/// A server that compresses although it was asked not to, with the same strong tag for both. A place in
/// the one is none in the other.
#[cfg(feature = "gzip")]
#[tokio::test]
async fn what_was_compressed_is_not_gone_on_with_in_the_middle() {
    let coded = gzip();
    let length = coded.len().to_string();
    let headers = [("Content-Length", &*length), ("Content-Encoding", "gzip"), TAG];
    // The first bytes of the content have come, and its end has not.
    let cut = || then([head(200, &headers), coded[..coded.len() - 10].to_vec()].concat());
    let whole = || then(response(200, &[TAG], "0123456789"));
    let server = Server::by(move |_| cut());
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Transport, 1), "{error}");
    // A file begins anew, and is no part that a later download would go on with.
    let cut = || then([head(200, &headers), coded[..coded.len() - 10].to_vec()].concat());
    let folder = Folder::new();
    let path = folder.0.join("file");
    let server = Server::scripts([cut(), whole()]);
    soon(files(&server).file().await.unwrap().save_to(&path)).await.unwrap();
    assert!(server.requests()[1].header("range").is_empty());
    assert_eq!(std::fs::read(&path).unwrap(), b"0123456789");
    // The hash is that of other bytes.
    let digest = ("Content-Digest", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
    let server = Server::giving(response(200, &[digest, ("Content-Encoding", "gzip")], gzip()));
    let error = files(&server).file().await.unwrap().check_digest().unwrap_err();
    assert!(said(&error).starts_with("the response was compressed"), "{error}");
}

/// The rest comes compressed, although the beginning did not, or the other way round.
#[tokio::test]
async fn a_rest_in_another_coding_is_an_error() {
    let coded = |coding: Option<&'static str>, status: u16| {
        let mut headers = vec![TAG];
        headers.extend(coding.map(|coding| ("Content-Encoding", coding)));
        match status {
            200 => cut("0123", &headers),
            _ => {
                headers.push(("Content-Range", "bytes 4-9/10"));
                then(response(206, &headers, "456789"))
            }
        }
    };
    for (first, second) in
        [(None, Some("gzip")), (Some("x-own"), None), (Some("x-own"), Some("br"))]
    {
        let folder = Folder::new();
        let path = folder.0.join("file");
        let server = Server::scripts([coded(first, 200), coded(second, 206)]);
        let error = soon(files(&server).file().await.unwrap().save_to(&path)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Protocol, "{error}");
        assert!(!path.exists());
    }
    // In one coding that nobody decodes, the bytes are of one content.
    let server = Server::scripts([coded(Some("x-own"), 200), coded(Some("x-own"), 206)]);
    assert_eq!(all(&mut files(&server).file().await.unwrap()).await.unwrap(), b"0123456789");
}

#[api]
trait Coded {
    #[endpoint(GET, "/events")]
    async fn events(&self) -> Result<EventStream<u32>>;

    #[endpoint(GET, "/lines")]
    async fn lines(&self) -> Result<JsonLines<u32>>;
}

/// Compressed events would mean nothing, and a stream without any would be all that was seen of them.
#[tokio::test]
async fn items_in_a_coding_that_is_not_decoded_are_an_error() {
    let coded = |content_type| {
        let headers = [("Content-Type", content_type), ("Content-Encoding", "x-own")];
        Server::giving(response(200, &headers, "data: 1\n\n"))
    };
    let expected = "the response is coded as `x-own`, which this client does not decode";
    let server = coded(EVENTS);
    let error = CodedClient::new(client(&server)).events().await.unwrap_err();
    assert_eq!((error.kind(), said(&error)), (ErrorKind::Decode, expected.to_owned()));
    let server = coded(LINES);
    let error = CodedClient::new(client(&server)).lines().await.unwrap_err();
    assert_eq!((error.kind(), said(&error)), (ErrorKind::Decode, expected.to_owned()));
}
