//! Types on which an option has an effect: those of the standard library and those of users.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};

use api_core::{Body, Client, Part, Result, api};
use serde::Serialize;

#[derive(Serialize)]
pub struct Ids(Vec<u64>);

#[derive(Serialize)]
pub struct Id(u64);

#[derive(Serialize)]
pub struct Range {
    gt: u64,
}

#[api(list = "csv", bools = "digits")]
pub trait Users {
    #[endpoint(GET, "/a/{ids}/{own}")]
    async fn lists(
        &self,
        #[path(list = "csv")] ids: &[u64],
        #[path(list = "csv")] own: Ids,
        #[query(list = "csv")] a: Option<Vec<u64>>,
        #[query(list = "pipes")] b: [u64; 2],
        #[query(list = "csv")] c: HashSet<&str>,
        #[query(list = "csv")] d: BTreeSet<Cow<'_, str>>,
        #[query(list = "csv")] e: VecDeque<u8>,
        #[query(list = "csv")] f: Box<[u64]>,
        #[query(list = "csv")] g: &Vec<Option<u64>>,
        #[query(list = "csv", bools = "digits")] h: (u64, bool),
        #[query(list = "csv")] i: &Ids,
        #[query(list = "csv")] j: &Id,
        #[query(bools = "words")] k: Option<bool>,
        #[query(bools = "words")] l: &[bool],
        #[header("X-List", list = "repeat")] m: &[&str],
        plain: u64,
        truth: bool,
    ) -> Result<()>;

    #[endpoint(GET, "/b")]
    async fn maps(
        &self,
        #[query(nested = "brackets")] a: &Range,
        #[query(nested = "brackets", list = "indices")] b: &[Range],
        #[query(nested = "dots")] c: Option<HashMap<String, u64>>,
        #[query(flatten)] d: Vec<(String, u64)>,
        #[query(flatten)] e: &[[&str; 2]],
        #[query(flatten)] f: HashMap<&str, Vec<u64>>,
        #[query(flatten)] g: Option<Range>,
        #[header(flatten)] h: &HashMap<String, String>,
        #[query(json)] i: &HashMap<String, Vec<Vec<u64>>>,
        #[header("X-Id")] j: Id,
        own: &Range,
    ) -> Result<()>;

    #[endpoint(GET, "/c")]
    async fn generic<T: Serialize + Send + Sync + 'static>(
        &self,
        #[query(list = "csv")] a: &T,
        #[query(nested = "brackets")] b: T,
        #[query(list = "csv")] c: impl Serialize + Sync,
        d: impl Into<String>,
    ) -> Result<()>
    where
        Self: Sized;

    #[endpoint(POST, "/d", body = multipart)]
    async fn parts(
        &self,
        a: Vec<String>,
        #[part] b: Vec<Part>,
        #[part] c: Option<Part>,
        d: &[u64],
        #[part(json)] e: HashMap<String, u64>,
    ) -> Result<()>;

    #[endpoint(POST, "/e")]
    async fn lines(&self, #[body(json_lines)] lines: &[Box<Range>]) -> Result<()>;

    #[endpoint(POST, "/f")]
    async fn form(&self, #[body(form)] form: Vec<(&str, Id)>) -> Result<()>;

    #[endpoint(POST, "/g", body = form)]
    async fn fields(&self, #[field(list = "brackets")] ids: Box<[u64]>, own: Range) -> Result<()>;

    #[endpoint(POST, "/h")]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<()>;
}

pub fn main() {
    fn is_api<T: Users>() {}
    is_api::<UsersClient>();
    let client = Client::builder("https://example.com").build().unwrap();
    let users = UsersClient::new(client);
    let form = users.form(vec![("a", Id(1))]).build().unwrap();
    assert_eq!(form.body().as_bytes(), Some(&b"a=1"[..]));
}
