"""The Rust program that makes the calls: the generated traits, and a function for each method."""

import pathlib
import re

MANIFEST = """[package]
name = "sampled-{name}"
version = "0.0.0"
edition = "2024"

[dependencies]
api-core = {{ path = "{core}", default-features = false }}
serde = {{ version = "1", features = ["derive"] }}
serde_json = "1"

[workspace]

[profile.dev]
debug = 0
incremental = false
codegen-units = 16
"""

MAIN = """mod api;

use std::io::BufRead as _;

use api_core::{Body, Client, Error, Part, http::Request};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The arguments of a call: none, or a list with the value.
pub struct Arguments(&'static Vec<Value>);

impl Arguments {
    pub fn has(&self, index: usize) -> bool {
        self.0[index].is_array()
    }

    pub fn value(&self, index: usize) -> &'static Value {
        &self.0[index][0]
    }

    pub fn get<T: DeserializeOwned>(&self, index: usize) -> &'static T {
        read(self.value(index).clone())
    }

    pub fn text(&self, index: usize) -> &'static str {
        self.get::<String>(index)
    }

    pub fn texts(&self, index: usize) -> &'static [&'static str] {
        let texts = self.get::<Vec<String>>(index);
        Box::leak(texts.iter().map(String::as_str).collect::<Vec<_>>().into_boxed_slice())
    }

    pub fn part(&self, index: usize) -> Part {
        match self.value(index) {
            Value::Object(json) => Part::text(json["json"].as_str().unwrap()).with_content_type("application/json"),
            _ => Part::bytes(self.text(index).as_bytes()),
        }
    }

    pub fn parts(&self, index: usize) -> Vec<Part> {
        if !self.has(index) {
            return Vec::new();
        }
        self.texts(index).iter().map(|text| Part::bytes(text.as_bytes())).collect()
    }

    pub fn body(&self, index: usize) -> Body {
        Body::from(self.text(index))
    }
}

/// A value that does not fit the type ends the call with a message.
fn read<T: DeserializeOwned>(value: Value) -> &'static T {
    match serde_json::from_value(value) {
        Ok(value) => Box::leak(Box::new(value)),
        Err(error) => std::panic::panic_any(format!("the type does not take the value: {error}")),
    }
}

/// Any JSON that is there, though it be null.
pub fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    serde::Deserialize::deserialize(deserializer).map(Some)
}

/// A value of a union: of the variants that take it, the one that writes it as it was.
pub fn pick<T: serde::Serialize>(value: &Value, variants: &[fn(Value) -> Option<T>]) -> Option<T> {
    let mut fitting: Vec<T> = variants.iter().filter_map(|variant| variant(value.clone())).collect();
    let same = |one: &T| serde_json::to_value(one).is_ok_and(|written| written == *value);
    let index = fitting.iter().position(same).unwrap_or(0);
    (!fitting.is_empty()).then(|| fitting.swap_remove(index))
}

fn built(client: &Client, method: usize, arguments: Arguments) -> Result<Request<Body>, String> {
    let build = || api::calls::CALLS[method](client, &arguments).map_err(|error: Error| error.to_string());
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(build)) {
        Ok(built) => built,
        Err(panic) => Err(panic.downcast_ref::<String>().cloned().unwrap_or_default()),
    }
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let client = Client::builder("http://127.0.0.1/base");
    let client = api::calls::BASES.iter().fold(client, |client, name| client.base(name, "http://127.0.0.1/base"));
    let client = client.build().unwrap();
    for line in std::io::stdin().lock().lines() {
        let (method, arguments): (usize, Vec<Value>) = serde_json::from_str(&line.unwrap()).unwrap();
        let arguments = Arguments(Box::leak(Box::new(arguments)));
        println!("{}", match built(&client, method, arguments) {
            Err(error) => serde_json::json!({"error": error}),
            Ok(request) => {
                let headers = request.headers().iter();
                let headers: Vec<_> = headers.map(|(n, v)| (n.as_str(), String::from_utf8_lossy(v.as_bytes()))).collect();
                serde_json::json!({
                    "method": request.method().as_str(),
                    "uri": request.uri().to_string(),
                    "headers": headers,
                    "body": request.body().as_bytes().map(|bytes| bytes.to_vec()),
                })
            }
        });
    }
}
"""


def write(directory, name, core, lock, text, methods):
    """Writes the package."""
    source = directory / "src"
    (source / "api").mkdir(parents=True, exist_ok=True)
    put(directory / "Cargo.toml", MANIFEST.format(name=name, core=core))
    if not (directory / "Cargo.lock").exists():
        (directory / "Cargo.lock").write_bytes(lock.read_bytes())
    put(source / "main.rs", MAIN)
    put(source / "api.rs", readable(text) + "\npub mod calls;\n")
    functions = [function(index, method) for index, method in enumerate(methods)]
    bases = sorted(set(re.findall(r'base = "(\w+)"', text)))
    names = ", ".join(f'"{base}"' for base in bases)
    calls = ", ".join(f"call_{index}" for index in range(len(methods)))
    lines = [
        "#![allow(deprecated, unused_imports, clippy::all)]",
        "use super::*;",
        "type __Built = std::result::Result<api_core::http::Request<api_core::Body>, api_core::Error>;",
        f"pub const BASES: &[&str] = &[{names}];",
        f"pub const CALLS: &[fn(&api_core::Client, &crate::Arguments) -> __Built] = &[{calls}];",
        *functions,
    ]
    put(source / "api" / "calls.rs", "\n".join(lines) + "\n")


