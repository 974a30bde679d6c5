//! `#[api(…)]` as it was typed.

use darling::util::Flag;
use proc_macro2::TokenStream;
use syn::parse::Parser as _;
use syn::{Ident, LitStr, Path};

use crate::ctxt::Ctxt;
use crate::names::Case;
use crate::options::constant::Fields;
use crate::options::credentials::Schemes;
use crate::options::value::{Headers, LooseBody, Pairs, Paths};
use crate::options::{Item, Options as _, options};
use crate::vocab::{Bools, List};

options! {
    /// The options of `#[api(…)]`.
    pub(crate) struct ApiArgs {
        pub(crate) body: Option<LooseBody>,
        pub(crate) bools: Option<Bools>,
        pub(crate) client: Option<Ident>,
        pub(crate) credentials: Option<Schemes>,
        pub(crate) krate = "crate": Option<Path>,
        pub(crate) envelope: Option<Path>,
        pub(crate) extensible: Flag,
        pub(crate) extends: Paths,
        pub(crate) fields: Fields,
        pub(crate) headers: Headers,
        pub(crate) list: Option<List>,
        pub(crate) openapi: Flag,
        pub(crate) path: Option<LitStr>,
        pub(crate) query: Pairs,
        pub(crate) rename_all: Option<Case>,
        pub(crate) server: Flag,
        pub(crate) stub: Flag,
    }
}

impl ApiArgs {
    pub(crate) fn parse(tokens: TokenStream, ctxt: &mut Ctxt) -> Option<Self> {
        let usage = "write options with commas between them: `#[api(path = \"/v1\", server)]`";
        let items = ctxt.parsed(Item::list.parse2(tokens), usage)?;
        Self::read(&items, ctxt)
    }
}
