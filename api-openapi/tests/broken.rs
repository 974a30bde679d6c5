//! Broken descriptions: the message names the file, the line and the pointer.
#![allow(clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)] // a test may panic

use api_openapi::{Description, Options, traits, verify};

/// What a broken description says, as an error or as the first problem.
fn said(name: &str, text: &str) -> String {
    match Description::read(name, text).and_then(|d| traits(&d, &Options::default())) {
        Ok(written) => written.report.problems.first().map(ToString::to_string).unwrap_or_default(),
        Err(problem) => problem.to_string(),
    }
}

#[test]
fn a_message_names_file_line_and_pointer() {
    let head = "openapi: 3.0.0\ninfo: {title: A, version: '1'}\n";
    let cases = [
        ("a.yaml", "openapi: 3.0.0\npaths: [\n".to_owned(), "a.yaml:3: #/paths: not YAML: "),
        (
            "a.json",
            "{\n  \"openapi\": \"3.0.0\",\n}\n".to_owned(),
            "a.json:3: not JSON: trailing comma",
        ),
        (
            "a.json",
            "{\"openapi\": \"3.0.0\",\n \"paths\": {\"/a\": {\"get\": {\"tags\": [\"x\",\n \"é\", nul]}}}}".to_owned(),
            "a.json:3: #/paths/~1a/get/tags/2: not JSON: expected",
        ),
        (
            "a.yaml",
            format!("{head}paths:\n  /a:\n    get:\n      tags: [a, !t, b]\n"),
            "a.yaml:6: #/paths/~1a/get/tags/0: not YAML: ",
        ),
        ("a.yaml", "- 1\n".to_owned(), "a.yaml:1: a description is an object, and this is a list"),
        ("a.yaml", "title: A\n".to_owned(), "a.yaml:1: no description: there is neither"),
        (
            "a.yaml",
            "openapi: '4.0'\npaths: {}\n".to_owned(),
            "a.yaml:1: #/openapi: `4.0` is a version",
        ),
        (
            "a.yaml",
            format!("{head}paths: 7\n"),
            "a.yaml:3: #/paths: `paths` is an object, and this is a number",
        ),
        (
            "a.yaml",
            format!("{head}paths:\n  /a:\n    get: 7\n"),
            "a.yaml:5: #/paths/~1a/get: an operation is an object, and this is a number",
        ),
        (
            "a.yaml",
            format!("{head}paths:\n  /a:\n    get:\n      parameters:\n        - in: query\n"),
            "a.yaml:7: #/paths/~1a/get/parameters/0: this parameter has no `name`",
        ),
        (
            "a.yaml",
            format!(
                "{head}paths:\n  /a:\n    get:\n      responses:\n        '200':\n          content:\n            \
                 application/json:\n              schema:\n                $ref: '#/components/schemas/No'\n"
            ),
            "a.yaml:11: #/paths/~1a/get/responses/200/content/application~1json/schema/$ref: \
             `#/components/schemas/No` leads nowhere",
        ),
        (
            "a.json",
            "{\"openapi\": \"3.0.0\",\n \"paths\": {\"/a/{b}\": {\n  \"get\": {}}}}".to_owned(),
            "a.json:3: #/paths/~1a~1{b}/get: no parameter describes `{b}`",
        ),
        (
            "a.json",
            "{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"\\\"{[\"},\n \"paths\": {\"/a\": {\"get\": \
             {\"parameters\": [\n  {\"name\": \"x\", \"in\": \"query\", \"schema\": {\"enum\": [1, -2.5, \
             null]}},\n  {\"in\": \"query\"}]}}}}"
                .to_owned(),
            "a.json:4: #/paths/~1a/get/parameters/1: this parameter has no `name`",
        ),
        (
            "a.yaml",
            "{openapi: 3.0.0,\n paths: {/a: {get: {parameters: [{name: x, in: query},\n 7]}}}}".to_owned(),
            "a.yaml:3: #/paths/~1a/get/parameters/1: this parameter has no `name`",
        ),
    ];
    for (name, text, expected) in cases {
        let message = said(name, &text);
        assert!(message.starts_with(expected), "expected {expected}\nfound    {message}");
    }
}

