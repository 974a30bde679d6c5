//! The initial content of the store. It is fixed, so that the tour prints the same each time.

use jiff::Timestamp;

use crate::{Chat, TargetUser};

/// A token for trying out a [`Server`](super::Server). It looks like a real token, but only an embedded
/// server accepts it.
pub const DEMO_TOKEN: &str = "1/MTAwMDE=/a-token-for-the-embedded-kook==";

/// A user in the seed.
pub(super) struct User {
    pub(super) id: &'static str,
    pub(super) username: &'static str,
    /// `None` is left out of every response.
    pub(super) online: Option<bool>,
    avatar: &'static str,
}

impl User {
    pub(super) fn to_target(&self) -> TargetUser {
        TargetUser {
            id: self.id.to_owned(),
            username: self.username.to_owned(),
            online: self.online,
            avatar: format!("https://img.kookapp.example/avatars/{}/icon", self.avatar),
        }
    }
}

/// The users without a chat, so that one can be opened with them.
pub(super) const STRANGERS: &[User] = &[
    User {
        id: "2862900000", username: "林小雨", online: Some(true), avatar: "2021-01/rain.jpg"
    },
    User { id: "3250001", username: "Ümit", online: Some(false), avatar: "2020-12/mt.png" },
];

/// A chat in the seed. Its times are milliseconds since 1970, as on the wire; 0 means never.
struct Seed {
    code: &'static str,
    user: User,
    last_read: i64,
    latest_msg: i64,
    unread: u64,
    is_friend: bool,
}

const CHATS: &[Seed] = &[
    // The chat in KOOK's documentation of `view`, which leaves `online` out.
    Seed {
        code: "5c7ec6d021216c136c9198285c15ed47",
        user: User {
            id: "3903536527",
            username: "夏天1",
            online: None,
            avatar: "assets/avatar_10.jpg",
        },
        last_read: 1_612_175_653_000,
        latest_msg: 1_612_160_693_000,
        unread: 0,
        is_friend: false,
    },
    Seed {
        code: "8f14e45fceea167a5a36dedd4bea2543",
        user: User {
            id: "415212",
            username: "工具",
            online: Some(false),
            avatar: "2020-02/tool.jpg",
        },
        last_read: 1_612_696_873_000,
        latest_msg: 1_612_696_873_000,
        unread: 0,
        is_friend: false,
    },
    Seed {
        code: "c9f0f895fb98ab9159f51fd0297e236d",
        user: User {
            id: "2613055471",
            username: "Alice",
            online: Some(true),
            avatar: "2020-11/alice.png",
        },
        last_read: 1_612_690_200_000,
        latest_msg: 1_612_697_864_000,
        unread: 12,
        is_friend: true,
    },
    // A chat that was opened, but has no messages.
    Seed {
        code: "45c48cce2e2d7fbdea1afc51c7c6ad26",
        user: User {
            id: "1875402966",
            username: "さくら",
            online: Some(true),
            avatar: "2021-01/sakura.jpg",
        },
        last_read: 0,
        latest_msg: 0,
        unread: 0,
        is_friend: true,
    },
];

/// The chats of a new store.
pub(super) fn chats() -> Vec<Chat> {
    CHATS.iter().map(Seed::to_chat).collect()
}

/// So many further chats of made-up users, each with a message a minute before the one before it.
pub(super) fn more_chats(count: u32) -> Vec<Chat> {
    const LATEST: i64 = 1_612_100_000_000;
    let chat = |number: u32| Chat {
        code: format!("{:032x}", u128::from(number) + (1 << 120)),
        last_read_time: None,
        latest_msg_time: time(LATEST - i64::from(number) * 60_000),
        unread_count: u64::from(number % 5),
        is_friend: number.is_multiple_of(2),
        is_blocked: false,
        is_target_blocked: false,
        target_info: TargetUser {
            id: format!("{}", 5_000_000_000 + u64::from(number)),
            username: format!("user {number}"),
            online: Some(number.is_multiple_of(3)),
            avatar: String::new(),
        },
    };
    (0..count).map(chat).collect()
}

impl Seed {
    fn to_chat(&self) -> Chat {
        Chat {
            code: self.code.to_owned(),
            last_read_time: time(self.last_read),
            latest_msg_time: time(self.latest_msg),
            unread_count: self.unread,
            is_friend: self.is_friend,
            is_blocked: false,
            is_target_blocked: false,
            target_info: self.user.to_target(),
        }
    }
}

fn time(millis: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(millis).ok().filter(|time| *time != Timestamp::UNIX_EPOCH)
}
