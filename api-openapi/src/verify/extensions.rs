//! The extensions of two descriptions of traits. A description that people wrote has none, and is not
//! compared here.

use super::Checker;
use crate::document::Place;
use crate::model::{Content, Extensions, Operation, Parameter};

impl Checker<'_> {
    fn are_of_traits(&self) -> bool {
        self.new.is_of_traits && self.old.is_of_traits
    }

    pub(super) fn extensions_of_operation(&mut self, now: &Operation, then: &Operation) {
        if !self.are_of_traits() {
            return;
        }
        let (new, old) = (&now.extensions, &then.extensions);
        if new.headers != old.headers {
            self.breaks(&now.at, "its `x-headers` are others");
        }
        if new.pages != old.pages {
            self.breaks(&now.at, "its `x-pages` are others: the list goes on by another rule");
        }
        match (new.strict, old.strict) {
            (true, false) => self.notes(&now.at, "no other success than 200 is sent"),
            (false, true) => self.breaks(&now.at, "other successes than 200 are sent"),
            _ => {}
        }
        if new.none != old.none {
            self.breaks(
                &now.at,
                "its `x-none` is another: other statuses mean that there is nothing",
            );
        }
        if new.base != old.base {
            self.breaks(&now.at, "its `x-base` is another: it is sent to another server");
        }
    }

    pub(super) fn extensions_of_parameter(&mut self, now: &Parameter, then: &Parameter) {
        if !self.are_of_traits() {
            return;
        }
        match (now.multi_segment, then.multi_segment) {
            (true, false) => self.notes(&now.at, "it may span several segments"),
            (false, true) => self.breaks(&now.at, "it is one segment of the path, not several"),
            _ => {}
        }
        self.extensions_of_value(&now.at, &now.extensions, &then.extensions);
    }

    pub(super) fn extensions_of_value(&mut self, at: &Place, now: &Extensions, then: &Extensions) {
        if !self.are_of_traits() {
            return;
        }
        let words = [
            ("x-flag", now.flag, then.flag),
            ("x-encoded", now.encoded, then.encoded),
            ("x-idempotency-key", now.idempotency_key, then.idempotency_key),
        ];
        for (word, now, then) in words {
            match (now, then) {
                (true, false) => self.breaks(at, format!("it is written as `{word}` says")),
                (false, true) => self.breaks(at, format!("it is not written as `{word}` says")),
                _ => {}
            }
        }
        if now.list != then.list {
            let word = |list: &Option<String>| match list {
                Some(list) => format!("{list:?}"),
                None => "unset".to_owned(),
            };
            let message = format!("its `x-list` is {}, not {}", word(&now.list), word(&then.list));
            self.breaks(at, message);
        }
    }

    pub(super) fn extensions_of_content(&mut self, now: &Content, then: &Content) {
        if self.are_of_traits() && now.done != then.done {
            self.breaks(&now.at, "its `x-done` is another: the stream ends by another event");
        }
    }
}
