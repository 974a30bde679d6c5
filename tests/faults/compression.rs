//! Faults in the compression of a body, with a transport that decompresses. The feature `gzip` of
//! these tests is that of api-core; without it, reqwest is told to.

use std::io::Write as _;

use api_core::ErrorKind;
#[cfg(feature = "gzip")]
use api_tests::{Server, head};
use api_tests::{Step, json, response};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::calls::{Faced, GOOD, Method, PAYLOAD, Trial, accepted};
#[cfg(feature = "gzip")]
use crate::calls::{VaultClient, builder, call};
use crate::own_process::Memory;
use crate::row::{Row, row};
use crate::transport::decompressing;

pub(crate) const ROWS: &[Row] = &[F52, F53, F54, F55, F56];

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(body: impl AsRef<[u8]>) -> Vec<u8> {
    response(200, &[("Content-Encoding", "gzip")], body)
}

/// A trial with a transport that decompresses.
fn trial(row: Row) -> Trial {
    row.trial().with(decompressing)
}

async fn responded(row: Row, bytes: Vec<u8>) -> Vec<Faced> {
    trial(row).faces([Step::ReadRequest, Step::Send(bytes), Step::Close]).await
}

const F52: Row = row!(
    f52_broken_compression,
    "a body declared as gzip is not, breaks off, or has no or a wrong checksum"
)
.fails(&[ErrorKind::Decode, ErrorKind::Transport])
.note("`Transport` if it breaks off, after which a GET is sent again; else `Decode`");

#[api_tests::test]
async fn f52_broken_compression() {
    let good = gzip(GOOD.as_bytes());
    let with = |at: usize, byte: u8| {
        let mut broken = good.clone();
        broken[at] = byte;
        broken
    };
    let checksum = good.len() - 8;
    // No gzip at all; a method that there is not; a block of a kind that there is not.
    for body in [GOOD.into(), with(2, 9), with(10, 7), with(checksum, !good[checksum])] {
        for faced in responded(F52, zipped(&body)).await {
            assert_eq!(faced.fails(ErrorKind::Decode).attempts(), 1);
        }
    }
    let cut = |length: usize| zipped(&good[..length]);
    let cut_by_the_network = zipped(&good).split_last_chunk::<20>().unwrap().0.to_vec();
    for bytes in [cut(checksum), cut(30), cut(5), cut_by_the_network] {
        for faced in responded(F52, bytes).await {
            let attempts = if faced.method == Method::Get { 3 } else { 1 };
            assert_eq!(faced.fails(ErrorKind::Transport).attempts(), attempts);
        }
    }
}

const F53: Row = row!(f53_bytes_behind_the_compression, "bytes follow the compressed body")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("unless they are another compressed member, which belongs to the body");

#[api_tests::test]
async fn f53_bytes_behind_the_compression() {
    // A client of the user's own decides by itself.
    if cfg!(feature = "gzip") {
        responded(F53, zipped([&gzip(GOOD.as_bytes()), PAYLOAD.0.as_bytes()].concat())).await;
    }
}

/// The body in one coding.
#[cfg(not(feature = "gzip"))]
async fn encoded(_gzip: &str, bytes: &[u8]) -> Vec<u8> {
    gzip(bytes)
}

/// The body in one coding.
#[cfg(feature = "gzip")]
async fn encoded(coding: &str, bytes: &[u8]) -> Vec<u8> {
    use async_compression::tokio::write::{BrotliEncoder, ZlibEncoder, ZstdEncoder};
    use tokio::io::AsyncWriteExt as _;

    macro_rules! encode {
        ($encoder:ident) => {{
            let mut encoder = $encoder::new(Vec::new());
            encoder.write_all(bytes).await.unwrap();
            encoder.shutdown().await.unwrap();
            encoder.into_inner()
        }};
    }
    match coding {
        "br" => encode!(BrotliEncoder),
        "zstd" => encode!(ZstdEncoder),
        "deflate" => encode!(ZlibEncoder),
        _ => gzip(bytes),
    }
}

#[cfg(feature = "gzip")]
const CODINGS: [&str; 4] = ["gzip", "br", "zstd", "deflate"];

