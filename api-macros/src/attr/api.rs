//! `#[api(…)]` as it was typed.

use darling::FromMeta;
use darling::ast::NestedMeta;
use proc_macro2::TokenStream;
use syn::Ident;

use super::value::{BarePath, Bools, Headers, List, Pairs, Paths, Switch, Text};

/// The arguments of `#[api(…)]`.
#[derive(Default, FromMeta)]
pub(crate) struct ApiArgs {
    pub(crate) bools: Option<Bools>,
    pub(crate) client: Option<Ident>,
    #[darling(rename = "crate")]
    pub(crate) krate: Option<BarePath>,
    pub(crate) envelope: Option<BarePath>,
    pub(crate) extensible: Switch,
    #[darling(default)]
    pub(crate) extends: Paths,
    #[darling(default)]
    pub(crate) headers: Headers,
    pub(crate) list: Option<List>,
    pub(crate) path: Option<Text>,
    #[darling(default)]
    pub(crate) query: Pairs,
    pub(crate) rename_all: Option<Text>,
    pub(crate) server: Switch,
    pub(crate) stub: Switch,
}

impl ApiArgs {
    pub(crate) fn parse(tokens: TokenStream) -> darling::Result<Self> {
        Self::from_list(&NestedMeta::parse_meta_list(tokens)?)
    }
}
