//! The bodies of requests and responses, and the statuses.

use super::{Checker, Way};
use crate::document::Place;
use crate::model::{Body, Content, Operation, Response, Status};

impl<'a> Checker<'a> {
    pub(super) fn bodies(&mut self, now: &'a Operation, then: &'a Operation) {
        self.at.part = "body".to_owned();
        match (&now.body, &then.body) {
            (None, None) => {}
            (Some(new), None) if new.required => {
                self.breaks(&new.at, "it is required, and not sent");
            }
            (Some(new), None) => self.notes(&new.at, "it is new, and optional"),
            (None, Some(_)) => self.breaks(&now.at, "there is none"),
            (Some(new), Some(old)) => self.body(new, old),
        }
        self.at.part.clear();
    }

    fn body(&mut self, new: &'a Body, old: &'a Body) {
        match (new.required, old.required) {
            (true, false) => self.breaks(&new.at, "it is required"),
            (false, true) => self.notes(&new.at, "it is optional"),
            _ => {}
        }
        self.contents(&new.at, &new.contents, &old.contents, Way::Request);
    }

    /// Compares what is sent or received in each media type of the old description.
    fn contents(&mut self, at: &Place, new: &'a [Content], old: &'a [Content], way: Way) {
        for then in old {
            let same = new.iter().find(|now| now.media_type == then.media_type);
            let fits = |now: &&Content| matches(&now.media_type, &then.media_type);
            match same.or_else(|| new.iter().find(fits)) {
                Some(now) => {
                    let pair = now.schema.as_ref().zip(then.schema.as_ref());
                    let pair = pair.or(now.items.as_ref().zip(then.items.as_ref()));
                    if let Some((now, then)) = pair {
                        self.within(" `", |checker| checker.schema(now, then, way, false));
                    }
                }
                None if new.is_empty() => {
                    self.breaks(at, format!("there is no `{}`", then.media_type));
                }
                None => {
                    let words: Vec<String> =
                        new.iter().map(|now| format!("`{}`", now.media_type)).collect();
                    let message =
                        format!("it is {}, not `{}`", words.join(" or "), then.media_type);
                    self.breaks(at, message);
                }
            }
        }
    }

    pub(super) fn responses(&mut self, now: &'a Operation, then: &'a Operation) {
        for old in &then.responses {
            self.at.part = format!("response {}", old.status);
            match found(&now.responses, old.status) {
                Some(new) => {
                    if !old.contents.is_empty() {
                        self.contents(&new.at, &new.contents, &old.contents, Way::Response);
                    }
                }
                // What the default was for may have a status of its own now, and is read as before.
                None if old.status == Status::Default => {}
                None => {
                    let others: Vec<String> = now
                        .responses
                        .iter()
                        .filter(|new| new.status.is_success() == old.status.is_success())
                        .filter(|new| found(&then.responses, new.status).is_none())
                        .map(|new| new.status.to_string())
                        .collect();
                    match others.is_empty() {
                        true => self.breaks(&now.at, "there is no such status"),
                        false => {
                            let message = format!("the status is {}", others.join(" or "));
                            self.breaks(&now.at, message);
                        }
                    }
                }
            }
        }
        for new in &now.responses {
            let replaces = then.responses.iter().any(|old| {
                found(&now.responses, old.status).is_none()
                    && old.status.is_success() == new.status.is_success()
            });
            if found(&then.responses, new.status).is_some() || replaces {
                continue;
            }
            self.at.part = format!("response {}", new.status);
            match new.status.is_success() {
                // A client that is told nothing takes any success.
                true if then.responses.iter().any(|old| old.status.is_success()) => {
                    self.breaks(&new.at, "it is a success that is not expected");
                }
                _ => self.notes(&new.at, "it is new"),
            }
        }
        self.at.part.clear();
    }
}

/// The response for a status, which may stand for a class of them.
fn found(responses: &[Response], status: Status) -> Option<&Response> {
    let exact = responses.iter().find(|response| response.status == status);
    let of_class = |response: &&Response| match (response.status, status) {
        (Status::Range(class), Status::Code(code)) | (Status::Code(code), Status::Range(class)) => {
            code / 100 == class
        }
        _ => false,
    };
    exact.or_else(|| responses.iter().find(of_class))
}

/// `true` if two media types are one: both may be written with `*`, and any JSON is JSON.
fn matches(new: &str, old: &str) -> bool {
    let any = |media: &str| media == "*/*";
    let json = |media: &str| media == "application/json" || media.ends_with("+json");
    new == old || any(new) || any(old) || (json(new) && json(old))
}
