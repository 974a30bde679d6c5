//! A method of the trait: an endpoint, one with an error, or one with a body of its own.

use syn::{Attribute, Generics, Ident, Meta, ReturnType, Signature};

use super::endpoint::Endpoint;
use super::service::Defaults;
use super::signature;
use crate::attr::endpoint::EndpointArgs;
use crate::ctxt::{self, Ctxt};
use crate::suggest;
use crate::symbol;
use crate::syntax::item::{FnSyntax, named};
use crate::syntax::ty;

/// A method of the trait.
pub(crate) enum MethodSlot {
    Endpoint(Box<Endpoint>),
    /// A method with an error. It is emitted, so that the code that uses it goes on compiling.
    Invalid(FnSyntax),
    /// A method with a body of its own.
    Provided(FnSyntax),
}

/// An attribute that was meant to be `#[endpoint]`, by its word.
struct Meant {
    attr: Attribute,
    word: String,
}

impl Meant {
    fn report(&self, ctxt: &mut Ctxt) {
        let Self { attr, word } = self;
        let help = match &attr.meta {
            Meta::List(path) if symbol::METHODS.contains(&word.as_str()) => {
                let (method, path) = (word.to_ascii_uppercase(), &path.tokens);
                format!("write `#[endpoint({method}, {path})]`")
            }
            _ => "did you mean `#[endpoint]`?".to_owned(),
        };
        let fault = match word == symbol::API {
            true => "`#[api]` is on a method, not on a trait".to_owned(),
            false => format!("there is no attribute `{word}`"),
        };
        ctxt.error_at(attr.path(), fault, help);
    }
}

/// Reports attributes that the compiler applies only after `#[api]` has read the method.
fn conditional(attrs: &[Attribute], ctxt: &mut Ctxt) {
    for attr in attrs {
        ctxt.error_at(
            attr.path(),
            "this `#[endpoint]` is in a `cfg_attr`, which `#[api]` cannot look into",
            "write `#[endpoint(…)]` with a `#[cfg(…)]` beside it, on one method for each case",
        );
    }
}

/// Reports the `#[endpoint]`s behind the first.
fn further(attrs: &[Attribute], ctxt: &mut Ctxt) {
    for second in attrs {
        ctxt.error_at(
            second.path(),
            "this is a second `#[endpoint]` on one method",
            "declare a second method for it",
        );
        // It may have errors of its own.
        _ = EndpointArgs::parse(second, ctxt);
    }
}

/// Takes off an attribute with a word like `endpoint`, or that of an HTTP method, from a method that has
/// neither `#[endpoint]` nor a body. The compiler would report it as well.
fn take_meant(syntax: &mut FnSyntax) -> Option<Meant> {
    if !syntax.endpoint.is_empty() || syntax.method.default.is_some() {
        return None;
    }
    let is_meant = |word: &String| {
        symbol::METHODS.contains(&word.as_str())
            || word == symbol::API
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
pub(super) fn is_second(method: &FnSyntax, before: &[MethodSlot], ctxt: &mut Ctxt) -> bool {
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

    /// The signature, as it was typed.
    pub(crate) fn sig(&self) -> &Signature {
        match self {
            Self::Endpoint(endpoint) => &endpoint.sig,
            Self::Invalid(syntax) | Self::Provided(syntax) => syntax.sig(),
        }
    }

    /// Reads a method of a trait with the generics `of_trait`.
    pub(super) fn new(
        mut syntax: FnSyntax,
        of_trait: &Generics,
        defaults: &Defaults,
        ctxt: &mut Ctxt,
    ) -> Self {
        let subject = ctxt::endpoint(syntax.name());
        let meant = take_meant(&mut syntax);
        let stray = signature::take_stray(&mut syntax);
        if syntax.is_provided() {
            ctxt.within(subject.clone(), |ctxt| signature::provided(&mut syntax, ctxt));
        }
        let (endpoint, clean) = ctxt.within(subject, |ctxt| match &syntax.endpoint[..] {
            _ if !syntax.conditional.is_empty() => {
                conditional(&syntax.conditional, ctxt);
                None
            }
            [] if syntax.is_provided() => None,
            [] if let Some(meant) = &meant => {
                meant.report(ctxt);
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
            // It is being typed in front of another method.
            [bare, _, ..] if let Meta::Path(word) = &bare.meta => {
                ctxt.error_at(
                    word,
                    "this method has a second `#[endpoint]` below this one",
                    "declare the method of this one in between: `async fn name(&self) -> Result<T>;`",
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
                further(rest, ctxt);
                signature::stray(&stray, ctxt);
                Endpoint::new(&syntax, attr, of_trait, defaults, ctxt)
            }
        });
        match endpoint {
            Some(endpoint) if clean => Self::Endpoint(Box::new(endpoint)),
            None if clean => Self::Provided(syntax),
            _ => {
                // The compiler would report its size once per method that is made of it.
                if let ReturnType::Type(_, output) = &mut syntax.method.sig.output
                    && let Some((payload, owned)) = ty::unsized_payload(output)
                {
                    *payload = owned;
                }
                Self::Invalid(syntax)
            }
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
