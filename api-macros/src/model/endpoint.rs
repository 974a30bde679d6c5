//! A checked endpoint, from a method and its attribute.

use proc_macro2::Span;
use syn::{Attribute, FnArg, Generics, LitStr, Path, Signature, Type};

use super::constant::{self, Header};
use super::fields;
use super::output;
use super::page::ListRule;
use super::param::{self, Argument, Param};
use super::path::Template;
use super::position::Position;
use super::query::Query;
use super::rate_limit::RateLimit;
use super::service::{self, Defaults};
use super::signature;
use crate::attr::endpoint::{EndpointArgs, Options};
use crate::ctxt::Ctxt;
use crate::options::value::{Milliseconds, Nothing};
use crate::params::{self, Loose, ParamKind};
use crate::syntax::item::FnSyntax;
use crate::syntax::ty;
use crate::vocab::{Constant, Retry};

/// An endpoint without errors.
pub(crate) struct Endpoint {
    pub(crate) sig: Signature,
    /// All attributes of the method but ours.
    pub(crate) attrs: Vec<Attribute>,
    /// The place of the metadata in the table of all.
    pub(crate) position: Position,
    pub(crate) output: Type,
    pub(crate) method: String,
    pub(crate) method_span: Span,
    /// False where the URL is a parameter.
    pub(crate) has_path: bool,
    /// The path as typed, for messages about it.
    pub(crate) path_span: Span,
    /// The path with the trait's prefix.
    pub(crate) template: Template,
    /// The arguments of the method, in declared order.
    pub(crate) arguments: Vec<Argument>,
    pub(crate) headers: Vec<Header>,
    pub(crate) query: Query,
    /// The constants of the body.
    pub(crate) fields: Vec<(String, Constant)>,
    /// The endpoint's own `fields`.
    pub(crate) fields_span: Option<Span>,
    pub(crate) envelope: Option<Path>,
    /// The file of a recorded response, seen from the package.
    pub(crate) example: Option<LitStr>,
    /// The format of a body that is made of loose parameters.
    pub(crate) loose: Loose,
    /// The option that declares it, if one does.
    pub(crate) loose_span: Option<Span>,
    /// The member of the JSON body that holds the loose parameters.
    key: Option<String>,
    pub(crate) allow_body: bool,
    /// True if another endpoint may send the same request.
    pub(crate) overload: bool,
    /// True if a server could take a request for that of another endpoint. Set by the checks.
    pub(crate) is_ambiguous: bool,
    pub(crate) timeouts: Timeouts,
    pub(crate) max_body: Option<u64>,
    pub(crate) max_error_body: Option<u64>,
    /// The largest item of a stream, in bytes.
    pub(crate) max_item: Option<u64>,
    /// The item that ends a stream.
    pub(crate) done: Option<String>,
    /// The statuses that mean that there is nothing.
    pub(crate) none: Vec<u16>,
    pub(crate) success: Vec<u16>,
    pub(crate) idempotent: bool,
    /// True if each call sends a key by which the server recognizes a repetition.
    pub(crate) idempotency_key: bool,
    pub(crate) rate_limit: Option<RateLimit>,
    /// The rule by which a bare list goes on.
    pub(crate) page: Option<ListRule>,
    pub(crate) retry: Option<Retry>,
    pub(crate) credentials: bool,
    /// The name of the base URL, if it is not the client's own.
    pub(crate) base: Option<LitStr>,
    /// The option that has redirects followed to other origins, if there is one.
    pub(crate) redirects_away: Option<Span>,
}

/// The times that an endpoint declares, in milliseconds.
pub(crate) struct Timeouts {
    pub(crate) call: Option<u64>,
    pub(crate) attempt: Option<u64>,
    pub(crate) connect: Option<u64>,
    pub(crate) read: Option<u64>,
}

