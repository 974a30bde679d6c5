//! Credentials.

use super::Checker;
use crate::document::Place;
use crate::model::{Operation, Scheme, Security};

impl<'a> Checker<'a> {
    /// Compares the credentials that an operation needs with those that calls send.
    pub(super) fn credentials(&mut self, now: &'a Operation, then: &'a Operation) {
        // A client of a trait that declares none gets them at run time.
        if self.old.is_of_traits && then.security.is_none() {
            return;
        }
        let empty = Security::new();
        let (new, old) =
            (now.security.as_ref().unwrap_or(&empty), then.security.as_ref().unwrap_or(&empty));
        let needs_none = |security: &Security| security.iter().all(Vec::is_empty);
        self.at.part = "credentials".to_owned();
        match (needs_none(new), needs_none(old)) {
            (true, true) => {}
            (true, false) => self.notes(&now.at, "none are needed"),
            (false, true) if new.iter().any(Vec::is_empty) => {
                let words = words(new);
                self.notes(&now.at, format!("{words} may be sent"));
            }
            (false, true) => {
                let words = words(new);
                self.breaks(&now.at, format!("{words} must be sent, and nothing is"));
            }
            (false, false) => {
                self.alternatives(&now.at, new, old);
                self.scopes(now, then);
            }
        }
        self.at.part.clear();
    }

    fn alternatives(&mut self, at: &Place, new: &Security, old: &Security) {
        // What is sent must have all that one of the alternatives needs.
        let taken = |sent: &Vec<Scheme>| {
            new.iter().any(|needed| needed.iter().all(|one| sent.iter().any(|it| it.fits(one))))
        };
        let refused: Security =
            old.iter().filter(|sent| !sent.is_empty() && !taken(sent)).cloned().collect();
        let added = new.iter().any(|needed| {
            !old.iter().any(|sent| {
                sent.len() == needed.len()
                    && needed.iter().all(|one| sent.iter().any(|it| it.fits(one)))
            })
        });
        let mut gone = old.iter().filter(|sent| !new.contains(sent));
        if !refused.is_empty() {
            let (wanted, refused) = (words(new), words(&refused));
            self.breaks(at, format!("{wanted} must be sent, not {refused}"));
        } else if may_be_none(old) && !may_be_none(new) {
            let wanted = words(new);
            self.breaks(at, format!("{wanted} must be sent, and might be left out"));
        } else if added {
            let wanted = words(new);
            self.notes(at, format!("{wanted} may be sent"));
        } else if may_be_none(new) && !may_be_none(old) {
            self.notes(at, "none are needed");
        } else if gone.next().is_some() && self.is_strict() {
            let wanted = words(new);
            self.notes(at, format!("only {wanted} may be sent"));
        }
    }

    /// Compares the scopes that a token must have, where the same credentials are sent as before.
    fn scopes(&mut self, now: &'a Operation, then: &'a Operation) {
        let (Some(new), Some(old)) = (&now.security, &then.security) else { return };
        if !self.is_strict() {
            return;
        }
        for (sent, granted) in old.iter().zip(&then.scopes).filter(|(sent, _)| !sent.is_empty()) {
            let needed = new.iter().zip(&now.scopes).filter(|(it, _)| it.len() == sent.len());
            let needed = needed.filter(|(it, _)| it.iter().zip(sent).all(|(a, b)| b.fits(a)));
            let lacking = |scopes: &Vec<String>| -> Vec<String> {
                let lacking = scopes.iter().filter(|scope| !granted.contains(scope));
                lacking.map(|scope| format!("`{scope}`")).collect()
            };
            let least = needed.map(|(_, scopes)| lacking(scopes)).min_by_key(Vec::len);
            if let Some(scopes) = least.filter(|scopes| !scopes.is_empty()) {
                self.breaks(&now.at, format!("the scope {} is needed", scopes.join(" and ")));
            }
        }
    }

    /// Reports once what holds for all operations.
    pub(super) fn gather_credentials(&mut self, compared: usize) {
        let is_it = |difference: &super::Difference| difference.part == "credentials";
        let mut about: Vec<&super::Difference> = self.found.iter().filter(|d| is_it(d)).collect();
        about.dedup_by(|a, b| a.message == b.message);
        let [first] = about.as_slice() else { return };
        let mut whole = (*first).clone();
        let count = self.found.iter().filter(|d| is_it(d)).count();
        if count < 2 || count < compared {
            return;
        }
        whole.trait_name.clear();
        whole.method.clear();
        self.found.retain(|difference| !is_it(difference));
        self.found.push(whole);
    }
}

/// `true` if calls without credentials are among those that are taken.
fn may_be_none(security: &Security) -> bool {
    security.iter().any(Vec::is_empty)
}

fn words(security: &Security) -> String {
    let alternatives = security
        .iter()
        .filter(|schemes| !schemes.is_empty())
        .map(|schemes| schemes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" with "));
    alternatives.collect::<Vec<_>>().join(" or ")
}
