//! The base URLs of a client beside its own, for endpoints that another host serves.

use url::Url;

use super::ClientBuilder;
use crate::base_url::BaseUrl;
use crate::{Credentials, Error, Result};

/// A base URL that endpoints name: `base = "uploads"`.
pub(crate) struct NamedBase {
    name: String,
    url: BaseUrl,
    /// In place of the client's.
    credentials: Option<Credentials>,
    /// True if it has the origin of the client's own base URL.
    same_origin: bool,
}

/// A base URL as it was given to the builder, unchecked.
#[derive(Default)]
pub(super) struct Declared {
    name: String,
    url: Option<String>,
    credentials: Option<Credentials>,
}

/// All of a client's.
#[derive(Default)]
pub(super) struct Bases {
    named: Vec<NamedBase>,
    /// True if every name means the client's own base: in process there is but one server.
    any: bool,
}

impl ClientBuilder {
    /// Sets the base URL of the endpoints that are declared with this name:
    /// `#[endpoint(POST, "/files/content", base = "uploads")]`. A call to one whose base is not set
    /// fails before anything is sent, with [`ErrorKind::Build`](crate::ErrorKind::Build).
    ///
    /// Credentials belong to an origin: the client's, and default headers that may be credentials, are
    /// sent to this base only if it has the origin of the client's own.
    /// [`credentials_for`](Self::credentials_for) sets those of another one.
    ///
    /// ```
    /// # use api_core::{Client, Credentials};
    /// let credentials = Credentials::bearer("T9cE5");
    /// let client = Client::builder("https://api.box.com/2.0")
    ///     .credentials(credentials.clone())
    ///     .base("uploads", "https://upload.box.com/api/2.0")
    ///     .credentials_for("uploads", credentials)
    ///     .build()?;
    /// # Ok::<(), api_core::Error>(())
    /// ```
    pub fn base(mut self, name: impl AsRef<str>, url: impl Into<String>) -> Self {
        self.declare(name.as_ref(), |base| base.url = Some(url.into()));
        self
    }

    /// Sets the credentials for a [`base`](Self::base), in place of the client's.
    pub fn credentials_for(mut self, name: impl AsRef<str>, credentials: Credentials) -> Self {
        self.declare(name.as_ref(), |base| base.credentials = Some(credentials));
        self
    }

    fn declare(&mut self, name: &str, change: impl FnOnce(&mut Declared)) {
        if let Some(found) = self.bases.iter_mut().find(|base| base.name == name) {
            return change(found);
        }
        let mut new = Declared { name: name.to_owned(), ..Declared::default() };
        change(&mut new);
        self.bases.push(new);
    }
}

impl Bases {
    pub(super) fn check(
        declared: Vec<Declared>,
        any: bool,
        own: &BaseUrl,
        allow_http: bool,
    ) -> Result<Self> {
        let named = declared.into_iter().map(|base| NamedBase::check(base, own, allow_http));
        Ok(Self { named: named.collect::<Result<_>>()?, any })
    }

    /// The base of this name.
    ///
    /// # Errors
    ///
    /// The client has none.
    // Cold: few endpoints name a base, and all of them ask five times if they do.
    #[cold]
    pub(super) fn get(&self, name: &str) -> Result<Option<&NamedBase>> {
        match self.named.iter().find(|base| base.name == name) {
            None if !self.any => Err(Error::build(format!(
                "the client has no base `{name}`; write `.base(\"{name}\", \"https://…\")` where it \
                 is built"
            ))),
            found => Ok(found),
        }
    }

    pub(super) fn urls(&self) -> impl Iterator<Item = &Url> {
        self.named.iter().map(|base| base.url.url())
    }
}

impl NamedBase {
    fn check(declared: Declared, own: &BaseUrl, allow_http: bool) -> Result<Self> {
        let Declared { name, url, credentials } = declared;
        let subject = format!("base `{name}`");
        let Some(url) = url else {
            return Err(Error::build(format!(
                "{subject}: it has credentials and no URL; write `.base(\"{name}\", \"https://…\")`"
            )));
        };
        let url = BaseUrl::parse(&subject, &url, allow_http)?;
        if let Some(credentials) = &credentials {
            credentials.check()?;
        }
        let same_origin = url.url().origin() == own.url().origin();
        Ok(Self { name, url, credentials, same_origin })
    }

    pub(crate) fn url(&self) -> &BaseUrl {
        &self.url
    }

    pub(crate) fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }

    pub(crate) fn is_same_origin(&self) -> bool {
        self.same_origin
    }
}
