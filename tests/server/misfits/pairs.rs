//! Forms, queries and headers of another type.

use super::told;

#[tokio::test]
async fn pairs_and_headers_that_do_not_fit() {
    let form = |body: &str| {
        format!("POST /form\nContent-Type: application/x-www-form-urlencoded\n\n{body}")
    };
    let record =
        "name=n&serial=1&records[0][address]=1.2.3.4&records[0][code]=abc&records[0][weight]";
    for (request, expected) in [
        (form("name=n&serial=1"), "200 null".to_owned()),
        (form(&format!("{record}=1.5")), "200 null".to_owned()),
        (
            form(&format!("{record}=SECRET")),
            "422 body: expected a number at `records[0].weight`".to_owned(),
        ),
        (
            form("name=n&serial=SECRET"),
            "422 body: expected a whole number (u32) at `serial`".to_owned(),
        ),
        (
            form("name=n&serial=1&kind=SECRET"),
            "422 body: expected one of `master`, `slave`, found another text at `kind`".to_owned(),
        ),
        (
            form("name=n&serial=1&records=SECRET"),
            "422 body: expected a list, with `[0]`, `[1]` and so on behind its name at `records`"
                .to_owned(),
        ),
        (
            form("name=n&serial=1&records[1][ttl]=1"),
            "400 body: expected the indices 0, 1, 2 and so on at `records`".to_owned(),
        ),
        (
            form("name=n&serial=1&records[0]=SECRET"),
            "422 body: expected struct Record, found a text at `records[0]`".to_owned(),
        ),
        (
            "GET /query?a.b=SECRET".to_owned(),
            "400 query parameter `more`: expected a whole number (u8) at `a.b`".to_owned(),
        ),
        (
            "GET /query?SECRET%20%1b.SECRET%20=x".to_owned(),
            "400 query parameter `more`: expected a whole number (u8) at `*.*`".to_owned(),
        ),
        (
            "GET /query?kind=SECRET".to_owned(),
            "400 query parameter `kind`: expected one of `master`, `slave`, found another text"
                .to_owned(),
        ),
        (
            "GET /query?ids=1,SECRET".to_owned(),
            "400 query parameter `ids`: expected a whole number (u8) at `[1]`".to_owned(),
        ),
        ("GET /flat".to_owned(), "200 null".to_owned()),
        (
            "GET /flat?size=1".to_owned(),
            "400 query parameter `within`: `from.lon` is missing".to_owned(),
        ),
        (
            "GET /flat?from.lon=1".to_owned(),
            "400 query parameter `within`: `from.lat` is missing".to_owned(),
        ),
        (
            "GET /headers\nX-A: 1\nX-B: SECRET".to_owned(),
            "400 header parameter `more`: expected a whole number (u8) at `x-b`".to_owned(),
        ),
    ] {
        assert_eq!(told(&request).await, expected, "{request}");
    }
}
