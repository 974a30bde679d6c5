//! The statuses of responses, and what each holds.

use super::{Checker, Way};
use crate::model::{Header, Operation, Response, Status};

impl<'a> Checker<'a> {
    pub(super) fn responses(&mut self, now: &'a Operation, then: &'a Operation) {
        // A trait that declares no success takes any; what its description has is what its server sends.
        let mut successes = then.responses.iter().filter(|old| old.status.is_success());
        let is_only = successes.next().is_some() && successes.next().is_none();
        let takes_any =
            self.old.is_of_traits && !self.new.is_of_traits && !then.extensions.strict && is_only;
        for old in &then.responses {
            self.at.part = format!("response {}", old.status);
            let takes_any = takes_any && old.status == Status::Code(200);
            if takes_any && self.any_success(now, old) {
                continue;
            }
            match covering(&now.responses, old.status, &then.responses) {
                Some(new) => {
                    if let (Status::Range(_), Status::Code(_)) = (new.status, old.status) {
                        self.notes(&new.at, format!("the status is {}", new.status));
                    }
                    self.headers(new, old);
                    if !old.contents.is_empty() {
                        self.contents(&new.at, &new.contents, &old.contents, Way::Response);
                    } else if let Some(first) = new.contents.first().filter(|_| self.is_strict()) {
                        self.notes(&new.at, format!("it is `{}`, and was empty", first.media_type));
                    }
                }
                // What the default was for may have a status of its own now, and is read as before.
                None if old.status == Status::Default => {
                    if self.is_strict() {
                        self.notes(&now.at, "it is described no longer");
                    }
                }
                None => self.missing_status(now, then, old),
            }
        }
        self.new_statuses(now, then, takes_any);
        self.at.part.clear();
    }

    /// Compares the headers of a response. The description of a trait has none.
    fn headers(&mut self, new: &'a Response, old: &'a Response) {
        if !self.is_strict() {
            return;
        }
        // OpenAPI says that a description of this one is to be ignored.
        let is_described = |name: &str| !name.eq_ignore_ascii_case("content-type");
        for (name, then) in old.headers.iter().filter(|(name, _)| is_described(name)) {
            let mut named = new.headers.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
            let found = named.next().map(|(_, header)| header);
            self.within(&format!(" header `{name}`"), |checker| match found {
                Some(now) => checker.header(now, then),
                None if then.required => checker.breaks(&new.at, "it is gone"),
                None => checker.notes(&new.at, "it is gone, and was optional"),
            });
        }
        for (name, now) in new.headers.iter().filter(|(name, _)| is_described(name)) {
            if !old.headers.keys().any(|own| own.eq_ignore_ascii_case(name)) {
                self.within(&format!(" header `{name}`"), |it| it.notes(&now.at, "it is new"));
            }
        }
    }

    fn header(&mut self, now: &'a Header, then: &'a Header) {
        match (now.required, then.required) {
            (false, true) => self.breaks(&now.at, "it is optional"),
            (true, false) => self.notes(&now.at, "it is always there"),
            _ => {}
        }
        if now.deprecated && !then.deprecated {
            self.notes(&now.at, "it is deprecated");
        }
        self.schema(&now.schema, &then.schema, Way::Response, false);
    }

    /// Reports a status that is described no longer, with those that are in its place.
    fn missing_status(&mut self, now: &'a Operation, then: &'a Operation, old: &'a Response) {
        let others: Vec<String> = now
            .responses
            .iter()
            .filter(|new| new.status.is_success() == old.status.is_success())
            .filter(|new| found(&then.responses, new.status).is_none())
            .map(|new| new.status.to_string())
            .collect();
        let message = match others.is_empty() {
            true => "there is no such status".to_owned(),
            false => format!("the status is {}", others.join(" or ")),
        };
        // The endpoints of a trait often share an error, and not all of them have all of its statuses.
        match old.status.is_success() || self.is_strict() {
            true => self.breaks(&now.at, message),
            false => self.notes(&now.at, message),
        }
    }

