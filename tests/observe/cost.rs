//! Who does not listen gets nothing.

use api_tests::{Server, json};

use crate::apis::{GOOD, builder, users};
use crate::subscriber::Recording;

#[tokio::test]
async fn a_subscriber_that_wants_no_spans_gets_none() {
    let recording = Recording::up_to(tracing::Level::WARN);
    let server = Server::giving(json(500, GOOD));
    users(builder(&server)).get(1).await.unwrap_err();
    assert!(recording.spans().is_empty());
}
