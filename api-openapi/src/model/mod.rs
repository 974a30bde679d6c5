//! The content of descriptions of all versions, in one form: operations, their parameters, bodies and
//! responses, and the schemas that these reach.
//!
//! | question | file |
//! | --- | --- |
//! | An operation is missing, or has the wrong parameters | `operation.rs`, `parameter.rs` |
//! | A body or a response is read wrongly | `content.rs` |
//! | A value of the wrong kind is no error, or one of the right kind is | `shapes.rs` |
//! | A schema is read wrongly | `read_schema.rs`, `inferred.rs`, `constants.rs`, `object.rs`, and for unions `union.rs`, `subtypes.rs` |

mod constants;
mod content;
mod extensions;
mod inferred;
mod object;
mod operation;
mod parameter;
mod read_schema;
mod reader;
mod schema;
mod security;
mod shapes;
mod subtypes;
mod union;

use indexmap::IndexMap;

pub(crate) use self::extensions::{Envelope, Extensions, OperationExtensions};
pub(crate) use self::operation::{anonymous, placeholders, plain_name, spans_segments};
pub(crate) use self::reader::read;
pub(crate) use self::schema::{
    Additional, Choice, Choices, Discriminator, Integer, Kind, Object, Property, Scalar, Schema,
    TextFormat, TypeId,
};
pub(crate) use self::security::{Scheme, Security};
use crate::document::{Place, Problem};

/// A description in one form, whatever its version.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) description: Option<String>,
    pub(crate) servers: Vec<String>,
    /// The descriptions of tags.
    pub(crate) tags: IndexMap<String, String>,
    pub(crate) operations: Vec<Operation>,
    /// The schemas that references lead to.
    pub(crate) types: Vec<Named>,
    /// The places of all schemas of the components, reached or not, in order.
    pub(crate) components: Vec<Place>,
    /// It is made from traits, and says in extensions what OpenAPI has no words for.
    pub(crate) is_of_traits: bool,
    /// The requests that the API makes of others.
    pub(crate) webhooks: Vec<(String, Place)>,
    /// The envelopes that it says so.
    pub(crate) envelopes: Vec<Envelope>,
    /// The errors of the description.
    pub(crate) problems: Vec<Problem>,
}

impl Api {
    pub(crate) fn named(&self, id: TypeId) -> Option<&Named> {
        self.types.get(id.0)
    }

    /// `true` if any response is described with a `Link` header.
    pub(crate) fn names_link_header(&self) -> bool {
        let responses = self.operations.iter().flat_map(|operation| &operation.responses);
        let mut names = responses.flat_map(|response| response.headers.keys());
        names.any(|name| name.eq_ignore_ascii_case("link"))
    }

    /// The schema, or the one that its references lead to.
    pub(crate) fn resolved<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        let mut schema = schema;
        for _ in 0..32 {
            match &schema.kind {
                Kind::Reference(id) => match self.named(*id) {
                    Some(named) => schema = &named.schema,
                    None => break,
                },
                _ => break,
            }
        }
        schema
    }
}

/// A schema that references lead to.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) at: Place,
    pub(crate) schema: Schema,
}

/// A method of a path.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) at: Place,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) id: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    /// Its own servers, where they differ from those of the description.
    pub(crate) servers: Vec<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// It is called without credentials, where others need them.
    pub(crate) anonymous: bool,
    /// The credentials that it needs, if it declares any.
    pub(crate) security: Option<Security>,
    /// The scopes of each of its alternatives.
    pub(crate) scopes: Vec<Vec<String>>,
    pub(crate) extensions: OperationExtensions,
    /// The statements about it that have no form here, in words.
    pub(crate) inexact: Vec<String>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
    /// The whole query (3.2).
    Querystring,
}

impl Location {
    /// The word of a description.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Querystring => "querystring",
        }
    }
}

