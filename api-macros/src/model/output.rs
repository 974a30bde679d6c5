//! What an endpoint returns.

use syn::{ReturnType, Signature, Type};

use crate::ctxt::Ctxt;

/// The declared return type. Whether it is a `Result`, and of what, is for traits to say.
pub(crate) fn output(sig: &Signature, ctxt: &mut Ctxt) -> Option<Type> {
    match &sig.output {
        ReturnType::Type(_, ty) => Some((**ty).clone()),
        ReturnType::Default => {
            ctxt.error_at(&sig.ident, "it does not say what it returns")
                .note("write `-> Result<T>`, or `-> Result<()>` if nothing in the answer matters");
            None
        }
    }
}
