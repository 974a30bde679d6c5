//! The attributes of serde, which say how a field is called in JSON.

use syn::{Attribute, LitStr};

/// The options of serde's attributes, each with its text if it has one. Of `rename(deserialize = "…")`
/// the inner text counts.
pub(crate) fn options(attrs: &[Attribute]) -> impl Iterator<Item = (String, Option<String>)> {
    let mut found = Vec::new();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        // What serde cannot read is an error of serde's own.
        _ = attr.parse_nested_meta(|meta| {
            let word = meta.path.get_ident().map(ToString::to_string).unwrap_or_default();
            let mut text = None;
            if meta.input.peek(syn::Token![=]) {
                let value: syn::Expr = meta.value()?.parse()?;
                if let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(value), .. }) = value {
                    text = Some(value.value());
                }
            } else if meta.input.peek(syn::token::Paren) {
                meta.parse_nested_meta(|inner| {
                    let value: LitStr = inner.value()?.parse()?;
                    if inner.path.is_ident("deserialize") {
                        text = Some(value.value());
                    }
                    Ok(())
                })?;
            }
            found.push((word, text));
            Ok(())
        });
    }
    found.into_iter()
}
