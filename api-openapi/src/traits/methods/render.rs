//! A method as Rust.

use std::fmt::Write as _;

use super::{Argument, MOST_ARGUMENTS, Method};
use crate::traits::docs;
use crate::traits::names::ident;

impl Method {
    /// The method with its docs and its attribute.
    pub(crate) fn render(&self) -> String {
        let mut out = match self.is_exact {
            true => docs::verbatim(&self.all_docs(), 4, "///"),
            false => docs::comment(&self.all_docs(), 4, "///"),
        };
        for comment in &self.comments {
            out.push_str(&docs::remark(comment, 4));
        }
        if self.deprecated {
            out.push_str("    #[deprecated]\n");
        }
        let options: String = self.options.iter().map(|option| format!(", {option}")).collect();
        let path = match self.path.is_empty() {
            true => String::new(),
            false => format!(", {:?}", self.path),
        };
        if self.arguments.len() > MOST_ARGUMENTS {
            out.push_str("    #[allow(clippy::too_many_arguments)]\n");
        }
        let _ = writeln!(out, "    #[endpoint({}{path}{options})]", self.verb);
        let arguments: Vec<String> = self.arguments.iter().map(Argument::render).collect();
        let arguments = arguments.join(", ");
        let returns = match &self.failure {
            Some(failure) => format!("Result<{}, {failure}>", self.returns),
            None => format!("Result<{}>", self.returns),
        };
        let separator = if arguments.is_empty() { "" } else { ", " };
        let name = ident(&self.name);
        let _ = writeln!(out, "    async fn {name}(&self{separator}{arguments}) -> {returns};");
        out
    }

    fn all_docs(&self) -> String {
        let mut docs = self.docs.clone();
        let mut first = true;
        for argument in &self.arguments {
            if let Some(text) = argument.docs.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
                if std::mem::take(&mut first) && !(self.is_exact && docs.is_empty()) {
                    docs.push('\n');
                }
                if self.is_exact {
                    let text = text.replace('\n', "\n  ");
                    let line_end = if docs.is_empty() { "" } else { "\n" };
                    let _ = write!(docs, "{line_end}- `{}`: {text}", argument.name);
                    continue;
                }
                // One element of the list, so that the text must not begin another.
                let text: Vec<&str> = text.split_whitespace().collect();
                let _ = write!(docs, "\n- `{}`: {}", argument.name, text.join(" "));
            }
        }
        docs
    }
}

impl Argument {
    fn render(&self) -> String {
        let Self { attribute, name, ty, .. } = self;
        let attribute = attribute.as_ref().map(|text| format!("{text} ")).unwrap_or_default();
        format!("{attribute}{}: {ty}", ident(name))
    }
}
