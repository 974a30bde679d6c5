//! Downloads from servers that say one thing and send another. None may spoil a file.

use std::path::Path;

use api_core::ErrorKind;
use api_tests::{Server, Step, head, response};

use crate::downloads::{FilesClient, TAG, all, cut, files, rest};
use crate::saved::Folder;
use crate::support::*;

/// A response, and the end of its connection.
pub(crate) fn then(bytes: Vec<u8>) -> Vec<Step> {
    vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
}

#[api_tests::test]
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

/// A part has no more bytes than its own place says, though there be room for them in the whole.
#[api_tests::test]
async fn more_than_a_part_has_is_an_error() {
    let two_of_six = ("Content-Range", "bytes 4-5/10");
    let chunks = [head(206, &[two_of_six, TAG, ("Transfer-Encoding", "chunked")]), chunk("45XX")];
    let chunks = [chunks.concat(), END.to_vec()].concat();
    for part in [response(206, &[two_of_six, TAG], "45XXXX"), chunks] {
        let server = Server::scripts([cut("0123", &[TAG]), then(part), rest(6, "6789")]);
        let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Protocol);
        assert!(said(&error).starts_with("the server sent more of the content"), "{error}");
        assert!(said(&error).contains("; 4 of 10 bytes had been received"), "{error}");
    }
    // Two places are none.
    let ranges = [("Content-Range", "bytes 4-9/10"), ("Content-Range", "bytes 0-5/10"), TAG];
    let server = Server::scripts([cut("0123", &[TAG]), then(response(206, &ranges, "456789"))]);
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert!(said(&error).contains("sent another part of it"), "{error}");
}

/// What was said to be ten bytes long is not whole with four, whatever the server says later.
#[api_tests::test]
async fn the_end_of_a_content_comes_no_earlier_than_announced() {
    let nothing_more = || then(response(416, &[("Content-Range", "bytes */4")], ""));
    let server = Server::scripts([cut("0123", &[TAG]), nothing_more()]);
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert_eq!(error.status().map(|it| it.as_u16()), Some(416), "{error}");
    // A content of unknown length may have been whole without its end. Of another content, that says nothing.
    for (tag, is_whole) in [(None, true), (Some(TAG), true), (Some(("ETag", "\"b\"")), false)] {
        let begun = [head(200, &[TAG, ("Transfer-Encoding", "chunked")]), chunk("0123")].concat();
        let headers: Vec<_> = [("Content-Range", "bytes */4")].into_iter().chain(tag).collect();
        let server = Server::scripts([then(begun), then(response(416, &headers, ""))]);
        let content = all(&mut files(&server).file().await.unwrap()).await;
        assert_eq!(content.ok().as_deref(), is_whole.then_some(&b"0123"[..]));
    }
}

#[api_tests::test]
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

/// Where no part says how long the whole is, only a server's word that nothing follows is the end.
#[api_tests::test]
async fn the_end_of_a_content_of_unknown_length_is_asked_for() {
    let begun =
        || then([head(200, &[TAG, ("Transfer-Encoding", "chunked")]), chunk("0123")].concat());
    let part =
        |range: &str, text: &str| then(response(206, &[("Content-Range", range), TAG], text));
    let nothing_more = || then(response(416, &[("Content-Range", "bytes */10")], ""));
    for scripts in [
        vec![begun(), part("bytes 4-6/*", "456"), part("bytes 7-9/10", "789")],
        vec![begun(), part("bytes 4-6/*", "456"), part("bytes 7-9/*", "789"), nothing_more()],
        vec![begun(), part("bytes 4-9/*", "456789"), nothing_more()],
    ] {
        let requests = scripts.len();
        let server = Server::scripts(scripts);
        let content = all(&mut files(&server).file().await.unwrap()).await;
        assert_eq!(content.unwrap(), b"0123456789");
        assert_eq!(server.requests().len(), requests);
    }
    let server = Server::scripts([begun(), part("bytes 4-6/*", "456")]);
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert!(said(&error).contains("; 7 bytes had been received"), "{error}");
}

