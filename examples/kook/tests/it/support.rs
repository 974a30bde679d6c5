//! The program as a process, and a server that says one thing to everybody.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use api_core::{Client, Credentials};
use kook::UserChatClient;
use kook::server::Server;

/// The token that the servers of these tests let in, and that must never be shown.
pub(crate) const TOKEN: &str = "1/MTAx/S3KRET-canary==";

/// What a finished process leaves.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// The output of a successful run.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self:?}");
        self.stdout
    }

    /// What it complained of, if it failed with this code and printed nothing.
    #[track_caller]
    pub(crate) fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (Some(code), ""), "{self:?}");
        self.stderr
    }

    /// The JSON that it printed.
    #[track_caller]
    pub(crate) fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.ok()).unwrap()
    }
}

/// The program, untouched by the environment of the tests. Backtraces are asked for, so that one
/// would show.
pub(crate) fn kook(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kook"));
    for name in ["CARGO", "KOOK_TOKEN", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    command.env("TZ", "UTC").env("RUST_BACKTRACE", "1").args(arguments);
    command
}

/// Runs it to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs it with the token against a base URL.
pub(crate) fn run_at(base_url: &str, arguments: &[&str]) -> Run {
    run(kook(&["--base-url", base_url]).args(arguments).env("KOOK_TOKEN", TOKEN))
}

/// An embedded server that lets in [`TOKEN`].
pub(crate) fn server() -> Server {
    Server::start(0, TOKEN).unwrap()
}

/// A client of the service at `base_url`.
pub(crate) fn client(base_url: &str, token: &str) -> UserChatClient {
    let client = Client::builder(base_url)
        .credentials(Credentials::scheme("Bot", token))
        .no_env_proxy()
        .build()
        .unwrap();
    UserChatClient::new(client)
}

/// Runs a future to its end.
pub(crate) fn block_on<T>(future: impl IntoFuture<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(future.into_future())
}

/// A port of loopback where nobody listens, and nobody can begin to: it is the near end of a
/// connection that is held open.
pub(crate) struct ClosedPort {
    pub(crate) base_url: String,
    _held: (TcpListener, TcpStream),
}

impl ClosedPort {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        let base_url = format!("http://{}", stream.local_addr().unwrap());
        Self { base_url, _held: (listener, stream) }
    }
}

/// A server that gives every connection the same bytes, and keeps the requests.
pub(crate) struct Canned {
    pub(crate) base_url: String,
    pub(crate) requests: Receiver<String>,
}

impl Canned {
    /// Responds with a status such as `200 OK`, and a body.
    pub(crate) fn new(status: &str, body: &str) -> Self {
        let length = body.len();
        let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close");
        let response = format!("{head}\r\n\r\n{body}");
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base_url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let Ok(request) = respond_once(stream, &response) else { continue };
                if sender.send(request).is_err() {
                    return;
                }
            }
        });
        Self { base_url, requests }
    }
}

/// Reads one request, head and body, and responds.
fn respond_once(stream: TcpStream, response: &str) -> std::io::Result<String> {
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    while !request.ends_with("\r\n\r\n") {
        if reader.read_line(&mut request)? == 0 {
            break;
        }
    }
    let length = request.lines().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.and_then(|length| length.parse().ok()).unwrap_or(0)];
    reader.read_exact(&mut body)?;
    request.push_str(&String::from_utf8_lossy(&body));
    reader.get_mut().write_all(response.as_bytes())?;
    Ok(request)
}
