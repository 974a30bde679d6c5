//! Downloads that go on after a break.

use std::sync::Arc;

use api_core::{ErrorKind, Retry};
use api_tests::{Server, Step, head, response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::downloads::{FilesClient, TAG, all, cut, files, rest};
use crate::saved::Folder;
use crate::support::*;

#[api_tests::test]
async fn a_break_is_gone_on_with_where_it_was() {
    let server = Server::scripts([cut("0123", &[TAG]), rest(4, "456789")]);
    let api = files(&server);
    let mut file = api.file().await.unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"0123456789");
    let request = &server.requests()[1];
    assert_eq!(
        (request.header("range"), request.header("if-range")),
        (vec!["bytes=4-".into()], vec!["\"a\"".into()])
    );
    assert_eq!(api.client().in_flight(), 0);
    // By its date, if that is old enough to tell.
    let old = ("Last-Modified", "Thu, 26 Nov 2026 12:00:00 GMT");
    let date = ("Date", "Fri, 27 Nov 2026 12:00:00 GMT");
    let server = Server::scripts([cut("0123", &[old, date]), rest(4, "456789")]);
    assert_eq!(all(&mut files(&server).file().await.unwrap()).await.unwrap(), b"0123456789");
    assert_eq!(server.requests()[1].header("if-range"), [old.1]);
}

#[api_tests::test]
async fn a_break_that_cannot_be_gone_on_with_is_an_error() {
    let weak = ("ETag", "W/\"a\"");
    let same_second = [
        ("Last-Modified", "Fri, 27 Nov 2026 12:00:00 GMT"),
        ("Date", "Fri, 27 Nov 2026 12:00:00 GMT"),
    ];
    for headers in [&[][..], &[weak], &same_second, &[TAG, ("Accept-Ranges", "none")]] {
        let server = Server::by({
            let headers = headers.to_vec();
            move |_| cut("0123", &headers)
        });
        let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
        assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Transport, 1));
        assert_eq!(
            said(&error),
            "the connection broke before the response was complete; 4 of 10 bytes had been received"
        );
    }
    for never in [true, false] {
        let server = Server::by(|_| cut("0123", &[TAG]));
        let api = files(&server);
        let call = if never { api.file().retry(Retry::never()) } else { api.post() };
        let error = all(&mut call.await.unwrap()).await.unwrap_err();
        assert_eq!((error.attempts(), server.requests().len()), (1, 1));
    }
}

#[api_tests::test]
async fn attempts_that_bring_nothing_are_counted() {
    let nothing = || {
        let bytes = head(206, &[("Content-Range", "bytes 4-9/10"), ("Content-Length", "6")]);
        vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
    };
    let server =
        Server::by(move |number| if number == 0 { cut("0123", &[TAG]) } else { nothing() });
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert_eq!((error.attempts(), server.requests().len()), (3, 3));
}

/// A server without parts sends all of it. What was there before is passed over.
#[api_tests::test]
async fn a_content_that_is_sent_again_is_gone_on_with_behind_what_was_there() {
    let again = |headers: &[(&str, &str)], sent: &str| {
        let headers = [headers, &[("Content-Length", "10")]].concat();
        let bytes = [&head(200, &headers)[..], sent.as_bytes()].concat();
        vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
    };
    let server = Server::scripts([
        cut("0123", &[TAG]),
        again(&[TAG], "01"),
        again(&[TAG], "012345"),
        again(&[TAG], "0123456789"),
    ]);
    let mut file = files(&server).file().await.unwrap();
    assert_eq!(all(&mut file).await.unwrap(), b"0123456789");
    assert_eq!(server.requests()[3].header("range"), ["bytes=6-"]);
    // Not one that is coded, or longer, in another way; nor for ever.
    for (sent, kind) in [
        (again(&[TAG, ("Content-Encoding", "br")], "0123456789"), ErrorKind::Transport),
        (
            vec![Step::ReadRequest, Step::Send(response(200, &[TAG], "0")), Step::Close],
            ErrorKind::Transport,
        ),
        (again(&[TAG], "0123"), ErrorKind::Transport),
    ] {
        let server = Server::by(move |number| match number {
            0 => cut("0123", &[TAG]),
            _ => sent.clone(),
        });
        let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert!(server.requests().len() <= 3);
    }
    // Without a length, its end is known alone.
    let open = |sent: &str| {
        let bytes =
            [&head(200, &[TAG, ("Transfer-Encoding", "chunked")])[..], &chunk(sent)].concat();
        vec![Step::ReadRequest, Step::Send(bytes), Step::Close]
    };
    let short =
        [&head(200, &[TAG, ("Transfer-Encoding", "chunked")])[..], &chunk("01"), END].concat();
    let server = Server::by(move |number| match number {
        0 => open("0123"),
        _ => vec![Step::ReadRequest, Step::Send(short.clone()), Step::Close],
    });
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Transport, 3));
}

