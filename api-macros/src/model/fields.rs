//! The constants of a body.

use crate::ctxt::Ctxt;
use crate::options::constant::Fields;
use crate::vocab::Constant;

/// A constant of the body. Without a value, it removes the one that the trait declares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    name: String,
    value: Option<Constant>,
}

/// The constants of one attribute.
pub(crate) fn constants(fields: &Fields, ctxt: &mut Ctxt) -> Vec<Field> {
    let mut constants: Vec<Field> = Vec::new();
    for (name, value) in &fields.constants {
        let text = name.value();
        if text.is_empty() {
            let help = "write the name in front of the `=`, as in `fields(\"v\" = 3)`";
            ctxt.error_at(name, "this field has no name", help);
        } else if constants.iter().any(|field| field.name == text) {
            ctxt.error_at(name, format!("the field `{text}` is written twice"), "leave one out");
        }
        constants.push(Field { name: text, value: value.clone() });
    }
    constants
}

/// The trait's constants and an endpoint's own, of which the latter replace or remove the former.
pub(crate) fn merged(of_trait: &[Field], own: Vec<Field>) -> Vec<(String, Constant)> {
    let kept = of_trait.iter().filter(|field| own.iter().all(|own| own.name != field.name));
    let fields = kept.cloned().chain(own.iter().cloned());
    fields.filter_map(|field| Some((field.name, field.value?))).collect()
}
