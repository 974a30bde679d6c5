//! Lists of structured fields (RFC 9651), as far as the RateLimit fields use them: strings with
//! parameters. Only integer parameters are kept.

/// One member of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: String,
    parameters: Vec<(String, Option<u64>)>,
}

impl Item {
    /// A parameter that is an integer and not negative.
    pub(super) fn integer(&self, name: &str) -> Option<u64> {
        self.parameters.iter().rev().find(|(own, _)| own == name)?.1
    }
}

/// The members of a list. A list that is malformed anywhere is no list, as the standard asks.
pub(super) fn list(text: &str) -> Option<Vec<Item>> {
    let mut rest = text.trim_matches(' ');
    let mut items = Vec::new();
    loop {
        let (item, behind) = item(rest)?;
        items.push(item);
        let behind = behind.trim_start_matches([' ', '\t']);
        if behind.is_empty() {
            return Some(items);
        }
        rest = behind.strip_prefix(',')?.trim_start_matches([' ', '\t']);
    }
}

fn item(text: &str) -> Option<(Item, &str)> {
    let (name, mut rest) = bare(text)?;
    let mut parameters = Vec::new();
    while let Some(behind) = rest.strip_prefix(';') {
        let (key, behind) = key(behind.trim_start_matches(' '))?;
        rest = behind;
        let mut value = None;
        if let Some(behind) = rest.strip_prefix('=') {
            (value, rest) = value_of(behind)?;
        }
        parameters.push((key.to_owned(), value));
    }
    Some((Item { name, parameters }, rest))
}

/// The value of a parameter, if it is an integer and not negative, and what is behind it.
fn value_of(text: &str) -> Option<(Option<u64>, &str)> {
    if let Some(bytes) = text.strip_prefix(':') {
        // The partition key (`pk`) is bytes in base64.
        let (base64, rest) = bytes.split_once(':')?;
        let is_base64 = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        return base64.chars().all(is_base64).then_some((None, rest));
    }
    if let Some(boolean) = text.strip_prefix('?') {
        return Some((None, boolean.strip_prefix(['0', '1'])?));
    }
    let is_text = text.starts_with('"');
    let (value, rest) = bare(text)?;
    Some((value.parse().ok().filter(|_| !is_text), rest))
}

/// A string, a token or a number, as text.
fn bare(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(|c: char| !is_token(c)).unwrap_or(text.len());
        let (token, rest) = text.split_at_checked(end)?;
        return (!token.is_empty()).then(|| (token.to_owned(), rest));
    };
    let mut name = String::new();
    let mut chars = quoted.chars();
    loop {
        match chars.next()? {
            '"' => return Some((name, chars.as_str())),
            '\\' => name.push(chars.next().filter(|c| matches!(c, '"' | '\\'))?),
            c if c.is_ascii_graphic() || c == ' ' => name.push(c),
            _ => return None,
        }
    }
}

fn key(text: &str) -> Option<(&str, &str)> {
    let is_key = |c: char| {
        c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-' | '.' | '*')
    };
    let end = text.find(|c: char| !is_key(c)).unwrap_or(text.len());
    let (key, rest) = text.split_at_checked(end)?;
    key.starts_with(|c: char| c.is_ascii_lowercase() || c == '*').then_some((key, rest))
}

fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~:/".contains(c)
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn names_and_integers_are_read() {
        let items = list(r#""burst";q=100;w=60;qu="requests", daily;q=1000"#).unwrap_or_default();
        let shown: Vec<_> = items
            .iter()
            .map(|item| (item.name.as_str(), item.integer("q"), item.integer("qu")))
            .collect();
        assert_eq!(shown, [("burst", Some(100), None), ("daily", Some(1000), None)]);
    }

    #[test]
    fn values_of_other_types_are_no_integers_and_break_no_list() {
        let items = list(r#""a";r="5";t=-1;pk=:dHJpYWwxMjEzMjM=:;x=?1;y;z=1.5, "b";r=7"#);
        let items = items.unwrap_or_default();
        let of = |name| items.iter().map(|item| item.integer(name)).collect::<Vec<_>>();
        assert_eq!(of("r"), [None, Some(7)]);
        assert_eq!(of("t"), [None, None]);
        assert_eq!(list("\"a\";pk=:not base64:"), None);
        assert_eq!(list("\"a\";pk=:endless"), None);
    }

    #[test]
    fn a_list_that_is_malformed_anywhere_is_none() {
        for text in ["", "\"a", "\"a\\b\"", "a,", "a;=1", "a;Q=1", "a b", ";r=1", "a;r=\u{e9}"] {
            assert_eq!(list(text), None, "{text}");
        }
    }
}
