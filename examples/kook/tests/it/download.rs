//! `kook download`: what an earlier run has of a file is not asked for again.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread::{JoinHandle, spawn};

use crate::support::{kook, run};

/// Gives each connection the next response and closes it. Ends with the requests.
fn serving(responses: &[&str]) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/cat.png", listener.local_addr().unwrap());
    let responses: Vec<String> = responses.iter().map(|&response| response.to_owned()).collect();
    let serving = spawn(move || {
        let mut requests = Vec::new();
        for response in responses {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !request.ends_with(b"\r\n\r\n") {
                let read = stream.read(&mut buffer).unwrap();
                assert_ne!(read, 0);
                request.extend_from_slice(&buffer[..read]);
            }
            requests.push(String::from_utf8(request).unwrap());
            stream.write_all(response.as_bytes()).unwrap();
        }
        requests
    });
    (url, serving)
}

const BEGINNING: &str = "HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 10\r\n\r\n0123";
const REST: &str = "HTTP/1.1 206 Partial Content\r\nETag: \"a\"\r\nContent-Range: bytes 4-9/10\r\n\
                    Content-Length: 6\r\n\r\n456789";
const GONE: &str = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
const FULL: &str = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";

#[test]
fn goes_on_where_an_earlier_run_was_broken_off() {
    let folder = std::env::temp_dir().join(format!("kook-download-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("cat.png");
    let path = file.to_str().unwrap();

    // Of this run, four bytes are left.
    let (url, serving_it) = serving(&[BEGINNING, GONE]);
    let error = run(&mut kook(&["download", &url, path])).failed(1);
    assert!(error.contains("HTTP 404"), "{error}");
    assert!(error.contains("4 of 10 bytes had been received"), "{error}");
    assert!(!file.exists());
    serving_it.join().unwrap();

    let (url, serving_it) = serving(&[BEGINNING, FULL, FULL, REST]);
    let said = run(&mut kook(&["download", &url, path])).ok();
    assert_eq!(said, format!("saved {path} (10 bytes)\n"));
    assert_eq!(std::fs::read(&file).unwrap(), b"0123456789");
    let requests = serving_it.join().unwrap();
    assert!(requests[1].contains("range: bytes=4-\r\n"), "{}", requests[1]);
    assert!(!requests[0].contains("authorization"), "{}", requests[0]);
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "the part is gone");
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Many a server of downloads leads to another one, which keeps the files.
#[test]
fn follows_to_where_the_file_is() {
    let file = std::env::temp_dir().join(format!("kook-away-{}", std::process::id()));
    let (away, serving_file) = serving(&[BEGINNING]);
    let leads = |url: &str| {
        format!(
            "HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        )
    };
    let (rest, serving_rest) = serving(&[REST]);
    let (url, serving_it) = serving(&[&leads(&away), &leads(&rest)]);
    run(&mut kook(&["download", &url, file.to_str().unwrap()])).ok();
    assert_eq!(std::fs::read(&file).unwrap(), b"0123456789");
    std::fs::remove_file(&file).unwrap();
    serving_file.join().unwrap();
    serving_it.join().unwrap();
    let asked = serving_rest.join().unwrap();
    assert!(asked[0].contains("range: bytes=4-\r\n"), "{}", asked[0]);
}

#[test]
fn what_a_file_would_replace_is_left() {
    let (url, _) = serving(&[BEGINNING]);
    let folder = std::env::temp_dir().join("kook-none/");
    let error = run(&mut kook(&["download", &url, folder.to_str().unwrap()])).failed(1);
    assert!(error.contains("cannot be written: is a directory"), "{error}");
}

#[test]
fn a_url_is_checked() {
    let error = run(&mut kook(&["download", "cat.png", "cat.png"])).failed(2);
    assert_eq!(error, "error: this is not a URL; write `https://host/path`\n");
}
