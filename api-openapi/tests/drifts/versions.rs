//! One API, described in four versions, is one API.

use api_openapi::verify;

const V2: &str = include_str!("pets_2_0.yaml");
const V3_0: &str = include_str!("pets_3_0.yaml");

/// The same in 3.1.
fn v3_1() -> String {
    [
        ("openapi: 3.0.3", "openapi: 3.1.0"),
        ("name: {type: string, nullable: true}", "name: {type: [string, \"null\"]}"),
        (
            "owner: {nullable: true, allOf: [{$ref: \"#/components/schemas/Owner\"}]}",
            "owner: {oneOf: [{$ref: \"#/components/schemas/Owner\"}, {type: \"null\"}]}",
        ),
        ("kind: {type: string, enum: [cat]}", "kind: {const: cat}"),
        (
            "file: {type: string, format: binary}",
            "file: {contentMediaType: image/png, type: string}",
        ),
    ]
    .iter()
    .fold(V3_0.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

#[test]
fn one_api_in_several_versions_is_one_api() {
    let v3_1 = v3_1();
    let all = [V2.to_owned(), V3_0.to_owned(), v3_1.clone(), v3_1.replace("3.1.0", "3.2.0")];
    for one in &all {
        for other in &all {
            let found = verify(one.as_str(), other.as_str()).unwrap();
            assert!(found.is_empty(), "{} and {}\n{found}", &one[..30], &other[..30]);
        }
    }
}
