//! KOOK's private-chat API, declared as a trait.
