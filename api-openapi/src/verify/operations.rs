//! Operations: which there are, and what each needs and responds with.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::servers::path_of;
use super::{Checker, Where};
use crate::model::{Api, Location, Operation, anonymous};

impl<'a> Checker<'a> {
    pub(super) fn operations(&mut self) {
        let (new, old) = (self.new, self.old);
        let by_request = requests(new);
        let mut met: HashSet<*const Operation> = HashSet::new();
        let mut compared = 0;
        for operation in &old.operations {
            self.at = place(operation);
            let found = keys(old, operation).iter().find_map(|key| by_request.get(key));
            let nearest = found.and_then(|found| nearest(found, operation));
            match by_fragment(new, operation).or(nearest) {
                Some(now) => {
                    met.insert(std::ptr::from_ref(now));
                    compared += 1;
                    self.operation(now, operation);
                }
                None => self.missing(operation, &mut met),
            }
        }
        self.gather_credentials(compared);
        for operation in &new.operations {
            if !met.contains(&std::ptr::from_ref(operation)) {
                self.at = place(operation);
                let message = format!("`{} {}` is new", operation.method, operation.path);
                self.notes(&operation.at, message);
            }
        }
    }

    /// An operation that is not there: it may have another method, or another path.
    fn missing(&mut self, operation: &'a Operation, met: &mut HashSet<*const Operation>) {
        let new = self.new;
        let path = sent_path(operation);
        let same_path: Vec<&Operation> =
            new.operations.iter().filter(|now| sent_path(now) == path).collect();
        let taken = |now: &Operation| {
            let known = keys(new, now);
            self.old
                .operations
                .iter()
                .any(|old| keys(self.old, old).iter().any(|k| known.contains(k)))
        };
        let by_method = same_path
            .iter()
            .copied()
            .find(|now| !taken(now) && (same_name(now, operation) || same_path.len() == 1));
        let by_id = new.operations.iter().find(|now| same_name(now, operation) && !taken(now));
        if let Some(now) = by_method {
            let message = format!("the method is {}, not {}", now.method, operation.method);
            self.breaks(&now.at, message);
            met.insert(std::ptr::from_ref(now));
            self.operation(now, operation);
        } else if let Some(now) = by_id {
            let message = format!(
                "it is `{} {}`, not `{} {}`",
                now.method, now.path, operation.method, operation.path
            );
            self.breaks(&now.at, message);
            met.insert(std::ptr::from_ref(now));
            self.operation(now, operation);
        } else if same_path.is_empty() {
            let message = format!("there is no path `{}`", operation.path);
            self.breaks(&crate::document::Place::default(), message);
        } else {
            let message = format!("there is no {} of `{}`", operation.method, operation.path);
            self.breaks(&crate::document::Place::default(), message);
        }
    }

    fn operation(&mut self, now: &'a Operation, then: &'a Operation) {
        // A type that several operations use is named at each of them.
        self.seen.clear();
        self.parameters(now, then);
        self.bodies(now, then);
        self.responses(now, then);
        self.credentials(now, then);
        self.extensions_of_operation(now, then);
        match (now.deprecated, then.deprecated) {
            (true, false) => self.notes(&now.at, "it is deprecated"),
            (false, true) => self.notes(&now.at, "it is deprecated no longer"),
            _ => {}
        }
        if !self.old.is_of_traits && now.servers != then.servers {
            let words = |servers: &[String]| match servers {
                [] => "that of the API".to_owned(),
                several => {
                    several.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or ")
                }
            };
            let message =
                format!("the base URL is {}, not {}", words(&now.servers), words(&then.servers));
            self.breaks(&now.at, message);
        }
    }
}

/// The operations of an API by what tells a request apart: the method and the path, without the names of
/// placeholders. A path may begin with that of a server, which some write into the base URL.
fn requests(api: &Api) -> HashMap<String, Vec<&Operation>> {
    let mut requests: HashMap<String, Vec<&Operation>> = HashMap::new();
    let all = || api.operations.iter().map(|operation| (operation, keys(api, operation)));
    // What is written out counts more than what a server adds.
    for (operation, keys) in all() {
        requests.entry(keys.into_iter().next().unwrap_or_default()).or_default().push(operation);
    }
    for (operation, keys) in all() {
        for key in keys.into_iter().skip(1) {
            requests.entry(key).or_insert_with(|| vec![operation]);
        }
    }
    requests
}

