//! The kinds of parameters. A kind is a file: the options of its attribute and their checks, the
//! calls by which a client writes the value and a server reads it, and its words in metadata and docs.
//!
//! To add one: a file that implements [`Kind`], and its lines in this one. The compiler asks for
//! all of them but the line in [`ATTRIBUTES`], and without that one says that the options are never
//! made.

mod body;
mod field;
mod header;
mod loose;
mod part;
mod path;
mod query;
mod shape;
mod site;
mod style;
mod url;

use proc_macro2::{Span, TokenStream};
use syn::LitStr;

pub(crate) use self::body::{Body, Format};
pub(crate) use self::field::Field;
pub(crate) use self::header::{Header, check_name as check_header_name};
pub(crate) use self::loose::{Loose, Misfit};
pub(crate) use self::part::Part;
pub(crate) use self::path::Path;
pub(crate) use self::query::Query;
pub(crate) use self::shape::Shape;
pub(crate) use self::site::Site;
pub(crate) use self::style::{Own, Style};
pub(crate) use self::url::{Url, WORD as URL};
use crate::ctxt::Ctxt;
use crate::options::{self as attr, Item};

/// Where a parameter is sent, and how it is written there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ParamKind {
    Path(Path),
    Query(Query),
    Header(Header),
    Field(Field),
    Body(Body),
    Part(Part),
    Url(Url),
}

/// The options of a kind's attribute, as they were typed.
pub(crate) enum Options {
    Path(path::Options),
    Query(query::Options),
    Header(header::Options),
    Field(field::Options),
    Body(body::Options),
    Part(part::Options),
    Url(url::Options),
}

/// Reads what is listed in an attribute behind the name.
pub(crate) type Parse = fn(&[Item], &mut Ctxt) -> Option<Options>;

/// An attribute that says where a parameter is sent.
#[derive(Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) word: &'static str,
    /// The words of its options, if it takes a name as well.
    pub(crate) beside_name: Option<&'static [&'static str]>,
    pub(crate) parse: Parse,
}

impl Attribute {
    const fn named<O: attr::Options>(word: &'static str, parse: Parse) -> Self {
        Self { word, beside_name: Some(O::WORDS), parse }
    }

    const fn nameless(word: &'static str, parse: Parse) -> Self {
        Self { word, beside_name: None, parse }
    }
}

/// The attributes of all kinds.
pub(crate) const ATTRIBUTES: [Attribute; 7] = [
    Attribute::named::<path::Options>(path::WORD, |items, ctxt| read(items, ctxt, Options::Path)),
    Attribute::named::<query::Options>(query::WORD, |items, ctxt| {
        read(items, ctxt, Options::Query)
    }),
    Attribute::named::<header::Options>(header::WORD, |items, ctxt| {
        read(items, ctxt, Options::Header)
    }),
    Attribute::named::<field::Options>(field::WORD, |items, ctxt| {
        read(items, ctxt, Options::Field)
    }),
    Attribute::named::<part::Options>(part::WORD, |items, ctxt| read(items, ctxt, Options::Part)),
    Attribute::nameless(body::WORD, |items, ctxt| read(items, ctxt, Options::Body)),
    Attribute::nameless(url::WORD, |items, ctxt| read(items, ctxt, Options::Url)),
];

fn read<O: attr::Options>(
    items: &[Item],
    ctxt: &mut Ctxt,
    of: fn(O) -> Options,
) -> Option<Options> {
    O::read(items, ctxt).map(of)
}

impl Options {
    /// The kind that the options come to. `plain` is the trait's style of pairs, and `span` the word
    /// of the attribute.
    pub(crate) fn check(self, plain: Style, span: Span, ctxt: &mut Ctxt) -> Option<ParamKind> {
        match self {
            Self::Path(options) => options.check(span, ctxt).map(ParamKind::Path),
            Self::Query(options) => options.check(plain, ctxt).map(ParamKind::Query),
            Self::Header(options) => options.check(span, ctxt).map(ParamKind::Header),
            Self::Field(options) => options.check(plain, ctxt).map(ParamKind::Field),
            Self::Body(options) => options.check(plain, span, ctxt).map(ParamKind::Body),
            Self::Part(options) => options.check(ctxt).map(ParamKind::Part),
            Self::Url(options) => Some(ParamKind::Url(options.check())),
        }
    }
}