#[cfg(feature = "gzip")]
#[api_tests::test]
async fn every_coding_is_decoded_however_it_is_spelled() {
    for coding in CODINGS.into_iter().chain(["GZIP", "Gzip", "x-gzip", "BR", "Zstd"]) {
        let body = encoded(&coding.to_ascii_lowercase(), GOOD.as_bytes()).await;
        accepted(response(200, &[("Content-Encoding", coding)], body)).await;
    }
    // `identity` is no coding, beside another one either.
    for codings in ["gzip, identity", "Identity,GZIP", ", gzip"] {
        accepted(response(200, &[("Content-Encoding", codings)], gzip(GOOD.as_bytes()))).await;
    }
    for codings in ["identity", "Identity", "", "identity, identity"] {
        accepted(response(200, &[("Content-Encoding", codings)], GOOD)).await;
    }
    // Some servers leave out the wrapper of zlib: two bytes in front, and four behind.
    let zlib = encoded("deflate", GOOD.as_bytes()).await;
    let bare = &zlib[2..zlib.len() - 4];
    accepted(response(200, &[("Content-Encoding", "deflate")], bare)).await;
    // Two members, in the middle of the text.
    let (first, second) = GOOD.as_bytes().split_at(17);
    accepted(zipped([gzip(first), gzip(second)].concat())).await;
    let zstd = [encoded("zstd", first).await, encoded("zstd", second).await].concat();
    accepted(response(200, &[("Content-Encoding", "zstd")], zstd)).await;
}

/// The connection is used again, so the body was read to its end.
#[cfg(feature = "gzip")]
#[api_tests::test]
async fn a_decompressed_body_frees_its_connection() {
    for coding in CODINGS {
        let body = encoded(coding, GOOD.as_bytes()).await;
        let server = Server::giving(response(200, &[("Content-Encoding", coding)], body));
        let api = VaultClient::new(builder(&server.base()).build().unwrap());
        for _ in 0..3 {
            call(&api, Method::Get).await.unwrap();
        }
        assert_eq!(server.connections().len(), 1, "{coding}");
        let asked = server.requests()[0].header("accept-encoding");
        assert_eq!(asked, ["gzip, br, zstd, deflate"]);
    }
}

#[cfg(feature = "gzip")]
#[api_core::api]
trait Plain {
    #[endpoint(HEAD, "/file")]
    async fn head(&self) -> api_core::Result<http::HeaderMap>;
    #[endpoint(GET, "/file")]
    async fn range(&self, #[header("Range")] range: &str) -> api_core::Result<api_core::Bytes>;
}

/// What is about a length, or about a part, is about the uncompressed file.
#[cfg(feature = "gzip")]
#[api_tests::test]
async fn head_and_range_ask_for_no_compression() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 123\r\nContent-Encoding: gzip\r\n\r\n";
    let server = Server::giving(head.to_vec());
    let api = PlainClient::new(builder(&server.base()).build().unwrap());
    let headers = api.head().await.unwrap();
    assert_eq!(headers["content-length"], "123");
    assert_eq!(headers["content-encoding"], "gzip");
    assert!(server.request().header("accept-encoding").is_empty());

    let part = b"part of a gzip file";
    let server = Server::giving(response(206, &[("Content-Encoding", "gzip")], part));
    let api = PlainClient::new(builder(&server.base()).build().unwrap());
    assert_eq!(api.range("bytes=0-18").await.unwrap()[..], part[..]);
    assert!(server.request().header("accept-encoding").is_empty());
}

#[cfg(feature = "gzip")]
#[api_core::api]
trait Downloads {
    #[endpoint(GET, "/file")]
    async fn file(&self) -> api_core::Result<api_core::ByteStream>;
}

/// A server that compresses although it was asked not to, with one strong tag for both. A place in the
/// one is none in the other, so a download begins anew, or is an error.
#[cfg(feature = "gzip")]
#[api_tests::test]
async fn a_compressed_download_is_not_gone_on_with_in_the_middle() {
    let text: String = (0..2000).map(|n| format!("{n} ")).collect();
    let coded = gzip(text.as_bytes());
    let length = coded.len().to_string();
    let tag = ("ETag", "\"a\"");
    let head = head(200, &[("Content-Length", &length), ("Content-Encoding", "gzip"), tag]);
    // The beginning has come, and its end has not.
    let cut = [head, coded[..coded.len() - 20].to_vec()].concat();
    let cut = move || vec![Step::ReadRequest, Step::Send(cut.clone()), Step::Close];
    let always = cut.clone();
    let server = Server::by(move |_| always());
    let api = DownloadsClient::new(builder(&server.base()).build().unwrap());
    let mut file = api.file().await.unwrap();
    assert_eq!(file.length(), None);
    let error = loop {
        match file.next().await.expect("an end that is none") {
            Ok(piece) => assert!(text.contains(std::str::from_utf8(&piece).unwrap())),
            Err(error) => break error,
        }
    };
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::Transport, 1), "{error}");

    let whole = vec![Step::ReadRequest, Step::Send(response(200, &[tag], &text)), Step::Close];
    let server = Server::scripts([cut(), whole]);
    let api = DownloadsClient::new(builder(&server.base()).build().unwrap());
    let path = std::env::temp_dir().join(format!("api-faults-{:016x}", fastrand::u64(..)));
    api.file().await.unwrap().save_to(&path).await.unwrap();
    assert!(server.requests()[1].header("range").is_empty());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    std::fs::remove_file(&path).unwrap();

    // The hash that is stated is of other bytes.
    let digest = ("Content-Digest", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
    let server = Server::giving(response(200, &[digest, ("Content-Encoding", "gzip")], &coded));
    let api = DownloadsClient::new(builder(&server.base()).build().unwrap());
    let error = api.file().await.unwrap().check_digest().unwrap_err();
    assert!(error.to_string().contains("was compressed although"), "{error}");
}

