//! A trait is written by somebody's macro.

#![deny(warnings)]

use api_core::{Result, api};

macro_rules! service {
    ($name:ident, $path:literal, $value:ident: $ty:ty, $reply:ty) => {
        #[api]
        trait $name {
            #[endpoint(GET, $path)]
            async fn get(&self, $value: $ty) -> Result<$reply>;
        }
    };
}

service!(Users, "/users/{id}", id: &str, Vec<String>);
service!(Groups, "/groups", id: Option<u64>, ());

macro_rules! with_receiver {
    ($this:ident) => {
        #[api]
        trait Items {
            #[endpoint(GET, "/")]
            async fn get(&$this) -> Result<String>;
        }
    };
}

with_receiver!(self);

pub(super) fn main() {}
