//! YAML 1.2: the value of a text, and the line to which a pointer leads.
//!
//! A key that occurs twice is no error: real descriptions have such, and every reader that people use
//! takes the last. `<<` merges, as YAML 1.1 had it and descriptions still do.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use indexmap::IndexMap;
use libyaml_safer::{Event, EventData, Parser, ScalarStyle};
use serde_json::Number;

use super::lines::{Lines, Walk};
use super::problem::Broken;
use super::value::Value;

/// The most levels, as many as `serde_json` reads.
const DEPTH: usize = 128;
/// The most values that aliases may copy: a few lines of YAML could become any number of them.
const COPIES: usize = 4_000_000;

/// A list or an object that is being read, with its anchor.
enum Open {
    List(Vec<Value>, Option<String>),
    /// The key that waits for its value.
    Object(IndexMap<String, Value>, Option<String>, Option<String>),
}

/// The events of the first document, with the lines at which they begin.
fn events(text: &str, mut each: impl FnMut(EventData, usize) -> Result<bool, String>) -> Outcome {
    let text = with_line_feeds(text);
    let mut bytes = text.as_bytes();
    let mut parser = Parser::new();
    parser.set_input_string(&mut bytes);
    let mut line = 1;
    loop {
        // Of 400 000 texts with random changes, a tag before a comma made the parser panic, and nothing
        // else did.
        let event = quietly(|| parser.parse()).ok_or_else(|| {
            (line, "the parser cannot read on here: write a space behind a tag".to_owned())
        })?;
        let Event { data, start_mark, .. } = event.map_err(|error| {
            let mark = error.problem_mark().or(error.context_mark());
            // The error of a character that no YAML may hold has no mark.
            let line = || permitted(&text).split('\n').count();
            (mark.map_or_else(line, |mark| line_of(mark.line)), error.problem().to_owned())
        })?;
        line = line_of(start_mark.line);
        if matches!(data, EventData::DocumentEnd { .. } | EventData::StreamEnd) {
            return Ok(());
        }
        if !each(data, line).map_err(|message| (line, message))? {
            return Ok(());
        }
    }
}

type Outcome = Result<(), (usize, String)>;

/// Runs the parser. None if it panics, of which nothing is printed: the error that follows has more to say.
fn quietly<T>(parse: impl FnOnce() -> T) -> Option<T> {
    thread_local!(static QUIET: Cell<bool> = const { Cell::new(false) });
    static HOOK: Once = Once::new();
    // A hook is for the whole process, so this one leaves to the one before it all other panics.
    HOOK.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if !QUIET.get() {
                before(panic);
            }
        }));
    });
    QUIET.set(true);
    let parsed = catch_unwind(AssertUnwindSafe(parse));
    QUIET.set(false);
    parsed.ok()
}

/// The text before the first character that YAML does not permit (YAML 1.2, §5.1).
fn permitted(text: &str) -> &str {
    let is_forbidden = |c: char| {
        let is_control = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
        is_control || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    text.split(is_forbidden).next().unwrap_or_default()
}

/// The text with `\n` at the end of each line, and of the last. The parser takes `\r\n` for two line
/// breaks in a block of text, and panics where such a block ends without any.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') && text.ends_with('\n') {
        return Cow::Borrowed(text);
    }
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Cow::Owned(text)
}

fn line_of(index: u64) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX - 1) + 1
}

/// Reads the first document of a text.
pub(super) fn parse(text: &str) -> Result<Value, Broken> {
    let mut reader = Reader::default();
    let mut count = 0;
    let read = events(text, |event, _| {
        match event {
            EventData::SequenceStart { anchor, .. } => reader.open(Open::List(Vec::new(), anchor)),
            EventData::MappingStart { anchor, .. } => {
                reader.open(Open::Object(IndexMap::new(), None, anchor));
            }
            EventData::SequenceEnd | EventData::MappingEnd => reader.close(),
            EventData::Scalar { anchor, value, style, .. } => reader.scalar(value, style, anchor),
            EventData::Alias { anchor } => reader.alias(&anchor)?,
            EventData::StreamStart { .. }
            | EventData::StreamEnd
            | EventData::DocumentStart { .. }
            | EventData::DocumentEnd { .. } => {}
        }
        count += 1;
        match reader.open.len() > DEPTH {
            true => Err(format!("more than {DEPTH} levels of lists and objects")),
            false => Ok(true),
        }
    });
    match read {
        Ok(()) => Ok(reader.done.unwrap_or(Value::Null)),
        // The parser reads ahead, and stops before what comes in front of such a character.
        Err((line, message)) => {
            let pointer = match permitted(text).len() < text.len() {
                true => walk(permitted(text), usize::MAX).last().to_owned(),
                false => walk(text, count).reached().to_owned(),
            };
            Err(Broken { line, pointer, message })
        }
    }
}

