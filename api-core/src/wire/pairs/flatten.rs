//! A value taken apart into pairs: a scalar is one pair, a list one or several, and each member of a
//! struct, a map or a list of pairs has a name of its own.

use std::borrow::Cow;
use std::collections::HashSet;

use super::write::Pairs;
use super::{DEPTH, is_of_parameter};
use crate::wire::member_path::MemberPath;
use crate::wire::style::{List, Nested, Style};
use crate::wire::unwritable::Unwritable;
use crate::wire::walk::{Scalar, Sink};

/// Writes the pairs of one value.
pub(super) struct PairSink<'a, 'b> {
    pairs: &'a mut Pairs<'b>,
    style: Style,
    /// The name of the value that comes next.
    name: Cow<'a, str>,
    /// The length of the parameter's own name in it.
    own: usize,
    /// The lists, structs and maps that the next value is in, the innermost last.
    open: Vec<Open>,
    /// Boxed, since few values have members.
    given: Option<Box<Given>>,
}

/// Names that members may not have.
#[derive(Default)]
struct Given {
    /// Those of the members that are written already. Maps can repeat one.
    written: HashSet<String>,
    /// Those of the endpoint's parameters, for members at the top.
    parameters: Vec<&'static str>,
}

enum Open {
    /// A struct or map whose own name has this length.
    Members(usize),
    /// A struct or map whose members have the names that they have at the top.
    Spread,
    /// A list, and how many of its elements have begun.
    List(usize),
    /// A list of pairs at the top.
    ListOfPairs,
    /// One of these pairs.
    Pair,
}

const NO_MEMBERS: Unwritable =
    Unwritable::new("has no members to spread; it must be a struct, a map or a list of pairs");
const UNNESTED: Unwritable = Unwritable::new(
    "is a struct or a map, which has no single text; pass its fields one by one, or declare it with \
     `flatten`, `nested = \"brackets\"` or `json`",
);
const NO_NESTING: Unwritable = Unwritable::new(
    "is a struct or a map, which no server expects as text; say how to write it with \
     `nested = \"brackets\"` or `nested = \"dots\"`",
);
const LIST_OF_STRUCTS: Unwritable = Unwritable::new(
    "is a list of structs or maps; say how to write it with `list = \"indices\"` and \
     `nested = \"brackets\"`",
);
const TOO_DEEP: Unwritable = Unwritable::new("nests structs or maps deeper than 16 levels");

const FORGED: Unwritable =
    Unwritable::new("has a member with `][` in its name, which a server would read as two");

/// True of a name that leaves its brackets and opens others. Other brackets in a name, and dots, are
/// sent as they are: servers read them in their own ways, but never as another member.
fn forges(member: &str, nested: Nested) -> bool {
    nested == Nested::Brackets && member.contains("][")
}

impl<'a, 'b> PairSink<'a, 'b> {
    /// Writes a value under `name`.
    pub(super) fn named(pairs: &'a mut Pairs<'b>, name: &'a str, style: Style) -> Self {
        Self {
            pairs,
            style,
            name: Cow::Borrowed(name),
            own: name.len(),
            open: Vec::new(),
            given: None,
        }
    }

    /// Writes the members of a value.
    pub(super) fn spread(
        pairs: &'a mut Pairs<'b>,
        style: Style,
        parameters: Vec<&'static str>,
    ) -> Self {
        let given = Some(Box::new(Given { written: pairs.names(), parameters }));
        Self { given, ..Self::named(pairs, "", style) }
    }

    /// Names the member that `error` is about.
    #[cold]
    pub(super) fn locate(&self, error: Unwritable) -> Unwritable {
        match self.path() {
            Some(path) => error.in_member(path),
            None => error,
        }
    }

    /// The member that is being written; none for the value as a whole.
    fn path(&self) -> Option<String> {
        let inner = self.name.get(self.own..).unwrap_or_default();
        let mut path = MemberPath::default();
        inner.split(['[', ']', '.']).filter(|step| !step.is_empty()).for_each(|step| {
            path.push(step);
        });
        path.into_text()
    }

    fn is_nesting(&self) -> bool {
        self.style.nested != Nested::Unsupported
    }
}

