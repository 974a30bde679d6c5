//! `#[api(…)]` as it was typed.

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::TokenStream;
use syn::{Ident, LitStr};

use super::value::{BarePath, Bools, Headers, List, Pairs};

/// The arguments of `#[api(…)]`.
#[derive(Default, FromMeta)]
pub(crate) struct ApiArgs {
    pub(crate) bools: Option<Bools>,
    pub(crate) client: Option<Ident>,
    #[darling(rename = "crate")]
    pub(crate) krate: Option<BarePath>,
    pub(crate) envelope: Option<BarePath>,
    #[darling(default)]
    pub(crate) headers: Headers,
    pub(crate) list: Option<List>,
    pub(crate) path: Option<LitStr>,
    #[darling(default)]
    pub(crate) query: Pairs,
    pub(crate) rename_all: Option<LitStr>,
}

impl ApiArgs {
    pub(crate) fn parse(tokens: TokenStream) -> darling::Result<Self> {
        Self::from_list(&NestedMeta::parse_meta_list(tokens)?)
    }
}
