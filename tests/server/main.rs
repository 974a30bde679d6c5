//! Servers made of the same traits as clients, from the outside.

mod answers;
mod arguments;
mod constants;
mod hostile;
mod property;
mod rejections;
mod user_chat;
