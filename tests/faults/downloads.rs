//! Faults of downloads: breaks, other parts, drops, and names that are paths.

use std::time::Duration;

use api_core::{ClientBuilder, ErrorKind};
use api_tests::{Server, Step, head, response};

use crate::calls::{PATH, QUERY, builder};
use crate::row::{Row, row};
use crate::streams::{FeedsClient, Kind, SHORT, as_it_is, faces, first_and_then, responds};

pub(crate) const ROWS: &[Row] = &[F113, F114, F115, F116];

/// The beginning of a content of ten bytes.
fn cut(headers: &[(&str, &str)]) -> Vec<Step> {
    let headers = [&[("Content-Length", "10")], headers].concat();
    vec![Step::ReadRequest, Step::Send([&head(200, &headers)[..], b"0123"].concat()), Step::Close]
}

const TAG: (&str, &str) = ("ETag", "\"a\"");

const F113: Row = row!(f113_downloads_break_off, "a download breaks off, then its rest comes")
    .succeeds()
    .fails(&[ErrorKind::Transport])
    .sends(2, 1)
    .note("a GET asks for the rest with `Range` and `If-Range`, if the content has a strong tag or date");

#[api_tests::test]
async fn f113_downloads_break_off() {
    let rest = response(206, &[("Content-Range", "bytes 4-9/10"), TAG], "456789");
    let server = || first_and_then(cut(&[TAG]), responds(rest.clone()));
    let results = faces(F113, Kind::File, as_it_is, server).await;
    assert_eq!(*results[0].as_ref().unwrap(), 10);
    let error = results[1].as_ref().unwrap_err();
    assert!(error.to_string().contains("4 of 10 bytes had been received"), "{error}");
}

const F114: Row = row!(
    f114_other_parts,
    "the rest of a download is another part, or of another content"
)
.fails(&[ErrorKind::Protocol, ErrorKind::Transport])
.sends(2, 1)
.note("never put together with the beginning; `save_to` begins anew with a content that changed");

#[api_tests::test]
async fn f114_other_parts() {
    for other in [
        response(206, &[("Content-Range", "bytes 3-9/10"), TAG], "3456789"),
        response(206, &[("Content-Range", "bytes 4-9/11"), TAG], "456789"),
        response(206, &[("Content-Range", "bytes 4-9/10"), ("ETag", "\"b\"")], "456789"),
        response(206, &[TAG], "456789"),
        response(200, &[("ETag", "\"b\"")], "0123456789"),
    ] {
        let server = || first_and_then(cut(&[TAG]), responds(other.clone()));
        faces(F114, Kind::File, as_it_is, server).await;
    }
}

const F115: Row =
    row!(f115_downloads_in_drops, "a download comes a few bytes at a time, without end")
        .fails(&[ErrorKind::Timeout])
        .sends(1, 1)
        .note("ends at the least throughput: 64 bytes per second over 20 s, unless set");

#[api_tests::test]
async fn f115_downloads_in_drops() {
    let steps = [
        Step::ReadRequest,
        Step::Send(head(200, &[("Content-Length", "100000"), TAG])),
        Step::Drip { bytes: vec![b'x'; 1000], size: 1, pause: Duration::from_millis(10) },
        Step::Stall,
    ];
    let settings = |builder: ClientBuilder| builder.min_throughput(10_000, SHORT);
    faces(F115, Kind::File, settings, || Server::each(steps.clone())).await;
}

const F116: Row = row!(f116_paths_for_names, "a download is to be saved as `../../etc/passwd`")
    .succeeds()
    .note("only `passwd` is left of the name, whichever way it is written; `..` is none");

#[api_tests::test]
async fn f116_paths_for_names() {
    for (name, left) in [
        ("filename=\"../../etc/passwd\"", Some("passwd")),
        ("filename=\"..\\\\..\\\\passwd\"", Some("passwd")),
        ("filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", Some("passwd")),
        ("filename*=UTF-8''%2E%2E", None),
        ("filename=\"..\"", None),
        ("filename=\"\"", None),
    ] {
        let disposition = format!("attachment; {name}");
        let server = Server::giving(response(200, &[("Content-Disposition", &disposition)], "x"));
        let api = FeedsClient::new(builder(&server.base()).build().unwrap());
        let result = api.file(PATH.0, QUERY.0).await;
        F116.result(result.as_ref().map(|_| &()));
        assert_eq!(result.unwrap().file_name(), left, "{name}");
    }
}
