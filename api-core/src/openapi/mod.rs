//! The description of an API, from its trait alone: OpenAPI 3.1, and 3.2 or 3.0 where they are needed.
//!
//! `#[api(openapi)]` gives the client of a trait the function `openapi()`, which needs neither an
//! implementation nor a server:
//!
//! ```
//! # mod demo {
//! use api_core::{Result, api};
//! use schemars::JsonSchema;
//! use serde::Deserialize;
//!
//! #[derive(Debug, Deserialize, JsonSchema)]
//! pub struct User {
//!     pub name: String,
//! }
//!
//! #[api(openapi, path = "/v1", credentials = bearer)]
//! pub trait Users {
//!     /// The profile of one user.
//!     #[endpoint(GET, "/users/{id}")]
//!     async fn get(&self, id: u64, verbose: Option<bool>) -> Result<User>;
//! }
//! # }
//! # use demo::UsersClient;
//!
//! let description = UsersClient::openapi().title("Users").version("1.0").to_value()?;
//! assert_eq!(description["openapi"], "3.1.0");
//!
//! let get = &description["paths"]["/v1/users/{id}"]["get"];
//! assert_eq!(get["summary"], "The profile of one user.");
//! assert_eq!(get["parameters"][1]["name"], "verbose");
//! let user = &get["responses"]["200"]["content"]["application/json"]["schema"]["$ref"];
//! assert_eq!(user, "#/components/schemas/User");
//! assert_eq!(description["security"][0]["bearer"].as_array().unwrap().len(), 0);
//! # Ok::<(), api_core::Error>(())
//! ```
//!
//! The types of parameters and responses must implement `schemars::JsonSchema` then, of schemars 1.
//! [`merge`] makes one description of several traits. A server shows it: see [`router`].
//!
//! | in the trait | in the description |
//! | --- | --- |
//! | a trait | a tag, with its docs |
//! | an endpoint | an operation: its name, the first paragraph of its docs as the summary, the rest as the description |
//! | a parameter | with its name, place, `style` and `explode` as it is sent; an `Option` is not required. A list ``- `name`: …`` at the end of the method's docs describes it |
//! | a spread parameter (`flatten`) | a parameter per member |
//! | `headers(…)`, `query(…)`, `fields(…)` | parameters and members with a `const` |
//! | `#[body(…)]`, loose parameters | the `requestBody`, as JSON, form, multipart, text, bytes or JSON lines |
//! | a type | a component, with its own name |
//! | an envelope `Kook` | the components `Kook` and `KookFailure`, from its own table |
//! | `StatusError`, `ByStatus` | a response per status |
//! | `EventStream`, `JsonLines` | an `itemSchema`, in OpenAPI 3.2 |
//! | a page with `#[cursor]` | `x-pages` |
//! | `success`, `none` | the statuses of responses |
//! | `example` | the example of the response |
//! | `#[deprecated]`, of an endpoint or a parameter; `#[sensitive]` | `deprecated`; `format: password` |
//! | `credentials = …` | `securitySchemes` and `security` |
//!
//! An extension says what OpenAPI has no words for. With these, `api-openapi traits` writes the declaration
//! back as it was:
//!
//! | extension | at | says |
//! | --- | --- | --- |
//! | `x-generator: api-core` | the root | the description is made from traits |
//! | `x-envelopes` | the root | the tables of the envelopes, by the names of their components |
//! | `x-pages` | an operation with a `#[cursor]` | the parameter that asks for another page, the rule by which the list goes on, and the members of the page that it reads |
//! | `x-success`, `x-none` | an operation | `success = [200]`, where any other of 200 to 299 is a failure; `none = […]` |
//! | `x-base`, `x-headers` | an operation | `base = "…"`; constant headers that OpenAPI does not let be parameters, such as `Accept` |
//! | `x-multi-segment`, `x-encoded`, `x-flag` | a parameter | `{path*}`, `encoded`, `flag` |
//! | `x-list`, `x-nested` | a parameter, or the encoding of a field | `list = "repeat"` of a header and `list = "indices"`; `nested = "dots"` |
//! | `x-bools: digits`, `x-sensitive` | a schema | `bools = "digits"`, `#[sensitive]` |
//! | `x-patch` | a schema | `Patch`: null is sent, and is not the same as nothing |
//! | `x-idempotency-key` | a header | `idempotency_key` |
//! | `x-body-key` | a media type | `body = json("params")` |
//! | `x-done` | a media type | `done = "[DONE]"` |
//! | `x-scheme` | a security scheme | the word of `scheme("Bot")` |
//!
//! An endpoint that declares no `success` is described with 200, which is what its server sends. A client
//! of it takes any status of 200 to 299, and `api-openapi verify` knows that.

// openapi() ─→ Document ─to_value→ Builder ─→ Operation (one per endpoint) ─→ Value
//              document.rs         builder.rs  operation/                     version.rs, text.rs
//
// `Types` is beside them all the way: it makes the schemas, and has the components in the end.

mod builder;
mod docs;
mod document;
mod envelope;
mod failure;
mod forms;
pub(crate) mod generated;
mod identity;
pub(crate) mod operation;
#[cfg(feature = "server")]
mod page;
mod pages;
pub(crate) mod pairs;
mod portable;
mod response;
pub(crate) mod schema;
mod security;
mod text;
mod types;
mod version;

pub use self::document::{Document, merge};
#[cfg(feature = "server")]
pub use self::page::router;
pub use self::version::Version;
