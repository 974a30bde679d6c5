//! Proxies that the environment names: taken unless the client says not to.
//!
//! The environment belongs to a process, so each case is this binary once more, told to run
//! [`child`] alone.

use std::process::Command;

use api_tests::tls::{self, Authority, Terminator, Valid};
use api_tests::{Server, Transport, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Thing, ThingsClient, calling, content, untouched};

/// Tells the child whom to call, and that it is one.
const BASE: &str = "API_TESTS_PROXY_BASE";
/// Tells the child to call `no_env_proxy()`.
const DIRECT: &str = "API_TESTS_PROXY_DIRECT";

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

#[api_tests::test]
#[ignore = "is run by the other tests of this module, in a process of its own"]
async fn child() {
    let Ok(base) = std::env::var(BASE) else { return };
    let mut builder = calling(base);
    if std::env::var_os(DIRECT).is_some() {
        builder = builder.no_env_proxy();
    }
    let api = ThingsClient::new(builder.build().unwrap());
    assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
}

/// Runs the child with these variables, and no other that could speak of a proxy.
async fn run(base: String, variables: &[(&str, &str)]) {
    run_child("proxy::child", base, variables).await;
}

/// Runs an ignored test in a process of its own.
async fn run_child(child: &str, base: String, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let child = format!("{child}::{}", Transport::current());
    command.args(["--exact", &child, "--include-ignored", "--test-threads=1"]);
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy", "request_method"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command.env_remove(DIRECT).env(BASE, base).envs(variables.iter().copied());
    // On another thread: the servers run on this one.
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

#[api_tests::test]
async fn a_client_takes_the_proxy_of_the_environment() {
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let (server, proxy) = (content(), Server::giving(json(200, GOOD)));
        run(server.base(), &[(name, &proxy.base())]).await;
        // A proxy is asked for the whole URL.
        let line = format!("GET {}/thing HTTP/1.1", server.base());
        assert_eq!(proxy.request().line(), line, "{name}");
        untouched(&server).await;
    }
}

#[api_tests::test]
async fn no_env_proxy_goes_straight_to_the_server() {
    let (server, proxy) = (Server::giving(json(200, GOOD)), content());
    let names =
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let base = proxy.base();
    let mut variables: Vec<_> = names.iter().map(|name| (*name, base.as_str())).collect();
    variables.push((DIRECT, "1"));
    run(server.base(), &variables).await;
    assert_eq!(server.request().line(), "GET /thing HTTP/1.1");
    untouched(&proxy).await;
}

#[api_tests::test]
async fn no_proxy_names_the_servers_that_are_called_directly() {
    let (server, proxy) = (Server::giving(json(200, GOOD)), content());
    run(server.base(), &[("HTTP_PROXY", &proxy.base()), ("NO_PROXY", "localhost,127.0.0.1")]).await;
    assert_eq!(server.request().line(), "GET /thing HTTP/1.1");
    untouched(&proxy).await;
}

/// Proxies with a user and a password in their URL.
fn with_user(base: &str) -> String {
    base.replace("://", "://aladdin:open%20sesame@")
}

/// `aladdin:open sesame`, as basic authentication has it.
const USER: &str = "Basic YWxhZGRpbjpvcGVuIHNlc2FtZQ==";

#[api_tests::test]
async fn a_proxy_gets_the_user_of_its_url() {
    let proxy = Server::giving(json(200, GOOD));
    run("http://localhost:1".to_owned(), &[("HTTP_PROXY", &with_user(&proxy.base()))]).await;
    assert_eq!(proxy.request().header("proxy-authorization"), [USER]);
}

/// A proxy that makes one tunnel, and gives back what it was asked with.
async fn tunnel(listener: TcpListener) -> String {
    let (mut client, _) = listener.accept().await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(client.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let to = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next()).unwrap();
    let mut server = TcpStream::connect(to).await.unwrap();
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    _ = copy_bidirectional(&mut client, &mut server).await;
    head
}

#[cfg_attr(any(windows, target_vendor = "apple"), ignore = "whom it trusts is the system's")]
#[api_tests::test]
async fn https_goes_through_a_tunnel_that_its_proxy_makes() {
    let (server, authority) = (Server::giving(json(200, GOOD)), Authority::new());
    let certificate = tls::certificate("localhost", &authority, Valid::Now);
    let secure = Terminator::before(&server, &certificate);
    let trusted = format!("{}/{}-proxy.pem", env!("CARGO_TARGET_TMPDIR"), Transport::current());
    std::fs::write(&trusted, authority.pem()).unwrap();

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = with_user(&format!("http://{}", listener.local_addr().unwrap()));
    let tunnel = tokio::spawn(tunnel(listener));
    run(secure.base(), &[("HTTPS_PROXY", &proxy), ("SSL_CERT_FILE", &trusted)]).await;
    let asked = tunnel.await.unwrap().to_ascii_lowercase();
    let to = secure.base().replace("https://", "");
    assert!(asked.starts_with(&format!("connect {to} http/1.1\r\n")), "{asked}");
    let user = format!("\r\nproxy-authorization: {}\r\n", USER.to_ascii_lowercase());
    assert!(asked.contains(&user), "{asked}");
    // The proxy's user is none of the server's business.
    assert!(server.request().header("proxy-authorization").is_empty());
    assert_eq!(server.request().line(), "GET /thing HTTP/1.1");
}

