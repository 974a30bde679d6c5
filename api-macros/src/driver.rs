//! The stages in order. This is the pipeline; everything else is a stage.

use proc_macro2::{Span, TokenStream};

use crate::attr::api::ApiArgs;
use crate::check;
use crate::ctxt::Ctxt;
use crate::expand;
use crate::model::position;
use crate::model::service::Service;
use crate::syntax::item::TraitSyntax;

/// `#[api(args)] item`.
pub(crate) fn api(args: TokenStream, item: TokenStream) -> TokenStream {
    let mut ctxt = Ctxt::default();
    // The options first, so that an error in them is reported even if the item is no trait.
    let args = ApiArgs::parse(args, &mut ctxt);
    let broken_args = args.is_none();
    let Some(syntax) = TraitSyntax::parse(item.clone(), &mut ctxt) else {
        return expand::fallback::not_a_trait(item, ctxt.finish_anywhere());
    };
    let mut service = Service::new(args.unwrap_or_default(), syntax, &mut ctxt);
    if broken_args {
        // Without its arguments the trait may mean something else: the signatures stay for the
        // code that uses them, and no second message comes of a guess.
        service.invalidate();
    }
    check::service(&mut service, &mut ctxt);
    position::place(&mut service);
    expand::service(&service, &ctxt.finish())
}

/// `#[endpoint(…)]` where no `#[api]` has taken it away.
pub(crate) fn stray_endpoint(item: TokenStream) -> TokenStream {
    let mut ctxt = Ctxt::default();
    ctxt.error(
        Span::call_site(),
        "`#[endpoint]` is outside of an `#[api]` trait",
        "declare the method in a trait and put `#[api]` on the trait",
    );
    expand::fallback::not_a_trait(item, ctxt.finish_anywhere())
}
