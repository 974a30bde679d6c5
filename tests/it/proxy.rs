//! Proxies that the environment names: taken unless the client says not to.
//!
//! The environment belongs to a process, so each case is this binary once more, told to run
//! [`child`] alone.

use std::process::Command;

use api_core::Client;
use api_tests::{Server, json};

use crate::support::{Thing, ThingsClient, content, untouched};

/// Tells the child whom to call, and that it is one.
const BASE: &str = "API_TESTS_PROXY_BASE";
/// Tells the child to call `no_env_proxy()`.
const DIRECT: &str = "API_TESTS_PROXY_DIRECT";

const GOOD: &str = r#"{"code":0,"message":"ok","data":{"name":"a","size":1}}"#;

#[tokio::test]
#[ignore = "is run by the other tests of this module, in a process of its own"]
async fn child() {
    let Ok(base) = std::env::var(BASE) else { return };
    let mut builder = Client::builder(base);
    if std::env::var_os(DIRECT).is_some() {
        builder = builder.no_env_proxy();
    }
    let api = ThingsClient::new(builder.build().unwrap());
    assert_eq!(api.thing().await.unwrap(), Thing::new("a", 1));
}

/// Runs the child with these variables, and no other that could speak of a proxy.
async fn run(base: String, variables: &[(&str, &str)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "proxy::child", "--include-ignored", "--test-threads=1"]);
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

#[tokio::test]
async fn a_client_takes_the_proxy_of_the_environment() {
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let (server, proxy) = (content(), Server::answering(json(200, GOOD)));
        run(server.base(), &[(name, &proxy.base())]).await;
        // A proxy is asked for the whole URL.
        let line = format!("GET {}/thing HTTP/1.1", server.base());
        assert_eq!(proxy.request().line(), line, "{name}");
        untouched(&server).await;
    }
}

#[tokio::test]
async fn no_env_proxy_goes_straight_to_the_server() {
    let (server, proxy) = (Server::answering(json(200, GOOD)), content());
    let names =
        ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
    let base = proxy.base();
    let mut variables: Vec<_> = names.iter().map(|name| (*name, base.as_str())).collect();
    variables.push((DIRECT, "1"));
    run(server.base(), &variables).await;
    assert_eq!(server.request().line(), "GET /thing HTTP/1.1");
    untouched(&proxy).await;
}

#[tokio::test]
async fn no_proxy_names_the_servers_that_are_called_directly() {
    let (server, proxy) = (Server::answering(json(200, GOOD)), content());
    run(server.base(), &[("HTTP_PROXY", &proxy.base()), ("NO_PROXY", "localhost,127.0.0.1")]).await;
    assert_eq!(server.request().line(), "GET /thing HTTP/1.1");
    untouched(&proxy).await;
}