impl Timeouts {
    fn new(options: &Options) -> Self {
        let of = |time: Option<Milliseconds>| time.map(|Milliseconds(time)| time);
        Self {
            call: of(options.timeout),
            attempt: of(options.attempt_timeout),
            connect: of(options.connect_timeout),
            read: of(options.read_timeout),
        }
    }
}

/// The item that ends a stream.
fn done(text: &LitStr, ctxt: &mut Ctxt) -> String {
    let value = text.value();
    if value.trim().is_empty() {
        ctxt.error_at(
            text,
            "a blank item ends no stream",
            "write the text of the last item, such as `done = \"[DONE]\"`",
        );
    }
    value
}

impl Endpoint {
    /// Checks a method against its attribute. With an error there is no endpoint.
    pub(crate) fn new(
        syntax: &FnSyntax,
        attr: &Attribute,
        of_trait: &Generics,
        defaults: &Defaults,
        ctxt: &mut Ctxt,
    ) -> Option<Self> {
        let sig = syntax.sig();
        signature::check(syntax, of_trait, ctxt);
        let output = output::output(sig, ctxt);
        let args = EndpointArgs::parse(attr, ctxt)?;
        let template = template(&args, syntax, defaults, ctxt);
        let known = template.is_some();
        let template = template.unwrap_or_default();
        let arguments = arguments(syntax, &args.method, &template, defaults, ctxt);
        let options = args.options;
        let timeouts = Timeouts::new(&options);
        let mut query = defaults.query.clone();
        query.append(&template.query);
        query.append(&Query::constants(&options.query, ctxt));
        let headers = constant::headers(&options.headers, ctxt);
        let body = options.body.as_ref().map(|body| (**body).clone());
        let body = body.or_else(|| defaults.body.clone());
        let own = fields::constants(&options.fields, ctxt);
        let has_fields = options.fields.span.is_some() || has_loose_body(&args.method, &arguments);
        let fields = match has_fields {
            true => fields::merged(&defaults.fields, own),
            false => Vec::new(),
        };
        let declared = options.rate_limit.as_ref();
        let rate_limit = declared.and_then(|text| RateLimit::new(text, &arguments, ctxt));
        let (page_span, page) = options.page.0.unzip();
        let page = page.zip(page_span).and_then(|(page, span)| ListRule::new(page, span, ctxt));
        let mut sendable = sig.clone();
        ty::make_sendable(&mut sendable);
        let endpoint = Self {
            sig: sendable,
            attrs: syntax.method.attrs.clone(),
            position: Position::default(),
            output: output?,
            method: args.method,
            method_span: args.method_span,
            has_path: args.path.is_some(),
            path_span: args.path.as_ref().map_or(args.method_span, LitStr::span),
            loose_span: options.body.as_ref().map(|body| body.span()),
            loose: body.as_ref().map_or_else(|| inferred(&arguments), |body| body.format),
            key: body.and_then(|body| body.key),
            fields,
            fields_span: options.fields.span,
            template,
            arguments,
            headers: constant::merged(&defaults.headers, headers),
            query,
            envelope: envelope(options.envelope, defaults, ctxt),
            example: options.example,
            allow_body: options.allow_body.is_present(),
            overload: options.overload.is_present(),
            is_ambiguous: false,
            timeouts,
            max_body: options.max_body.map(|size| size.0),
            max_error_body: options.max_error_body.map(|size| size.0),
            max_item: options.max_item.map(|size| size.0),
            done: options.done.as_ref().map(|text| done(text, ctxt)),
            none: options.none.map(|statuses| statuses.0).unwrap_or_default(),
            success: options.success.map(|statuses| statuses.0).unwrap_or_default(),
            idempotent: options.idempotent.is_present(),
            idempotency_key: options.idempotency_key.is_present(),
            rate_limit,
            page,
            retry: options.retry,
            credentials: options.credentials.is_none(),
            base: options.base,
            redirects_away: options.redirects.as_ref().map(|away| away.span()),
        };
        known.then_some(endpoint)
    }