/// Tells the child what its error has to say.
const SAYS: &str = "API_TESTS_PROXY_SAYS";
/// Tells the child how often it tries at most, if that is more than once.
const ATTEMPTS: &str = "API_TESTS_PROXY_ATTEMPTS";

#[api_tests::test]
#[ignore = "is run by the other tests of this module, in a process of its own"]
async fn failing_child() {
    let (Ok(base), Ok(says)) = (std::env::var(BASE), std::env::var(SAYS)) else { return };
    let error = match calling(&base).build() {
        Ok(client) => ThingsClient::new(client).thing().await.unwrap_err(),
        Err(error) => error,
    };
    let said = error.to_string();
    assert!(said.contains(&says), "{said}");
    let attempts = std::env::var(ATTEMPTS).map_or(1, |most| most.parse().unwrap());
    assert!(error.attempts() <= attempts, "{said}");
    for secret in ["aladdin", "sesame"] {
        assert!(!api_tests::everything_shown(&error).contains(secret), "{error:?}");
    }
    assert!(calling(base).no_env_proxy().build().is_ok());
}

#[api_tests::test]
async fn a_proxy_that_wants_a_user_is_named_and_not_asked_again() {
    let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    for (base, variable, says) in [
        (
            "https://localhost",
            "HTTPS_PROXY",
            "no connection to `localhost:443` could be made: the proxy refused (407)",
        ),
        ("http://localhost", "HTTP_PROXY", "(Things::thing): the proxy refused (407)"),
    ] {
        let proxy = Server::giving(refusal);
        let variables = [(variable, with_user(&proxy.base())), (SAYS, says.to_owned())];
        let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
        run_child("proxy::failing_child", base.to_owned(), &variables).await;
        assert_eq!(proxy.requests().len(), 1);
    }
}

/// Otherwise, people look for what is wrong at a server that was never called.
#[api_tests::test]
async fn a_proxy_that_cannot_be_reached_is_named() {
    // Nobody listens there any more.
    let proxy = Server::giving("").base();
    let at = proxy.replace("http://", "");
    for (base, variable) in
        [("http://localhost", "HTTP_PROXY"), ("https://localhost:8443/api", "ALL_PROXY")]
    {
        let port = if base.starts_with("https") { "8443" } else { "80" };
        let says = format!(
            "no connection to `localhost:{port}` could be made through the proxy `{at}`: \
             connection refused"
        );
        let variables = [(variable, with_user(&proxy)), (SAYS, says), (ATTEMPTS, "3".to_owned())];
        let variables = variables.each_ref().map(|(name, value)| (*name, value.as_str()));
        run_child("proxy::failing_child", base.to_owned(), &variables).await;
    }
}

#[api_tests::test]
async fn a_proxy_that_does_not_speak_http_is_refused_before_any_call() {
    for base in ["http://localhost", "https://example.com"] {
        let proxy = ("ALL_PROXY", "socks5://aladdin:sesame@192.0.2.1:1080");
        let says =
            (SAYS, "a proxy that speaks `socks5`, and only `http` and `https` are supported");
        run_child("proxy::failing_child", base.to_owned(), &[proxy, says]).await;
    }
}

/// To ignore it would be to call past the proxy.
#[api_tests::test]
async fn a_proxy_that_cannot_be_read_is_refused_before_any_call() {
    for proxy in [
        "ftp://aladdin:sesame@192.0.2.1",
        "http://alad din:sesame@192.0.2.1:1",
        "//aladdin:sesame@192.0.2.1",
        "http://aladdin:sesame@",
    ] {
        for (base, name) in [
            ("http://localhost", "http_proxy"),
            ("https://example.com", "HTTPS_PROXY"),
            ("https://example.com", "all_proxy"),
        ] {
            let says = format!("the variable `{name}` of the environment is no URL of a proxy");
            run_child("proxy::failing_child", base.to_owned(), &[(name, proxy), (SAYS, &says)])
                .await;
        }
    }
    // Of another scheme, none, and not for this server.
    for variables in [
        [("HTTPS_PROXY", "ftp://192.0.2.1"), ("HTTP_PROXY", "")],
        [("HTTP_PROXY", "ftp://192.0.2.1"), ("NO_PROXY", "127.0.0.1")],
    ] {
        let server = Server::giving(json(200, GOOD));
        run(server.base(), &variables).await;
    }
}

#[api_tests::test]
async fn no_proxy_may_name_every_server() {
    for list in ["*", "example.com, *"] {
        for base in ["http://127.0.0.1", "http://localhost"] {
            let (server, proxy) = (Server::giving(json(200, GOOD)), content());
            let base = server.base().replace("http://127.0.0.1", base);
            run(base, &[("HTTP_PROXY", &proxy.base()), ("NO_PROXY", list)]).await;
            assert_eq!(server.request().line(), "GET /thing HTTP/1.1");
            untouched(&proxy).await;
        }
    }
}
