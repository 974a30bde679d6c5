//! Any set of endpoints makes a router, and each of them is reached.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::Arc;

use http::Request;
use http_body_util::BodyExt as _;
use proptest::collection::vec;
use proptest::prelude::*;
use tower::ServiceExt as _;

use super::routes::{Handler, Responder, Routes};
use crate::endpoint::PathPiece;
use crate::wire::path::template::Template;
use crate::{Body, Endpoint, Seal};

/// A segment as it is declared; what a client writes for it has a `1` at every placeholder.
const SEGMENTS: [&[PathPiece]; 7] = [
    &[PathPiece::Literal("a")],
    &[PathPiece::Literal("ab")],
    &[PathPiece::Param("x")],
    &[PathPiece::Literal("a"), PathPiece::Param("x")],
    &[PathPiece::Param("x"), PathPiece::Literal(".b")],
    &[PathPiece::Param("x"), PathPiece::Literal("."), PathPiece::Param("y")],
    &[PathPiece::Rest("r")],
];

/// A template of a few segments. Only the last may be the rest.
fn template() -> impl Strategy<Value = Vec<usize>> {
    (vec(0..SEGMENTS.len() - 1, 0..4), 0..SEGMENTS.len())
        .prop_map(|(inner, last)| [inner, vec![last]].concat())
}

fn pieces(template: &[usize]) -> &'static [PathPiece] {
    let segment = |index: &usize| {
        let own = SEGMENTS.get(*index).copied().unwrap_or_default();
        std::iter::once(PathPiece::Literal("/")).chain(own.iter().copied())
    };
    let mut pieces: Vec<PathPiece> = Vec::new();
    for piece in template.iter().flat_map(segment) {
        // As the macro writes them: no two texts side by side.
        match (pieces.last_mut(), piece) {
            (Some(PathPiece::Literal(last)), PathPiece::Literal(text)) => {
                *last = format!("{last}{text}").leak();
            }
            _ => pieces.push(piece),
        }
    }
    pieces.leak()
}

fn path(pieces: &[PathPiece], rest: &str) -> String {
    let piece = |piece: &PathPiece| match *piece {
        PathPiece::Literal(text) => text.to_owned(),
        PathPiece::Param(_) => "1".to_owned(),
        PathPiece::Rest(_) => rest.to_owned(),
    };
    pieces.iter().map(piece).collect()
}

/// A router whose endpoints respond with their names.
fn router(endpoints: &[&'static Endpoint]) -> axum::Router {
    let seal = Seal::new::<crate::__private::NoEnvelope>();
    let mut routes = Routes::new(seal);
    for endpoint in endpoints {
        let handler =
            |_: Arc<()>, _, Responder { endpoint, .. }| -> super::routes::ResponseFuture {
                let response = http::Response::new(Body::from(endpoint.name()));
                Box::pin(async { Ok(response) })
            };
        routes.add(&Arc::new(()), Handler::new(endpoint, seal, handler));
    }
    routes.into_router()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_endpoint_is_reached(
        templates in vec((template(), prop_oneof![Just("GET"), Just("POST"), Just("PURGE")]), 1..8),
        rest in "1(/[1ab]){0,3}",
    ) {
        // What the macro refuses: the same request twice.
        let mut seen = BTreeSet::new();
        let mut endpoints: Vec<&'static Endpoint> = Vec::new();
        for (template, method) in &templates {
            if seen.insert((template.clone(), *method)) {
                let name = endpoints.len().to_string().leak();
                let endpoint = Endpoint::new("Any", name, method).with_path("", pieces(template));
                endpoints.push(Box::leak(Box::new(endpoint)));
            }
        }
        let router = router(&endpoints);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        for endpoint in &endpoints {
            let path = path(endpoint.pieces(), &rest);
            let request = Request::builder().method(endpoint.method()).uri(&path);
            let request = request.body(Body::empty()).unwrap();
            let reached = runtime.block_on(async {
                let response = router.clone().oneshot(request).await.unwrap();
                assert_eq!(response.status(), 200, "{} {path} of {endpoints:?}", endpoint.method());
                // axum knows only some methods, and would list those.
                assert!(!response.headers().contains_key("allow"), "{response:?}");
                response.into_body().collect().await.unwrap().to_bytes()
            });
            let reached = endpoints.iter().find(|other| other.name().as_bytes() == reached).unwrap();
            // Itself, or one that is nearer to this path.
            prop_assert_eq!(reached.method(), endpoint.method());
            let (reached, own) = (Template::new(reached.pieces()), Template::new(endpoint.pieces()));
            prop_assert!(reached.captures(&path).is_some());
            prop_assert!(reached.rank() <= own.rank());
        }
    }
}
