//! What a client writes, a server reads: every place, style and way to borrow.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use api_core::{Body, Bytes, Client, Context, Part, Patch, Result, api, async_trait};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Filter {
    pub(crate) name: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) size: Option<u32>,
    pub(crate) inner: BTreeMap<String, u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    OneWord,
    Two,
}

#[api(server, path = "/v{version}")]
pub(crate) trait Everything {
    #[endpoint(GET, "/{id}/a.{ext}/{rest*}")]
    async fn path(&self, version: u8, id: &str, ext: String, rest: &str) -> Result<String>;

    #[endpoint(GET, "/query", prefix = none)]
    async fn query(
        &self,
        #[context] cx: &Context,
        text: &str,
        maybe: Option<&str>,
        number: i128,
        kind: Kind,
        ids: &[u64],
        #[query(list = "csv")] csv: &[&str],
        #[query(list = "brackets")] brackets: Option<&[&str]>,
        #[query(list = "indices")] indices: Vec<String>,
        #[query(list = "pipes")] pipes: &[Kind],
        #[query(list = "ssv")] ssv: Vec<f64>,
        #[query(bools = "digits")] digits: Option<bool>,
        #[query(flag)] flag: bool,
        cow: Cow<'_, str>,
        #[query(flatten, nested = "dots")] filter: &Filter,
    ) -> Result<String>;

    #[endpoint(POST, "/json", prefix = none)]
    async fn json(
        &self,
        text: &str,
        maybe: Option<&Filter>,
        patch: Patch<&str>,
        pairs: &[(&str, &str)],
        #[field(flatten)] rest: Option<BTreeMap<String, u8>>,
        #[header("X-Number")] number: Option<u8>,
        #[header("X-List", list = "csv")] list: &[&str],
    ) -> Result<String>;

    #[endpoint(POST, "/form", body = form, prefix = none)]
    async fn form(
        &self,
        text: &str,
        #[field(list = "pipes")] ids: &[u8],
        #[field(flatten, nested = "brackets")] filter: Filter,
    ) -> Result<String>;

    #[endpoint(POST, "/parts", prefix = none)]
    async fn parts(
        &self,
        #[part("file")] file: Part,
        title: &str,
        #[part] more: Vec<Part>,
        n: Option<u8>,
    ) -> Result<String>;

    #[endpoint(GET, "/more/{raw}", prefix = none)]
    async fn more(
        &self,
        #[path(encoded)] raw: &str,
        #[query(encoded)] query: &str,
        truth: bool,
        letter: char,
        single: f32,
        pair: (i8, u128),
        #[header("X-Each", list = "repeat")] each: &[i16],
        #[header(flatten)] headers: &BTreeMap<String, String>,
    ) -> Result<String>;

    #[endpoint(POST, "/more-parts", prefix = none)]
    async fn more_parts(
        &self,
        #[part] file: Option<Part>,
        texts: Vec<String>,
        maybe: Option<&str>,
        truth: bool,
    ) -> Result<String>;

    #[endpoint(POST, "/named-parts", prefix = none, fields("purpose" = "x"))]
    async fn named_parts(
        &self,
        #[part(flatten)] files: Vec<(String, Part)>,
        title: &str,
        #[part] cover: Option<Part>,
    ) -> Result<String>;