/// A part is as long as its place, in chunks too.
#[api_tests::test]
async fn less_than_a_part_of_the_callers_own_is_an_error() {
    let chunks = |text: &str| {
        let headers = [("Content-Range", "bytes 0-9/100"), ("Transfer-Encoding", "chunked")];
        Server::giving([head(206, &headers), chunk(text), END.to_vec()].concat())
    };
    for (text, expected) in [
        ("0123456789", Ok(())),
        ("0123", Err(ErrorKind::Transport)),
        ("0123456789a", Err(ErrorKind::Protocol)),
    ] {
        let server = chunks(text);
        let mut file = files(&server).file().header("Range", "bytes=0-9").await.unwrap();
        assert_eq!(file.length(), Some(10));
        let result = all(&mut file).await;
        assert_eq!(result.map(drop).map_err(|error| error.kind()), expected, "{text}");
    }
}

#[api_tests::test]
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
#[api_tests::test]
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

#[api_tests::test]
async fn a_part_that_nobody_asked_for_is_an_error() {
    let part = |range: &str, content: &str| {
        Server::giving(response(206, &[("Content-Range", range), TAG], content))
    };
    for range in ["bytes 4-9/10", "bytes 0-3/10", "bytes 0-9/*", "4-9/10"] {
        let server = part(range, "456789");
        let api = files(&server);
        let error = api.file().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Protocol, "{range}");
        assert_eq!(
            said(&error),
            "the server sent a part of the content, and all of it was asked for"
        );
        assert_eq!(
            (error.status().map(|it| it.as_u16()), api.client().in_flight()),
            (Some(206), 0)
        );
    }
    let server = Server::giving(response(206, &[], "456789"));
    assert_eq!(files(&server).response().await.unwrap_err().kind(), ErrorKind::Protocol);
    // All of it is no part.
    let server = part("bytes 0-9/10", "0123456789");
    assert_eq!(all(&mut files(&server).file().await.unwrap()).await.unwrap(), b"0123456789");
    // What the client asks for in each call was asked for.
    let server = part("bytes 4-9/10", "456789");
    let client = calling(server.base()).header("Range", "bytes=4-").build().unwrap();
    let mut file = FilesClient::new(client).file().await.unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"456789");
}

#[api_tests::test]
async fn a_place_that_cannot_be_is_none() {
    for (range, is_sound) in [
        ("bytes 4-9/10", true),
        ("Bytes 4-9/10", true),
        ("bytes 4-9/*", true),
        ("bytes +4-9/10", false),
        ("bytes 4-3/10", false),
        ("bytes 4-10/10", false),
        ("bytes 4-9/9", false),
        ("items 4-9/10", false),
        ("bytes=4-9/10", false),
        ("bytes */10", false),
        ("bytes 4-/10", false),
        ("bytes -4-9/10", false),
        ("bytes 4-18446744073709551616/10", false),
    ] {
        let other = response(206, &[("Content-Range", range), TAG], "456789");
        let server =
            Server::scripts([cut("0123", &[TAG]), vec![Step::ReadRequest, Step::Send(other)]]);
        let result = all(&mut files(&server).file().await.unwrap()).await;
        match result {
            Ok(content) => assert!(is_sound && content == b"0123456789", "{range}"),
            Err(error) => {
                assert!(!is_sound, "{range}: {error}");
                assert_eq!(error.kind(), ErrorKind::Protocol);
            }
        }
    }
}

#[api_tests::test]
async fn several_parts_are_an_error() {
    let parts =
        response(206, &[("Content-Type", "multipart/byteranges; boundary=x"), TAG], "--x--");
    let server = Server::scripts([cut("0123", &[TAG]), then(parts)]);
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Protocol);
}

#[api_tests::test]
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

#[api_tests::test]
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

#[api_tests::test]
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

/// The rest comes compressed, although the beginning did not, or the other way round.
#[api_tests::test]
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
