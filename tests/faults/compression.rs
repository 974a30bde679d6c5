//! Faults in the compression of a body, with a transport that decompresses. The feature `gzip` of
//! these tests is that of api-core; without it, reqwest is told to.

use std::io::Write as _;

use api_core::ErrorKind;
use api_tests::{Step, answer, json};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::calls::{Faced, GOOD, Method, PAYLOAD, Trial, accepted};
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
    answer(200, &[("Content-Encoding", "gzip")], body)
}

/// A trial with a transport that decompresses.
fn trial(row: Row) -> Trial {
    row.trial().with(decompressing)
}

async fn answered(row: Row, bytes: Vec<u8>) -> Vec<Faced> {
    trial(row).faces([Step::ReadRequest, Step::Send(bytes), Step::Close]).await
}

const F52: Row = row!(
    f52_broken_compression,
    "a body declared as gzip is not, breaks off, or has no or a wrong checksum"
)
.fails(&[ErrorKind::Decode, ErrorKind::Transport])
.note("`Transport` if it breaks off, after which a GET is sent again; else `Decode`");

#[tokio::test]
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
        for faced in answered(F52, zipped(&body)).await {
            assert_eq!(faced.fails(ErrorKind::Decode).attempts(), 1);
        }
    }
    let cut = |length: usize| zipped(&good[..length]);
    let cut_by_the_network = zipped(&good).split_last_chunk::<20>().unwrap().0.to_vec();
    for bytes in [cut(checksum), cut(30), cut(5), cut_by_the_network] {
        for faced in answered(F52, bytes).await {
            let attempts = if faced.method == Method::Get { 3 } else { 1 };
            assert_eq!(faced.fails(ErrorKind::Transport).attempts(), attempts);
        }
    }
}

const F53: Row = row!(f53_bytes_behind_the_compression, "bytes follow the compressed body")
    .succeeds()
    .sends(1, 1)
    .note("they are ignored");

#[tokio::test]
async fn f53_bytes_behind_the_compression() {
    answered(F53, zipped([&gzip(GOOD.as_bytes()), PAYLOAD.0.as_bytes()].concat())).await;
}

const F54: Row = row!(f54_nothing_compressed, "an empty body declared as gzip")
    .fails(&[ErrorKind::Decode])
    .sends(1, 1)
    .note("as 59");

#[tokio::test]
async fn f54_nothing_compressed() {
    answered(F54, zipped("")).await;
}

const F55: Row = row!(f55_bomb, "256 KiB that decompress to 256 MiB")
    .fails(&[ErrorKind::Limit])
    .sends(1, 1)
    .note("ends after `max_body` decompressed bytes");

#[tokio::test]
async fn f55_bomb() {
    if !F55.is_alone(&[]) {
        return;
    }
    let bomb = zipped(gzip(&vec![b' '; 256 << 20]));
    accepted(json(200, GOOD)).await;
    let memory = Memory::watch();
    answered(F55, bomb).await;
    memory.grew_by_less_than(12 << 20);
}

const F56: Row =
    row!(f56_unknown_compression, "a compression that was not asked for: `br`, or gzip twice")
        .fails(&[ErrorKind::Decode])
        .sends(1, 1);

#[tokio::test]
async fn f56_unknown_compression() {
    let twice = gzip(&gzip(GOOD.as_bytes()));
    let gzip = gzip(GOOD.as_bytes());
    for (coding, body) in [("br", &[0x8b; 40][..]), ("zstd", b"(\xb5/\xfd"), ("gzip, gzip", &twice)]
    {
        let bytes = answer(200, &[("Content-Encoding", coding)], body);
        for faced in answered(F56, bytes.clone()).await {
            assert_eq!(faced.server().request().header("accept-encoding"), ["gzip"]);
        }
    }
    if cfg!(feature = "gzip") {
        return;
    }
    // A client of the default features asks for none, whatever other crates switch on in reqwest.
    for faced in F56.answered(zipped(gzip)).await {
        assert!(faced.server().request().header("accept-encoding").is_empty());
        assert!(faced.error().to_string().contains("gzip"), "{}", faced.error());
    }
}
