//! The base URLs.

use super::Checker;
use crate::document::Place;

impl Checker<'_> {
    /// Compares the servers of the two, where both name any.
    pub(super) fn servers(&mut self) {
        let (new, old) = (&self.new.servers, &self.old.servers);
        let place = Place::default().step("servers");
        if self.is_strict() && new != old && old.iter().any(|server| new.contains(server)) {
            self.single_servers(&place);
            return;
        }
        if self.is_strict() && new.is_empty() && !old.is_empty() {
            self.notes(&place, "no base URL is named");
            return;
        }
        if new.is_empty() || old.is_empty() || old.iter().any(|server| new.contains(server)) {
            return;
        }
        let words = |servers: &[String]| {
            let servers: Vec<String> = servers.iter().map(|it| format!("`{it}`")).collect();
            servers.join(" or ")
        };
        let message = format!("the base URL is {}, not {}", words(new), words(old));
        let is_path = |servers: &[String], path: &str| servers.iter().any(|it| path_of(it) == path);
        // A client is given its base URL, so that another host is a setting.
        match old.iter().any(|server| is_path(new, path_of(server))) {
            true => self.notes(&place, message),
            false => self.breaks(&place, message),
        }
    }

    /// Names each server that is new or gone, beside others that stay.
    fn single_servers(&mut self, place: &Place) {
        let (new, old) = (&self.new.servers, &self.old.servers);
        for server in old.iter().filter(|server| !new.contains(server)) {
            let message = format!("the base URL `{server}` is gone");
            match new.iter().any(|other| path_of(other) == path_of(server)) {
                true => self.notes(place, message),
                false => self.breaks(place, message),
            }
        }
        for server in new.iter().filter(|server| !old.contains(server)) {
            self.notes(place, format!("the base URL `{server}` is new"));
        }
    }
}

/// The path of a base URL, without the slash at its end.
pub(super) fn path_of(server: &str) -> &str {
    let rest = server.split_once("://").map_or(server, |(_, rest)| rest);
    let path = match server.starts_with('/') {
        true => server,
        false => rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default(),
    };
    path.trim_end_matches('/')
}
