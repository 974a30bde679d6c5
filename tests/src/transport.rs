//! Tests that run once over each transport: see [`macro@crate::test`].

use std::cell::Cell;
use std::fmt;
use std::pin::Pin;

thread_local! {
    /// That of the test which runs on this thread.
    static CURRENT: Cell<Option<Transport>> = const { Cell::new(None) };
}

/// The transport that the clients of a test use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// The default one.
    Reqwest,
    /// That of `ClientBuilder::hyper`.
    Hyper,
}

impl Transport {
    /// Runs a test on this thread.
    pub fn run(self, test: fn()) {
        self.enter();
        test();
    }

    /// The transport of the test that runs on this thread.
    ///
    /// # Panics
    ///
    /// Outside of a test over both transports, so that no test is by mistake over one of them only.
    #[track_caller]
    pub fn current() -> Self {
        CURRENT.get().expect("on a thread of a test that is marked `#[api_tests::test]`")
    }

    /// Makes it that of the tests on this thread, as on a thread that such a test has started.
    pub fn enter(self) {
        CURRENT.set(Some(self));
    }
}

/// The name of the tests over it.
impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reqwest => "reqwest",
            Self::Hyper => "hyper",
        })
    }
}

/// True if the test on this thread is the one over `ClientBuilder::hyper`.
#[track_caller]
pub fn is_over_hyper() -> bool {
    Transport::current() == Transport::Hyper
}

/// The runtime of an `async` test; its fields are the options of the attribute.
#[derive(Clone, Copy, Debug)]
pub struct Runtime {
    /// `"current_thread"` or `"multi_thread"`.
    pub flavor: &'static str,
    /// The number of threads of `"multi_thread"`.
    pub worker_threads: usize,
    /// True if time passes at once where nothing but timers is waited for.
    pub start_paused: bool,
}

impl Runtime {
    /// That of `#[tokio::test]`, on two threads where there are several.
    pub const DEFAULT: Self =
        Self { flavor: "current_thread", worker_threads: 2, start_paused: false };

    /// Runs the body of a test to its end.
    pub fn block_on(self, body: Pin<Box<dyn Future<Output = ()>>>) {
        let mut builder = match self.flavor {
            "multi_thread" => tokio::runtime::Builder::new_multi_thread(),
            _ => tokio::runtime::Builder::new_current_thread(),
        };
        if self.flavor == "multi_thread" {
            let transport = Transport::current();
            builder.worker_threads(self.worker_threads).on_thread_start(move || transport.enter());
        }
        builder.enable_all().start_paused(self.start_paused);
        builder.build().expect("a runtime starts").block_on(body);
    }
}
