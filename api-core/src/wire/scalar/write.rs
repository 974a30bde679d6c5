//! A value as one text, or as a list of texts: what a header, a part or a text body can carry.

use serde::Serialize;

use crate::wire::unwritable::Unwritable;
use crate::wire::walk::{Scalar, Sink, walk};

/// The text of a scalar; none for `None`.
pub(crate) fn text<V: Serialize + ?Sized>(value: &V) -> Result<Option<String>, Unwritable> {
    let mut sink = One(None);
    walk(value, &mut sink)?;
    Ok(sink.0)
}

/// The texts of a list, or the one of a scalar; none for `None`.
pub(crate) fn texts<V: Serialize + ?Sized>(value: &V) -> Result<Vec<String>, Unwritable> {
    let mut sink = Several { texts: Vec::new(), in_list: false };
    walk(value, &mut sink)?;
    Ok(sink.texts)
}

struct One(Option<String>);

impl Sink for One {
    fn put(&mut self, scalar: Scalar<'_>) -> Result<(), Unwritable> {
        self.0 = Some(scalar.into_string());
        Ok(())
    }
}

struct Several {
    texts: Vec<String>,
    in_list: bool,
}

impl Sink for Several {
    fn put(&mut self, scalar: Scalar<'_>) -> Result<(), Unwritable> {
        self.texts.push(scalar.into_string());
        Ok(())
    }

    fn none(&mut self, null: bool) -> Result<(), Unwritable> {
        match (self.in_list, null) {
            (true, _) => Err(Unwritable::NONE_IN_LIST),
            (false, true) => Err(Unwritable::NULL),
            (false, false) => Ok(()),
        }
    }

    fn begin_list(&mut self) -> Result<(), Unwritable> {
        if self.in_list {
            return Err(Unwritable::LIST_OF_LISTS);
        }
        self.in_list = true;
        Ok(())
    }

    fn end_list(&mut self) {
        self.in_list = false;
    }
}
