//! The checked trait: its endpoints, and the items beside them.

use darling::util::Flag;
use proc_macro2::{Span, TokenStream};
use syn::{Attribute, Ident, ItemTrait, LitStr, Meta, Path, TraitItem};

use super::constant::{self, Header};
use super::endpoint::Endpoint;
use super::fields::{self, Field};
use super::path::Template;
use super::query::Query;
use crate::attr::api::ApiArgs;
use crate::attr::endpoint::EndpointArgs;
use crate::ctxt::{self, Ctxt};
use crate::krate::Krate;
use crate::names::{self, Case};
use crate::options::place;
use crate::options::value::LooseBody;
use crate::params::{Own, Style};
use crate::suggest;
use crate::symbol;
use crate::syntax::item::{FnSyntax, TraitSyntax, named};
use crate::vocab::{Bools, List, Scheme};

/// A trait whose methods are endpoints.
pub(crate) struct Service {
    pub(crate) krate: Krate,
    /// The trait without its items.
    pub(crate) head: ItemTrait,
    /// The name of the generated client.
    pub(crate) client: Ident,
    pub(crate) methods: Vec<MethodSlot>,
    /// The name of the server, if one is made.
    pub(crate) server: Option<Ident>,
    /// The name of the stub, if one is made.
    pub(crate) stub: Option<Ident>,
    /// The word that asked for a description.
    pub(crate) openapi: Option<Span>,
    /// The credentials that the description names: alternatives, each of schemes that are sent together.
    pub(crate) credentials: Option<Vec<Vec<Scheme>>>,
    /// The envelope of all responses, unless an endpoint declares another.
    pub(crate) envelope: Option<Path>,
    /// True if clients of other traits may be clients of this one too.
    pub(crate) extensible: bool,
    /// The clients of the supertraits that are API traits themselves.
    pub(crate) extends: Vec<Path>,
    /// Constants, types and macro calls, left as they are.
    pub(crate) others: Vec<TraitItem>,
    /// Methods whose bodies do not parse, as they were typed.
    pub(crate) broken: Vec<TokenStream>,
}

/// A method of the trait.
pub(crate) enum MethodSlot {
    Endpoint(Box<Endpoint>),
    /// A method with an error. It is emitted, so that the code that uses it goes on compiling.
    Invalid(FnSyntax),
    /// A method with a body of its own.
    Provided(FnSyntax),
}

/// The options of a trait that hold for all its endpoints.
pub(crate) struct Defaults {
    pub(crate) prefix: String,
    pub(crate) envelope: Option<Path>,
    pub(crate) headers: Vec<Header>,
    pub(crate) query: Query,
    /// The constants of every body that is made of loose parameters.
    pub(crate) fields: Vec<Field>,
    /// The format of such bodies.
    pub(crate) body: Option<LooseBody>,
    case: Option<Case>,
    list: List,
    digits: bool,
}

impl Defaults {
    fn new(args: &ApiArgs, ctxt: &mut Ctxt) -> Self {
        Self {
            prefix: args.path.as_ref().map_or_else(String::new, |path| prefix(path, ctxt)),
            envelope: args.envelope.clone().filter(|path| !path.is_ident(symbol::NONE)),
            headers: constant::headers(&args.headers, ctxt),
            query: Query::constants(&args.query, ctxt),
            fields: fields::constants(&args.fields, ctxt),
            body: args.body.clone(),
            case: args.rename_all,
            list: args.list.unwrap_or(List::Repeat),
            digits: args.bools == Some(Bools::Digits),
        }
    }

    /// The wire name of a parameter that has none of its own.
    pub(crate) fn renamed(&self, name: &str) -> String {
        self.case.map_or_else(|| name.to_owned(), |case| case.apply(name))
    }

    /// The style of pairs, unless a parameter declares another.
    pub(crate) fn style(&self) -> Style {
        let (list, digits) = (self.list, self.digits);
        Style { list, nested: None, digits, encoded: false, flatten: false, own: Own::default() }
    }
}

