//! The harness itself, over a bare socket: what it sends, what it records, how sockets end.

use api_tests::{Canary, Connection, End, Server, Step, chunked, head, json, response};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const GET: &[u8] = b"GET /a?b=c HTTP/1.1\r\nHost: x\r\nX-One: 1\r\n\r\n";

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(server.authority()).await.unwrap()
}

async fn send(server: &Server, bytes: &[u8]) -> TcpStream {
    let mut stream = connect(server).await;
    stream.write_all(bytes).await.unwrap();
    stream
}

async fn rest(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    bytes
}

#[test]
fn responses_are_byte_exact() {
    assert_eq!(
        json(200, "{}"),
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    );
    assert_eq!(
        response(204, &[("A", "b")], ""),
        b"HTTP/1.1 204 No Content\r\nA: b\r\nContent-Length: 0\r\n\r\n"
    );
    assert_eq!(head(599, &[]), b"HTTP/1.1 599 \r\n\r\n");
    let chunked = String::from_utf8(chunked(200, ["0123456789", "ab"])).unwrap();
    assert!(
        chunked.ends_with("chunked\r\n\r\na\r\n0123456789\r\n2\r\nab\r\n0\r\n\r\n"),
        "{chunked}"
    );
}

#[tokio::test]
async fn one_response_serves_every_request_on_every_connection() {
    let server = Server::giving("yes");
    for _ in 0..2 {
        let mut stream = connect(&server).await;
        for _ in 0..2 {
            stream.write_all(GET).await.unwrap();
            let mut response = [0; 3];
            stream.read_exact(&mut response).await.unwrap();
            assert_eq!(&response, b"yes");
        }
    }
    let end = Some(End::PeerClosed);
    let ended = Connection { requests: 2, leftover: Vec::new(), sent: 6, end };
    assert_eq!([server.ended(0).await, server.ended(1).await], [ended.clone(), ended]);
    assert_eq!(server.requests().len(), 4);
    assert_eq!(server.requests()[3].connection(), 1);
}

#[tokio::test]
async fn a_script_may_be_the_same_for_all_connections_or_hang_on_their_number() {
    let each = Server::each([Step::Send("yes".into()), Step::Close]);
    let by = Server::by(|number| [Step::Send(number.to_string().into()), Step::Close]);
    for number in 0..3 {
        assert_eq!(rest(connect(&each).await).await, b"yes");
        assert_eq!(rest(connect(&by).await).await, number.to_string().as_bytes());
    }
}

#[tokio::test]
async fn some_of_a_request_may_be_enough() {
    let server = Server::script([Step::ReadSome(5), Step::Send("no".into()), Step::Close]);
    assert_eq!(rest(send(&server, b"POST /").await).await, b"no");
    assert_eq!((server.requests().len(), server.ended(0).await.leftover), (0, b"POST /".to_vec()));
}

#[tokio::test]
async fn a_request_is_recorded_as_it_came() {
    let server = Server::giving("");
    let body = "naïve\r\n";
    let text = format!(
        "POST /p HTTP/1.1\r\nB: 2\r\na:1 \r\nContent-Length: {}\r\nA: 0\r\n\r\n{body}",
        body.len()
    );
    // In two writes, so that the end is not where a read ends.
    let mut stream = send(&server, &text.as_bytes()[..20]).await;
    stream.write_all(&text.as_bytes()[20..]).await.unwrap();
    stream.write_all(GET).await.unwrap();
    server.received(2).await;

    let [post, get] = server.requests().try_into().unwrap();
    assert_eq!((post.line(), post.method(), post.target()), ("POST /p HTTP/1.1", "POST", "/p"));
    assert_eq!(post.body(), body);
    assert_eq!(post.wire_body(), body.as_bytes());
    assert_eq!(post.header("a"), ["1", "0"]);
    let headers = [("a", "0"), ("a", "1"), ("b", "2"), ("content-length", "8")];
    assert_eq!(post.headers(), headers.map(|(name, value)| (name.into(), value.into())));
    assert_eq!(get.head().as_bytes(), GET);
    assert_eq!(get.body(), "");
}