/// The style in which a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Style {
    /// `a=1&a=2`; the members of an object on their own.
    Repeat,
    /// `a=1,2`
    Csv,
    /// `a=1%202`
    Ssv,
    /// `a=1%7C2`
    Pipes,
    /// `a=1%092`
    Tsv,
    /// `a[b]=1`, `a[]=1`
    Deep,
    /// `.a`
    Label,
    /// `;a=1`
    Matrix,
    /// A JSON text, or a text of another media type.
    Json,
}

impl Style {
    /// The words of a message.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Repeat => "`a=1&a=2`",
            Self::Csv => "`a=1,2`",
            Self::Ssv => "`a=1%202`",
            Self::Pipes => "`a=1%7C2`",
            Self::Tsv => "`a=1%092`",
            Self::Deep => "`a[b]=1`",
            Self::Label => "`.1`",
            Self::Matrix => "`;a=1`",
            Self::Json => "JSON",
        }
    }
}

/// A parameter outside of the body.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) at: Place,
    pub(crate) name: String,
    pub(crate) location: Location,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: Option<String>,
    pub(crate) style: Style,
    /// The value may hold reserved characters, which are sent as they are.
    pub(crate) reserved: bool,
    /// It may span several segments of the path.
    pub(crate) multi_segment: bool,
    pub(crate) schema: Schema,
    pub(crate) extensions: Extensions,
}

/// The body of a request.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) at: Place,
    pub(crate) required: bool,
    pub(crate) description: Option<String>,
    pub(crate) contents: Vec<Content>,
}

/// One media type of a body, and what it holds.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) at: Place,
    /// In lower case, without parameters.
    pub(crate) media_type: String,
    pub(crate) schema: Option<Schema>,
    /// The schema of one item of a stream (3.2).
    pub(crate) items: Option<Schema>,
    /// The encodings of single members, by name.
    pub(crate) encoding: IndexMap<String, Encoding>,
    /// The event that ends the stream.
    pub(crate) done: Option<String>,
    /// The member that has the arguments of the method.
    pub(crate) body_key: Option<String>,
}

/// `true` of the media types of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    matches!(media_type, "application/json" | "text/json") || media_type.ends_with("+json")
}

impl Content {
    /// `true` of JSON and of what is written as JSON.
    pub(crate) fn is_json(&self) -> bool {
        is_json(&self.media_type)
    }

    pub(crate) fn is_form(&self) -> bool {
        self.media_type == "application/x-www-form-urlencoded"
    }

    pub(crate) fn is_multipart(&self) -> bool {
        self.media_type == "multipart/form-data"
    }

    pub(crate) fn is_text(&self) -> bool {
        self.media_type.starts_with("text/") && !self.is_json() && !self.is_stream()
    }

    pub(crate) fn is_stream(&self) -> bool {
        matches!(
            self.media_type.as_str(),
            "text/event-stream"
                | "application/jsonl"
                | "application/x-ndjson"
                | "application/x-jsonlines"
                | "application/json-seq"
        )
    }
}

/// The encoding of one member of a form or of a multipart body.
#[derive(Clone, Debug, Default)]
pub(crate) struct Encoding {
    pub(crate) style: Option<Style>,
    pub(crate) content_type: Option<String>,
    pub(crate) extensions: Extensions,
}

/// The statuses of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Status {
    Code(u16),
    /// `4XX`: its first digit.
    Range(u16),
    Default,
}

impl Status {
    /// As it is in the name of a type.
    pub(crate) fn word(self) -> String {
        match self {
            Self::Default => "Default".to_owned(),
            other => other.to_string(),
        }
    }

    pub(crate) fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A response of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) at: Place,
    pub(crate) status: Status,
    pub(crate) description: Option<String>,
    pub(crate) contents: Vec<Content>,
    pub(crate) headers: IndexMap<String, Header>,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) at: Place,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    /// With the header's description.
    pub(crate) schema: Schema,
}