/// Whatever came of going on, what had been received is said.
#[api_tests::test]
async fn an_error_after_a_break_says_what_was_received() {
    for (bytes, kind) in [
        (response(404, &[], ""), ErrorKind::Status),
        (response(206, &[("Content-Range", "bytes 3-9/10")], "3456789"), ErrorKind::Protocol),
        (response(200, &[("ETag", "\"b\"")], "abc"), ErrorKind::Transport),
        (b"nonsense\r\n\r\n".to_vec(), ErrorKind::Protocol),
        (Vec::new(), ErrorKind::Transport),
    ] {
        let then = vec![Step::ReadRequest, Step::Send(bytes), Step::Close];
        let server = Server::by(move |number| match number {
            0 => cut("0123", &[TAG]),
            _ => then.clone(),
        });
        let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        let received = said(&error).matches("; 4 of 10 bytes had been received").count();
        assert_eq!(received, 1, "{error}");
    }
}

#[api_tests::test]
async fn another_part_is_an_error() {
    for (range, tag) in [
        ("bytes 3-9/10", "\"a\""),
        ("bytes 4-9/11", "\"a\""),
        ("bytes 4-9/10", "\"b\""),
        ("4", "\"a\""),
    ] {
        let other = response(206, &[("Content-Range", range), ("ETag", tag)], "456789");
        let server =
            Server::scripts([cut("0123", &[TAG]), vec![Step::ReadRequest, Step::Send(other)]]);
        let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Protocol, "{range} {tag}");
    }
    // The content has changed: whoever has its beginning must know.
    let server = Server::scripts([
        cut("0123", &[TAG]),
        vec![Step::ReadRequest, Step::Send(response(200, &[("ETag", "\"b\"")], "abcdefghij"))],
    ]);
    let error = all(&mut files(&server).file().await.unwrap()).await.unwrap_err();
    assert!(said(&error).starts_with("the content changed"), "{error}");
}

/// The limit is of the content, and not of each response.
#[api_tests::test]
async fn a_download_that_goes_on_has_the_same_largest_size() {
    for (max, whole) in [(8, false), (9, false), (10, true)] {
        let server = Server::scripts([cut("0123", &[TAG]), rest(4, "456789")]);
        let api = calling(server.base()).max_body(max).build().unwrap();
        let result = all(&mut FilesClient::new(api).file().await.unwrap()).await;
        match result {
            Ok(content) => assert!(whole && content == b"0123456789", "{max}"),
            Err(error) => {
                assert!(!whole, "{max}");
                assert_eq!(error.kind(), ErrorKind::Limit);
                assert!(said(&error).contains(&format!("larger than {max} bytes")), "{error}");
                assert!(said(&error).contains("; 4 of 10 bytes had been received"), "{error}");
            }
        }
    }
    // What is sent again is passed over, and counts once.
    let again = response(200, &[TAG], "0123456789");
    let server = Server::scripts([cut("0123", &[TAG]), vec![Step::ReadRequest, Step::Send(again)]]);
    let api = calling(server.base()).max_body(10).build().unwrap();
    let content = all(&mut FilesClient::new(api).file().await.unwrap()).await;
    assert_eq!(content.unwrap(), b"0123456789");
}

/// Serves one content, with ranges, and breaks off at random so many times.
async fn flaky(
    content: Arc<Vec<u8>>,
    mut breaks: usize,
) -> (String, tokio::task::JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let mut requests = 0;
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !request.ends_with(b"\r\n\r\n") {
                let read = socket.read(&mut buffer).await.unwrap();
                if read == 0 {
                    break;
                }
                request.extend_from_slice(&buffer[..read]);
            }
            requests += 1;
            let text = String::from_utf8(request).unwrap().to_ascii_lowercase();
            let from = text
                .split("range: bytes=")
                .nth(1)
                .map_or(0, |rest| rest.split('-').next().unwrap().parse::<usize>().unwrap());
            let rest = &content[from..];
            let head = if from == 0 {
                format!("HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: {}\r\n\r\n", rest.len())
            } else {
                assert!(text.contains("if-range: \"x\"\r\n"));
                format!(
                    "HTTP/1.1 206 Partial Content\r\nETag: \"x\"\r\nContent-Range: bytes {from}-{}/{}\r\n\
                     Content-Length: {}\r\n\r\n",
                    content.len() - 1,
                    content.len(),
                    rest.len()
                )
            };
            socket.write_all(head.as_bytes()).await.unwrap();
            let sent = if breaks > 0 {
                breaks -= 1;
                fastrand::usize(..(2 * rest.len() / (breaks + 2)).clamp(1, rest.len()))
            } else {
                rest.len()
            };
            socket.write_all(&rest[..sent]).await.unwrap();
            if sent == rest.len() {
                return requests;
            }
            if fastrand::bool() {
                _ = socket.set_zero_linger();
            }
        }
    });
    (base, task)
}

#[api_tests::test]
async fn a_download_that_broke_off_twenty_times_is_whole() {
    for to_file in [false, true] {
        let content: Arc<Vec<u8>> = Arc::new((0..1 << 20).map(|_| fastrand::u8(..)).collect());
        let (base, task) = flaky(Arc::clone(&content), 20).await;
        let retry = Retry::default().attempts(8);
        let api = FilesClient::new(calling(base).retry(retry).build().unwrap());
        let mut file = api.file().await.unwrap();
        if to_file {
            let folder = Folder::new();
            let path = folder.0.join("file");
            soon(file.save_to(&path)).await.unwrap();
            assert!(std::fs::read(&path).unwrap() == **content);
        } else {
            assert!(all(&mut file).await.unwrap() == **content);
        }
        assert!(soon(task).await.unwrap() >= 10);
    }
}
