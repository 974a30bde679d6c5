//! The responses that are opened: those of KOOK's private chats, and lists made of them.

use serde::{Deserialize, Serialize};

/// A private chat (developer.kookapp.cn, "私信聊天会话").
#[derive(Clone, Deserialize, Serialize)]
pub struct Chat {
    code: String,
    last_read_time: u64,
    latest_msg_time: u64,
    unread_count: u32,
    is_friend: bool,
    is_blocked: bool,
    is_target_blocked: bool,
    target_info: User,
}

#[derive(Clone, Deserialize, Serialize)]
pub struct User {
    id: String,
    username: String,
    online: bool,
    avatar: String,
}

/// A list of them.
#[derive(Deserialize)]
#[allow(dead_code, reason = "decoded, and not looked at")]
pub struct Page {
    items: Vec<Chat>,
}

/// A chat: 262 bytes with its envelope, as KOOK sends it.
const CHAT: &str = concat!(
    r#"{"code":"5c7e8f","last_read_time":170000,"latest_msg_time":1700000000001,"#,
    r#""unread_count":3,"is_friend":true,"is_blocked":false,"is_target_blocked":false,"#,
    r#""target_info":{"id":"16","username":"a","online":true,"avatar":""}}"#,
);

/// The chat itself, as a server has it.
#[must_use]
pub fn chat() -> Chat {
    serde_json::from_str(CHAT).expect("a chat")
}

/// A response by its name: `chat`, `page` or `mega`, with the discriminant `first` or `last`, or
/// `error`.
pub fn response(name: &str) -> Option<String> {
    let (what, order) = name.split_once('-').unwrap_or((name, "first"));
    let list = |chats: usize| format!(r#"{{"items":[{}]}}"#, vec![CHAT; chats].join(","));
    let data = match what {
        "chat" => CHAT.to_owned(),
        "page" => list(50),
        "mega" => list((1 << 20) / (CHAT.len() + 1)),
        "error" => return Some(r#"{"code":40000,"message":"no such chat","data":[]}"#.to_owned()),
        _ => return None,
    };
    match order {
        "first" => Some(format!(r#"{{"code":0,"message":"操作成功","data":{data}}}"#)),
        "last" => Some(format!(r#"{{"data":{data},"message":"操作成功","code":0}}"#)),
        _ => None,
    }
}
