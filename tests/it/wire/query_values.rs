//! Parameters in the query and in the JSON body, byte for byte.

use std::collections::BTreeMap;

use api_core::{Result, api};
use api_tests::Server;
use serde::Serialize;

use crate::support::{client, content, last, refusal, untouched};

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Order {
    NewestFirst,
    #[serde(rename = "old&odd")]
    Oldest,
}

#[derive(Serialize)]
struct Id(u64);

#[derive(Serialize)]
struct Range {
    from: u8,
    to: Option<u8>,
}

#[api]
trait Search {
    #[endpoint(GET, "/scalars")]
    async fn scalars(
        &self,
        flag: bool,
        letter: char,
        large: u64,
        small: i8,
        float: f32,
    ) -> Result<()>;

    #[endpoint(GET, "/text")]
    async fn text(&self, r#type: &str, #[query("a b&c")] odd: Option<&str>) -> Result<()>;

    #[endpoint(GET, "/types")]
    async fn types(&self, order: Option<Order>, id: Id, again: Option<Option<Id>>) -> Result<()>;

    #[endpoint(GET, "/lists")]
    async fn lists(&self, id: &[u64], #[query("tag[]")] tags: Vec<&str>, max: f64) -> Result<()>;

    #[endpoint(GET, "/holes")]
    async fn holes(&self, list: &[Option<u8>]) -> Result<()>;

    #[endpoint(GET, "/compound")]
    async fn compound(&self, range: Range) -> Result<()>;

    #[endpoint(GET, "/map")]
    async fn map(&self, #[query("filter")] by: BTreeMap<&str, &str>) -> Result<()>;

    #[endpoint(DELETE, "/things")]
    async fn delete(&self, id: u64) -> Result<()>;

    #[endpoint(OPTIONS, "/things")]
    async fn options(&self, id: u64) -> Result<()>;

    #[endpoint(POST, "/mixed")]
    async fn mixed(&self, #[query] dry: bool, name: &str, #[query("v")] version: u8) -> Result<()>;
}

fn search(server: &Server) -> SearchClient {
    SearchClient::new(client(server))
}

#[tokio::test]
async fn scalars_are_written_in_declared_order() {
    let server = content();
    let api = search(&server);
    api.scalars(true, 'é', u64::MAX, i8::MIN, 0.1).await.unwrap();
    let sent = "/scalars?flag=true&letter=%C3%A9&large=18446744073709551615&small=-128&float=0.1";
    assert_eq!(last(&server).target(), sent);
    assert!(
        refusal(api.scalars(true, 'a', 0, 0, f32::NAN).await).contains("query parameter `float`")
    );
    assert!(refusal(api.scalars(true, 'a', 0, 0, f32::INFINITY).await).contains("`float`"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn texts_are_encoded_and_may_be_empty() {
    let server = content();
    let api = search(&server);
    for (text, sent) in [
        ("", ""),
        ("a b+c", "a%20b%2Bc"),
        ("a&b=c", "a%26b%3Dc"),
        ("100%", "100%25"),
        ("%20", "%2520"),
        ("/?:@!$'()*,;#[]", "%2F%3F%3A%40%21%24%27%28%29%2A%2C%3B%23%5B%5D"),
        ("az~-._09", "az~-._09"),
        ("你\r\n", "%E4%BD%A0%0D%0A"),
    ] {
        api.text(text, None).await.unwrap();
        assert_eq!(last(&server).target(), format!("/text?type={sent}"));
        api.text("x", Some(text)).await.unwrap();
        assert_eq!(last(&server).target(), format!("/text?type=x&a%20b%26c={sent}"));
    }
}

#[tokio::test]
async fn enums_and_newtypes_are_what_serde_says() {
    let server = content();
    let api = search(&server);
    api.types(Some(Order::NewestFirst), Id(7), Some(Some(Id(8)))).await.unwrap();
    assert_eq!(last(&server).target(), "/types?order=newest_first&id=7&again=8");
    api.types(Some(Order::Oldest), Id(7), Some(None)).await.unwrap();
    assert_eq!(last(&server).target(), "/types?order=old%26odd&id=7");
    api.types(None, Id(0), None).await.unwrap();
    assert_eq!(last(&server).target(), "/types?id=0");
}

#[tokio::test]
async fn a_list_repeats_its_name_and_an_empty_one_is_left_out() {
    let server = content();
    let api = search(&server);
    api.lists(&[1, 2, 1], vec!["a,b", ""], 2.5).await.unwrap();
    let sent = "/lists?id=1&id=2&id=1&tag%5B%5D=a%2Cb&tag%5B%5D=&max=2.5";
    assert_eq!(last(&server).target(), sent);
    api.lists(&[], vec!["x"], -1e3).await.unwrap();
    assert_eq!(last(&server).target(), "/lists?tag%5B%5D=x&max=-1000");
    api.lists(&[], vec![], 0.0).await.unwrap();
    assert_eq!(last(&server).target(), "/lists?max=0");
}

#[tokio::test]
async fn what_has_no_single_text_is_refused_by_its_name() {
    let server = content();
    let api = search(&server);
    let said = refusal(api.compound(Range { from: 1, to: None }).await);
    let begin = "GET /compound (Search::compound): query parameter `range` is a struct or a map";
    assert!(said.starts_with(begin), "{said}");
    // By the name in the trait, which is what a caller sees.
    let said = refusal(api.map(BTreeMap::from([("a", "b")])).await);
    assert!(said.contains("query parameter `by` is a struct or a map"), "{said}");
    assert!(refusal(api.holes(&[Some(1), None]).await).contains("query parameter `list` "));
    untouched(&server).await;
}

#[tokio::test]
async fn methods_without_a_body_send_their_parameters_in_the_query() {
    let server = content();
    let api = search(&server);
    api.delete(7).await.unwrap();
    let delete = last(&server);
    api.options(7).await.unwrap();
    let options = last(&server);
    assert_eq!(delete.line(), "DELETE /things?id=7 HTTP/1.1");
    assert_eq!(options.line(), "OPTIONS /things?id=7 HTTP/1.1");
    for request in [delete, options] {
        assert_eq!(request.header("content-type"), [""; 0]);
        assert_eq!(request.wire_body(), b"");
    }
}

#[tokio::test]
async fn a_query_may_stand_beside_a_body() {
    let server = content();
    search(&server).mixed(true, "a", 3).await.unwrap();
    let request = server.request();
    assert_eq!(request.target(), "/mixed?dry=true&v=3");
    assert_eq!(request.wire_body(), br#"{"name":"a"}"#);
}
