//! Name-value pairs of a query or a form, written and read.

mod flatten;
#[cfg(feature = "server")]
pub(crate) mod read;
pub(crate) mod write;

/// The most levels of structs and maps: a list of trees could otherwise exhaust the stack.
pub(super) const DEPTH: usize = 16;

/// `true` if the pair of this name belongs to a parameter: it is the parameter, or an element or a
/// member of it, in whichever style.
fn is_of_parameter(name: &str, parameter: &str) -> bool {
    let rest = name.strip_prefix(parameter);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
}

/// A name without the `[]` or `[0]` that an element of a list has behind it.
pub(super) fn without_list_suffix(name: &str) -> &str {
    match name.rsplit_once('[') {
        Some((list, place)) if is_place(place) => list,
        _ => name,
    }
}

/// `true` if this can follow the opening bracket of an element.
fn is_place(text: &str) -> bool {
    text.strip_suffix(']').is_some_and(|place| place.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The place of an element, and what follows it: 7 and `[a]` of `[7][a]`.
#[cfg(feature = "server")]
pub(super) fn place_and_rest(name: &str) -> Option<(usize, &str)> {
    let (place, rest) = name.strip_prefix('[')?.split_once(']')?;
    let is_number = place.bytes().all(|byte| byte.is_ascii_digit());
    Some((place.parse().ok().filter(|_| is_number)?, rest))
}
