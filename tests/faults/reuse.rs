//! Faults between one call and the next, on a connection that is kept; and calls that are dropped.

use std::time::Duration;

use api_core::{ErrorKind, Retry};
use api_tests::{End, Server, Step, head, json, response};
use tokio::time::sleep;

use crate::calls::{BOTH, GOOD, Method, PAYLOAD, VaultClient, builder, call, good};
use crate::connect::full;
use crate::http2::F51;
use crate::row::{Row, row};

pub(crate) const ROWS: &[Row] = &[F46, F47, F48, F49, F50, F51];

/// Time for a connection to notice what has happened to it. Nothing passes by being faster.
const MOMENT: Duration = Duration::from_millis(50);

fn api(server: &Server) -> VaultClient {
    VaultClient::new(builder(&server.base()).build().unwrap())
}

fn reads_and_responds() -> [Step; 2] {
    [Step::ReadRequest, Step::Send(json(200, GOOD))]
}

/// How many requests came over each connection.
fn requests(server: &Server) -> Vec<usize> {
    server.connections().iter().map(|one| one.requests).collect()
}

const F46: Row =
    row!(f46_closed_while_idle, "the server closes a kept connection before the next call")
        .succeeds()
        .sends(1, 1)
        .note("the call uses a new connection");

#[api_tests::test]
async fn f46_closed_while_idle() {
    for method in BOTH {
        let closing = [&reads_and_responds()[..], &[Step::Close]].concat();
        let server = Server::scripts([closing, reads_and_responds().into()]);
        let api = api(&server);
        call(&api, method).await.unwrap();
        server.ended(0).await;
        sleep(MOMENT).await;
        let result = call(&api, method).await;
        F46.result(result.as_ref());
        assert_eq!(requests(&server), [1, 1]);
    }
}

const F47: Row = row!(
    f47_closed_under_a_request,
    "the server reads the next request on a kept connection, and closes it"
)
.succeeds()
.fails(&[ErrorKind::Transport])
.sends(2, 1)
.note(
    "a GET goes over a new connection, which counts as no attempt; a POST may have been carried out, so \
     it fails",
);

#[api_tests::test]
async fn f47_closed_under_a_request() {
    for method in BOTH {
        let closing = [&reads_and_responds()[..], &[Step::ReadRequest, Step::Close]].concat();
        let server = Server::scripts([closing, reads_and_responds().into()]);
        let api = api(&server);
        call(&api, Method::Get).await.unwrap();
        sleep(MOMENT).await;
        let result = call(&api, method).await;
        F47.result(result.as_ref());
        if method == Method::Get {
            assert_eq!(result.unwrap(), good());
            assert_eq!(requests(&server), [2, 1]);
        } else {
            assert_eq!(result.unwrap_err().attempts(), 1);
            assert_eq!(requests(&server), [2]);
        }
    }
}

const F48: Row = row!(f48_connection_close, "a response says `Connection: close`")
    .succeeds()
    .sends(1, 1)
    .note("the next call uses a new connection, whether or not the server closes this one");

#[api_tests::test]
async fn f48_connection_close() {
    let last = response(200, &[("Connection", "close")], GOOD);
    for faced in F48.faces([Step::ReadRequest, Step::Send(last)]).await {
        assert_eq!(call(&faced.api, faced.method).await.unwrap(), good());
        assert_eq!(requests(faced.server()), [1, 1]);
    }
}

const F49: Row = row!(f49_a_response_too_many, "a second response follows without a request")
    .succeeds()
    .sends(1, 1)
    .note("the connection is closed, so the next call cannot receive it");

