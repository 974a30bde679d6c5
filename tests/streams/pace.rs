//! The pace of downloads: drips are an error, and a slow reader is none.

use std::time::Duration;

use api_core::ErrorKind;
use api_tests::{Server, Step, head, response};

use crate::downloads::{FilesClient, all};
use crate::support::*;

/// A transfer of a few bytes now and then.
fn dripping() -> Server {
    let begun = head(200, &[("Content-Length", "1000000")]);
    let drip = Step::Drip { bytes: vec![b'x'; 1000], size: 1, pause: Duration::from_millis(20) };
    Server::each([Step::ReadRequest, Step::Send(begun), drip])
}

#[api_tests::test]
async fn a_download_that_drips_is_an_error() {
    let server = dripping();
    let api = calling(server.base()).min_throughput(1000, Duration::from_millis(300));
    let api = FilesClient::new(api.build().unwrap());
    let error = all(&mut api.file().await.unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(
        said(&error),
        "the download is slower than 1000 bytes per second over 300ms; \
         `ClientBuilder::min_throughput` sets how slow it may be; "
            .to_owned()
            + said(&error).rsplit("; ").next().unwrap()
    );
    assert_eq!(api.client().in_flight(), 0);
    // Unless that is permitted.
    let server = dripping();
    let api = calling(server.base()).min_throughput(1000, Duration::from_millis(300));
    let api = FilesClient::new(api.no_min_throughput().build().unwrap());
    let mut file = api.file().await.unwrap();
    for _ in 0..25 {
        soon(file.next()).await.unwrap().unwrap();
    }
}

#[api_tests::test]
async fn a_reader_that_takes_its_time_does_not_end_its_download() {
    let server = Server::giving(response(200, &[], vec![b'x'; 1 << 20]));
    let api = calling(server.base()).min_throughput(1000, Duration::from_millis(50));
    let mut file = FilesClient::new(api.build().unwrap()).file().await.unwrap();
    let mut bytes = 0;
    while let Some(piece) = soon(file.next()).await {
        bytes += piece.unwrap().len();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(bytes, 1 << 20);
}
