//! JSON bodies of another type, and numbers that JSON has no text for.

use super::{json, told};

#[tokio::test]
async fn a_json_body_that_does_not_fit() {
    let zone = |rest: &str| format!(r#"{{"name":"n","serial":1{rest}}}"#);
    let record = |rest: &str| zone(&format!(r#","records":[{{{rest}}}]"#));
    let whole = r#""weight":1.5,"address":"1.2.3.4","code":"abc""#;
    for (body, expected) in [
        (zone(""), "200 null"),
        (record(whole), "200 null"),
        ("{}".to_owned(), "422 body: `name` is missing"),
        (r#"{"name":"n"}"#.to_owned(), "422 body: `serial` is missing"),
        (
            r#"{"name":7,"serial":1}"#.to_owned(),
            "422 body: expected a text, found an integer at `name`",
        ),
        (
            r#"{"name":"n","serial":"SECRET"}"#.to_owned(),
            "422 body: expected u32, found a text at `serial`",
        ),
        (
            r#"{"name":"n","serial":-1}"#.to_owned(),
            "422 body: expected u32, found another integer at `serial`",
        ),
        (
            r#"{"name":"n","serial":1.5}"#.to_owned(),
            "422 body: expected u32, found a float at `serial`",
        ),
        (
            r#"{"name":"n","serial":true}"#.to_owned(),
            "422 body: expected u32, found a boolean at `serial`",
        ),
        (
            r#"{"name":"n","serial":null}"#.to_owned(),
            "422 body: expected u32, found null at `serial`",
        ),
        (
            r#"{"name":"n","serial":[1]}"#.to_owned(),
            "422 body: expected u32, found a list at `serial`",
        ),
        (
            r#"{"name":"n","serial":{"a":1}}"#.to_owned(),
            "422 body: expected u32, found an object at `serial`",
        ),
        (
            r#"{"name":"n","serial":1,"serial":2}"#.to_owned(),
            "422 body: `serial` is given more than once",
        ),
        (
            zone(r#","kind":"SECRET""#),
            "422 body: expected one of `master`, `slave`, found another text at `kind`",
        ),
        (zone(r#","kind":7"#), "422 body: expected a variant, found an integer at `kind`"),
        (zone(r#","kind":[]"#), "422 body: expected a variant, found a list at `kind`"),
        (
            zone(r#","records":{"SECRET":1}"#),
            "422 body: expected a list, found an object at `records`",
        ),
        (
            zone(r#","records":[7]"#),
            "422 body: expected struct Record, found an integer at `records[0]`",
        ),
        (record(""), "422 body: `weight` is missing at `records[0]`"),
        (
            record(&format!(r#"{whole},"SECRET":1"#)),
            "422 body: expected no members but `ttl`, `weight`, `address`, `code` at `records[0]`",
        ),
        (
            record(&whole.replace("1.2.3.4", "SECRET")),
            "422 body: it does not fit the declared type at `records[0].address`",
        ),
        (
            record(&whole.replace("abc", "SECRET")),
            "422 body: it does not fit the declared type at `records[0].code`",
        ),
        (
            record(&format!(r#"{whole},"ttl":"SECRET""#)),
            "422 body: expected u16, found a text at `records[0].ttl`",
        ),
        ("[]".to_owned(), "422 body: expected struct Zone with 4 elements, found another length"),
        ("7".to_owned(), "422 body: expected struct Zone, found an integer"),
        ("{\"name\":\"n\",\n\"serial\":SECRET}".to_owned(), "400 body: it is no valid JSON"),
        ("{\"name\":\"SECRET".to_owned(), "400 body: it ends in the middle of its JSON"),
        (r#"{"name":"n","serial":1} SECRET"#.to_owned(), "400 body: it is no valid JSON"),
    ] {
        assert_eq!(told(&json("/zone", &body)).await, expected, "{body}");
    }
    let zones = told(&json("/zones", r#"{"zones":[{"name":"n","serial":1},{"name":"n"}]}"#)).await;
    assert_eq!(zones, "422 field parameter `zones`: `serial` is missing at `[1]`");
}

/// serde_json calls these errors of syntax, and each of the texts is JSON.
#[tokio::test]
async fn a_list_or_a_number_beyond_its_type_does_not_fit() {
    let longer = "422 body: the list has more elements than the declared type";
    let beyond = "422 body: the number is beyond the declared type";
    for (body, expected) in [
        (r#"{"pair":[1,"a"],"three":[1,2,3],"by_number":{"7":true}}"#, "200 null"),
        (r#"{"pair":[1,"a","SECRET"]}"#, &*format!("{longer} at `pair`")),
        (r#"{"three":[1,2,3,4]}"#, &*format!("{longer} at `three`")),
        (r#"{"single":1e400}"#, &*format!("{beyond} at `single`")),
        (
            r#"{"by_number":{"SECRET":true}}"#,
            "422 body: expected a number as the name of a member, found another name at `by_number`",
        ),
        (r#"{"text":"\ud800"}"#, "400 body: a text has half a character in it at `text`"),
    ] {
        assert_eq!(told(&json("/bounded", body)).await, expected, "{body}");
    }
    let deep = told(&json("/any", &format!("{}{}", "[".repeat(200), "]".repeat(200)))).await;
    assert!(deep.starts_with("400 body: it is nested too deeply"), "{deep}");
}

/// serde's sentence about a value quotes it, and a value can look like the end of the sentence.
#[tokio::test]
async fn nothing_that_was_sent_comes_back() {
    for value in
        ["q, expected <b>SECRET</b> at line ", "SECRET\n, expected `SECRET`", "\u{1b}[31mSECRET"]
    {
        let text = serde_json::to_string(value).unwrap();
        let by_value = told(&json("/map", &format!(r#"{{"m":{text}}}"#))).await;
        assert_eq!(by_value, "422 body: expected u32, found a text at `m`");
        let by_name = told(&json("/map", &format!(r#"{{{text}:"x"}}"#))).await;
        assert_eq!(by_name, "422 body: expected u32, found a text at `*`");
    }
    let long = "SECRET".repeat(1 << 17);
    let by_name = told(&json("/map", &format!(r#"{{"{long}":"x"}}"#))).await;
    assert_eq!(by_name, "422 body: expected u32, found a text at `*`");
    let deep = told(&json("/map", &"[".repeat(100_000))).await;
    assert!(deep.starts_with("4") && deep.len() < 100, "{deep}");
}

/// What is sent back keeps the rule, too: a null would be read as something else.
#[tokio::test]
async fn a_response_with_a_number_that_is_not_finite_is_an_error() {
    assert_eq!(told("GET /float?finite=true").await, "200 [0.5,1.0]");
    let error = told("GET /float?finite=false").await;
    assert!(error.starts_with("500 ") && !error.contains("null"), "{error}");
}