#[api_tests::test]
async fn f49_a_response_too_many() {
    let forged = json(200, GOOD.replace("\"a\"", &format!("\"{}\"", PAYLOAD.0)));
    let (whole, size) = ([json(200, GOOD), forged].concat(), json(200, GOOD).len());
    let at_once = Step::Send(whole.clone());
    let later = Step::Drip { bytes: whole, size, pause: MOMENT / 5 };
    for step in [at_once, later] {
        for faced in F49.faces([Step::ReadRequest, step]).await {
            faced.server().ended(0).await;
            assert_eq!(call(&faced.api, faced.method).await.unwrap(), good());
            assert_eq!(requests(faced.server()), [1, 1]);
        }
    }
}

const F50: Row = row!(
    f50_dropped_by_the_caller,
    "the caller drops the call: in the queue, while connecting, before or inside the head, in the body, or between two attempts"
)
.succeeds()
.note("its connection is closed, its permit and its retry tokens are given back, and the next call is not affected");

#[api_tests::test]
async fn f50_dropped_by_the_caller() {
    let unread = head(200, &[("Content-Length", "4096")]);
    let busy = response(503, &[("Retry-After", "5"), ("Connection", "close")], "");
    for method in BOTH {
        for (begun, ends) in [
            (vec![Step::Stall], false),
            (vec![Step::ReadRequest, Step::Stall], false),
            (vec![Step::ReadRequest, Step::Send(unread[..9].to_vec()), Step::Stall], false),
            (vec![Step::ReadRequest, Step::Send(unread.clone()), Step::Stall], false),
            (vec![Step::ReadRequest, Step::Send(busy.clone()), Step::Close], true),
        ] {
            let sent = usize::from(begun.contains(&Step::ReadRequest));
            let server = Server::scripts([begun, reads_and_responds().into()]);
            let client = builder(&server.base()).max_concurrent(1).retry(Retry::repeatable());
            let api = VaultClient::new(client.build().unwrap());
            tokio::select! {
                biased;
                result = call(&api, method) => panic!("nothing ends it: {result:?}"),
                () = async {
                    // On a machine with much else to do, a request takes longer than a moment.
                    while server.requests().len() < sent {
                        sleep(MOMENT / 10).await;
                    }
                    sleep(MOMENT).await;
                } => {}
            }
            // Whoever closed it, the server has seen the end of it.
            let end = server.ended(0).await.end;
            let closed = matches!(end, Some(End::PeerClosed | End::PeerReset));
            assert!(closed || ends, "{end:?}");
            assert_eq!((api.client().in_flight(), api.client().retry_tokens()), (0, 500));
            let result = call(&api, method).await;
            F50.result(result.as_ref());
            assert_eq!(server.requests().len(), sent + 1);
        }
    }
}

#[api_tests::test]
async fn f50_dropped_in_the_queue_or_while_connecting() {
    let server =
        Server::scripts([vec![Step::ReadRequest, Step::Stall], reads_and_responds().into()]);
    let client = builder(&server.base()).max_concurrent(1).max_queued(1).build().unwrap();
    let api = VaultClient::new(client);
    tokio::select! {
        result = call(&api, Method::Get) => panic!("nothing ends it: {result:?}"),
        // Waits behind the first one, and is dropped with it.
        result = async { sleep(MOMENT).await; call(&api, Method::Post).await } => {
            panic!("nothing ends it: {result:?}")
        }
        () = async {
            while server.requests().is_empty() {
                sleep(MOMENT / 10).await;
            }
            sleep(2 * MOMENT).await;
        } => {}
    }
    assert_eq!(api.client().in_flight(), 0);
    F50.result(call(&api, Method::Post).await.as_ref());
    assert_eq!(requests(&server), [1, 1]);

    let (listener, held) = full().await;
    let base = format!("http://{}", listener.local_addr().unwrap());
    let api = VaultClient::new(builder(&base).build().unwrap());
    tokio::select! {
        result = call(&api, Method::Get) => panic!("nothing ends it: {result:?}"),
        () = sleep(MOMENT) => {}
    }
    assert_eq!((api.client().in_flight(), api.client().retry_tokens()), (0, 500));
    drop(held);
}
