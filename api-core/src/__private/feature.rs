//! Gates around the items that need a Cargo feature of this crate, as in `server! { server … }`.
//!
//! The macro does not know which features are on. It wraps the items of a server in the gate of that
//! feature, which is one of the two macros below.

#[cfg(feature = "openapi")]
pub use crate::__with_feature as openapi;
#[cfg(feature = "server")]
pub use crate::__with_feature as server;
#[cfg(feature = "stub")]
pub use crate::__with_feature as stub;
#[cfg(not(feature = "openapi"))]
pub use crate::__without_feature as openapi;
#[cfg(not(feature = "server"))]
pub use crate::__without_feature as server;
#[cfg(not(feature = "stub"))]
pub use crate::__without_feature as stub;

#[cfg(not(feature = "openapi"))]
pub use crate::__unasked_feature as if_openapi;
#[cfg(feature = "openapi")]
pub use crate::__with_feature as if_openapi;

/// The gate of what a derive adds by itself where a feature is on. It is off: no items, and no error.
#[doc(hidden)]
#[macro_export]
macro_rules! __unasked_feature {
    ($feature:ident $($items:tt)*) => {};
}

/// The gate of a feature that is on: the items.
#[doc(hidden)]
#[macro_export]
macro_rules! __with_feature {
    ($feature:ident $($items:tt)*) => { $($items)* };
}

/// The gate of a feature that is off: an error, and no items.
#[doc(hidden)]
#[macro_export]
macro_rules! __without_feature {
    ($feature:ident $($items:tt)*) => {
        ::core::compile_error! { ::core::concat!(
            "`", ::core::stringify!($feature), "` needs the feature `", ::core::stringify!($feature),
            "` of `api-core`, which is off\n\n= help: write `api-core = { version = \"…\", features = \
             [\"", ::core::stringify!($feature), "\"] }` in Cargo.toml"
        ) }
    };
}
