//! The keys of routes and of buckets, by which requests are counted.

use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher as _, BuildHasherDefault, Hash, Hasher, RandomState};
use std::sync::{Arc, LazyLock};

/// The credential that a limit belongs to, as a hash.
pub(crate) type Credential = u64;

/// A route: requests that count against the same limit, as far as is known. A bucket is one as
/// well, under the name that the server gave it.
///
/// Hashed once, and cheap to clone: a call looks for its own three times. With a key that was hashed
/// anew each time, the limiter took twice the instructions.
#[derive(Clone, Debug)]
pub(crate) struct Route(Arc<Parts>);

#[derive(Debug, PartialEq, Eq)]
struct Parts {
    hash: u64,
    credential: Credential,
    name: Name,
    /// The declared values, such as a channel's id.
    values: Option<Arc<str>>,
}

/// The name of a route or a bucket. Those that are known when the program is compiled cost a call
/// nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Name {
    /// The name that the endpoint declares.
    Declared(&'static str),
    /// Trait and method, for an endpoint that declares none.
    Endpoint(&'static str, &'static str),
    /// The server's own name.
    Server(Arc<str>),
}

/// Spreads what little the hash of a name mixes over all bits: 2^64 divided by the golden ratio.
const ODD: u64 = 0x9E37_79B9_7F4A_7C15;

impl Route {
    pub(crate) fn new(credential: Credential, name: Name, values: Option<Arc<str>>) -> Self {
        // Seeded at random, because an attacker may choose the values. Names are the program's own, and
        // those of the server are few.
        static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        let values_hash = values.as_ref().map_or(0, |values| HASHER.hash_one(values));
        let mut hasher = Ready(credential ^ values_hash);
        name.hash(&mut hasher);
        let hash = hasher.finish().wrapping_mul(ODD);
        let hash = hash ^ (hash >> 32);
        Self(Arc::new(Parts { hash, credential, name, values }))
    }

    /// The bucket of this name, for the same credential and values.
    pub(crate) fn named(&self, name: &str) -> Self {
        Self::new(self.0.credential, Name::Server(Arc::from(name)), self.0.values.clone())
    }

    pub(crate) fn credential(&self) -> Credential {
        self.0.credential
    }

    pub(crate) fn name(&self) -> &Name {
        &self.0.name
    }

    pub(crate) fn values(&self) -> Option<&str> {
        self.0.values.as_deref()
    }

    /// True for a bucket that has its name from the server.
    pub(crate) fn is_named_by_server(&self) -> bool {
        matches!(&self.0.name, Name::Server(_))
    }

    /// True for the bucket to which the server gave this name.
    pub(crate) fn is_named(&self, name: &[u8]) -> bool {
        matches!(&self.0.name, Name::Server(own) if own.as_bytes() == name)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl Eq for Route {}

impl Hash for Route {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.hash);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Declared(name) => f.write_str(name),
            Self::Endpoint(api, method) => write!(f, "{api}::{method}"),
            Self::Server(name) => f.write_str(name),
        }
    }
}

/// A map by keys that are hashes already.
pub(super) type ByHash<K, V> = HashMap<K, V, BuildHasherDefault<Ready>>;

/// Hashes little: its one number is a hash, or its text is a name.
#[derive(Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(5).wrapping_mul(ODD) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
