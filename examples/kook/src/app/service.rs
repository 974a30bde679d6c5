//! The client, made from a base URL and a token.

use std::time::Duration;

use api_core::{Client, Credentials, Error};

use super::base::BaseUrl;
use super::failure::Failure;
use super::token::Token;
use crate::UserChatClient;
use crate::server::DEMO_TOKEN;

/// How long a person waits for an answer before they take the tool for stuck.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A client, and what is needed to tell a person why its calls fail.
pub(super) struct Service {
    pub(super) chats: UserChatClient,
    base: BaseUrl,
}

impl Service {
    /// The service at `base`. Without a token only if that is this machine.
    pub(super) fn new(base: BaseUrl, token: Option<&Token>) -> Result<Self, Failure> {
        let token = match token {
            Some(token) => token.expose(),
            None if base.is_loopback() => DEMO_TOKEN,
            None => {
                return Err(Failure::usage("KOOK_TOKEN is not set").hint(
                    "set it to a bot's token, or try the embedded server: `kook serve` shows how",
                ));
            }
        };
        let mut builder = Client::builder(base.as_str())
            .credentials(Credentials::scheme("Bot", token))
            .user_agent(concat!("kook/", env!("CARGO_PKG_VERSION")))
            // KOOK's messages stand beside ours, so they had better be in the same language.
            .header("Accept-Language", "en-US")
            .timeout(TIMEOUT);
        if base.is_loopback() {
            // No proxy leads to this machine: it would look for the server on its own.
            builder = builder.no_env_proxy();
        }
        let client = builder.build().map_err(|error| Failure::usage(error.to_string()))?;
        Ok(Self { chats: UserChatClient::new(client), base })
    }

    /// Why a call failed, for a person.
    pub(super) fn failed(&self, error: Error) -> Failure {
        Failure::call(error, &self.base)
    }
}