def put(path, text):
    """Writes a file that is to change, so that nothing else is compiled again."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def readable(text):
    """The generated Rust, with types that can be read where only writing was needed, to make values of them."""

    def derive(found):
        names = [name.strip() for name in found[1].split(",") if name.strip()]
        if "Serialize" in names and "Deserialize" not in names:
            names.append("serde::Deserialize")
        return f"#[derive({', '.join(names)})]"

    def union(found):
        names = [name.strip() for name in found[1].split(",") if name.strip()]
        derives = ", ".join(name for name in names if name != "Deserialize")
        if "Serialize" not in names:
            return found[0]
        # The derive takes the first variant that fits, which is a way to read and not to write.
        variants = re.findall(r"(?m)^    (\w+)\(((?:.|\n)*?)\),\n", found["variants"])
        tries = ", ".join(f"|v| serde_json::from_value::<{ty}>(v).ok().map(Self::{one})" for one, ty in variants)
        return (
            f"#[derive({derives})]\n#[serde(untagged)]\npub enum {found['name']} {{\n{found['variants']}}}\n"
            f"impl<'de> serde::Deserialize<'de> for {found['name']} {{\n"
            "fn deserialize<D: serde::Deserializer<'de>>(d: D) -> std::result::Result<Self, D::Error> {\n"
            "let value = <serde_json::Value as serde::Deserialize>::deserialize(d)?;\n"
            f"crate::pick(&value, &[{tries}]).ok_or_else(|| serde::de::Error::custom(\"no variant\")) }} }}\n"
        )

    def any_json(found):
        """A field that a reader takes for missing where it is null."""
        before = text[: found.start()].rsplit("\n", 2)[-2]
        default = "" if "default" in before else "default, "
        return f'    #[serde({default}deserialize_with = "crate::present")]\n{found[0]}'

    text = re.sub(
        r"#\[derive\(([^)]*)\)\]\n#\[serde\(untagged\)\]\npub enum (?P<name>\w+)\s*\{\n(?P<variants>(?:.|\n)*?)^\}\n",
        union,
        text,
        flags=re.M,
    )
    text = re.sub(r"#\[derive\(([^)]*)\)\](?!\n#\[serde\(untagged)", derive, text)
    text = re.sub(
        r'(#\[serde\((?:(?!default)[^\]])*?)(skip_serializing_if = "Patch::is_absent")', r"\1default, \2", text
    )
    text = re.sub(r"(?m)^    pub (\S+): Option<serde_json::Value>,$", any_json, text)
    return re.sub(r"(?m)^#!\[allow\((?:.|\n)*?\)\]$", "#![allow(dead_code, clippy::all)]", text, count=1)


def function(index, method):
    arguments = ", ".join(expression(argument.ty, at) for at, argument in enumerate(method.arguments))
    return (
        f"fn call_{index}(c: &api_core::Client, a: &crate::Arguments) -> __Built "
        f"{{ {method.client}::new(c.clone()).{method.name}({arguments}).build() }}"
    )


def expression(ty, at):
    wrapped = re.fullmatch(r"(Option|Patch|Nullable)<(.*)>", ty, re.S)
    if wrapped and wrapped[1] == "Option" and wrapped[2] == "&serde_json::Value":
        # Null is one of its values.
        return f"a.has({at}).then(|| {expression(wrapped[2], at)})"
    if wrapped and wrapped[1] == "Option":
        return f"(a.has({at}) && !a.value({at}).is_null()).then(|| {expression(wrapped[2], at)})"
    if wrapped and wrapped[1] == "Nullable":
        inner = expression(wrapped[2], at)
        return (
            f"if !a.has({at}) || a.value({at}).is_null() {{ api_core::Nullable::Null }} "
            f"else {{ api_core::Nullable::Value({inner}) }}"
        )
    if wrapped:
        inner = expression(wrapped[2], at)
        return (
            f"if !a.has({at}) {{ api_core::Patch::Absent }} else if a.value({at}).is_null() "
            f"{{ api_core::Patch::Null }} else {{ api_core::Patch::Value({inner}) }}"
        )
    simple = {
        "&str": "text", "&[&str]": "texts", "Part": "part", "Vec<Part>": "parts", "Body": "body",
    }
    if ty in simple:
        return f"a.{simple[ty]}({at})"
    if ty.startswith("&["):
        return f"a.get::<Vec<{ty[2:-1]}>>({at}).as_slice()"
    if ty.startswith("&"):
        return f"a.get::<{ty[1:]}>({at})"
    return f"a.get::<{ty}>({at}).clone()"