impl Service {
    pub(crate) fn new(args: ApiArgs, syntax: TraitSyntax, ctxt: &mut Ctxt) -> Self {
        let defaults = Defaults::new(&args, ctxt);
        let name = &syntax.head.ident;
        let client = args
            .client
            .unwrap_or_else(|| Ident::new(&format!("{}Client", names::plain(name)), name.span()));
        // Each is shown at the word that asked for it.
        let asked = |switch: Flag, what: &str| {
            let name = format!("{}{what}", names::plain(name));
            place(switch).map(|span| Ident::new(&name, span))
        };
        let (server, stub) = (asked(args.server, "Server"), asked(args.stub, "Stub"));
        let mut methods: Vec<MethodSlot> = Vec::new();
        let mut others = Vec::new();
        for item in syntax.items {
            match item {
                TraitItem::Fn(method) => {
                    let method = FnSyntax::new(method);
                    if !is_second(&method, &methods, ctxt) {
                        methods.push(MethodSlot::new(method, &defaults, ctxt));
                    }
                }
                other => others.push(other),
            }
        }
        let krate = Krate(args.krate);
        Self {
            krate,
            head: syntax.head,
            client,
            server,
            stub,
            openapi: place(args.openapi),
            credentials: args.credentials.map(|schemes| schemes.0),
            envelope: defaults.envelope,
            methods,
            extensible: args.extensible.is_present(),
            extends: args.extends.0,
            others,
            broken: syntax.broken,
        }
    }

    /// The endpoints without errors, in declared order.
    pub(crate) fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.methods.iter().filter_map(|slot| match slot {
            MethodSlot::Endpoint(endpoint) => Some(&**endpoint),
            MethodSlot::Invalid(_) | MethodSlot::Provided(_) => None,
        })
    }

    pub(crate) fn endpoints_mut(&mut self) -> impl Iterator<Item = &mut Endpoint> {
        self.methods.iter_mut().filter_map(|slot| match slot {
            MethodSlot::Endpoint(endpoint) => Some(&mut **endpoint),
            MethodSlot::Invalid(_) | MethodSlot::Provided(_) => None,
        })
    }

    /// Makes every endpoint an invalid one.
    pub(crate) fn invalidate(&mut self) {
        for slot in &mut self.methods {
            slot.invalidate();
        }
    }
}

/// An attribute that was meant to be `#[endpoint]`, by its word.
struct Meant {
    attr: Attribute,
    word: String,
}

/// Takes off an attribute with a word like `endpoint`, or that of an HTTP method, from a method that has
/// neither `#[endpoint]` nor a body. The compiler would report it as well.
fn take_meant(syntax: &mut FnSyntax) -> Option<Meant> {
    if !syntax.endpoint.is_empty() || syntax.method.default.is_some() {
        return None;
    }
    let is_meant = |word: &String| {
        symbol::METHODS.contains(&word.as_str())
            || suggest::nearest(word, [symbol::ENDPOINT].into_iter()).is_some()
    };
    let attrs = &mut syntax.method.attrs;
    let (at, word) = attrs.iter().enumerate().find_map(|(at, attr)| {
        Some((at, attr.path().get_ident()?.to_string())).filter(|(_, word)| is_meant(word))
    })?;
    Some(Meant { attr: attrs.remove(at), word })
}

/// True of a method with the name of one before it, which is an error. It is left out: the compiler
/// would report it once per implementation.
fn is_second(method: &FnSyntax, before: &[MethodSlot], ctxt: &mut Ctxt) -> bool {
    // Of two methods with a `#[cfg]`, at most one may be compiled.
    let is_always_there = |attrs: &[Attribute]| named(attrs, &["cfg"]).next().is_none();
    let name = method.name();
    let is_same = |slot: &MethodSlot| {
        let (other, attrs) = slot.name_and_attrs();
        other == name && is_always_there(attrs)
    };
    let is_second = is_always_there(&method.method.attrs) && before.iter().any(is_same);
    if is_second {
        ctxt.within(ctxt::endpoint(name), |ctxt| {
            ctxt.error_at(
                name,
                "a method before it has the same name",
                "give one of the two another name: it is not sent",
            );
        });
    }
    is_second
}

