//! The token, from the environment.

use std::env::{self, VarError};

use super::failure::Failure;

/// A token. Neither `Debug` nor `Display`, so that it cannot be shown by mistake.
pub(super) struct Token(String);

impl Token {
    /// Reads `KOOK_TOKEN`; none if it is not set, or empty.
    pub(super) fn from_env() -> Result<Option<Self>, Failure> {
        let text = match env::var("KOOK_TOKEN") {
            Ok(text) => text,
            Err(VarError::NotPresent) => return Ok(None),
            Err(VarError::NotUnicode(_)) => return Err(unusable()),
        };
        // A line end comes along easily when the token is read from a file.
        let token = text.trim();
        if token.is_empty() {
            return Ok(None);
        }
        if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(unusable());
        }
        Ok(Some(Self(token.to_owned())))
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

fn unusable() -> Failure {
    Failure::usage("KOOK_TOKEN holds characters that no token has")
        .hint("set it to the bot's token alone, without `Bot` in front")
}
