//! Parts of a multipart body: a [`Part`], or a scalar as text.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use serde::Serialize;

use crate::Part;
use crate::wire::scalar::write::texts;
use crate::wire::unwritable::Unwritable;

/// A part of a multipart body. The parameter `K` keeps the implementations apart; inference finds
/// it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a part of a multipart body",
    label = "neither an `api_core::Part` nor a scalar",
    note = "pass an `api_core::Part`, a `&str`, a number, or an `Option` or a `Vec` of these"
)]
pub trait PartValue<K> {
    /// Adds the part, or the parts; fails if it cannot be sent.
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), Unwritable>;
}

/// The parts so far, with their names.
pub(crate) type Parts = Vec<(Cow<'static, str>, Part)>;

/// Marks values that are parts.
#[derive(Debug)]
pub struct Whole;
/// Marks values that are a text.
#[derive(Debug)]
pub struct AsText;

#[diagnostic::do_not_recommend]
impl PartValue<Whole> for Part {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), Unwritable> {
        self.check()?;
        parts.push((name.into(), self));
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl PartValue<Whole> for Option<Part> {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), Unwritable> {
        self.map_or(Ok(()), |part| part.add(name, parts))
    }
}

#[diagnostic::do_not_recommend]
impl PartValue<Whole> for Vec<Part> {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), Unwritable> {
        self.into_iter().try_for_each(|part| part.add(name, parts))
    }
}

#[diagnostic::do_not_recommend]
impl<T: Serialize> PartValue<AsText> for T {
    fn add(self, name: &'static str, parts: &mut Parts) -> Result<(), Unwritable> {
        parts.extend(texts(&self)?.into_iter().map(|text| (name.into(), Part::text(text))));
        Ok(())
    }
}

/// Parts whose names the caller chooses. The parameter `K` is there for the places that name one for each
/// kind of part.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be spread into parts",
    label = "neither a map nor a list of names and `api_core::Part`s",
    note = "take a `Vec<(String, api_core::Part)>`, a `BTreeMap<String, api_core::Part>` or a `HashMap` of these"
)]
pub trait NamedParts<K>: FromIterator<(String, Part)> + Send {
    /// The parts with their names, in order.
    fn into_parts(self) -> impl Iterator<Item = (String, Part)>;
}

#[diagnostic::do_not_recommend]
impl NamedParts<Whole> for Vec<(String, Part)> {
    fn into_parts(self) -> impl Iterator<Item = (String, Part)> {
        self.into_iter()
    }
}

#[diagnostic::do_not_recommend]
impl NamedParts<Whole> for BTreeMap<String, Part> {
    fn into_parts(self) -> impl Iterator<Item = (String, Part)> {
        self.into_iter()
    }
}

#[diagnostic::do_not_recommend]
impl<S: BuildHasher + Default + Send> NamedParts<Whole> for HashMap<String, Part, S> {
    fn into_parts(self) -> impl Iterator<Item = (String, Part)> {
        self.into_iter()
    }
}

/// Adds parts whose names the caller chooses. A name of `others` would be given twice.
pub(crate) fn spread(
    named: impl Iterator<Item = (String, Part)>,
    others: &[&'static str],
    parts: &mut Parts,
) -> Result<(), Unwritable> {
    for (name, part) in named {
        let checked = match others.contains(&name.as_str()) {
            true => Err(Unwritable::TWICE),
            false => part.check(),
        };
        if let Err(error) = checked {
            return Err(error.in_member(name));
        }
        parts.push((name.into(), part));
    }
    Ok(())
}

#[cfg(feature = "server")]
pub(crate) use self::received::*;

#[cfg(feature = "server")]
mod received {
    use serde::de::DeserializeOwned;

    use super::{AsText, Whole};
    use crate::Part;
    use crate::wire::invalid::InvalidValue;
    use crate::wire::node::Node;

    /// A part of a multipart body. The parameter `K` keeps the implementations apart; inference finds
    /// it.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` cannot be received as a part",
        label = "neither an `api_core::Part` nor a scalar that implements `serde::Deserialize`",
        note = "take an `api_core::Part`, a `&str`, a number, or an `Option` or a `Vec` of these"
    )]
    pub trait ReceivedPart<K>: Sized + Send {
        /// Makes it of the parts of its name.
        fn read(parts: Vec<Part>) -> Result<Self, InvalidValue>;
    }

    fn single(parts: Vec<Part>) -> Result<Option<Part>, InvalidValue> {
        let mut parts = parts.into_iter();
        match (parts.next(), parts.next()) {
            (part, None) => Ok(part),
            _ => Err(InvalidValue::repeated()),
        }
    }

    #[diagnostic::do_not_recommend]
    impl ReceivedPart<Whole> for Part {
        fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
            single(parts)?.ok_or_else(InvalidValue::missing)
        }
    }

    #[diagnostic::do_not_recommend]
    impl ReceivedPart<Whole> for Option<Part> {
        fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
            single(parts)
        }
    }

    #[diagnostic::do_not_recommend]
    impl ReceivedPart<Whole> for Vec<Part> {
        fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
            Ok(parts)
        }
    }

    #[diagnostic::do_not_recommend]
    impl<T: DeserializeOwned + Send> ReceivedPart<AsText> for T {
        fn read(parts: Vec<Part>) -> Result<Self, InvalidValue> {
            let texts = parts.iter().map(|part| {
                let bytes = part.as_bytes().unwrap_or_default();
                std::str::from_utf8(bytes)
                    .map_err(|_| InvalidValue::malformed("expected UTF-8 text"))
            });
            Node::texts(texts.collect::<Result<Vec<_>, _>>()?).read()
        }
    }
}
