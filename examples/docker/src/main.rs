//! Lists containers and their logs: `cargo run -p docker`, or `… -- /var/run/docker.sock` for a real engine.

use api_core::Client;
use docker::{DockerClient, embedded};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let socket = match std::env::args_os().nth(1) {
        Some(socket) => socket.into(),
        None => {
            let socket = std::env::temp_dir().join(format!("docker-{}.sock", std::process::id()));
            let own = socket.clone();
            tokio::spawn(async move { embedded::listen(&own).await });
            tokio::task::yield_now().await;
            socket
        }
    };
    let docker = DockerClient::new(Client::builder("http://docker").unix_socket(socket).build()?);
    for container in docker.containers(true).await? {
        println!("{:?} {}", container.names, container.state);
        let mut logs = docker.logs(&container.id, true, None).await?;
        while let Some(bytes) = logs.chunk().await? {
            print!("{}", String::from_utf8_lossy(&bytes));
        }
    }
    Ok(())
}