/// A member of another kind than OpenAPI has there is not passed over.
#[test]
fn a_value_of_the_wrong_kind_is_an_error() {
    let operation =
        |members: &str| format!("openapi: 3.1.0\npaths:\n  /a:\n    get: {{{members}}}\n");
    let schema = |schema: &str| {
        operation(&format!("parameters: [{{name: a, in: query, schema: {{{schema}}}}}]"))
    };
    let of_schema = |name: &str, rest: &str| {
        format!("a.yaml:4: #/paths/~1a/get/parameters/0/schema/{name}: `{name}` is {rest}")
    };
    let cases = [
        (schema("type: 7"), of_schema("type", "a text or a list, and this is a number")),
        (schema("enum: {a: 1}"), of_schema("enum", "a list, and this is an object")),
        (schema("oneOf: a"), of_schema("oneOf", "a list, and this is a text")),
        (
            schema("required: a"),
            of_schema("required", "a list or a truth value, and this is a text"),
        ),
        (
            schema("discriminator: a"),
            of_schema("discriminator", "an object, and this is a text"),
        ),
        (
            schema("oneOf: [{type: object}], discriminator: {propertyName: a, mapping: {b: No}}"),
            "a.yaml:4: #/paths/~1a/get/parameters/0/schema/discriminator/mapping/b: `No` is no schema".to_owned(),
        ),
        (
            schema("$ref: 7"),
            "a.yaml:4: #/paths/~1a/get/parameters/0/schema/$ref: a `$ref` is a text".to_owned(),
        ),
        (
            operation("responses: {'200': {$ref: 7}}"),
            "a.yaml:4: #/paths/~1a/get/responses/200/$ref: a `$ref` is a text".to_owned(),
        ),
        (
            operation("tags: a"),
            "a.yaml:4: #/paths/~1a/get/tags: `tags` is a list, and this is a text".to_owned(),
        ),
        (
            operation("security: {a: []}"),
            "a.yaml:4: #/paths/~1a/get/security: `security` is a list".to_owned(),
        ),
        (
            operation("security: [{a: []}]"),
            "a.yaml:4: #/paths/~1a/get/security/0/a: no security scheme is called `a`".to_owned(),
        ),
        (
            "openapi: 3.1.0\nservers: https://a.test\npaths: {}\n".to_owned(),
            "a.yaml:2: #/servers: `servers` is a list, and this is a text".to_owned(),
        ),
        (
            "openapi: 3.1.0\npaths: {}\ncomponents: []\n".to_owned(),
            "a.yaml:3: #/components: `components` is an object, and this is a list".to_owned(),
        ),
    ];
    for (text, expected) in cases {
        let message = said("a.yaml", &text);
        assert!(message.starts_with(&expected), "expected {expected}\nfound    {message}");
    }
}

/// Ten thousand names for a name, and as many types within each other.
#[test]
fn a_long_way_through_references_ends() {
    let api = |schema: fn(usize) -> String| {
        let schemas: String =
            (0..10_000).map(|n| format!("    S{n}: {}\n", schema(n + 1))).collect();
        let text = format!(
            "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        '200': {{description: a, \
             content: {{application/json: {{schema: {{$ref: '#/components/schemas/S0'}}}}}}}}\n\
             components:\n  schemas:\n{schemas}    S10000: {{type: string}}\n"
        );
        Description::read("a.yaml", text).unwrap()
    };
    let names = api(|next| format!("{{$ref: '#/components/schemas/S{next}'}}"));
    let problems = traits(&names, &Options::default()).unwrap().report.problems;
    let message = problems.first().unwrap().to_string();
    assert!(message.contains("more than 32 `$ref`s that lead to each other"), "{message}");

    let types = api(|next| {
        format!("{{type: object, properties: {{a: {{$ref: '#/components/schemas/S{next}'}}}}}}")
    });
    assert_eq!(verify(&types, &types).unwrap().to_string(), "no differences");
}

/// A name that is there twice stops nothing, and the report tells of it.
#[test]
fn a_name_that_is_there_twice_is_reported() {
    let cases = [
        ("a.yaml", "openapi: 3.0.0\npaths:\n  /a:\n    get: {tags: [a]}\n    get: {tags: [b]}\n"),
        (
            "a.json",
            "{\"openapi\": \"3.0.0\", \"paths\": {\"/a\": {\n\"get\": {\"tags\": [\"a\"]},\n\n\n\
             \"get\": {\"tags\": [\"b\"]}}}}",
        ),
    ];
    for (name, text) in cases {
        let description = Description::read(name, text).unwrap();
        let losses = traits(&description, &Options::default()).unwrap().report.losses;
        let lines: Vec<String> = losses.iter().map(ToString::to_string).collect();
        assert_eq!(lines, [format!("{name}:5: `get`: it is here twice, and the last counts")]);
    }
}

#[test]
fn the_rest_of_a_broken_description_is_written() {
    let text = "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          content: \
                {application/json: {schema: {$ref: '#/no'}}}\n  /b:\n    get: {}\n";
    let description = Description::read("a.yaml", text).unwrap();
    let written = traits(&description, &Options::default()).unwrap();
    assert_eq!(written.report.written, 2);
    assert_eq!(written.report.problems.len(), 1);
}

/// Nothing that a file may hold makes the reader panic: all prefixes of descriptions, and all with one
/// byte changed at some places.
#[test]
fn no_text_makes_it_panic() {
    let texts = [
        ("a.yaml", include_str!("../../tests/descriptions/unions.yaml")),
        ("a.yaml", include_str!("../../tests/descriptions/bodies.yaml")),
        ("a.json", include_str!("../../tests/descriptions/swagger.json")),
    ];
    for (name, text) in texts {
        for at in (0..text.len()).step_by(29) {
            said(name, &text[..at]);
            for replacement in ["[", "{", ":", "\"", "-", "&a ", "*a", "null", "7"] {
                said(name, &format!("{}{replacement}{}", &text[..at], &text[at + 1..]));
            }
        }
    }
}

/// The ends of lines are those of any system, and the last line may have none.
#[test]
fn a_text_has_the_line_ends_of_any_system() {
    let text =
        "openapi: 3.0.0\ninfo:\n  description: |\n    One.\n\n    Two.\npaths: {}\nx-end: >\n  all";
    let unix = Description::read("a.yaml", format!("{text}\n")).unwrap();
    for other in [text.to_owned(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
        let read = Description::read("a.yaml", other).unwrap();
        assert_eq!(read.value().to_string(), unix.value().to_string());
    }
}
