//! Arbitrary arguments → client → bytes → server → the same arguments. What comes back is what the
//! implementation was called with, as text.

use std::fmt::Debug;
use std::future::Future;

use api_core::{Body, ErrorKind, Part, Patch, Result};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

use super::arguments::{Filter, Kind, client, shown};

pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

/// Holds a call to what it was made with; a call that cannot be made is to be refused.
#[track_caller]
fn hold(call: Result<String>, sendable: bool, made_with: &impl Debug) {
    match call {
        Ok(arrived) => {
            assert!(sendable, "sent: {made_with:?}");
            assert_eq!(arrived, format!("{made_with:?}"));
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::Build, "{error}");
            assert!(!sendable, "{error}: {made_with:?}");
        }
    }
}

/// Texts, with those among them that mean something in a URL, a form or a list.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let odd = "[ -~é\u{1F600}%+&=;,|\\[\\].#/?\r\n\t\0\u{7f}\"]{0,12}";
    prop_oneof![any::<String>(), odd.prop_map(|text: String| text)]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text(), 0..4)
}

fn refs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![Just(Kind::OneWord), Just(Kind::Two)]
}

/// A filter; the names of its map are none that another member or the syntax of nesting has.
pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    let names = btree_map("[a-z%+&= é]{1,6}", any::<u8>(), 0..3);
    (option::of(text()), texts(), option::of(any::<u32>()), names)
        .prop_map(|(name, tags, size, inner)| Filter { name, tags, size, inner })
}

