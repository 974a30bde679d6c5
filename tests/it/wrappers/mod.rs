//! The wrappers of real APIs, each in a few lines, with responses as their documentation has them.

mod bilibili;
mod cloudflare;
mod feishu;
mod github;
mod google;
mod graphql;
mod json_api;
mod json_rpc;
mod mixed;
mod sealed;
mod slack;
mod stripe;
mod telegram;
mod wecom;

use std::fmt::Debug;

use api_core::{Client, Code, ErrorKind, Result};
use api_tests::{Server, json};

use crate::support::client;

/// A server that responds so, and a client of it.
fn responded(status: u16, body: &'static str) -> (Server, Client) {
    let server = Server::giving(json(status, body));
    let client = client(&server);
    (server, client)
}

/// What a failed call says.
#[derive(Debug, PartialEq)]
enum Said {
    /// The API's own code and message.
    Api(Code, String),
    /// Nothing of the API's own: the status alone.
    Other,
}

impl Said {
    fn code(code: impl Into<CodeLike>, message: &str) -> Self {
        Self::Api(code.into().0, message.to_owned())
    }
}

/// Numbers and words as codes.
struct CodeLike(Code);

impl From<i64> for CodeLike {
    fn from(code: i64) -> Self {
        Self(Code::Int(code))
    }
}

impl From<&str> for CodeLike {
    fn from(code: &str) -> Self {
        Self(Code::Text(code.to_owned()))
    }
}

fn says<T: Debug>(result: Result<T>) -> Said {
    let error = result.expect_err("the call fails");
    match error.api() {
        Some(api) => {
            assert_eq!(error.kind(), ErrorKind::Api);
            Said::Api(api.code().clone(), api.message().to_owned())
        }
        None => {
            assert_eq!(error.kind(), ErrorKind::Status);
            Said::Other
        }
    }
}
