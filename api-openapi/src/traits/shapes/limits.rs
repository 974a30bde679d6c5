//! Rate limits: the headers of responses that tell them.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::document::Value;
use crate::model::{Api, Operation, Schema, Status};

/// The headers that tell the limits of an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The IETF's headers, which have rules of their own.
    ietf: bool,
    /// The setter of `RateLimits`, and its arguments.
    fields: Vec<(&'static str, String)>,
}

/// The ends of names, and what they tell. The longer ones come first.
const ENDS: &[(&str, &str)] = &[
    ("-reset-after", "reset"),
    ("-reset", "reset"),
    ("-limit", "limit"),
    ("-remaining", "remaining"),
    ("-bucket", "bucket"),
    ("-resource", "bucket"),
    ("-global", "global"),
];

impl Limits {
    /// Looks for the headers of a limit. Without those, a documented `Retry-After` of a 429 is one.
    pub(crate) fn find(api: &Api, operations: &[&Operation]) -> Option<Self> {
        let mut found: HashMap<String, (usize, &Schema)> = HashMap::new();
        let mut waits = false;
        for response in operations.iter().flat_map(|operation| &operation.responses) {
            for (name, header) in &response.headers {
                let schema = &header.schema;
                let name = name.to_ascii_lowercase();
                waits |= name == "retry-after" && response.status == Status::Code(429);
                found.entry(name).or_insert((0, schema)).0 += 1;
            }
        }
        if is_ietf(api, &found) {
            return Some(Self { ietf: true, fields: Vec::new() });
        }
        let mut fields = Vec::new();
        for (end, setter) in ENDS {
            if fields.iter().any(|(known, _)| known == setter) {
                continue;
            }
            // Of two with one end, the one that most responses have; of those, the shorter name.
            let named = found.iter().filter(|(name, _)| is_limit(name, end) && is_field(name));
            let best = named.max_by_key(|(name, (count, _))| {
                (*count, std::cmp::Reverse((name.len(), (*name).clone())))
            });
            let Some((name, (_, schema))) = best else { continue };
            let unit = match *setter {
                "reset" => format!(", api_core::ResetUnit::{}", unit(api, name, schema)),
                _ => String::new(),
            };
            fields.push((*setter, format!("{name:?}{unit}")));
        }
        let has = |setter: &str| fields.iter().any(|(known, _)| *known == setter);
        match has("remaining") && has("reset") {
            true => Some(Self { ietf: false, fields }),
            false => waits.then(Self::default),
        }
    }

    /// The limits as Rust: a function that gives them to a client.
    pub(crate) fn render(&self) -> String {
        let mut out = String::from(
            "/// The rate limits that the API tells in its responses, for `ClientBuilder::rate_limits`.\n\
             pub fn rate_limits() -> api_core::RateLimits {\n",
        );
        let begin = if self.ietf { "ietf" } else { "retry_after" };
        let _ = write!(out, "    api_core::RateLimits::{begin}()");
        let mut fields: Vec<&(&str, String)> = self.fields.iter().collect();
        let order = ["limit", "remaining", "reset", "bucket", "global"];
        fields.sort_by_key(|(setter, _)| order.iter().position(|one| one == setter));
        for (setter, arguments) in fields {
            let _ = write!(out, ".{setter}({arguments})");
        }
        out.push_str("\n}\n\n");
        out
    }
}

/// `true` if the headers are the IETF's: the structured ones, or the older ones with seconds to wait.
fn is_ietf(api: &Api, found: &HashMap<String, (usize, &Schema)>) -> bool {
    let seconds = |(_, reset): &(usize, &Schema)| unit(api, "ratelimit-reset", reset) == "Seconds";
    found.contains_key("ratelimit")
        || found.contains_key("ratelimit-remaining")
            && found.get("ratelimit-reset").is_none_or(seconds)
}

/// `true` of a header of a rate limit with this end.
fn is_limit(name: &str, end: &str) -> bool {
    let Some(stem) = name.strip_suffix(end) else { return false };
    // `x-ratelimit-limit`, and `x-rate-limit` itself.
    let whole = if end == "-limit" { name } else { stem };
    ["ratelimit", "rate-limit", "rate_limit"].iter().any(|word| whole.contains(word))
        && !(end == "-limit" && name.ends_with("rate-limit-reset"))
}

/// `true` of what can be written as the name of a header.
fn is_field(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The unit of the header that tells when the window ends.
fn unit(api: &Api, name: &str, schema: &Schema) -> &'static str {
    let resolved = api.resolved(schema);
    let words = schema.description.as_deref().or(resolved.description.as_deref());
    let words = words.unwrap_or_default().to_ascii_lowercase();
    let says = |some: &[&str]| some.iter().any(|word| words.contains(word));
    let in_milliseconds = says(&["millisecond"]);
    let example = match schema.example.as_ref().or(resolved.example.as_ref()) {
        Some(Value::Number(number)) => number.as_f64(),
        Some(Value::Text(text)) => text.parse().ok(),
        _ => None,
    };
    let is_point = says(&["epoch", "unix", "1970", "utc", "timestamp", "time at which", "date"])
        // A year is not waited for.
        || example.is_some_and(|example| example > 31_536_000.0);
    let is_after = name.ends_with("-reset-after");
    // The IETF's name, which has had no `x-` from the first draft on.
    let is_span = is_after
        || name == "ratelimit-reset" && !is_point
        || says(&[
            "seconds until",
            "seconds before",
            "seconds remaining",
            "seconds left",
            "in seconds",
        ]) && !is_point
        || example.is_some();
    match (is_point && !is_after, is_span, in_milliseconds) {
        (true, _, true) => "EpochMilliseconds",
        (true, _, false) => "EpochSeconds",
        (false, true, true) => "Milliseconds",
        (false, true, false) => "Seconds",
        // Most APIs that say nothing tell a point in time. A span that is read as one is in the past and
        // holds nobody up; the other way round, calls would wait for years.
        (false, false, _) => "EpochSeconds",
    }
}