    #[endpoint(POST, "/whole-form", prefix = none)]
    async fn whole_form(&self, #[body(form)] form: &BTreeMap<String, String>) -> Result<String>;

    #[endpoint(PUT, "/image", prefix = none)]
    async fn image(
        &self,
        #[body(bytes, content_type = "image/png")] image: Option<Vec<u8>>,
    ) -> Result<String>;

    #[endpoint(PUT, "/whole", prefix = none)]
    async fn whole(&self, #[body] filter: Option<&Filter>) -> Result<String>;

    #[endpoint(PUT, "/bytes", prefix = none)]
    async fn bytes(&self, #[body(bytes)] bytes: &[u8]) -> Result<Bytes>;

    #[endpoint(PUT, "/stream", prefix = none)]
    async fn stream(&self, #[body(stream)] body: Body) -> Result<String>;

    #[endpoint(PUT, "/text", prefix = none)]
    async fn text(&self, #[body(text)] text: &str) -> Result<api_core::Text>;
}

/// Keeps what it was called with.
#[derive(Default)]
pub(crate) struct Record(Mutex<Vec<String>>);

impl Record {
    fn keep(&self, arguments: impl Debug) -> Result<String> {
        let shown = format!("{arguments:?}");
        self.0.lock().unwrap().push(shown.clone());
        Ok(shown)
    }
}

pub(crate) fn shown(part: &Part) -> (Option<&str>, Option<&str>, String) {
    let bytes = part.as_bytes().unwrap();
    (part.file_name(), part.content_type(), String::from_utf8_lossy(bytes).into_owned())
}

#[async_trait]
impl Everything for Record {
    async fn path(&self, version: u8, id: &str, ext: String, rest: &str) -> Result<String> {
        self.keep((version, id, ext, rest))
    }

    async fn query(
        &self,
        cx: &Context,
        text: &str,
        maybe: Option<&str>,
        number: i128,
        kind: Kind,
        ids: &[u64],
        csv: &[&str],
        brackets: Option<&[&str]>,
        indices: Vec<String>,
        pipes: &[Kind],
        ssv: Vec<f64>,
        digits: Option<bool>,
        flag: bool,
        cow: Cow<'_, str>,
        filter: &Filter,
    ) -> Result<String> {
        assert!(cx.header("accept").is_some());
        self.keep((
            (text, maybe, number, kind, ids, csv, brackets, indices),
            (pipes, ssv, digits, flag, cow, filter),
        ))
    }

    async fn json(
        &self,
        text: &str,
        maybe: Option<&Filter>,
        patch: Patch<&str>,
        pairs: &[(&str, &str)],
        rest: Option<BTreeMap<String, u8>>,
        number: Option<u8>,
        list: &[&str],
    ) -> Result<String> {
        self.keep((text, maybe, patch, pairs, rest, number, list))
    }

    async fn form(&self, text: &str, ids: &[u8], filter: Filter) -> Result<String> {
        self.keep((text, ids, filter))
    }

    async fn parts(
        &self,
        file: Part,
        title: &str,
        more: Vec<Part>,
        n: Option<u8>,
    ) -> Result<String> {
        self.keep((shown(&file), title, more.iter().map(shown).collect::<Vec<_>>(), n))
    }

    async fn more(
        &self,
        raw: &str,
        query: &str,
        truth: bool,
        letter: char,
        single: f32,
        pair: (i8, u128),
        each: &[i16],
        headers: &BTreeMap<String, String>,
    ) -> Result<String> {
        self.keep((raw, query, truth, letter, single, pair, each, headers))
    }

    async fn more_parts(
        &self,
        file: Option<Part>,
        texts: Vec<String>,
        maybe: Option<&str>,
        truth: bool,
    ) -> Result<String> {
        self.keep((file.as_ref().map(shown), texts, maybe, truth))
    }

    async fn named_parts(
        &self,
        files: Vec<(String, Part)>,
        title: &str,
        cover: Option<Part>,
    ) -> Result<String> {
        let files: Vec<_> = files.iter().map(|(name, part)| (name, shown(part))).collect();
        self.keep((files, title, cover.as_ref().map(shown)))
    }

    async fn whole_form(&self, form: &BTreeMap<String, String>) -> Result<String> {
        self.keep(form)
    }

    async fn image(&self, image: Option<Vec<u8>>) -> Result<String> {
        self.keep(image)
    }

    async fn whole(&self, filter: Option<&Filter>) -> Result<String> {
        self.keep(filter)
    }

    async fn bytes(&self, bytes: &[u8]) -> Result<Bytes> {
        Ok(bytes.to_vec().into())
    }

    async fn stream(&self, body: Body) -> Result<String> {
        use http_body_util::BodyExt as _;
        let bytes = body.collect().await.unwrap().to_bytes();
        self.keep(bytes)
    }

    async fn text(&self, text: &str) -> Result<api_core::Text> {
        Ok(text.into())
    }
}

pub(crate) fn client() -> EverythingClient {
    let server = EverythingServer::shared(Arc::new(Record::default()));
    EverythingClient::new(Client::in_process(server.into_router()))
}

#[tokio::test]
async fn everything_arrives() {
    let api = client();
    let odd = "a/b?c&d=e+f g%zz\u{1F600}|,[]";
    let got = api.path(3, odd, "x.y".to_owned(), "p q/r%2F/s").await.unwrap();
    assert_eq!(got, format!("{:?}", (3, odd, "x.y", "p q/r%2F/s")));

    let filter = Filter {
        name: Some(odd.into()),
        tags: vec![odd.into(), String::new()],
        size: None,
        inner: BTreeMap::from([("k".into(), 1), ("l".into(), 2)]),
    };
    let got = api
        .query(
            odd,
            Some(""),
            i128::MIN,
            Kind::OneWord,
            &[1, 2],
            &[odd, "b"],
            Some(&[odd, ""]),
            vec![odd.into(), "".into()],
            &[Kind::Two, Kind::OneWord],
            vec![1.5, -2e300],
            Some(true),
            true,
            odd.into(),
            &filter,
        )
        .await
        .unwrap();
    let brackets: Option<&[&str]> = Some(&[odd, ""]);
    assert_eq!(
        got,
        format!(
            "{:?}",
            (
                (odd, Some(""), i128::MIN, Kind::OneWord, [1, 2], [odd, "b"], brackets, [odd, ""]),
                ([Kind::Two, Kind::OneWord], [1.5, -2e300], Some(true), true, odd, &filter),
            )
        )
    );

    let rest = Some(BTreeMap::from([("z".to_owned(), 3)]));
    for patch in [Patch::Absent, Patch::Null, Patch::Value(odd)] {
        let got = api
            .json(odd, Some(&filter), patch, &[("a", odd)], rest.clone(), Some(7), &["a b", "c"])
            .await
            .unwrap();
        assert_eq!(
            got,
            format!(
                "{:?}",
                (odd, Some(&filter), patch, [("a", odd)], &rest, Some(7), ["a b", "c"])
            )
        );
    }
    let got = api.form(odd, &[1, 2], filter.clone()).await.unwrap();
    assert_eq!(got, format!("{:?}", (odd, [1, 2], &filter)));

    let part = Part::bytes("\r\n--x").with_file_name("a\"b\r\nü").with_content_type("image/png");
    let got = api.parts(part, odd, vec![Part::text("t"), Part::text("")], None).await.unwrap();
    let file = (Some("a\"b\r\nü"), Some("image/png"), "\r\n--x");
    let none: (Option<&str>, Option<&str>, &str) = (None, None, "t");
    assert_eq!(got, format!("{:?}", (file, odd, [none, (None, None, "")], None::<u8>)));

    let named = |name: &str, text: &str| (name.to_owned(), Part::text(text));
    let files = vec![named(odd, "1"), named("b", "2"), named(odd, "3")];
    let got = api.named_parts(files, "t", Some(Part::text("c"))).await.unwrap();
    let text = |text| (None::<&str>, None::<&str>, text);
    let files = [(odd, text("1")), ("b", text("2")), (odd, text("3"))];
    assert_eq!(got, format!("{:?}", (files, "t", Some(text("c")))));
    let got = api.named_parts(vec![], "t", None).await.unwrap();
    assert_eq!(got, format!("{:?}", ([(); 0], "t", None::<&str>)));

    assert_eq!(api.whole(Some(&filter)).await.unwrap(), format!("{:?}", Some(&filter)));
    assert_eq!(api.whole(None).await.unwrap(), "None");
    assert_eq!(&*api.bytes(b"\0\xff").await.unwrap(), b"\0\xff");
    assert_eq!(&*api.text(odd).await.unwrap(), odd);
    assert_eq!(api.stream(Body::from("abc")).await.unwrap(), "b\"abc\"");
}
