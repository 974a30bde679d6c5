//! The server of the calls, in a process of its own: keeps connections, reads requests, and responds
//! to each with the same bytes. It can hold its responses until so many requests are there, so that as
//! many calls are under way at a time.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::Duration;

use crate::payload::response;
use crate::streams::{DOWNLOAD, TRICKLES};

/// Serves until it is killed, `held` responses at a time. Prints its port first.
///
/// # Errors
///
/// There is no port, or nobody who wants to know it.
pub fn serve(held: usize) -> std::io::Result<()> {
    let held = Arc::new(Barrier::new(held));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?.port());
    for stream in listener.incoming() {
        let stream = stream?;
        let held = held.clone();
        thread::spawn(move || _ = connection(stream, &held));
    }
    Ok(())
}

fn connection(mut stream: TcpStream, held: &Barrier) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let (mut target, mut length) = (String::new(), 0);
        if reader.read_line(&mut target)? == 0 {
            return Ok(());
        }
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        held.wait();
        if target.contains("/download") {
            download(&mut stream)?;
            continue;
        }
        if target.contains("/trickle") {
            trickle(&mut stream)?;
            continue;
        }
        let name = if target.contains("/list") { "page" } else { "chat" };
        let body = response(name).unwrap_or_default();
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(&[head.as_bytes(), body.as_bytes()].concat())?;
    }
}

/// A content of so many MiB.
fn download(stream: &mut TcpStream) -> std::io::Result<()> {
    let piece = vec![b'x'; 1 << 20];
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", u64::from(DOWNLOAD) << 20)?;
    (0..DOWNLOAD).try_for_each(|_| stream.write_all(&piece))
}

/// A content of so many MiB, in small pieces that a reader waits for.
fn trickle(stream: &mut TcpStream) -> std::io::Result<()> {
    let piece = vec![b'x'; 64 << 10];
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", u64::from(TRICKLES) << 20)?;
    (0..TRICKLES * 16).try_for_each(|_| {
        thread::sleep(Duration::from_micros(500));
        stream.write_all(&piece)
    })
}

/// A server, as long as this lives.
pub struct Server {
    child: Child,
    pub base: String,
}

impl Server {
    /// Starts this very program again, as a server that holds so many responses.
    #[must_use]
    pub fn start(held: usize) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("a program knows where it is"))
            .args(["serve", &held.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("this program runs");
        let mut port = String::new();
        let out = child.stdout.take().expect("its output is a pipe");
        BufReader::new(out).read_line(&mut port).expect("it prints its port");
        Self { child, base: format!("http://127.0.0.1:{}", port.trim()) }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
