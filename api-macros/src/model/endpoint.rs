//! A checked endpoint, from a method and its attribute.

use syn::{Attribute, FnArg, LitStr, Path, ReceiverKind, Signature, Type};

use super::param::Param;
use super::path::Template;
use super::service::Defaults;
use super::{names, output};
use crate::attr::endpoint::EndpointArgs;
use crate::attr::value::{BarePath, Pairs};
use crate::ctxt::Ctxt;
use crate::symbol;
use crate::syntax::item::FnSyntax;

/// An endpoint without mistakes.
pub(crate) struct Endpoint {
    pub(crate) sig: Signature,
    /// All attributes of the method but ours.
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) output: Type,
    pub(crate) method: String,
    /// The path as typed, for its span.
    pub(crate) path: LitStr,
    /// The path with the trait's prefix.
    pub(crate) template: Template,
    pub(crate) params: Vec<Param>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) envelope: Option<Path>,
    pub(crate) timeout_ms: Option<u64>,
    pub(crate) idempotent: bool,
    pub(crate) credentials: bool,
}

impl Endpoint {
    /// Checks a method against its attribute. With a mistake, there is no endpoint.
    pub(crate) fn new(
        syntax: &FnSyntax,
        attr: &Attribute,
        defaults: &Defaults,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        receiver(&syntax.method.sig, ctxt);
        let output = output::output(&syntax.method.sig, ctxt);
        let args = ctxt.handle(EndpointArgs::parse(attr))?;
        let method = args.method.to_string();
        let template = template(&args.path, defaults, ctxt)?;
        let inputs = syntax.sig().inputs.iter().filter_map(|input| match input {
            FnArg::Typed(input) => Some(input),
            FnArg::Receiver(_) => None,
        });
        let params = inputs
            .zip(&syntax.params)
            .filter_map(|(input, attrs)| Param::new(input, attrs, &method, &template, ctxt))
            .collect();
        let options = args.options;
        let headers = headers(&options.headers, ctxt);
        let mut query = defaults.query.clone();
        query.extend(template.query.iter().cloned());
        query.extend(self::query(&options.query));
        Some(Self {
            sig: syntax.sig().clone(),
            attrs: syntax.method.attrs.clone(),
            output: output?,
            method,
            path: args.path,
            template,
            params,
            headers: defaults.headers.iter().cloned().chain(headers).collect(),
            query,
            envelope: envelope(options.envelope, defaults),
            timeout_ms: options.timeout.map(|timeout| timeout.0),
            idempotent: options.idempotent.is_present(),
            credentials: credentials(options.credentials, ctxt),
        })
    }

    /// Whether the method is marked `#[deprecated]`.
    pub(crate) fn is_deprecated(&self) -> bool {
        self.attrs.iter().any(|attr| attr.path().is_ident("deprecated"))
    }
}

/// An endpoint is awaited on a shared client.
fn receiver(sig: &Signature, ctxt: &mut Ctxt) {
    if sig.asyncness.is_none() {
        ctxt.error_at(&sig.fn_token, "a call is awaited, so its method is `async`")
            .note(format!("write `async fn {}`", sig.ident));
    }
    let refused = match sig.inputs.first() {
        Some(FnArg::Receiver(receiver)) if is_shared(receiver) => return,
        Some(FnArg::Receiver(receiver)) => ctxt.error_at(receiver, "the receiver is `&self`"),
        _ => ctxt.error_at(&sig.ident, "there is no receiver"),
    };
    refused.note("a client is shared by its calls: write `&self`");
}

/// Whether the receiver is `&self`, with or without a lifetime.
pub(crate) fn is_shared(receiver: &syn::Receiver) -> bool {
    matches!(receiver.kind, ReceiverKind::Reference(_, _, None))
}

fn template(path: &LitStr, defaults: &Defaults, ctxt: &mut Ctxt) -> Option<Template> {
    // On its own first: with the prefix before it, `users` would pass for the end of a segment.
    let own = path.value();
    let whole = format!("{}{own}", defaults.prefix);
    for text in [&own, &whole] {
        if let Err(mistake) = Template::parse(text) {
            ctxt.error_at(path, mistake.shown(text));
            return None;
        }
    }
    Template::parse(&whole).ok()
}

/// Constant headers as text; what cannot be sent is a mistake.
pub(crate) fn headers(pairs: &Pairs, ctxt: &mut Ctxt) -> Vec<(String, String)> {
    let check = |(name, value): &(LitStr, LitStr)| {
        if !names::is_header_name(&name.value()) {
            ctxt.error_at(name, format!("`{}` cannot be the name of a header", name.value()))
                .note("a header name has letters, digits and `-`");
        }
        if !names::is_header_value(&value.value()) {
            ctxt.error_at(value, "a header holds visible ASCII, without spaces at its ends")
                .note("percent-encode what is not ASCII, if the API understands that");
        }
        (name.value(), value.value())
    };
    pairs.0.iter().map(check).collect()
}

/// Constant query pairs as text, which are percent-encoded when they are sent.
pub(crate) fn query(pairs: &Pairs) -> impl Iterator<Item = (String, String)> {
    pairs.0.iter().map(|(name, value)| (name.value(), value.value()))
}

fn envelope(own: Option<BarePath>, defaults: &Defaults) -> Option<Path> {
    match own {
        Some(BarePath(path)) if path.is_ident(symbol::NONE) => None,
        Some(BarePath(path)) => Some(path),
        None => defaults.envelope.clone(),
    }
}

fn credentials(own: Option<BarePath>, ctxt: &mut Ctxt) -> bool {
    match own {
        None => true,
        Some(BarePath(path)) => {
            if !path.is_ident(symbol::NONE) {
                ctxt.error_at(&path, "an endpoint has the client's credentials or none")
                    .note("write `credentials = none`, or leave it out");
            }
            false
        }
    }
}
