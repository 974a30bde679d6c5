//! The checked trait: its endpoints, and the items beside them.

use darling::util::Flag;
use proc_macro2::{Span, TokenStream};
use syn::{Ident, ItemTrait, LitStr, Path, TraitItem};

use super::constant::{self, Header};
use super::endpoint::Endpoint;
use super::fields::{self, Field};
use super::path::Template;
use super::query::Query;
use super::slot::{self, MethodSlot};
use crate::attr::api::ApiArgs;
use crate::ctxt::Ctxt;
use crate::krate::Krate;
use crate::names::{self, Case};
use crate::options::value::LooseBody;
use crate::options::{place, written};
use crate::params::{Own, Style};
use crate::symbol;
use crate::syntax::desugared;
use crate::syntax::item::{FnSyntax, TraitSyntax, is_endpoint};
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
            envelope: envelope(args.envelope.as_ref(), ctxt),
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
        let client = args.client.filter(|client| {
            if client == name {
                let fault = "the client has the name of the trait";
                ctxt.error_at(client, fault, format!("write another, such as `{name}Client`"));
            }
            client != name
        });
        let client = client
            .unwrap_or_else(|| Ident::new(&format!("{}Client", names::plain(name)), name.span()));
        // Each is shown at the word that asked for it.
        let asked = |switch: Flag, what: &str| {
            let name = format!("{}{what}", names::plain(name));
            place(switch).map(|span| Ident::new(&name, span))
        };
        let (server, stub) = (asked(args.server, "Server"), asked(args.stub, "Stub"));
        let mut methods: Vec<MethodSlot> = Vec::new();
        let mut others = Vec::new();
        let mut is_desugared = false;
        for item in syntax.items {
            match item {
                TraitItem::Fn(mut method) => {
                    is_desugared |= method.default.is_none() && desugared::undo(&mut method.sig);
                    let method = FnSyntax::new(method);
                    if !slot::is_second(&method, &methods, ctxt) {
                        let slot = MethodSlot::new(method, &syntax.head.generics, &defaults, ctxt);
                        methods.push(slot);
                    }
                }
                TraitItem::Macro(call) if call.attrs.iter().any(is_endpoint) => {
                    let fault =
                        format!("`{}!` is expanded only after `#[api]`", written(&call.mac.path));
                    let help = "write the method below `#[endpoint]`, or write the whole trait by the macro";
                    ctxt.error_at(&call.mac.path, fault, help);
                }
                other => others.push(other),
            }
        }
        if is_desugared {
            let fault =
                "`#[async_trait]` is on this trait, and `#[api]` makes its methods async itself";
            ctxt.error_at(
                name,
                fault,
                "take `#[async_trait]` off the trait; an implementation needs it",
            );
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

/// The envelope that is declared, unless it is the word `none`.
pub(super) fn envelope(declared: Option<&Path>, ctxt: &mut Ctxt) -> Option<Path> {
    let path = declared.filter(|path| !path.is_ident(symbol::NONE))?;
    if path.is_ident("None") {
        let fault = "the envelope is `None`, which is no type";
        ctxt.error_at(path, fault, "write `none` if there is none");
        return None;
    }
    Some(path.clone())
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