    /// Reports the statuses that were not described. `takes_any` is true if a client takes any success.
    fn new_statuses(&mut self, now: &'a Operation, then: &'a Operation, takes_any: bool) {
        for new in &now.responses {
            let replaces = then.responses.iter().any(|old| {
                found(&now.responses, old.status).is_none()
                    && old.status.is_success() == new.status.is_success()
            });
            let is_known = takes_any
                && (new.status.is_success() || only_default(now).is_some())
                && then.responses.iter().any(|old| old.status == Status::Code(200));
            if found(&then.responses, new.status).is_some() || replaces || is_known {
                continue;
            }
            self.at.part = format!("response {}", new.status);
            match new.status.is_success() {
                // Without a declared success, a client takes any.
                true if then.responses.iter().any(|old| old.status.is_success()) => {
                    self.breaks(&new.at, "it is a success that is not expected");
                }
                _ => self.notes(&new.at, "it is new"),
            }
        }
    }

    /// Compares all successes with one that stands for any. False if there are none.
    fn any_success(&mut self, now: &'a Operation, old: &'a Response) -> bool {
        let mut successes: Vec<&Response> =
            now.responses.iter().filter(|new| new.status.is_success()).collect();
        // A description that has no response but the default means any by it.
        successes.extend(only_default(now));
        // A success that is not described is not read.
        let is_silent = !now.responses.iter().any(|new| match new.status {
            Status::Code(code) => (200..400).contains(&code),
            Status::Range(class) => (2..4).contains(&class),
            Status::Default => true,
        });
        if is_silent && old.contents.is_empty() {
            self.notes(&now.at, "no success is described");
            return true;
        }
        let has_same = successes
            .iter()
            .any(|new| fits(new.status, old.status) || new.status == Status::Default);
        for new in &successes {
            self.at.part = format!("response {}", new.status);
            if !has_same {
                self.notes(&new.at, format!("the status is not {}", old.status));
            }
            if !old.contents.is_empty() && !new.contents.is_empty() {
                self.contents(&new.at, &new.contents, &old.contents, Way::Response);
            }
        }
        // None of them has what is read.
        if let Some(new) = successes.first()
            && !old.contents.is_empty()
            && successes.iter().all(|new| new.contents.is_empty())
        {
            self.at.part = format!("response {}", new.status);
            self.contents(&new.at, &new.contents, &old.contents, Way::Response);
        }
        !successes.is_empty()
    }
}

/// The default, if there is no other response.
fn only_default(operation: &Operation) -> Option<&Response> {
    match operation.responses.as_slice() {
        [only] if only.status == Status::Default => Some(only),
        _ => None,
    }
}

/// `true` of one status, and of a class with one of its statuses.
fn fits(a: Status, b: Status) -> bool {
    match (a, b) {
        (Status::Range(class), Status::Code(code)) | (Status::Code(code), Status::Range(class)) => {
            code / 100 == class
        }
        _ => a == b,
    }
}

/// The response that a status has: its own, or for a failure the default. One of a class is none for the
/// class if the other description has it, too, beside the class.
fn covering<'r>(
    responses: &'r [Response],
    status: Status,
    others: &[Response],
) -> Option<&'r Response> {
    let default = || {
        let mut others = responses.iter().filter(|_| !status.is_success());
        others.find(|response| response.status == Status::Default)
    };
    let of_class = || {
        let is_class = matches!(status, Status::Range(_));
        let is_apart = |new: &Response| {
            is_class && new.status != status && others.iter().any(|old| old.status == new.status)
        };
        responses.iter().find(|new| fits(new.status, status) && !is_apart(new))
    };
    let exact = responses.iter().find(|response| response.status == status);
    exact.or_else(of_class).or_else(default)
}

/// The response for a status, which may stand for a class of them.
fn found(responses: &[Response], status: Status) -> Option<&Response> {
    let exact = responses.iter().find(|response| response.status == status);
    let of_class = |response: &&Response| fits(response.status, status);
    exact.or_else(|| responses.iter().find(of_class))
}