impl Sink for PairSink<'_, '_> {
    fn put(&mut self, scalar: Scalar<'_>) -> Result<(), Unwritable> {
        let place = match self.open.last() {
            None if self.style.flatten => return Err(NO_MEMBERS),
            Some(Open::ListOfPairs) => return Err(NO_MEMBERS),
            Some(Open::List(begun)) => Some(begun.saturating_sub(1)),
            _ => None,
        };
        self.pairs.value(&self.name, place, scalar, self.style)
    }

    fn none(&mut self, null: bool) -> Result<(), Unwritable> {
        match self.open.last() {
            Some(Open::List(_) | Open::ListOfPairs) => Err(Unwritable::NONE_IN_LIST),
            None if null && !self.style.flatten => Err(Unwritable::NULL),
            _ => Ok(()),
        }
    }

    fn begin_list(&mut self) -> Result<(), Unwritable> {
        match self.open.last() {
            None if self.style.flatten => self.open.push(Open::ListOfPairs),
            Some(Open::List(_)) => return Err(Unwritable::LIST_OF_LISTS),
            Some(Open::ListOfPairs) => return Err(NO_MEMBERS),
            _ => self.open.push(Open::List(0)),
        }
        Ok(())
    }

    fn begin_tuple(&mut self, len: usize) -> Result<bool, Unwritable> {
        if len == 2 && matches!(self.open.last(), Some(Open::ListOfPairs)) {
            self.open.push(Open::Pair);
            return Ok(true);
        }
        self.begin_list().map(|()| false)
    }

    fn element(&mut self) {
        if let Some(Open::List(begun)) = self.open.last_mut() {
            *begun += 1;
        }
    }

    fn end_list(&mut self) {
        self.open.pop();
    }

    fn begin_members(&mut self) -> Result<(), Unwritable> {
        let depth = self.open.iter().filter(|open| !matches!(open, Open::List(_))).count();
        match self.open.last() {
            None if self.style.flatten => {
                self.open.push(Open::Spread);
                return Ok(());
            }
            Some(Open::ListOfPairs) => return Err(NO_MEMBERS),
            Some(Open::List(_)) if !self.is_nesting() || self.style.list != List::Indices => {
                return Err(LIST_OF_STRUCTS);
            }
            None if !self.is_nesting() => return Err(UNNESTED),
            _ if !self.is_nesting() => return Err(NO_NESTING),
            _ if depth == DEPTH => return Err(TOO_DEEP),
            Some(Open::List(begun)) => {
                let place = begun.saturating_sub(1);
                self.name.to_mut().push_str(&format!("[{place}]"));
            }
            _ => {}
        }
        self.open.push(Open::Members(self.name.len()));
        Ok(())
    }

    fn begin_member(&mut self, member: &str) -> Result<(), Unwritable> {
        if matches!(self.open.last(), Some(Open::Members(_))) && forges(member, self.style.nested) {
            return Err(FORGED);
        }
        let name = self.name.to_mut();
        match (self.open.last(), self.style.nested) {
            (Some(Open::Members(_)), Nested::Dots) => name.extend([".", member]),
            (Some(Open::Members(_)), _) => name.extend(["[", member, "]"]),
            _ => name.push_str(member),
        }
        let is_at_the_top = matches!(self.open.last(), Some(Open::Spread | Open::Pair));
        // A list of pairs is how a name is sent several times.
        let may_repeat = matches!(self.open.last(), Some(Open::Pair));
        let given = self.given.get_or_insert_default();
        let is_taken = is_at_the_top
            && given.parameters.iter().any(|parameter| is_of_parameter(member, parameter));
        if is_taken || !may_repeat && !given.written.insert(self.name.clone().into_owned()) {
            return Err(Unwritable::TWICE);
        }
        Ok(())
    }

    fn end_member(&mut self) {
        let length = match self.open.last() {
            Some(Open::Members(length)) => *length,
            _ => 0,
        };
        self.name.to_mut().truncate(length);
    }

    fn end_members(&mut self) {
        self.open.pop();
        // An element of a list has its place behind the list's name.
        if let Some(Open::List(_)) = self.open.last()
            && let Some(bracket) = self.name.rfind('[')
        {
            self.name.to_mut().truncate(bracket);
        }
    }
}
