//! Drifts between two descriptions of one API: all are found, each at its place, and nothing else is.
#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)] // a test may panic

mod further;
mod rest;
mod shop;
mod tagged;
mod users;
mod versions;

use api_openapi::{Description, verify};

/// A drift: what is replaced by what, and the lines that are found.
type Drift = (&'static str, &'static str, &'static [&'static str]);

/// Seeds the drifts one by one, and checks that the lines found are those expected.
#[track_caller]
fn each_is_found(description: &str, drifts: &[Drift]) {
    let before = Description::read("api.yaml", description).unwrap();
    let mut wrong = Vec::new();
    for (from, to, expected) in drifts {
        assert!(description.contains(from), "{from}");
        let after = Description::read("api.yaml", description.replacen(from, to, 1)).unwrap();
        let found = verify(&after, &before).unwrap();
        let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
        if lines != *expected {
            wrong.push(format!("{from:?} → {to:?}\nexpected {expected:#?}\nfound {lines:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
