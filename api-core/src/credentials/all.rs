//! Several credentials at once: an API that wants a key beside a secret, or a key beside a token.

use std::sync::Arc;

use super::{Credentials, Kind};

impl Credentials {
    /// All of these at once, for an API that wants two or more: a key beside a secret, say, or a key
    /// beside a token that a [`provider`](Self::provider) fetches.
    ///
    /// A call that is refused (by HTTP 401, or as [`renew_on`](Self::renew_on) says of one of them)
    /// fetches those anew that have a provider, and is sent again once.
    ///
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) or the call fails if two of them are the
    /// same header, or if one of them cannot be sent.
    ///
    /// ```
    /// # use api_core::{Client, Credentials};
    /// let credentials = Credentials::all([
    ///     Credentials::header("PLAID-CLIENT-ID", "5f2c"),
    ///     Credentials::header("PLAID-SECRET", "8a1e"),
    /// ]);
    /// let client = Client::builder("https://production.plaid.com").credentials(credentials).build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    #[must_use]
    pub fn all(credentials: impl IntoIterator<Item = Self>) -> Self {
        let mut all: Vec<Self> = Vec::new();
        for one in credentials {
            match one.kind {
                Kind::None => {}
                Kind::Unsendable(_) => return one,
                Kind::All(more) => all.extend(more.iter().cloned()),
                _ => all.push(one),
            }
        }
        let mut names: Vec<_> = all.iter().flat_map(Self::headers).map(|(name, _)| name).collect();
        names.sort_by_key(|name| name.as_str());
        if let Some([twice, _]) = names.array_windows().find(|[a, b]| a == b) {
            let why = format!("two of them are the header `{twice}`, of which a request has one");
            return Kind::Unsendable(why.into()).into();
        }
        let renew_at = all.iter().filter_map(|one| one.renew_at).min();
        match all.len() {
            0 => Self::none(),
            1 => all.pop().unwrap_or_else(Self::none),
            _ => Self { kind: Kind::All(Arc::new(all)), renew_at },
        }
    }
}
