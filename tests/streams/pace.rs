//! The pace of downloads: drips and stalls are an error, and a slow reader is none.

use std::convert::Infallible;
use std::time::Duration;

use api_core::{Body, ByteStream, Client, ErrorKind, http};
use api_tests::{Server, Step, head, response};
use futures_util::stream;
use tokio::time::{Instant, sleep};
use tower::service_fn;

use crate::downloads::{FilesClient, all, files};
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
        sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(bytes, 1 << 20);
}

/// The first piece of each absence waits in the client; those behind it wait at the server.
#[api_tests::test]
async fn a_reader_that_gives_up_its_waits_does_not_end_its_download() {
    let begun = head(200, &[("Content-Length", "1000000")]);
    let pieces =
        Step::Drip { bytes: vec![b'x'; 1_000_000], size: 100, pause: Duration::from_millis(20) };
    let server = Server::each([Step::ReadRequest, Step::Send(begun), pieces]);
    let api = calling(server.base()).min_throughput(500, Duration::from_millis(300));
    let mut file = FilesClient::new(api.build().unwrap()).file().await.unwrap();
    let mut absences = 0;
    while absences < 5 {
        tokio::select! {
            biased;
            piece = file.next() => drop(piece.unwrap().unwrap()),
            () = sleep(Duration::from_millis(2)) => {
                absences += 1;
                sleep(Duration::from_millis(400)).await;
            }
        }
    }
}

#[api_tests::test]
async fn a_stall_behind_large_pieces_ends_by_the_read_timeout() {
    const PAUSE: Duration = Duration::from_millis(400);
    let begun = head(200, &[("Content-Length", "10000000")]);
    let pieces =
        Step::Drip { bytes: vec![b'x'; 1 << 20], size: 32 << 10, pause: Duration::from_millis(10) };
    let server =
        Server::each([Step::ReadRequest, Step::Send(begun.clone()), pieces.clone(), Step::Stall]);
    let mut file = files(&server).post().read_timeout(PAUSE).await.unwrap();
    let mut last = Instant::now();
    let error = loop {
        match soon(file.next()).await.unwrap() {
            Ok(_) => last = Instant::now(),
            Err(error) => break error,
        }
    };
    let words = "nothing more of the response came for 400ms;";
    assert!(last.elapsed() >= PAUSE && said(&error).starts_with(words), "{error}");
    assert!(said(&error).ends_with("; 1048576 of 10000000 bytes had been received"), "{error}");
}

/// The pause before each piece, and how large it is.
type Pieces = Vec<(Duration, usize)>;

/// A download in the process, where time is that of the test: these pieces, and then a stall.
async fn stalling(pieces: Pieces, timeout: Duration) -> ByteStream {
    let transport = service_fn(move |_: http::Request<Body>| {
        let pieces = stream::unfold(pieces.clone().into_iter(), |mut pieces| async {
            let Some((pause, size)) = pieces.next() else { return std::future::pending().await };
            sleep(pause).await;
            Some((Ok::<_, Infallible>(vec![b'x'; size]), pieces))
        });
        let body = Body::stream(pieces).with_length(1 << 40);
        async move { Ok::<_, Infallible>(http::Response::new(body)) }
    });
    let client = Client::builder("http://localhost").transport(transport).build().unwrap();
    FilesClient::new(client).post().read_timeout(timeout).await.unwrap()
}

/// The time from the last piece to the error. The reader takes its time over each.
async fn stalled_for(mut file: ByteStream, reader: Duration) -> Duration {
    let mut last = Instant::now();
    while let Ok(piece) = soon_in_virtual_time(file.next()).await.unwrap() {
        sleep(reader).await;
        last = Instant::now();
        drop(piece);
    }
    last.elapsed()
}

/// Waits for something that must not hang, however long that takes.
async fn soon_in_virtual_time<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(100 * LONG, what).await.expect("it hangs")
}

const LARGE: usize = 64 << 10;

#[tokio::test(start_paused = true)]
async fn a_stall_is_found_out_in_time() {
    const TIMEOUT: Duration = Duration::from_secs(8);
    const SLACK: Duration = Duration::from_millis(5);
    for pause in [0, 1, 100, 999, 1001, 7900] {
        for (size, reader, late) in [
            // The clock is read for each of them.
            (1000, 0, Duration::ZERO),
            (1000, 300, Duration::ZERO),
            // These are many: a tick may begin between two looks at the clock.
            (LARGE, 0, TIMEOUT / 8),
            (LARGE, 300, TIMEOUT / 8),
            (LARGE, 9000, TIMEOUT / 8),
        ] {
            let pieces = vec![(Duration::from_millis(pause), size); 40];
            let file = stalling(pieces, TIMEOUT).await;
            let waited = stalled_for(file, Duration::from_millis(reader)).await;
            let most = TIMEOUT + late + SLACK;
            assert!(waited >= TIMEOUT && waited <= most, "{pause} {size} {reader}: {waited:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_drip_behind_large_pieces_is_found_out() {
    let second = Duration::from_secs(1);
    let mut pieces = vec![(second / 100, LARGE); 40];
    pieces.extend(vec![(second, 1); 60]);
    let begun = Instant::now();
    let mut file = stalling(pieces, 15 * second).await;
    let error = loop {
        match soon_in_virtual_time(file.next()).await.unwrap() {
            Ok(_) => {}
            Err(error) => break error,
        }
    };
    assert!(said(&error).starts_with("the download is slower than 64 bytes per second over 20s;"));
    let took = begun.elapsed();
    assert!(took >= 20 * second && took <= 24 * second, "{took:?}");
}

/// Each wait begins, is given up and overruns the period. The pieces that come meanwhile are too few.
#[tokio::test(start_paused = true)]
async fn a_drip_is_found_out_by_a_reader_that_gives_up_its_waits() {
    let second = Duration::from_secs(1);
    let mut file = stalling(vec![(30 * second, 1); 60], 600 * second).await;
    let mut pieces = 0;
    let error = loop {
        tokio::select! {
            biased;
            piece = file.next() => match piece.unwrap() {
                Ok(_) => pieces += 1,
                Err(error) => break error,
            },
            () = sleep(second) => sleep(31 * second).await,
        }
    };
    assert!(said(&error).starts_with("the download is slower than 64 bytes per second over 20s;"));
    assert_eq!(pieces, 1);
}
