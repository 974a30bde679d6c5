//! A description, as its user has it.

use std::fmt;

use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Value;

use super::builder::Builder;
use super::schema::Object;
use super::text::Ordered;
use super::version::Version;
use crate::{Error, Result};

/// The description of an API: what `UsersClient::openapi()` gives.
///
/// It is made when it is asked for as text or as a value. Both are the same in every run and in every
/// build. As a `Serialize`, it is the document itself.
///
/// ```
/// # mod demo {
/// # #[api_core::api(openapi)]
/// # pub trait Users {
/// #     #[endpoint(GET, "/users/{id}/name")]
/// #     async fn name(&self, id: u64) -> api_core::Result<String>;
/// # }
/// # }
/// # use demo::UsersClient;
/// let description = UsersClient::openapi().title("Users").server("https://example.com/api");
/// assert!(description.to_json()?.starts_with("{\n  \"openapi\": \"3.1.0\",\n"));
/// # Ok::<(), api_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Document {
    services: Vec<Service>,
    title: Option<String>,
    version: Option<String>,
    summary: Option<String>,
    servers: Vec<String>,
    openapi: Option<Version>,
}

/// Marks a description that is made from traits: its extensions are those of this module, and what has no
/// extension has its default.
const GENERATOR: &str = "api-core";

/// A trait that is described.
#[derive(Clone, Copy)]
struct Service {
    name: &'static str,
    /// The version of its package.
    version: &'static str,
    describe: fn(&mut Builder),
}

impl Service {
    /// True of the description of one trait, which may be in two documents that are merged.
    fn is(&self, other: &Self) -> bool {
        self.name == other.name && std::ptr::fn_addr_eq(self.describe, other.describe)
    }
}

impl Document {
    /// The description of a trait. Generated code calls it.
    #[doc(hidden)]
    #[must_use]
    pub fn new(name: &'static str, version: &'static str, describe: fn(&mut Builder)) -> Self {
        Self {
            services: vec![Service { name, version, describe }],
            title: None,
            version: None,
            summary: None,
            servers: Vec::new(),
            openapi: None,
        }
    }

    /// Sets the title of the API. Without one, it is the name of the trait.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets the version of the API. Without one, it is that of the package with the trait.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = Some(version.into());
        self
    }

    /// Sets a description of the API as a whole, in Markdown.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.summary = Some(description.into());
        self
    }

    /// Adds the URL of a server. Without any, paths begin at the one that the description comes from.
    #[must_use]
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.servers.push(url.into());
        self
    }

    /// Sets the version of OpenAPI. Without one, it is 3.1, or 3.2 where the API has streams or methods
    /// that 3.1 has no words for.
    #[must_use]
    pub fn openapi(mut self, version: Version) -> Self {
        self.openapi = Some(version);
        self
    }

    /// The document as JSON text of several lines, with a line end at its end.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Build`](crate::ErrorKind::Build) if two types have one name, or two schemes of
    /// credentials, or two traits take the same request, or if the chosen version of OpenAPI has no
    /// words for a method.
    pub fn to_json(&self) -> Result<String> {
        let text = serde_json::to_string_pretty(&self.ordered()?);
        text.map(|text| text + "\n").map_err(|_| Error::build("the description is no JSON"))
    }

    /// The document as a JSON value.
    ///
    /// # Errors
    ///
    /// Those of [`to_json`](Self::to_json).
    pub fn to_value(&self) -> Result<Value> {
        self.ordered().map(Ordered::into_value)
    }

    /// The title.
    pub(super) fn name(&self) -> String {
        let names = self.services.iter().map(|service| service.name);
        self.title.clone().unwrap_or_else(|| names.collect::<Vec<_>>().join(", "))
    }

    /// The URLs of the servers.
    #[cfg(feature = "server")]
    pub(super) fn servers(&self) -> impl Iterator<Item = &str> {
        self.servers.iter().map(String::as_str)
    }

    fn ordered(&self) -> Result<Ordered> {
        let mut builder = Builder::new();
        for service in &self.services {
            (service.describe)(&mut builder);
        }
        let (version, description) = builder.finish(self.openapi)?;
        let of_package = self.services.first().map_or("", |service| service.version);
        let info = Object::default()
            .with("title", self.name())
            .with("version", self.version.as_deref().unwrap_or(of_package))
            .with_some("description", self.summary.as_deref());
        let server = |url: &String| Value::from(Object::default().with("url", url.as_str()));
        let servers: Vec<Value> = self.servers.iter().map(server).collect();
        let mut description = description
            .with("openapi", version.number())
            .with("info", Value::from(info))
            .with_some("servers", Some(servers).filter(|all| !all.is_empty()))
            .with("x-generator", GENERATOR)
            .0;
        version.adapt(&mut description);
        Ok(Ordered::new(description))
    }
}

/// Makes one description of several traits: of all their endpoints and types, each trait and type once.
///
/// The first title, version and description that is set counts; without a title, it is the names of the
/// traits.
///
/// ```
/// # mod demo {
/// # #[api_core::api(openapi)]
/// # pub trait Users {
/// #     #[endpoint(GET, "/users/{id}/name")]
/// #     async fn name(&self, id: u64) -> api_core::Result<String>;
/// # }
/// # #[api_core::api(openapi)]
/// # pub trait Groups {
/// #     #[endpoint(GET, "/groups/{id}/name")]
/// #     async fn name(&self, id: u64) -> api_core::Result<String>;
/// # }
/// # }
/// # use demo::{GroupsClient, UsersClient};
/// use api_core::openapi;
///
/// let whole = openapi::merge([UsersClient::openapi(), GroupsClient::openapi()]).to_value()?;
/// assert_eq!(whole["info"]["title"], "Users, Groups");
/// assert_eq!(whole["paths"].as_object().unwrap().len(), 2);
/// assert_eq!(whole["paths"]["/groups/{id}/name"]["get"]["operationId"], "Groups.name");
/// # Ok::<(), api_core::Error>(())
/// ```
#[must_use]
pub fn merge(documents: impl IntoIterator<Item = Document>) -> Document {
    let empty = Document {
        services: Vec::new(),
        title: None,
        version: None,
        summary: None,
        servers: Vec::new(),
        openapi: None,
    };
    documents.into_iter().fold(empty, |mut whole, document| {
        for service in document.services {
            if !whole.services.iter().any(|known| known.is(&service)) {
                whole.services.push(service);
            }
        }
        whole.title = whole.title.or(document.title);
        whole.version = whole.version.or(document.version);
        whole.summary = whole.summary.or(document.summary);
        for url in document.servers {
            if !whole.servers.contains(&url) {
                whole.servers.push(url);
            }
        }
        whole.openapi = whole.openapi.or(document.openapi);
        whole
    })
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.ordered().map_err(S::Error::custom)?.serialize(serializer)
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Document").field(&self.name()).finish()
    }
}
