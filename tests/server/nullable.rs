//! Values that are always sent, and may be null: as a field, and as a whole body.

use api_core::{Client, ErrorKind, Nullable, Result, api, async_trait};
use serde_json::Value;

#[api(server)]
trait Tickets {
    #[endpoint(PUT, "/assignee")]
    async fn assign(&self, assignee: Nullable<&str>, hours: Nullable<u8>) -> Result<String>;
    #[endpoint(PUT, "/labels")]
    async fn labels(&self, #[body] labels: Nullable<&[&str]>) -> Result<String>;
}

/// The same requests, with fields that may be missing or of another type.
#[api]
trait Others {
    #[endpoint(PUT, "/assignee")]
    async fn assign(&self, assignee: Option<&Value>, hours: Option<u8>) -> Result<String>;
    #[endpoint(PUT, "/labels")]
    async fn labels(&self, #[body] labels: Option<&[&str]>) -> Result<String>;
}

struct Shown;

#[async_trait]
impl Tickets for Shown {
    async fn assign(&self, assignee: Nullable<&str>, hours: Nullable<u8>) -> Result<String> {
        Ok(format!("{assignee:?} {hours:?}"))
    }

    async fn labels(&self, labels: Nullable<&[&str]>) -> Result<String> {
        Ok(format!("{labels:?}"))
    }
}

fn client() -> Client {
    Client::in_process(TicketsServer::new(Shown).into_router())
}

#[tokio::test]
async fn null_arrives_as_null() {
    let tickets = TicketsClient::new(client());
    let shown = tickets.assign(Nullable::Null, 3.into()).await.unwrap();
    assert_eq!(shown, "Null Value(3)");
    let shown = tickets.assign(Some("ann").into(), None.into()).await.unwrap();
    assert_eq!(shown, r#"Value("ann") Null"#);
    assert_eq!(tickets.labels(Nullable::Null).await.unwrap(), "Null");
    let labels: &[&str] = &["a", "b"];
    assert_eq!(tickets.labels(labels.into()).await.unwrap(), r#"Value(["a", "b"])"#);
}

#[tokio::test]
async fn what_is_missing_is_not_null() {
    let others = OthersClient::new(client());
    for result in [
        others.assign(None, Some(1)).await,
        others.assign(Some(&Value::from(1)), Some(1)).await,
        others.labels(None).await,
    ] {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Status);
        assert!(error.status().is_some_and(|status| status.is_client_error()));
    }
    let shown = others.assign(Some(&Value::Null), Some(1)).await.unwrap();
    assert_eq!(shown, "Null Value(1)");
}
