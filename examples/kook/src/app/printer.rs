//! The output, for people or as JSON.

use std::io::{self, Write};
use std::path::Path;

use api_core::{ApiError, Code};
use serde::Serialize;
use serde_json::json;

use super::table::{self, Column};
use super::text::{count, long_time, plain, plain_json, short_time, yes_no};
use crate::{Chat, ChatEvent, ChatSummary, Page, PageMeta};

/// Writes the output, as text or as JSON.
pub(super) struct Printer<'a> {
    out: &'a mut dyn Write,
    json: bool,
}

impl<'a> Printer<'a> {
    pub(super) fn new(out: &'a mut dyn Write, json: bool) -> Self {
        Self { out, json }
    }

    /// Prints a line between the values; nothing in JSON.
    pub(super) fn note(&mut self, text: &str) -> io::Result<()> {
        if self.json { Ok(()) } else { writeln!(self.out, "{text}") }
    }

    /// Prints the description of the API.
    pub(super) fn description(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Prints a page of chats, as a table.
    pub(super) fn page(&mut self, page: &Page<ChatSummary>) -> io::Result<()> {
        if self.json {
            return self.value(page);
        }
        self.table(&page.items)?;
        writeln!(self.out, "{}", position(&page.meta))
    }

    /// Prints all chats of a list, as a table.
    pub(super) fn chats(&mut self, chats: &[ChatSummary]) -> io::Result<()> {
        if self.json {
            return self.value(&chats);
        }
        self.table(chats)?;
        writeln!(self.out, "{}", count(chats.len() as u64, "chat"))
    }

    fn table(&mut self, chats: &[ChatSummary]) -> io::Result<()> {
        let columns = [
            Column::Left("CODE"),
            Column::Left("WITH"),
            Column::Left("ONLINE"),
            Column::Right("UNREAD"),
            Column::Left("LAST MESSAGE"),
        ];
        let rows: Vec<[String; 5]> = chats.iter().map(row).collect();
        if !rows.is_empty() {
            table::write(self.out, &columns, &rows)?;
            writeln!(self.out)?;
        }
        Ok(())
    }

    /// Prints a chat, field by field.
    pub(super) fn chat(&mut self, chat: &Chat) -> io::Result<()> {
        if self.json {
            return self.value(chat);
        }
        let user = &chat.target_info;
        let blocked = match (chat.is_blocked, chat.is_target_blocked) {
            (false, false) => "no",
            (true, false) => "by you",
            (false, true) => "by them",
            (true, true) => "by both",
        };
        let avatar = if user.avatar.is_empty() { "-".into() } else { plain(&user.avatar) };
        let fields = [
            ("code", plain(&chat.code).into_owned()),
            ("with", plain(&user.username).into_owned()),
            ("user", plain(&user.id).into_owned()),
            ("avatar", avatar.into_owned()),
            ("online", online(user.online).to_owned()),
            ("friend", yes_no(chat.is_friend).to_owned()),
            ("blocked", blocked.to_owned()),
            ("unread", chat.unread_count.to_string()),
            ("last message", long_time(chat.latest_msg_time)),
            ("last read", long_time(chat.last_read_time)),
        ];
        table::write_fields(self.out, &fields)
    }

    /// Prints a chat that was opened.
    pub(super) fn opened(&mut self, chat: &Chat) -> io::Result<()> {
        if self.json {
            return self.value(chat);
        }
        let user = &chat.target_info;
        writeln!(self.out, "opened {} with {}", plain(&chat.code), plain(&user.username))
    }

    /// Prints a chat that was removed.
    pub(super) fn removed(&mut self, code: &str) -> io::Result<()> {
        if self.json {
            return self.value(&json!({ "removed": code }));
        }
        writeln!(self.out, "removed {}", plain(code))
    }

    /// Prints that events are to come.
    pub(super) fn watching(&mut self, origin: &str) -> io::Result<()> {
        self.note(&format!("Watching the chats of {origin} until Ctrl-C."))?;
        self.out.flush()
    }

    /// Prints an event, as soon as it comes.
    pub(super) fn event(&mut self, event: &ChatEvent) -> io::Result<()> {
        if self.json {
            // One line each, for programs that read lines.
            writeln!(self.out, "{}", plain_json(&serde_json::to_string(event)?))?;
        } else {
            match event {
                ChatEvent::Opened { chat } => self.opened(chat)?,
                ChatEvent::Removed { code } => self.removed(code)?,
            }
        }
        self.out.flush()
    }

    /// Prints the file that was written.
    pub(super) fn saved(&mut self, file: &Path, bytes: u64) -> io::Result<()> {
        if self.json {
            return self.value(&json!({ "saved": file, "bytes": bytes }));
        }
        let name = file.to_string_lossy();
        writeln!(self.out, "saved {} ({})", plain(&name), count(bytes, "byte"))
    }

    /// Prints an error of the API that was expected.
    pub(super) fn api_error(&mut self, error: &ApiError) -> io::Result<()> {
        if self.json {
            let code = match error.code() {
                Code::Int(number) => json!(number),
                Code::Text(text) => json!(text),
            };
            let status = error.status().as_u16();
            let error = json!({ "code": code, "message": error.message(), "status": status });
            return self.value(&json!({ "error": error }));
        }
        writeln!(self.out, "error: {}", plain(&error.to_string()))
    }

    /// Prints the address of a server, and how to use it.
    pub(super) fn serving(&mut self, base_url: &str, how: &str) -> io::Result<()> {
        if self.json {
            self.value(&json!({ "base_url": base_url }))?;
        } else {
            writeln!(self.out, "{how}")?;
        }
        // The server runs for long after this, and a pipe would keep back unflushed output.
        self.out.flush()
    }

    /// Prints how far something is, over the line before if that is such a line, too; nothing in JSON.
    pub(super) fn progress(&mut self, line: &str, over_itself: bool) -> io::Result<()> {
        match (self.json, over_itself) {
            (true, _) => Ok(()),
            (false, true) => {
                // To the first column, and clear what is there.
                write!(self.out, "\r\x1b[K{line}")?;
                self.out.flush()
            }
            (false, false) => writeln!(self.out, "{line}"),
        }
    }

    /// Prints a value in JSON; nothing for people, who have read it in notes.
    pub(super) fn summary(&mut self, value: &serde_json::Value) -> io::Result<()> {
        if self.json { self.value(value) } else { Ok(()) }
    }

    fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        writeln!(self.out, "{}", plain_json(&json))
    }
}

/// The number of chats, and the position of the page if there are several.
fn position(meta: &PageMeta) -> String {
    let chats = count(meta.total, "chat");
    let (page, last) = (meta.page, meta.page_total);
    if page > last.max(1) {
        format!("{chats}, none on page {page}: the last page is {last}")
    } else if last > 1 {
        format!("{chats}, page {page} of {last}")
    } else {
        chats
    }
}

fn row(chat: &ChatSummary) -> [String; 5] {
    [
        plain(&chat.code).into_owned(),
        plain(&chat.target_info.username).into_owned(),
        online(chat.target_info.online).to_owned(),
        chat.unread_count.to_string(),
        short_time(chat.latest_msg_time),
    ]
}

fn online(online: Option<bool>) -> &'static str {
    online.map_or("-", yes_no)
}
