//! The types against recorded responses, and against what else KOOK has been seen to send.

use jiff::Timestamp;
use kook::{Chat, ChatSummary, Page, TargetUser};
use serde_json::{Value, json};

use crate::support::{Canned, TOKEN, block_on, client};

macro_rules! recorded {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/kook/", $name, ".json"))
    };
}

fn time(text: &str) -> Option<Timestamp> {
    Some(text.parse().unwrap())
}

#[test]
fn list_as_recorded() {
    let server = Canned::new("200 OK", recorded!("list"));
    let page = block_on(client(&server.base_url, TOKEN).list(None, None)).unwrap();
    let expected = ChatSummary {
        code: "sderwrw**".into(),
        last_read_time: time("2021-02-07T11:21:13Z"),
        latest_msg_time: time("2021-02-07T11:21:13Z"),
        unread_count: 0,
        target_info: TargetUser {
            id: "415212".into(),
            username: "工具".into(),
            online: Some(false),
            avatar: "https://***.jpg".into(),
        },
    };
    assert_eq!(page.items, [expected]);
    assert_eq!((page.meta.page, page.meta.page_total), (1, 1));
    assert_eq!((page.meta.page_size, page.meta.total), (50, 1));
    assert!(page.sort.is_empty() && page.meta.is_last());
}

#[test]
fn view_as_recorded() {
    let server = Canned::new("200 OK", recorded!("view"));
    let code = "5c7ec6d021216c136c9198285c15ed47";
    let chat = block_on(client(&server.base_url, TOKEN).view(code)).unwrap();
    assert_eq!(chat.code, code);
    assert_eq!(chat.last_read_time, time("2021-02-01T10:34:13Z"));
    assert_eq!(chat.latest_msg_time, time("2021-02-01T06:24:53Z"));
    assert_eq!(chat.target_info.username, "夏天1");
    assert_eq!(chat.target_info.online, None);
    assert!(!chat.is_friend && !chat.is_blocked && !chat.is_target_blocked);
}

#[test]
fn create_and_delete_as_recorded() {
    let server = Canned::new("200 OK", recorded!("create"));
    let chat = block_on(client(&server.base_url, TOKEN).create("325***0")).unwrap();
    assert_eq!(chat.target_info.online, Some(false));
    let server = Canned::new("200 OK", recorded!("delete"));
    block_on(client(&server.base_url, TOKEN).delete(&chat.code)).unwrap();
}

#[test]
fn delete_takes_any_data() {
    for data in [r#","data":{}"#, r#","data":null"#, r#","data":true"#, ""] {
        let server = Canned::new("200 OK", &format!(r#"{{"code":0,"message":""{data}}}"#));
        block_on(client(&server.base_url, TOKEN).delete("5c7e")).unwrap();
    }
}

/// The recorded `view`, with `value` at `pointer`.
fn chat_with(pointer: &str, value: Value) -> Result<Chat, serde_json::Error> {
    let mut response: Value = serde_json::from_str(recorded!("view")).unwrap();
    let data = response.pointer_mut("/data").unwrap();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    data.pointer_mut(parent).unwrap()[name] = value;
    serde_json::from_str(&data.to_string())
}

#[test]
fn a_flag_has_many_spellings() {
    for yes in [json!(true), json!(1), json!("1"), json!("true"), json!("t")] {
        assert!(chat_with("/is_friend", yes).unwrap().is_friend);
    }
    for no in
        [json!(false), json!(0), json!("0"), json!("false"), json!("f"), json!(""), json!(null)]
    {
        assert!(!chat_with("/is_friend", no).unwrap().is_friend);
    }
    for neither in [json!(2), json!(-1), json!("yes"), json!([]), json!({}), json!(0.5)] {
        chat_with("/is_friend", neither).unwrap_err();
    }
    let online = |value| chat_with("/target_info/online", value).unwrap().target_info.online;
    assert_eq!(online(json!(1)), Some(true));
    assert_eq!(online(json!("0")), Some(false));
    assert_eq!(online(json!(null)), None);
}

#[test]
fn a_number_has_many_spellings() {
    let unread = |value| chat_with("/unread_count", value).map(|chat| chat.unread_count);
    for seven in [json!(7), json!(7.0), json!("7")] {
        assert_eq!(unread(seven).unwrap(), 7);
    }
    for nothing in [json!(null), json!(""), json!(0), json!("0")] {
        assert_eq!(unread(nothing).unwrap(), 0);
    }
    for none in [json!(7.5), json!(-7), json!("seven"), json!("7x"), json!(1e300), json!(true)] {
        unread(none).unwrap_err();
    }
    unread(json!(u64::MAX)).unwrap_err();
}

#[test]
fn an_id_may_be_a_number() {
    let id = |value| chat_with("/target_info/id", value).unwrap().target_info.id;
    assert_eq!(id(json!("0390")), "0390");
    // More digits than a float holds.
    assert_eq!(id(json!(9_007_199_254_740_993_u64)), "9007199254740993");
    assert_eq!(id(json!(null)), "");
}

#[test]
fn never_has_many_spellings() {
    for never in [json!(0), json!("0"), json!(""), json!(null)] {
        assert_eq!(chat_with("/last_read_time", never).unwrap().last_read_time, None);
    }
    let read = chat_with("/last_read_time", json!("1612175653000")).unwrap();
    assert_eq!(read.last_read_time, time("2021-02-01T10:34:13Z"));
    chat_with("/last_read_time", json!(i64::MAX)).unwrap_err();
}

#[test]
fn what_is_new_is_ignored() {
    let plain = chat_with("/target_info/username", json!("夏天1")).unwrap();
    assert_eq!(chat_with("/new", json!([{ "x": 1 }])).unwrap(), plain);
    assert_eq!(chat_with("/target_info/new", json!({})).unwrap(), plain);
}

#[test]
fn a_sort_has_many_spellings() {
    let page = |sort: &str| {
        let meta = r#"{"page":"1","page_total":1,"page_size":50,"total":0,"new":1}"#;
        serde_json::from_str::<Page<Chat>>(&format!(r#"{{"items":[],"meta":{meta}{sort}}}"#))
    };
    for empty in ["", r#","sort":{}"#, r#","sort":[]"#, r#","sort":null"#, r#","sort":[{}]"#] {
        assert!(page(empty).unwrap().sort.is_empty());
    }
    let sorted = page(r#","sort":{"id":1,"time":"-1"}"#).unwrap().sort;
    assert_eq!(sorted.into_iter().collect::<Vec<_>>(), [("id".into(), 1), ("time".into(), -1)]);
    page(r#","sort":"id""#).unwrap_err();
    page(r#","sort":{"id":"up"}"#).unwrap_err();
}

#[test]
fn a_page_may_use_its_other_names() {
    let meta = r#"{"currentPage":1,"pageCount":2,"perPage":50,"totalCount":51}"#;
    let page: Page<Chat> =
        serde_json::from_str(&format!(r#"{{"items":[],"meta":{meta}}}"#)).unwrap();
    assert!(!page.meta.is_last());
    assert_eq!(page.meta.total, 51);
}

#[test]
fn a_chat_is_written_as_it_is_read() {
    for recorded in [recorded!("view"), recorded!("create")] {
        let mut response: Value = serde_json::from_str(recorded).unwrap();
        let data = response["data"].take();
        let chat: Chat = serde_json::from_value(data.clone()).unwrap();
        assert_eq!(serde_json::to_value(&chat).unwrap(), data);
    }
}