/// Whether a path segment is one.
fn is_segment(text: &str) -> bool {
    !matches!(text, "" | "." | "..")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn path(version: u8, id in text(), ext in text(), rest in text()) {
        let sendable = is_segment(&id) && is_segment(&format!("a.{ext}")) && rest.split('/').all(is_segment);
        let call = client().path(version, &id, ext.clone(), &rest);
        hold(run(call.into_future()), sendable, &(version, &id, &ext, &rest));
    }

    #[test]
    fn query(
        (text, maybe, number, kind, ids) in (text(), option::of(text()), any::<i128>(), kind(), vec(any::<u64>(), 0..4)),
        (csv, brackets, indices) in (texts(), option::of(texts()), texts()),
        (pipes, ssv) in (vec(kind(), 0..4), vec(any::<f64>(), 0..4)),
        (digits, flag, cow, filter) in (any::<Option<bool>>(), any::<bool>(), text(), filter()),
    ) {
        let sendable = ssv.iter().all(|number| number.is_finite());
        // An empty list is left out, as is no list.
        let brackets = brackets.filter(|list| !list.is_empty());
        let (csv, brackets) = (refs(&csv), brackets.as_deref().map(refs));
        let call = client().query(
            &text, maybe.as_deref(), number, kind, &ids, &csv, brackets.as_deref(), indices.clone(),
            &pipes, ssv.clone(), digits, flag, cow.as_str().into(), &filter,
        );
        let made_with = (
            (&text, &maybe, number, kind, &ids, &csv, &brackets, &indices),
            (&pipes, &ssv, digits, flag, &cow, &filter),
        );
        hold(run(call.into_future()), sendable, &made_with);
    }

    #[test]
    fn json(
        text in text(),
        maybe in option::of(filter()),
        patch in prop_oneof![Just(Patch::Absent), Just(Patch::Null), text().prop_map(Patch::Value)],
        pairs in vec((text(), text()), 0..3),
        rest in option::of(btree_map("[A-Z]{1,4}|é|\"", any::<u8>(), 1..3)),
        number in any::<Option<u8>>(),
        list in vec("[!-+.-~]{1,5}( [!-+.-~]{1,5})?", 0..4),
    ) {
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let list = refs(&list);
        let lent = match &patch {
            Patch::Absent => Patch::Absent,
            Patch::Null => Patch::Null,
            Patch::Value(text) => Patch::Value(text.as_str()),
        };
        let call = client().json(&text, maybe.as_ref(), lent, &pairs, rest.clone(), number, &list);
        hold(run(call.into_future()), true, &(&text, &maybe, &patch, &pairs, &rest, number, &list));
    }

    #[test]
    fn header(value in text()) {
        let inner = value.trim_matches([' ', '\t']).len() == value.len();
        let visible = value.chars().all(|c| c == '\t' || (' '..='~').contains(&c));
        // A comma would end the element.
        let sendable = inner && visible && !value.contains(',');
        let call = client().json("", None, Patch::Absent, &[], None, None, &[&value]);
        hold(
            run(call.into_future()),
            sendable,
            &("", None::<()>, Patch::<()>::Absent, [(); 0], None::<()>, None::<()>, [&value]),
        );
    }

    #[test]
    fn more(
        (raw, query) in ("([A-Za-z0-9._~-]|%[0-9A-F]{2}){1,6}", "([A-Za-z0-9_~-]|%[2-7][0-9A-F]){0,6}"),
        (truth, letter, single, pair) in (any::<bool>(), any::<char>(), any::<f32>(), any::<(i8, u128)>()),
        each in vec(any::<i16>(), 0..4),
        headers in btree_map("x-[a-d]{1,3}", "[!-~]([ -~]{0,5}[!-~])?", 0..3),
    ) {
        let decoded = percent_encoding::percent_decode_str(&raw).decode_utf8();
        prop_assume!(decoded.is_ok());
        let sendable = is_segment(&decoded.unwrap()) && single.is_finite();
        let call = client().more(&raw, &query, truth, letter, single, pair, &each, &headers);
        let made_with = (&raw, &query, truth, letter, single, pair, &each, &headers);
        hold(run(call.into_future()), sendable, &made_with);
    }

    #[test]
    fn more_parts(
        file in option::of(vec(any::<u8>(), 0..64)),
        (texts, maybe, truth) in (texts(), option::of(text()), any::<bool>()),
    ) {
        let part = || file.clone().map(Part::bytes);
        let call = client().more_parts(part(), texts.clone(), maybe.as_deref(), truth);
        let part = part();
        let shown = part.as_ref().map(|part| {
            (None::<()>, Some("application/octet-stream"), text_of(part))
        });
        hold(run(call.into_future()), true, &(shown, &texts, &maybe, truth));
    }

    #[test]
    fn whole_form(form in btree_map(text(), text(), 0..4)) {
        hold(run(client().whole_form(&form).into_future()), true, &form);
    }

    #[test]
    fn image(image in option::of(vec(any::<u8>(), 0..64))) {
        hold(run(client().image(image.clone()).into_future()), true, &image);
    }

    #[test]
    fn form(text in text(), ids in vec(any::<u8>(), 0..4), filter in filter()) {
        let call = client().form(&text, &ids, filter.clone());
        hold(run(call.into_future()), true, &(&text, &ids, &filter));
    }

    #[test]
    fn parts(
        file in vec(any::<u8>(), 0..64),
        (name, title, more) in (option::of(text()), text(), texts()),
        n in any::<Option<u8>>(),
    ) {
        let part = || {
            let part = Part::bytes(file.clone()).with_content_type("application/octet-stream");
            name.iter().fold(part, |part, name| part.with_file_name(name))
        };
        let more = || more.iter().map(|text| Part::text(text.clone())).collect::<Vec<_>>();
        let call = client().parts(part(), &title, more(), n);
        let shown_more: Vec<_> = more().iter().map(|part| (None::<()>, None::<()>, text_of(part))).collect();
        let part = part();
        let shown = (name.as_deref(), part.content_type(), text_of(&part));
        hold(run(call.into_future()), true, &(shown, &title, shown_more, n));
    }

    #[test]
    fn whole_bodies(filter in option::of(filter()), bytes in vec(any::<u8>(), 0..64), text in text()) {
        hold(run(client().whole(filter.as_ref()).into_future()), true, &filter);
        let api = client();
        run(async {
            assert_eq!(&*api.bytes(&bytes).await.unwrap(), &bytes[..]);
            assert_eq!(&*api.text(&text).await.unwrap(), &text[..]);
            let arrived = api.stream(Body::from(bytes.clone())).await.unwrap();
            assert_eq!(arrived, format!("{:?}", api_core::server::axum::body::Bytes::from(bytes.clone())));
        });
    }
}

fn text_of(part: &Part) -> String {
    shown(part).2
}
