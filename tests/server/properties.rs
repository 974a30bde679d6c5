//! Arbitrary values of lists in a path, JSON texts, JSON lines, nested members and parameters under a
//! key: what a client writes, a server reads back.

use std::collections::BTreeMap;
use std::fmt::Debug;

use api_core::{Client, ErrorKind, Result, api};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::arguments::Filter;
use super::round_trips::{filter, run, text};

type Map = BTreeMap<String, u8>;

#[api(server, fields("v" = 1, "kind" = "fixed"))]
trait More {
    #[endpoint(GET, "/list/x{ids}/{words}")]
    async fn path(
        &self,
        #[path(list = "csv")] ids: Vec<i32>,
        #[path(list = "csv")] words: &[&str],
    ) -> Result<String>;

    #[endpoint(GET, "/query")]
    async fn query(
        &self,
        #[query(json)] a: Option<&Filter>,
        #[query("b[]", json)] b: Vec<String>,
        #[query(nested = "brackets", list = "indices")] c: Vec<Filter>,
        #[query("d.e", nested = "dots")] d: &Filter,
    ) -> Result<String>;

    #[endpoint(POST, "/key", body = json("v\"é"))]
    async fn key(
        &self,
        v: Option<String>,
        #[field(json)] a: &Filter,
        #[field(flatten)] more: Map,
    ) -> Result<String>;

    #[endpoint(POST, "/form", body = form, fields("kind" = "form"))]
    async fn form(&self, #[field(json)] a: Option<Filter>, b: String) -> Result<String>;

    #[endpoint(POST, "/parts", fields("kind" = none))]
    async fn parts(&self, #[part(json)] a: Vec<Filter>, #[field(json)] b: &str) -> Result<String>;

    #[endpoint(POST, "/lines")]
    async fn lines(&self, #[body(json_lines)] docs: &[Filter]) -> Result<String>;
}

struct Shown;

fn shown(arguments: impl Debug) -> Result<String> {
    Ok(format!("{arguments:?}"))
}

#[api_core::async_trait]
impl More for Shown {
    async fn path(&self, ids: Vec<i32>, words: &[&str]) -> Result<String> {
        shown((ids, words))
    }

    async fn query(
        &self,
        a: Option<&Filter>,
        b: Vec<String>,
        c: Vec<Filter>,
        d: &Filter,
    ) -> Result<String> {
        shown((a, b, c, d))
    }

    async fn key(&self, v: Option<String>, a: &Filter, more: Map) -> Result<String> {
        shown((v, a, more))
    }

    async fn form(&self, a: Option<Filter>, b: String) -> Result<String> {
        shown((a, b))
    }

    async fn parts(&self, a: Vec<Filter>, b: &str) -> Result<String> {
        shown((a, b))
    }

    async fn lines(&self, docs: &[Filter]) -> Result<String> {
        shown(docs)
    }
}

fn client() -> MoreClient {
    MoreClient::new(Client::in_process(MoreServer::new(Shown).into_router()))
}

/// Holds a call to what it was made with.
#[track_caller]
fn hold(call: api_core::Call<Result<String>>, made_with: &impl Debug) {
    let arrived = run(call.into_future());
    assert_eq!(arrived.expect("the call can be made"), format!("{made_with:?}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_list_in_a_path(ids in vec(any::<i32>(), 0..4), words in vec(text(), 0..4)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let call = client().path(ids.clone(), &words);
        let is_segment = !matches!(words[..], [] | ["." | ".."]);
        if is_segment && words.iter().all(|word| !word.is_empty()) {
            hold(call, &(ids, words));
        } else {
            prop_assert_eq!(call.build().unwrap_err().kind(), ErrorKind::Build);
        }
    }

    #[test]
    fn a_query(
        a in option::of(filter()),
        b in vec(text(), 0..3),
        c in vec(filter(), 0..3),
        d in filter(),
    ) {
        // A filter without anything in it leaves no trace of its place in a list.
        let seen = |filter: &Filter| {
            filter.name.is_some() || !filter.tags.is_empty() || filter.size.is_some() || !filter.inner.is_empty()
        };
        prop_assume!(c.iter().all(seen));
        hold(client().query(a.as_ref(), b.clone(), c.clone(), &d), &(a, b, c, d));
    }

    #[test]
    fn parameters_under_a_key(
        v in option::of(text()),
        a in filter(),
        more in btree_map("[A-Z]{1,4}|kind|é|\"", any::<u8>(), 0..3),
    ) {
        hold(client().key(v.clone(), &a, more.clone()), &(v, a, more));
    }

    #[test]
    fn json_in_a_form(a in option::of(filter()), b in text()) {
        hold(client().form(a.clone(), b.clone()), &(a, b));
    }

    #[test]
    fn json_in_parts(a in vec(filter(), 0..3), b in text()) {
        hold(client().parts(a.clone(), &b), &(a, b));
    }

    #[test]
    fn json_lines(docs in vec(filter(), 0..4)) {
        hold(client().lines(&docs), &docs);
    }
}
