//! Whatever the client's side writes, the server's side reads back as the same.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use bytes::Bytes;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::json::read::Object;
use super::json::write::ObjectText;
use super::pairs;
use super::pairs::write::{Encoding, Pairs};
use super::path::template::Template;
use super::path::write::PathWriter;
use super::style::{List, Nested, Style};
use super::{Part, header, multipart, scalar};
use crate::endpoint::PathPiece;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Order {
    name: String,
    note: Option<String>,
    tags: Vec<String>,
    #[serde(rename = "sum")]
    total: f64,
    paid: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Cart {
    id: u64,
    first: Order,
    items: Vec<Order>,
    prices: BTreeMap<String, i32>,
}

const LISTS: [List; 6] =
    [List::Repeat, List::Csv, List::Ssv, List::Pipes, List::Brackets, List::Indices];

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[ -~é%+&=;,|\\[\\].#]{1,8}", any::<String>()]
}

/// Texts without what separates the elements of a list in some style: the styles `ssv` and `pipes`
/// have no way to escape it.
fn texts() -> impl Strategy<Value = Vec<String>> {
    vec(text().prop_map(|text| text.replace([' ', '|'], "")), 0..4)
}

fn order() -> impl Strategy<Value = Order> {
    // serde_json reads other fractions back with another last bit.
    let total = any::<i32>().prop_map(|eighths| f64::from(eighths) / 8.0);
    (text(), option::of(text()), texts(), total, any::<bool>())
        .prop_map(|(name, note, tags, total, paid)| Order { name, note, tags, total, paid })
}

fn cart() -> impl Strategy<Value = Cart> {
    let prices = btree_map("[a-z]{1,4}", any::<i32>(), 0..3);
    (any::<u64>(), order(), vec(order(), 0..3), prices)
        .prop_map(|(id, first, items, prices)| Cart { id, first, items, prices })
}

fn hold<V: Serialize + DeserializeOwned + PartialEq + Debug>(value: &V, style: Style) {
    for encoding in [Encoding::Query, Encoding::Form] {
        let mut out = String::new();
        let mut pairs = Pairs { out: &mut out, start: 0, encoding };
        if style.flatten {
            pairs.spread(value, style, Vec::new()).unwrap();
        } else {
            pairs.write("a", value, style).unwrap();
        }
        let received = pairs::read::Pairs::new(out.trim_start_matches('?'));
        let read: V = if style.flatten {
            received.members(std::iter::empty(), style).unwrap()
        } else {
            received.value("a", style).unwrap()
        };
        assert_eq!(&read, value, "{style:?} {out}");
    }
}

proptest! {
    #[test]
    fn lists(texts in texts(), numbers in vec(any::<i64>(), 0..4), truths in vec(any::<bool>(), 0..4)) {
        for list in LISTS {
            hold(&texts, Style::PLAIN.list(list));
            hold(&numbers, Style::PLAIN.list(list));
            hold(&truths, Style::PLAIN.list(list).digits());
        }
    }

    #[test]
    fn structs(order in order(), cart in cart()) {
        for list in LISTS {
            hold(&order, Style::PLAIN.list(list).flatten());
        }
        for nested in [Nested::Brackets, Nested::Dots] {
            let style = Style::PLAIN.list(List::Indices).nested(nested);
            hold(&order, style);
            hold(&cart, style.flatten());
        }
    }

    #[test]
    fn headers(texts in vec("[!-+\\--~]{1,6}", 0..4), numbers in vec(any::<u32>(), 0..4)) {
        for list in [List::Csv, List::Repeat] {
            let mut headers = http::HeaderMap::new();
            for line in header::write::lines(&texts, list).unwrap() {
                headers.append("a", header::write::header_value(&line).unwrap());
            }
            for line in header::write::lines(&numbers, list).unwrap() {
                headers.append("b", header::write::header_value(&line).unwrap());
            }
            prop_assert_eq!(&header::read::list::<Vec<String>>(&headers, "a", list).unwrap(), &texts);
            prop_assert_eq!(&header::read::list::<Vec<u32>>(&headers, "b", list).unwrap(), &numbers);
        }
    }

    #[test]
    fn scalars(text in any::<String>(), number in any::<i128>(), float in any::<f64>(), c in any::<char>()) {
        let written = scalar::write::text(&text).unwrap();
        prop_assert_eq!(scalar::read::read::<String>(written.as_deref()).unwrap(), text);
        let written = scalar::write::text(&number).unwrap();
        prop_assert_eq!(scalar::read::read::<i128>(written.as_deref()).unwrap(), number);
        let written = scalar::write::text(&c).unwrap();
        prop_assert_eq!(scalar::read::read::<char>(written.as_deref()).unwrap(), c);
        match scalar::write::text(&float) {
            Ok(written) => {
                let read: f64 = scalar::read::read(written.as_deref()).unwrap();
                prop_assert_eq!(read.to_bits(), float.to_bits());
            }
            Err(_) => prop_assert!(!float.is_finite()),
        }
    }

    #[test]
    fn fields(cart in cart(), name in text(), order in order()) {
        let mut object = ObjectText::begin();
        object.member("field", &name).unwrap();
        object.spread(&cart, vec!["field"]).unwrap();
        object.member("order", &order).unwrap();
        let object = Object::parse(object.end().into()).unwrap();
        prop_assert_eq!(object.member::<String>("field").unwrap(), name);
        prop_assert_eq!(object.member::<Order>("order").unwrap(), order);
        prop_assert_eq!(object.members::<Cart>(["field", "order"].into_iter()).unwrap(), cart);
    }

    #[test]
    fn parts(contents in vec(vec(any::<u8>(), 0..40), 0..4), file_name in any::<String>()) {
        let parts = contents.iter().map(|bytes| {
            ("a \"b\r\n".into(), Part::bytes(bytes).with_file_name(&file_name))
        });
        let (body, content_type) = multipart::write::assemble(parts.collect());
        let boundary = multipart::read::boundary(content_type.to_str().unwrap()).unwrap();
        let body = Bytes::copy_from_slice(body.as_bytes().unwrap());
        let read = multipart::read::parse(&body, &boundary).unwrap();
        prop_assert_eq!(read.len(), contents.len());
        for ((name, part), bytes) in read.iter().zip(&contents) {
            prop_assert_eq!(name, "a \"b\r\n");
            prop_assert_eq!(part.file_name().unwrap(), &file_name);
            prop_assert_eq!(part.as_bytes().unwrap(), &bytes[..]);
        }
    }

    #[test]
    fn paths(version in any::<u8>(), name in any::<String>(), rest in vec("[^/]{1,5}", 1..4)) {
        const PIECES: &[PathPiece] = &[
            PathPiece::Literal("/v"), PathPiece::Param("version"), PathPiece::Literal("/"),
            PathPiece::Param("name"), PathPiece::Literal(".json/"), PathPiece::Rest("rest"),
        ];
        let rest = rest.join("/");
        let mut path = String::new();
        let mut writer = PathWriter::begin(&mut path, PIECES);
        let written = writer.value(&mut path, &version)
            .and_then(|()| writer.value(&mut path, &name))
            .and_then(|()| writer.value(&mut path, &rest))
            .and_then(|()| writer.end(&path));
        if written.is_ok() {
            let captures = Template::new(PIECES).captures(&path).unwrap();
            let read = [0, 1, 2].map(|placeholder| {
                let value = captures.value(placeholder, &path).unwrap();
                super::percent::unescape(value).unwrap().into_owned()
            });
            prop_assert_eq!(read, [version.to_string(), name, rest]);
        } else {
            prop_assert!(rest.split('/').any(|segment| matches!(segment, "." | "..")), "{}", rest);
        }
    }
}
