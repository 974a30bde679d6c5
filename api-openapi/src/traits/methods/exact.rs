//! The declarations that come back from the extensions of a description that is made from traits.

use super::Builder;
use crate::document::Value;
use crate::model::{Kind, Location, Operation, Parameter, Schema, Scheme, Security};
use crate::traits::names::camel;
use crate::traits::shapes::Declared;

/// The name of a method, and what its types are called after.
pub(super) fn names(id: &str) -> (String, String) {
    // `Users.list`, where another trait has a method of that name.
    let name = id.rsplit_once('.').map_or(id, |(_, name)| name);
    (name.to_owned(), camel(id))
}

/// The docs of a method, whose first paragraph is the summary.
pub(super) fn docs(operation: &Operation) -> String {
    let texts = [&operation.summary, &operation.description];
    texts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join("\n\n")
}

/// The option `credentials` of a trait; none if it declares none, or what it cannot say.
pub(crate) fn credentials(security: &Security) -> Option<String> {
    let one = |scheme: &Scheme| {
        Some(match scheme {
            Scheme::Bearer => "bearer".to_owned(),
            Scheme::Basic => "basic".to_owned(),
            Scheme::Authorization(word) => format!("scheme({word:?})"),
            Scheme::Header(name) => format!("header({name:?})"),
            Scheme::Query(name) => format!("query({name:?})"),
            Scheme::Cookie(_) | Scheme::Other(_) => return None,
        })
    };
    let alternative = |schemes: &Vec<Scheme>| {
        let words: Vec<String> = schemes.iter().map(one).collect::<Option<_>>()?;
        match words.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            several => Some(format!("all({})", several.join(", "))),
        }
    };
    let words: Vec<String> = security.iter().filter_map(alternative).collect();
    match words.as_slice() {
        [] => None,
        [only] => Some(only.clone()),
        several => Some(format!("[{}]", several.join(", "))),
    }
}

impl<'t, 'a> Builder<'t, 'a> {
    /// The URL is an argument, and there is no path.
    pub(super) fn url(&mut self) {
        let cursor =
            match self.operation.extensions.pages.as_ref().and_then(|table| table.get("cursor")) {
                Some(cursor) if cursor.get("in").and_then(Value::as_text) == Some("url") => {
                    "#[cursor] "
                }
                _ => "",
            };
        self.argument("url", "&str".to_owned(), None, |_| Some(format!("{cursor}#[url]")));
    }

    /// The page that the operation says it has: the parameter that asks for another, and the rule.
    pub(super) fn declared_page(&mut self) {
        let api = self.types.api;
        let operation = self.operation;
        let Some(table) = &operation.extensions.pages else { return };
        self.method.unasked.clear();
        let cursor = table.get("cursor");
        let text = |name: &str| Some(cursor?.get(name)?.as_text()?.to_owned());
        self.cursor = Some(text("name").unwrap_or_default());
        self.cursor_place = text("in").unwrap_or_default();
        let responses = operation.responses.iter().filter(|it| it.status.is_success());
        let contents = responses.flat_map(|it| &it.contents);
        let Some(schema) = contents.filter_map(|content| content.schema.as_ref()).next() else {
            return;
        };
        let opened = Declared::opened(&self.types.declared, api, schema);
        let payload = opened.map_or(Some(schema), |it| it.payload.map(|payload| payload.schema));
        let Some(payload) = payload.map(|payload| api.resolved(payload)) else { return };
        match payload.kind {
            // A bare list, of which its endpoint says how it goes on.
            Kind::List(_) => {
                let words = page_words(table).join(", ");
                self.method.options.push(format!("page({words})"));
            }
            _ => {
                self.types.tables.insert(payload.at.clone(), table.clone());
            }
        }
    }

    /// The constants of query and headers.
    pub(super) fn constants(&mut self) {
        let operation = self.operation;
        let of = |location: Location| {
            let here = operation.parameters.iter().filter(move |p| p.location == location);
            here.filter_map(|p| Some((p.name.clone(), constant(p)?)))
        };
        let headers = of(Location::Header).chain(operation.extensions.headers.iter().cloned());
        for (word, pairs) in
            [("query", of(Location::Query).collect()), ("headers", headers.collect::<Vec<_>>())]
        {
            let pairs: Vec<(String, String)> = pairs;
            let pairs: Vec<String> =
                pairs.iter().map(|(name, value)| format!("{name:?} = {value:?}")).collect();
            if !pairs.is_empty() {
                self.method.options.push(format!("{word}({})", pairs.join(", ")));
            }
        }
        if operation.parameters.iter().any(|p| p.extensions.idempotency_key) {
            self.method.options.push("idempotency_key".to_owned());
        }
    }

    /// The options of a parameter of the query or of a field of a form, but for those of its list.
    pub(super) fn extensions(extensions: &crate::model::Extensions, options: &mut Vec<String>) {
        for (is_it, word) in [
            (extensions.flag, "flag"),
            (extensions.encoded, "encoded"),
            (extensions.digits, "bools = \"digits\""),
            (extensions.dots, "nested = \"dots\""),
        ] {
            if is_it {
                options.push(word.to_owned());
            }
        }
        if let Some(list) = &extensions.list {
            options.push(format!("list = {list:?}"));
        }
    }

    /// The statuses that mean that there is nothing.
    pub(super) fn none(&mut self) {
        let codes: Vec<String> =
            self.operation.extensions.none.iter().map(u16::to_string).collect();
        if !codes.is_empty() {
            self.method.options.push(format!("none = [{}]", codes.join(", ")));
        }
        if self.operation.extensions.strict {
            self.method.options.push("success = [200]".to_owned());
        }
    }
}

/// The words of a rule, but for the members of the page.
pub(crate) fn page_words(table: &Value) -> Vec<String> {
    let mut words = Vec::new();
    let text = |name: &str| table.get(name).and_then(Value::as_text);
    match text("rule") {
        Some("link") => words.push("link".to_owned()),
        Some("offset") if text("offset").is_none() => words.push("offset".to_owned()),
        Some("last_key") => {
            words.extend(text("key").map(|key| format!("last_key = {key:?}")));
        }
        _ => {}
    }
    words.extend(table.get("first").map(|first| format!("first = {first}")));
    words.extend(table.get("until_short").map(|size| match size {
        Value::Number(size) => format!("until_short = {size}"),
        _ => "until_short".to_owned(),
    }));
    words
}

/// The value of a parameter that has but one, and is always sent.
pub(super) fn constant(parameter: &Parameter) -> Option<String> {
    let is_sent = parameter.required
        && matches!(parameter.location, Location::Query | Location::Header)
        && !matches!(
            parameter.name.to_ascii_lowercase().as_str(),
            "accept" | "content-type" | "authorization"
        );
    match parameter.extensions.constant.as_ref().filter(|_| is_sent)? {
        Value::Text(text) => Some(text.clone()),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        _ => None,
    }
}

/// The value of a member of a JSON body that has but one, and is always sent.
pub(super) fn constant_field(schema: &Schema, required: bool) -> Option<String> {
    match schema.extensions.constant.as_ref().filter(|_| required)? {
        Value::Text(text) => Some(format!("{text:?}")),
        value @ (Value::Number(_) | Value::Bool(_)) => Some(value.to_string()),
        _ => None,
    }
}
