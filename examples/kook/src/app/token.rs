//! The token, from the environment.

use std::env::{self, VarError};

use super::failure::Failure;

/// A token. It has neither `Debug` nor `Display`, so that it cannot be shown by accident.
pub(super) struct Token(String);

impl Token {
    /// Reads `KOOK_TOKEN`; `None` if it is unset or empty.
    pub(super) fn from_env() -> Result<Option<Self>, Failure> {
        let text = match env::var("KOOK_TOKEN") {
            Ok(text) => text,
            Err(VarError::NotPresent) => return Ok(None),
            Err(VarError::NotUnicode(_)) => return Err(unusable()),
        };
        // A token read from a file often ends with a line break.
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
    Failure::usage("KOOK_TOKEN contains characters that no token has")
        .hint("set it to the bot's token, without `Bot` in front")
}
