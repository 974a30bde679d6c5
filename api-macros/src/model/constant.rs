//! Constant headers.

use syn::LitStr;

use crate::ctxt::Ctxt;
use crate::header;
use crate::options::value::Headers;
use crate::params;

/// A constant header. Without a value it removes the one of the trait or of the client.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) value: Option<String>,
}

/// Checks constant headers: their names and values, and that each is set once.
pub(crate) fn headers(headers: &Headers, ctxt: &mut Ctxt) -> Vec<Header> {
    let mut checked: Vec<Header> = Vec::new();
    for (name, value) in &headers.0 {
        params::check_header_name(name, ctxt);
        if let Some(value) = value.as_ref().filter(|value| !header::is_value(&value.value())) {
            let text = value.value();
            if text == text.trim() {
                ctxt.error_at(
                    value,
                    "this header value has a character that no header can hold",
                    "write visible ASCII; percent-encode other characters if the API decodes them",
                );
            } else {
                ctxt.error_at(
                    value,
                    "this header value begins or ends with white space",
                    "remove the white space: servers ignore it",
                );
            }
        }
        let name_text = name.value();
        if checked.iter().any(|header| header.name.eq_ignore_ascii_case(&name_text)) {
            ctxt.error_at(name, format!("the header `{name_text}` is set twice"), "leave one out");
        }
        let value = value.as_ref().map(LitStr::value);
        checked.push(Header { name: name_text, value });
    }
    checked
}

/// The headers of the trait and of an endpoint, of which the latter replace or remove the former.
pub(crate) fn merged(of_trait: &[Header], own: Vec<Header>) -> Vec<Header> {
    let replaced =
        |header: &&Header| !own.iter().any(|n| n.name.eq_ignore_ascii_case(&header.name));
    let mut headers: Vec<Header> = of_trait.iter().filter(replaced).cloned().collect();
    headers.extend(own);
    headers
}