/// The operation of several with the same request: the one that is written or called the same. Some
/// descriptions have several paths that only the names of placeholders tell apart.
fn nearest<'a>(several: &[&'a Operation], operation: &Operation) -> Option<&'a Operation> {
    let written = several.iter().find(|now| now.path == operation.path);
    let called = || several.iter().find(|now| same_name(now, operation));
    written.or_else(called).or(several.first()).copied()
}

fn keys(api: &Api, operation: &Operation) -> Vec<String> {
    let path = sent_path(operation);
    let bare = path.split(['#', '?']).next().unwrap_or_default().to_owned();
    let mut paths = vec![path];
    // Of a constant in the query, which some write behind the path.
    let constants = constants(operation);
    if !constants.is_empty() {
        let pairs: Vec<String> =
            constants.iter().map(|(name, value)| format!("{name}={value}")).collect();
        paths.push(format!("{bare}?{}", pairs.join("&")));
    }
    // Of endpoints that only constants tell apart, which to most descriptions are one operation.
    if operation.path.contains('#') {
        paths.push(bare);
    }
    let bases = api.servers.iter().map(|server| path_of(server)).filter(|base| !base.is_empty());
    let behind: Vec<String> =
        bases.flat_map(|base| paths.iter().map(move |path| format!("{base}{path}"))).collect();
    paths.extend(behind);
    paths.iter().map(|path| format!("{} {path}", operation.method)).collect()
}

/// The constants of the query in the order of their names: those behind the path, and parameters that have
/// but one value.
pub(super) fn constants(operation: &Operation) -> BTreeMap<String, String> {
    let query = operation.path.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let in_path = query.split('&').filter_map(|pair| pair.split_once('='));
    let in_path = in_path.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let fixed = operation.parameters.iter().filter_map(|parameter| {
        let value = parameter.extensions.constant.as_ref()?.as_text()?;
        let is_it = parameter.required && parameter.location == Location::Query;
        is_it.then(|| (parameter.name.clone(), value.to_owned()))
    });
    in_path.chain(fixed).collect()
}

/// A path as it is compared: without the names of placeholders, which are not sent. The root is empty.
fn sent_path(operation: &Operation) -> String {
    let path = decoded(&anonymous(&operation.path));
    if path == "/" { String::new() } else { path }
}

/// A path without percent-encoding, but for the signs that mean something else without it.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path;
    while let Some((literal, tail)) = rest.split_once('%') {
        bytes.extend(literal.bytes());
        let byte = tail.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let byte = byte.filter(|byte| !b"/?#%{}".contains(byte));
        bytes.push(byte.unwrap_or(b'%'));
        rest = if byte.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    bytes.extend(rest.bytes());
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// The operation of the same request and the same name, where both paths have a fragment: descriptions
/// have them behind requests that only their bodies or constants tell apart, each in its own words.
fn by_fragment<'a>(api: &'a Api, operation: &Operation) -> Option<&'a Operation> {
    let request = |operation: &Operation| {
        let path = sent_path(operation);
        let (path, _) = path.split_once('#')?;
        Some((operation.method.clone(), path.to_owned()))
    };
    let wanted = Some(request(operation)?);
    api.operations.iter().find(|now| request(now) == wanted && same_name(now, operation))
}

/// `true` of two operations with one name, in whatever spelling: `listUsers` is `list_users` in a trait.
fn same_name(a: &Operation, b: &Operation) -> bool {
    let name = |operation: &Operation| operation.id.as_deref().map(letters);
    name(a).is_some_and(|own| name(b) == Some(own))
}

/// The letters and digits of a name, which other spellings of it have in common.
pub(super) fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The trait and the method of an operation. A description of ours has `Users.list`.
fn place(operation: &Operation) -> Where {
    let trait_name = operation.tags.first().cloned().unwrap_or_default();
    let method = match &operation.id {
        Some(id) => {
            let rest = id.strip_prefix(trait_name.as_str());
            let rest = rest.and_then(|rest| rest.strip_prefix(['.', '/']));
            rest.unwrap_or(id).to_owned()
        }
        None => format!("{} {}", operation.method, operation.path),
    };
    Where { trait_name, method, part: String::new() }
}
