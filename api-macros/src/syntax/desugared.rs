//! Methods that an `#[async_trait]` above `#[api]` has rewritten, as they were typed.

use syn::visit_mut::{self, VisitMut};
use syn::{
    AssocType, GenericParam, Generics, Lifetime, ReturnType, Signature, Token, Type, TypeReference,
    WherePredicate,
};

/// Makes `fn get<'life0, 'async_trait>(&'life0 self) -> Pin<Box<dyn Future<Output = T> + …>>` of `async_trait`
/// an `async fn get(&self) -> T` again. False of any other method, which stays as it is.
pub(crate) fn undo(sig: &mut Signature) -> bool {
    if !sig.generics.lifetimes().any(|param| is_generated(&param.lifetime)) {
        return false;
    }
    let mut undo = Undo { output: None };
    undo.visit_signature_mut(sig);
    if let (Some(output), ReturnType::Type(_, ty)) = (undo.output, &mut sig.output) {
        **ty = output;
    }
    sig.asyncness = Some(Token![async](sig.fn_token.span));
    true
}

/// True of the lifetimes that `async_trait` declares: `'async_trait`, and `'life0`, `'life1`, … for those that
/// were elided.
fn is_generated(lifetime: &Lifetime) -> bool {
    let name = lifetime.ident.to_string();
    let number = name.strip_prefix("life").unwrap_or_default();
    name == "async_trait" || !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
}

struct Undo {
    /// The output of the future.
    output: Option<Type>,
}

impl VisitMut for Undo {
    fn visit_generics_mut(&mut self, generics: &mut Generics) {
        let params = std::mem::take(&mut generics.params).into_iter();
        generics.params = params
            .filter(
                |param| !matches!(param, GenericParam::Lifetime(it) if is_generated(&it.lifetime)),
            )
            .collect();
        if let Some(clause) = &mut generics.where_clause {
            let predicates = std::mem::take(&mut clause.predicates).into_iter();
            clause.predicates = predicates.filter(|predicate| !is_bound(predicate)).collect();
        }
        visit_mut::visit_generics_mut(self, generics);
    }

    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime.take_if(|lifetime| is_generated(lifetime));
        visit_mut::visit_type_reference_mut(self, reference);
    }

    fn visit_receiver_mut(&mut self, receiver: &mut syn::Receiver) {
        if let syn::ReceiverKind::Reference(_, lifetime, _) = &mut receiver.kind {
            lifetime.take_if(|lifetime| is_generated(lifetime));
        }
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if is_generated(lifetime) {
            *lifetime = Lifetime::new("'_", lifetime.span());
        }
    }

    fn visit_assoc_type_mut(&mut self, assoc: &mut AssocType) {
        visit_mut::visit_assoc_type_mut(self, assoc);
        if assoc.ident == "Output" {
            self.output.get_or_insert_with(|| assoc.ty.clone());
        }
    }
}

/// True of a bound by `'async_trait`.
fn is_bound(predicate: &WherePredicate) -> bool {
    match predicate {
        WherePredicate::Lifetime(it) => it.bounds.iter().any(is_generated),
        WherePredicate::Type(it) => it.bounds.iter().any(
            |bound| matches!(bound, syn::TypeParamBound::Lifetime(lifetime) if is_generated(lifetime)),
        ),
        _ => false,
    }
}