#[tokio::test]
async fn chunks_are_put_together() {
    let server = Server::giving("");
    let wire = "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
    let text = format!("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n{wire}");
    let stream = send(&server, text.as_bytes()).await;
    server.received(1).await;
    assert_eq!(server.request().body(), "abc0123456789");
    assert_eq!(server.request().wire_body(), wire.as_bytes());
    drop(stream);
    assert_eq!(server.ended(0).await.leftover, b"");
}

#[tokio::test]
async fn scripts_go_to_connections_in_turn_and_one_too_many_is_closed() {
    let say = |text: &str| vec![Step::ReadRequest, Step::Send(text.into()), Step::Close];
    let server = Server::scripts([say("one"), say("two")]);
    assert_eq!(rest(send(&server, GET).await).await, b"one");
    assert_eq!(rest(send(&server, GET).await).await, b"two");
    assert_eq!(rest(connect(&server).await).await, b"");
    assert_eq!(server.requests().len(), 2);
    let ends = server.connections().into_iter().map(|one| one.end);
    assert_eq!(ends.collect::<Vec<_>>(), [Some(End::Closed); 3]);
}

#[tokio::test]
async fn a_request_past_the_script_is_recorded_and_closed() {
    let server = Server::script([Step::ReadRequest, Step::Send(b"once".into())]);
    let mut stream = send(&server, GET).await;
    let mut response = [0; 4];
    stream.read_exact(&mut response).await.unwrap();
    stream.write_all(GET).await.unwrap();
    assert_eq!(rest(stream).await, b"");
    assert_eq!(server.requests().len(), 2);
    assert_eq!(server.ended(0).await.end, Some(End::Closed));
}

#[tokio::test]
async fn a_peer_that_goes_midway_leaves_its_bytes() {
    let server = Server::giving("never");
    drop(send(&server, b"GET / HT").await);
    let ended = server.ended(0).await;
    assert_eq!(ended.leftover, b"GET / HT");
    assert_eq!((ended.requests, ended.end), (0, Some(End::PeerClosed)));
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let server = Server::script([Step::ReadRequest, Step::Reset]);
    let mut stream = send(&server, GET).await;
    let error = stream.read_u8().await.unwrap_err();
    assert_eq!(error.kind(), std::io::ErrorKind::ConnectionReset);
    assert_eq!(server.ended(0).await.end, Some(End::Reset));
}

#[tokio::test]
async fn a_flood_and_a_stall_end_with_the_peer() {
    let server = Server::scripts([vec![Step::Flood(vec![b'x'; 4096])], vec![Step::Stall]]);
    let mut flooded = connect(&server).await;
    flooded.read_exact(&mut [0; 65536]).await.unwrap();
    drop(flooded);
    assert_eq!(server.ended(0).await.end, Some(End::PeerReset));
    let stalled = connect(&server).await;
    drop(stalled);
    assert_eq!(server.ended(1).await.end, Some(End::PeerClosed));
}

#[tokio::test]
async fn a_drip_brings_every_byte() {
    let pause = std::time::Duration::from_millis(1);
    let drip = Step::Drip { bytes: b"0123456789".into(), size: 3, pause };
    let server = Server::script([drip, Step::Close]);
    assert_eq!(rest(connect(&server).await).await, b"0123456789");
}

#[test]
fn a_canary_sings_in_every_spelling() {
    let canary = Canary("sekret/42+");
    canary.absent_from("nothing", "sekret sekret%2F sekret/42");
    for leak in ["a sekret/42+ b", "?q=sekret%2F42%2B", "Basic c2VrcmV0LzQy"] {
        let caught = std::panic::catch_unwind(|| canary.absent_from("a leak", leak));
        assert!(caught.is_err(), "missed in {leak}");
    }
}
