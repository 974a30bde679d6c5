//! The client, made from a base URL and a token.

use std::time::Duration;

use api_core::{Client, Credentials, Error, RateLimits};

use super::base::BaseUrl;
use super::failure::Failure;
use super::token::Token;
use crate::server::DEMO_TOKEN;
use crate::{ChatEventsClient, UserChatClient};

/// The time after which a person would think that the tool is stuck.
const TIMEOUT: Duration = Duration::from_secs(20);

/// A client, and its base URL to explain failures with.
pub(super) struct Service {
    pub(super) chats: UserChatClient,
    pub(super) events: ChatEventsClient,
    base: BaseUrl,
}

impl Service {
    /// Connects to `base`. The token may be left out only if that is this machine.
    pub(super) fn new(base: BaseUrl, token: Option<&Token>) -> Result<Self, Failure> {
        let token = match token {
            Some(token) => token.expose(),
            None if base.is_loopback() => DEMO_TOKEN,
            None => {
                return Err(Failure::usage("KOOK_TOKEN is not set").hint(
                    "set it to the token of a bot, or try the embedded server: `kook serve` shows how",
                ));
            }
        };
        let mut builder = Client::builder(base.as_str())
            .credentials(Credentials::scheme("Bot", token))
            .user_agent(concat!("kook/", env!("CARGO_PKG_VERSION")))
            // KOOK's messages are printed beside ours, so they should be in the same language.
            .header("Accept-Language", "en-US")
            // KOOK disables bots that keep running into its limits.
            .rate_limits(RateLimits::kook())
            .timeout(TIMEOUT);
        if base.is_loopback() {
            // A proxy could not reach this machine: it would connect to its own loopback.
            builder = builder.no_env_proxy();
        }
        let client = builder.build().map_err(|error| Failure::usage(error.to_string()))?;
        let events = ChatEventsClient::new(client.clone());
        Ok(Self { chats: UserChatClient::new(client), events, base })
    }

    /// The address of the service, which is safe to show.
    pub(super) fn origin(&self) -> &str {
        self.base.origin()
    }

    /// Explains a failed call to a person.
    pub(super) fn failed(&self, error: Error) -> Failure {
        Failure::call(error, &self.base)
    }
}
