//! Against the real server, where one is installed (Debian's package `prometheus`).

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use api_core::{Client, ErrorKind};
use prometheus::{Data, PrometheusClient};

struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// Starts a server with one series, `up`. None where none is installed.
fn start(address: &str) -> Option<Server> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(address.replace(':', "-"));
    std::fs::create_dir_all(&folder).unwrap();
    let [config, rules] = ["prometheus.yml", "rules.yml"].map(|name| folder.join(name));
    // A rule makes the series: the server waits five seconds before it asks a target for the first time.
    std::fs::write(&config, "{global: {evaluation_interval: 100ms}, rule_files: [rules.yml]}")
        .unwrap();
    let rule = "{record: up, expr: vector(1), labels: {job: self}}";
    std::fs::write(rules, format!("groups: [{{name: own, rules: [{rule}]}}]")).unwrap();
    let started = Command::new("prometheus")
        .arg(format!("--config.file={}", config.display()))
        .arg(format!("--storage.tsdb.path={}", folder.join("data").display()))
        .arg(format!("--web.listen-address={address}"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    started.ok().map(Server)
}

#[tokio::test]
async fn expressions_labels_and_errors() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let Some(_server) = start(&address) else { return };
    let client = Client::builder(format!("http://{address}")).no_env_proxy().build().unwrap();
    let prometheus = PrometheusClient::new(client);

    let ready = async {
        let no_sample = |data| !matches!(data, Ok(Data::Vector(series)) if !series.is_empty());
        while no_sample(prometheus.query("up == 1", None).await) {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), ready).await.expect("the server starts");
    assert!(prometheus.ready().await.unwrap().to_lowercase().contains("ready"));
    assert!(prometheus.build_info().await.unwrap().version.starts_with(['2', '3']));

    let Data::Scalar((now, two)) = prometheus.query("1 + 1", None).await.unwrap() else { panic!() };
    assert_eq!(two, "2");
    let range = prometheus.query_range("up", now - 60.0, now, 1.0).await.unwrap();
    let Data::Matrix(series) = range else { panic!("{range:?}") };
    assert_eq!(series[0].metric["job"], "self");
    assert_eq!(prometheus.label_values("job", &["up", "nothing"]).await.unwrap(), ["self"]);

    let error = prometheus.query("up{", None).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 400));
    assert_eq!(error.api().unwrap().code(), "bad_data");
    assert!(error.reason().unwrap().contains("parse error"), "{error}");
}
