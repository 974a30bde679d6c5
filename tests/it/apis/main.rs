//! Calls of real APIs, by their published descriptions: each file has one that asks for something odd,
//! from the declaration to the bytes on the wire and what comes back.

mod box_upload;
mod elasticsearch_search;
mod github_archive;
mod kubernetes_patch;
mod plaid_accounts;
mod stripe_checkout;
#[allow(dead_code, reason = "the support of `it`, of which this needs a part")]
#[path = "../support.rs"]
mod support;