const F54: Row = row!(f54_nothing_compressed, "an empty body declared as gzip")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("as 59");

#[api_tests::test]
async fn f54_nothing_compressed() {
    responded(F54, zipped("")).await;
}

const F55: Row = row!(f55_bomb, "256 KiB that decompress to 256 MiB")
    .fails(&[ErrorKind::Limit])
    .sends(1, 1)
    .note("ends after `max_body` decompressed bytes");

#[api_tests::test]
async fn f55_bomb() {
    if !F55.is_alone(&[]) {
        return;
    }
    let codings: &[&str] =
        if cfg!(feature = "gzip") { &["gzip", "br", "zstd", "deflate"] } else { &["gzip"] };
    let mut bombs = Vec::new();
    for coding in codings {
        // The others take long to encode.
        let size = if *coding == "gzip" { 256 << 20 } else { 16 << 20 };
        let bomb = encoded(coding, &vec![b' '; size]).await;
        bombs.push(response(200, &[("Content-Encoding", coding)], bomb));
    }
    accepted(json(200, GOOD)).await;
    let memory = Memory::watch();
    for bomb in bombs {
        responded(F55, bomb).await;
    }
    memory.grew_by_less_than(24 << 20);
}

const F56: Row =
    row!(f56_unknown_compression, "a compression that was not asked for: `br`, or gzip twice")
        .fails(&[ErrorKind::Decode])
        .sends(1, 1);

#[api_tests::test]
async fn f56_unknown_compression() {
    let twice = gzip(&gzip(GOOD.as_bytes()));
    let gzip = gzip(GOOD.as_bytes());
    let asked = if cfg!(feature = "gzip") { "gzip, br, zstd, deflate" } else { "gzip" };
    for (coding, body) in [
        ("br", &[0x8b; 40][..]),
        ("zstd", b"(\xb5/\xfd"),
        ("gzip, gzip", &twice),
        ("compress", b"a"),
    ] {
        if cfg!(feature = "gzip") && ["br", "zstd"].contains(&coding) {
            continue;
        }
        let bytes = response(200, &[("Content-Encoding", coding)], body);
        for faced in responded(F56, bytes.clone()).await {
            assert_eq!(faced.server().request().header("accept-encoding"), [asked]);
        }
    }
    if cfg!(feature = "gzip") {
        return;
    }
    // A client of the default features asks for none, whatever other crates switch on in reqwest.
    for faced in F56.responded(zipped(gzip)).await {
        assert!(faced.server().request().header("accept-encoding").is_empty());
        assert!(faced.error().to_string().contains("gzip"), "{}", faced.error());
    }
}

/// A compressed body is as large as it was transferred.
#[cfg(feature = "gzip")]
#[api_tests::test]
async fn observers_see_the_size_that_was_transferred() {
    use std::sync::{Arc, Mutex};

    use api_core::observe::{Began, Failed, Observer, Received};

    #[derive(Clone, Default)]
    struct Sizes(Arc<Mutex<Vec<Option<u64>>>>);

    impl Observer for Sizes {
        type Call = ();

        fn began(&self, _: &Began) {}

        fn received(&self, _: &mut (), received: &Received) {
            self.0.lock().unwrap().push(received.body_size);
        }

        fn failed(&self, _: &mut (), failed: &Failed<'_>) {
            self.0.lock().unwrap().push(failed.body_size);
        }
    }

    let body = gzip(GOOD.as_bytes());
    for (bytes, size) in [(zipped(&body), body.len()), (json(200, GOOD), GOOD.len())] {
        let sizes = Sizes::default();
        let server = Server::giving(bytes);
        let client = builder(&server.base()).on(sizes.clone()).build().unwrap();
        call(&VaultClient::new(client), Method::Get).await.unwrap();
        assert_eq!(*sizes.0.lock().unwrap(), [Some(size as u64)]);
    }
    let sizes = Sizes::default();
    let server = Server::giving(response(404, &[("Content-Encoding", "gzip")], &body));
    let client = builder(&server.base()).on(sizes.clone()).build().unwrap();
    call(&VaultClient::new(client), Method::Get).await.unwrap_err();
    assert_eq!(*sizes.0.lock().unwrap(), [Some(body.len() as u64)]);
}
