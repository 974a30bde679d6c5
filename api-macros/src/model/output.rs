//! The return type of an endpoint.

use syn::{ReturnType, Signature, Type};

use crate::ctxt::Ctxt;
use crate::options::written;
use crate::syntax::ty::{self, Unreadable};

/// The declared return type. Traits of `api-core` decide whether it is a `Result`, and of what. Only
/// types about which no trait could say anything are refused here.
pub(crate) fn output(sig: &Signature, ctxt: &mut Ctxt) -> Option<Type> {
    let ty = match &sig.output {
        ReturnType::Type(_, ty) => ty,
        ReturnType::Default => {
            ctxt.must(
                sig.ident.span(),
                "say what it returns",
                "write `-> Result<T>`, or `-> Result<()>` if nothing in the response matters",
            );
            return None;
        }
    };
    if let Some((payload, owned)) = ty::unsized_payload(&mut ty.clone()) {
        let fault = "the size of this type is not known, and a response is read into a value";
        ctxt.error_at(payload, fault, format!("write `{}`", written(&owned)));
        return None;
    }
    match ty::unreadable(ty) {
        None => Some((**ty).clone()),
        // The method is not `async`, which has been reported.
        Some(Unreadable::Opaque(_)) if sig.asyncness.is_none() && ty::future(ty).is_some() => None,
        Some(Unreadable::Opaque(span)) => {
            ctxt.error(
                span,
                "a response cannot be read as `impl Trait`, which names no type",
                "return `Result<T>` with a type that implements `serde::Deserialize`, and a stream as \
                 `api_core::EventStream<T>`, `api_core::JsonLines<T>`, `api_core::ByteStream` or \
                 `api_core::Body`",
            );
            None
        }
        Some(Unreadable::Borrowed(span)) => {
            ctxt.error(
                span,
                "the return type borrows, and nothing outlives the call to borrow from",
                "return an owned type, such as `String` for `&str`",
            );
            None
        }
    }
}
