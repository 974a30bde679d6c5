//! The checked trait: its endpoints, and what stands beside them.

use syn::{Ident, ItemTrait, LitStr, Path, TraitItem};

use super::endpoint::{Endpoint, headers, query};
use super::names;
use super::path::Template;
use crate::attr::api::ApiArgs;
use crate::attr::value::BarePath;
use crate::ctxt::Ctxt;
use crate::krate::Krate;
use crate::symbol;
use crate::syntax::item::{FnSyntax, TraitSyntax};

/// A trait whose methods are endpoints.
pub(crate) struct Service {
    pub(crate) krate: Krate,
    /// The trait without its items.
    pub(crate) head: ItemTrait,
    /// The name of the generated client.
    pub(crate) client: Ident,
    pub(crate) methods: Vec<MethodSlot>,
    /// What is no method: constants, types and macro calls, left as they are.
    pub(crate) others: Vec<TraitItem>,
}

/// A method of the trait.
pub(crate) enum MethodSlot {
    Endpoint(Box<Endpoint>),
    /// A method with a mistake: it is emitted, so that the code that uses it goes on compiling.
    Invalid(FnSyntax),
    /// A method with a body of its own.
    Provided(FnSyntax),
}

/// What a trait says for all its endpoints.
pub(crate) struct Defaults {
    pub(crate) prefix: String,
    pub(crate) envelope: Option<Path>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
}

impl Service {
    pub(crate) fn new(args: ApiArgs, syntax: TraitSyntax, ctxt: &mut Ctxt) -> Self {
        let defaults = Defaults {
            prefix: args.path.map_or_else(String::new, |path| prefix(&path, ctxt)),
            envelope: args
                .envelope
                .map(|BarePath(path)| path)
                .filter(|p| !p.is_ident(symbol::NONE)),
            headers: headers(&args.headers, ctxt),
            query: query(&args.query).collect(),
        };
        let name = &syntax.head.ident;
        let client =
            args.client.unwrap_or_else(|| Ident::new(&format!("{name}Client"), name.span()));
        let mut methods = Vec::new();
        let mut others = Vec::new();
        for item in syntax.items {
            match item {
                TraitItem::Fn(method) => {
                    methods.push(MethodSlot::new(FnSyntax::new(method), &defaults, ctxt));
                }
                other => others.push(other),
            }
        }
        let krate = Krate(args.krate.map(|BarePath(path)| path));
        Self { krate, head: syntax.head, client, methods, others }
    }

    /// The endpoints without mistakes, in declared order.
    pub(crate) fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.methods.iter().filter_map(|slot| match slot {
            MethodSlot::Endpoint(endpoint) => Some(&**endpoint),
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

impl MethodSlot {
    fn new(syntax: FnSyntax, defaults: &Defaults, ctxt: &mut Ctxt) -> Self {
        let subject = format!("endpoint `{}`", names::plain(syntax.name()));
        let (endpoint, clean) = ctxt.within(subject, |ctxt| match &syntax.endpoint[..] {
            [] if syntax.method.default.is_some() => None,
            [] => {
                ctxt.error_at(syntax.name(), "it says neither where it goes nor what it does")
                    .note("write `#[endpoint(GET, \"/path\")]` above it, or give it a body");
                None
            }
            [attr, rest @ ..] => {
                if let Some(body) = &syntax.method.default {
                    ctxt.error_at(body, "the macro writes the body of an endpoint")
                        .note("end the method with `;`, or take `#[endpoint]` off it");
                }
                for second in rest {
                    ctxt.error_at(second, "a method is one endpoint")
                        .note("declare a second method for the second one");
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
            *self = Self::Invalid(FnSyntax::new(method));
        }
    }
}

/// The checked prefix of all paths; empty if it is wrong, so that the mistake is told once.
fn prefix(path: &LitStr, ctxt: &mut Ctxt) -> String {
    let text = path.value();
    let refused = match Template::parse(&text) {
        Err(mistake) => mistake.shown(&text),
        Ok(_) if text.contains('?') => {
            "the prefix of all paths holds no query; write `query(\"name\" = \"value\")`".to_owned()
        }
        Ok(_) if text.ends_with('/') => {
            "the prefix of all paths does not end with `/`: the paths begin with one".to_owned()
        }
        Ok(_) => return text,
    };
    ctxt.error_at(path, refused);
    String::new()
}
