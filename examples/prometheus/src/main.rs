//! Evaluates an expression: `cargo run -p prometheus -- http://localhost:9090 up`.

use api_core::Client;
use prometheus::{Data, PrometheusClient};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let base = arguments.next().unwrap_or_else(|| "http://localhost:9090".to_owned());
    let query = arguments.next().unwrap_or_else(|| "up".to_owned());
    let prometheus = PrometheusClient::new(Client::builder(base).build()?);

    match prometheus.query(&query, None).await? {
        Data::Scalar((_, value)) | Data::String((_, value)) => println!("{value}"),
        Data::Vector(series) => {
            series.iter().for_each(|it| println!("{:?} {}", it.metric, it.value.1))
        }
        Data::Matrix(series) => {
            series.iter().for_each(|it| println!("{:?} {:?}", it.metric, it.values))
        }
    }
    Ok(())
}
