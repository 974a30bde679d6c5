//! Who does not listen gets nothing.

use api_tests::{Server, json};

use crate::apis::{GOOD, builder, users};
use crate::subscriber::Recording;

#[api_tests::test]
async fn a_subscriber_that_wants_no_spans_gets_none() {
    let recording = Recording::up_to(tracing::Level::WARN);
    let server = Server::giving(json(500, GOOD));
    users(builder(&server)).get(1).await.unwrap_err();
    assert!(recording.spans().is_empty());
}

#[api_tests::test]
async fn a_subscriber_that_wants_warnings_alone_gets_those_of_failures() {
    let recording = Recording::up_to(tracing::Level::WARN);
    let server = Server::giving(json(500, GOOD));
    let api = users(builder(&server));
    api.get(1).await.unwrap_err();
    api.friends(1).await.unwrap_err();
    let warnings = recording.loose();
    let names: Vec<_> =
        warnings.iter().map(|it| (it.name, it.fields["endpoint"].clone())).collect();
    let name = "http.client.request.exception";
    assert_eq!(names, [(name, "Users::get".into()), (name, "Users::friends".into())]);
    assert_eq!(warnings[0].fields["error.type"], "500".into());
}