#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    done: Option<Value>,
    anchors: HashMap<String, Value>,
    copies: usize,
}

impl Reader {
    fn open(&mut self, open: Open) {
        self.open.push(open);
    }

    fn close(&mut self) {
        match self.open.pop() {
            Some(Open::List(items, anchor)) => self.value(Value::List(items), anchor),
            Some(Open::Object(members, _, anchor)) => self.value(Value::Object(members), anchor),
            None => {}
        }
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, anchor: Option<String>) {
        if let Some(Open::Object(_, key @ None, _)) = self.open.last_mut() {
            *key = Some(text);
            return;
        }
        let value = match style {
            ScalarStyle::Plain => plain(&text),
            _ => Value::Text(text),
        };
        self.value(value, anchor);
    }

    fn alias(&mut self, anchor: &str) -> Result<(), String> {
        let value = self.anchors.get(anchor).cloned();
        let value = value.ok_or_else(|| format!("there is no anchor `&{anchor}` before this"))?;
        self.copies += count(&value);
        if self.copies > COPIES {
            return Err(format!("aliases copy more than {COPIES} values"));
        }
        self.value(value, None);
        Ok(())
    }

    fn value(&mut self, value: Value, anchor: Option<String>) {
        if let Some(anchor) = anchor {
            self.anchors.insert(anchor, value.clone());
        }
        match self.open.last_mut() {
            None => self.done = Some(value),
            Some(Open::List(items, _)) => items.push(value),
            Some(Open::Object(members, key, _)) => match key.take() {
                Some(name) if name == "<<" => merge(members, value),
                Some(name) => _ = members.insert(name, value),
                // A list or an object as a key, which JSON has not: its JSON is the name.
                None => *key = Some(value.to_string()),
            },
        }
    }
}

fn merge(members: &mut IndexMap<String, Value>, value: Value) {
    match value {
        Value::Object(others) => {
            for (name, value) in others {
                members.entry(name).or_insert(value);
            }
        }
        Value::List(items) => items.into_iter().for_each(|item| merge(members, item)),
        other => _ = members.insert("<<".to_owned(), other),
    }
}

fn count(value: &Value) -> usize {
    match value {
        Value::List(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}

/// A scalar without quotes, by the core schema of YAML 1.2 (§10.3.2).
fn plain(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" => return Value::Bool(true),
        "false" | "False" | "FALSE" => return Value::Bool(false),
        _ => {}
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        let unsigned = text.strip_prefix('+').unwrap_or(text);
        let whole = if let Some(hex) = text.strip_prefix("0x") {
            i64::from_str_radix(hex, 16).ok()
        } else if let Some(octal) = text.strip_prefix("0o") {
            i64::from_str_radix(octal, 8).ok()
        } else {
            unsigned.parse::<i64>().ok()
        };
        if let Some(whole) = whole {
            return Value::Number(whole.into());
        }
        if let Ok(large) = unsigned.parse::<u64>() {
            return Value::Number(large.into());
        }
        let is_float = digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
        if let Some(number) =
            unsigned.parse::<f64>().ok().filter(|_| is_float).and_then(Number::from_f64)
        {
            return Value::Number(number);
        }
    }
    Value::Text(text.to_owned())
}

/// The lines of all values, by their pointers. That of a member is the line of its name.
pub(super) fn lines(text: &str) -> Lines {
    walk(text, usize::MAX).into_lines()
}

/// The way through the values of the first `most` events.
fn walk(text: &str, most: usize) -> Walk {
    let mut walk = Walk::default();
    let mut count = 0;
    // An error behind what is asked for does not matter here.
    let _ = events(text, |event, line| {
        if count == most {
            return Ok(false);
        }
        count += 1;
        match event {
            EventData::SequenceEnd | EventData::MappingEnd => walk.close(),
            EventData::Scalar { value, .. } if walk.is_name_next() => walk.name(&value, line),
            EventData::SequenceStart { .. }
            | EventData::MappingStart { .. }
            | EventData::Scalar { .. }
            | EventData::Alias { .. } => {
                walk.value(line);
                // A name that is no scalar has no pointer.
                walk.expect_name(!walk.is_name_next());
                match event {
                    EventData::SequenceStart { .. } => walk.open_list(),
                    EventData::MappingStart { .. } => walk.open_object(),
                    _ => {}
                }
            }
            _ => {}
        }
        Ok(walk.depth() <= DEPTH)
    });
    walk
}