    /// True if the method is marked `#[deprecated]`.
    pub(crate) fn is_deprecated(&self) -> bool {
        self.attrs.iter().any(|attr| attr.path().is_ident("deprecated"))
    }

    /// The parameters of the request, in declared order.
    pub(crate) fn params(&self) -> impl Iterator<Item = &Param> {
        self.arguments.iter().filter_map(Argument::sent)
    }

    /// The parameters that are gathered into the body, one by one.
    pub(crate) fn loose_params(&self) -> impl Iterator<Item = &Param> {
        self.params().filter(|param| param.kind.is_loose())
    }

    /// True if the body is made of loose parameters and constants.
    pub(crate) fn has_loose_body(&self) -> bool {
        !self.fields.is_empty() || self.loose_params().next().is_some()
    }

    /// The member of the JSON body that holds the loose parameters, if there are any.
    pub(crate) fn body_key(&self) -> Option<&str> {
        self.key.as_deref().filter(|_| self.loose_params().next().is_some())
    }

    /// The parameter that asks for another page, and its `#[cursor]`.
    pub(crate) fn cursor(&self) -> Option<(&Param, Span)> {
        self.params().find_map(|param| Some((param, param.cursor?)))
    }

    /// The URL parameter, if the URL is one.
    pub(crate) fn url(&self) -> Option<&Param> {
        self.params().find(|param| param.is_url())
    }
}

/// The arguments of a method that can be read.
fn arguments(
    syntax: &FnSyntax,
    method: &str,
    template: &Template,
    defaults: &Defaults,
    ctxt: &mut Ctxt,
) -> Vec<Argument> {
    let inputs = syntax.sig().inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(input),
        FnArg::Receiver(_) => None,
    });
    inputs
        .zip(&syntax.params)
        .filter_map(|(input, attrs)| Argument::new(input, attrs, method, template, defaults, ctxt))
        .collect()
}

/// True if the constants of the trait have a body to be in.
fn has_loose_body(method: &str, arguments: &[Argument]) -> bool {
    let params = || arguments.iter().filter_map(Argument::sent);
    params().any(|param| param.kind.is_loose())
        || !(param::sends_no_body(method) || params().any(Param::is_body))
}

/// The template with the prefix in front. No path is needed where the URL is a parameter.
fn template(
    args: &EndpointArgs,
    syntax: &FnSyntax,
    defaults: &Defaults,
    ctxt: &mut Ctxt,
) -> Option<Template> {
    let Some(path) = &args.path else {
        let is_url = |attr: &Attribute| attr.path().is_ident(params::URL);
        if syntax.params.iter().flatten().any(is_url) {
            return Some(Template::default());
        }
        let help = format!("write `#[endpoint({}, \"/path\")]`", args.method);
        ctxt.error(args.method_span, "the path is missing", help);
        return None;
    };
    let prefix = match args.options.prefix {
        None => defaults.prefix.as_str(),
        Some(Nothing) => "",
    };
    // On its own first: with the prefix before it, `users` would pass for the end of a segment.
    let own = path.value();
    let whole = format!("{prefix}{own}");
    if let Err(error) = Template::parse(&own) {
        ctxt.error_at(path, error.shown(&own), error.help);
        return None;
    }
    match Template::parse(&whole) {
        Ok(template) => Some(template),
        Err(error) => {
            ctxt.error_at(path, error.shown(&whole), error.help);
            None
        }
    }
}

/// The format of a body that declares none: parts make it multipart.
fn inferred(arguments: &[Argument]) -> Loose {
    let is_part = |param: &Param| matches!(param.kind, ParamKind::Part(_));
    let parts = arguments.iter().filter_map(Argument::sent).any(is_part);
    if parts { Loose::Multipart } else { Loose::Json }
}

fn envelope(own: Option<Path>, defaults: &Defaults, ctxt: &mut Ctxt) -> Option<Path> {
    match own {
        Some(own) => service::envelope(Some(&own), ctxt),
        None => defaults.envelope.clone(),
    }
}
