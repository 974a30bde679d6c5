//! The chats and users of an embedded server, in memory.

use std::cmp::Reverse;

use super::responses::Failure;
use super::seed;
use crate::{Chat, ChatSummary, PageMeta, TargetUser};

/// KOOK's largest page size, which is also its default.
const PAGE_SIZE: u32 = 50;

pub(super) struct Store {
    chats: Vec<Chat>,
    users: Vec<TargetUser>,
}

impl Store {
    pub(super) fn seeded() -> Self {
        let chats = seed::chats();
        let strangers = seed::STRANGERS.iter().map(seed::User::to_target);
        let users = chats.iter().map(|chat| chat.target_info.clone()).chain(strangers).collect();
        Self { chats, users }
    }

    /// The same with more chats of made-up users, up to so many.
    pub(super) fn populated(chats: u32) -> Self {
        let mut store = Self::seeded();
        let known = u32::try_from(store.chats.len()).unwrap_or(u32::MAX);
        let more = seed::more_chats(chats.saturating_sub(known));
        store.users.extend(more.iter().map(|chat| chat.target_info.clone()));
        store.chats.extend(more);
        store
    }

    /// Returns one page of the chats, latest message first. A page beyond the last is empty.
    pub(super) fn list(&self, page: u32, page_size: u32) -> (Vec<ChatSummary>, PageMeta) {
        let page = page.max(1);
        // The real service limits the page size to this, whatever the client asks for.
        let page_size = if page_size == 0 { PAGE_SIZE } else { page_size.min(PAGE_SIZE) };
        let mut chats: Vec<&Chat> = self.chats.iter().collect();
        chats.sort_by_key(|chat| Reverse(chat.latest_msg_time));
        let skipped = (page - 1) as usize * page_size as usize;
        let items = chats.iter().skip(skipped).take(page_size as usize);
        let total = self.chats.len() as u64;
        let page_total = u32::try_from(total.div_ceil(page_size.into())).unwrap_or(u32::MAX);
        let meta = PageMeta { page, page_total, page_size, total };
        (items.map(|chat| ChatSummary::from(Chat::clone(chat))).collect(), meta)
    }

    /// The number of chats.
    pub(super) fn len(&self) -> usize {
        self.chats.len()
    }

    pub(super) fn view(&self, code: &str) -> Result<Chat, Failure> {
        self.chats.iter().find(|chat| chat.code == code).cloned().ok_or(Failure::NoChat)
    }

    /// Opens a chat, or returns the one that exists.
    pub(super) fn create(&mut self, user: &str) -> Result<Chat, Failure> {
        if let Some(chat) = self.chats.iter().find(|chat| chat.target_info.id == user) {
            return Ok(chat.clone());
        }
        let user = self.users.iter().find(|known| known.id == user).ok_or(Failure::NoUser)?;
        let chat = Chat {
            code: chat_code(&user.id),
            last_read_time: None,
            latest_msg_time: None,
            unread_count: 0,
            is_friend: false,
            is_blocked: false,
            is_target_blocked: false,
            target_info: user.clone(),
        };
        self.chats.push(chat.clone());
        Ok(chat)
    }

    pub(super) fn delete(&mut self, code: &str) -> Result<(), Failure> {
        let at = self.chats.iter().position(|chat| chat.code == code).ok_or(Failure::NoChat)?;
        self.chats.remove(at);
        Ok(())
    }
}

/// The code of the chat with a user: 32 hexadecimal digits that look like KOOK's and depend only on the
/// user's id. FNV-1a is good enough for that.
fn chat_code(user: &str) -> String {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash =
        user.bytes().fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    format!("{hash:032x}")
}
