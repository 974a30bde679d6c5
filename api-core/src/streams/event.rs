//! One server-sent event.

/// A server-sent event.
///
/// ```
/// # use api_core::Event;
/// let event = Event::new("hello").with_id("7").with_event("greeting");
/// assert_eq!(event, Event { id: "7".to_owned(), event: "greeting".to_owned(), data: "hello" });
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event<T> {
    /// The id of the last event that had one, which is this event's own if it has one. Empty if there
    /// was none so far.
    ///
    /// A server that sends an event with an empty id leaves the one before as it is.
    pub id: String,
    /// The type of the event; `message` unless the server says otherwise.
    pub event: String,
    /// The data.
    pub data: T,
}

impl<T> Event<T> {
    /// An event of the type `message`, without an id.
    pub fn new(data: T) -> Self {
        Self { id: String::new(), event: "message".to_owned(), data }
    }

    /// Sets the id, by which a client that comes back says what it has seen.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = id.into();
        self
    }

    /// Sets the type.
    #[must_use]
    pub fn with_event(mut self, event: impl Into<String>) -> Self {
        self.event = event.into();
        self
    }

    /// Changes the data of the event.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Event<U> {
        Event { id: self.id, event: self.event, data: change(self.data) }
    }
}