impl ParamKind {
    /// True if the value is gathered into the body with others.
    pub(crate) fn is_loose(&self) -> bool {
        match self {
            Self::Field(_) | Self::Part(_) => true,
            Self::Path(_) | Self::Query(_) | Self::Header(_) | Self::Body(_) | Self::Url(_) => {
                false
            }
        }
    }

    /// The kind itself, for all that differs from kind to kind.
    pub(crate) fn rules(&self) -> &dyn Kind {
        match self {
            Self::Path(kind) => kind,
            Self::Query(kind) => kind,
            Self::Header(kind) => kind,
            Self::Field(kind) => kind,
            Self::Body(kind) => kind,
            Self::Part(kind) => kind,
            Self::Url(kind) => kind,
        }
    }
}

/// Everything that differs from kind to kind once the options are checked. No method has a default,
/// so that the compiler asks a new kind for each.
pub(crate) trait Kind {
    /// The variant of `api_core::Location` that the metadata has.
    fn location(&self) -> &'static str;

    /// Where the value goes, in the docs of the generated method.
    fn doc_word(&self) -> &'static str;

    /// Where the name on the wire comes from.
    fn naming(&self) -> Naming;

    /// Checks a declared name. It is not empty.
    fn check_name(&self, name: &LitStr, ctxt: &mut Ctxt);

    /// The other names that this one has to differ from, unless it may repeat.
    fn namespace(&self) -> Option<Namespace>;

    /// The reason that keeps the value out of a body of this format, if it would be gathered into one.
    fn misfit(&self, loose: Loose) -> Option<Misfit>;

    /// The reason that keeps the value from being the cursor, if it cannot be written anew for the next
    /// page.
    fn cursor_misfit(&self) -> Option<&'static str>;

    /// True if the value becomes part of the URL, which servers and proxies log.
    fn shows_in_url(&self) -> bool;

    /// The checks of the value's type, in a body of this format if it is gathered into one.
    fn shapes(&self, loose: Loose) -> Vec<Shape>;

    /// The calls on a client's `RequestParts` that write the value, such as `query("a", &a)`.
    fn write(&self, site: &Site<'_>) -> Vec<TokenStream>;

    /// The call on a server's `Input` that reads the value: the reverse of [`write`](Self::write).
    /// None if no server can.
    fn read(&self, site: &Site<'_>) -> Option<Read>;
}

/// Where the name on the wire comes from.
pub(crate) enum Naming {
    /// The attribute, or else the parameter, in the case that the trait asks for.
    Renamed,
    /// The attribute, or else the parameter as it is spelled: the name of its placeholder.
    Verbatim,
    /// The attribute and nothing else.
    Declared { fault: &'static str, help: &'static str },
    /// The value has no name. `fault` says why a declared one means nothing.
    Nameless { fault: &'static str },
}

/// A value that is spread has several texts.
const SPREAD_CURSOR: &str =
    "a value that is spread has no text of its own that the next cursor could replace";

/// A body is not written anew, nor a part of one.
const BODY_CURSOR: &str = "the next cursor cannot replace a whole body or a part of one";

impl Naming {
    /// The naming of a value whose members become pairs or members of the body.
    const SPREAD: Self =
        Self::Nameless { fault: "a spread value is sent under the names of its members" };
}

/// Names that have to differ from each other.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Namespace {
    /// The noun for one of them in a message.
    pub(crate) word: &'static str,
    pub(crate) ignores_case: bool,
}

impl Namespace {
    const QUERY: Self = Self { word: "query parameter", ignores_case: false };
    const HEADERS: Self = Self { word: "header", ignores_case: true };
    const BODY: Self = Self { word: "field", ignores_case: false };
}

/// A call on `Input`, as in `input.query::<Owned>("a", Style::PLAIN)`.
pub(crate) struct Read {
    pub(crate) method: &'static str,
    /// True if the method has a second type parameter, which inference finds.
    pub(crate) inferred: bool,
    pub(crate) arguments: TokenStream,
}