impl MethodSlot {
    fn name_and_attrs(&self) -> (&Ident, &[Attribute]) {
        match self {
            Self::Endpoint(endpoint) => (&endpoint.sig.ident, &endpoint.attrs),
            Self::Invalid(syntax) | Self::Provided(syntax) => (syntax.name(), &syntax.method.attrs),
        }
    }

    fn new(mut syntax: FnSyntax, defaults: &Defaults, ctxt: &mut Ctxt) -> Self {
        let subject = ctxt::endpoint(syntax.name());
        let meant = take_meant(&mut syntax);
        let (endpoint, clean) = ctxt.within(subject, |ctxt| match &syntax.endpoint[..] {
            _ if !syntax.conditional.is_empty() => {
                for attr in &syntax.conditional {
                    ctxt.error_at(
                        attr.path(),
                        "this `#[endpoint]` is in a `cfg_attr`, which `#[api]` cannot look into",
                        "write `#[endpoint(…)]` with a `#[cfg(…)]` beside it, on one method for each \
                         case",
                    );
                }
                None
            }
            [] if syntax.method.default.is_some() => None,
            [] if let Some(Meant { attr, word }) = &meant => {
                let help = match &attr.meta {
                    Meta::List(path) if symbol::METHODS.contains(&word.as_str()) => {
                        let (method, path) = (word.to_ascii_uppercase(), &path.tokens);
                        format!("write `#[endpoint({method}, {path})]`")
                    }
                    _ => "did you mean `#[endpoint]`?".to_owned(),
                };
                ctxt.error_at(attr.path(), format!("there is no attribute `{word}`"), help);
                None
            }
            [] => {
                ctxt.must(
                    syntax.name().span(),
                    "have an `#[endpoint]` or a body",
                    "write `#[endpoint(GET, \"/path\")]` above it, or give it a body",
                );
                None
            }
            [attr, rest @ ..] => {
                if let Some(body) = &syntax.method.default {
                    ctxt.error_at(
                        body,
                        "it has a body of its own, beside the one that the macro writes",
                        "end the method with `;`, or take `#[endpoint]` off it",
                    );
                }
                for second in rest {
                    ctxt.error_at(
                        second.path(),
                        "this is a second `#[endpoint]` on one method",
                        "declare a second method for it",
                    );
                    // It may have errors of its own.
                    _ = EndpointArgs::parse(second, ctxt);
                }
                Endpoint::new(&syntax, attr, defaults, ctxt)
            }
        });
        match endpoint {
            Some(endpoint) if clean => Self::Endpoint(Box::new(endpoint)),
            None if clean => Self::Provided(syntax),
            _ => Self::Invalid(syntax),
        }
    }

    /// Makes an endpoint an invalid one.
    pub(crate) fn invalidate(&mut self) {
        if let Self::Endpoint(endpoint) = self {
            let method = syn::TraitItemFn {
                attrs: endpoint.attrs.clone(),
                modifiers: syn::FnModifiers::default(),
                sig: endpoint.sig.clone(),
                default: None,
                semi_token: None,
            };
            let mut syntax = FnSyntax::new(method);
            // Whoever calls it may ask for further pages all the same.
            for (argument, attrs) in endpoint.arguments.iter().zip(&mut syntax.params) {
                if argument.sent().is_some_and(|param| param.cursor.is_some()) {
                    attrs.push(syn::parse_quote!(#[cursor]));
                }
            }
            *self = Self::Invalid(syntax);
        }
    }
}

/// The checked prefix of all paths. It is empty if it is wrong, so that one mistake is one error.
fn prefix(path: &LitStr, ctxt: &mut Ctxt) -> String {
    let text = path.value();
    match Template::parse(&text) {
        Err(error) => ctxt.error_at(path, error.shown(&text), error.help),
        Ok(_) if text.contains('?') => ctxt.error_at(
            path,
            "the prefix of all paths has a query",
            "write the query beside it: `query(\"name\" = \"value\")`",
        ),
        Ok(_) if text.ends_with('/') => ctxt.error_at(
            path,
            "the prefix of all paths ends with `/`, and each path begins with one",
            format!("write `{}`", text.trim_end_matches('/')),
        ),
        Ok(_) => return text,
    }
    String::new()
}
