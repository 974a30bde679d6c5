//! Classes of types of the standard library, by how serde writes them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::{
    NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize,
};
use std::ops::{Range, RangeInclusive};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::{Nullable, Patch};

/// A class of types. It includes references, boxes and options of its types.
macro_rules! class {
    ($(#[$doc:meta])* $class:ident) => {
        $(#[$doc])*
        pub trait $class {}

        impl<T: $class + ?Sized> $class for &T {}
        impl<T: $class + ?Sized> $class for &mut T {}
        impl<T: $class + ?Sized> $class for Box<T> {}
        impl<T: $class + ?Sized> $class for Rc<T> {}
        impl<T: $class + ?Sized> $class for Arc<T> {}
        impl<T: $class + ToOwned + ?Sized> $class for Cow<'_, T> {}
        impl<T: $class> $class for Option<T> {}
        impl<T: $class> $class for Nullable<T> {}
        impl<T: $class> $class for Patch<T> {}
    };
}

macro_rules! numbers_and_texts_in {
    ($($class:ident)*) => {$(
        numbers_and_texts_in!(@types $class:
            i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize, f32, f64, char, str,
            String, NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64,
            NonZeroUsize, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, Path, PathBuf);
    )*};
    (@types $class:ident: $($type:ty),*) => {
        $(impl $class for $type {})*
    };
}

macro_rules! maps_in {
    ($($class:ident)*) => {$(
        impl<K, V, S> $class for HashMap<K, V, S> {}
        impl<K, V> $class for BTreeMap<K, V> {}
        // serde writes these as objects.
        impl $class for Duration {}
        impl $class for SystemTime {}
        impl<T> $class for Range<T> {}
        impl<T> $class for RangeInclusive<T> {}
    )*};
}

macro_rules! lists_in {
    ($class:ident $(of $element:ident)?) => {
        impl<T $(: $element)?> $class for [T] {}
        impl<T $(: $element)?, const N: usize> $class for [T; N] {}
        impl<T $(: $element)?> $class for Vec<T> {}
        impl<T $(: $element)?> $class for VecDeque<T> {}
        impl<T $(: $element)?> $class for BTreeSet<T> {}
        impl<T $(: $element)?, S> $class for HashSet<T, S> {}
    };
}

class! {
    /// One text.
    Scalar
}
class! {
    /// A scalar that is no truth value, or a list of such.
    Truthless
}
class! {
    /// A scalar, or a list of scalars.
    Flat
}
class! {
    /// A list, or members with names.
    Many
}
class! {
    /// Members with names, or a list of such or of lists.
    Deep
}
class! {
    /// A scalar, or members with names.
    Lineless
}
class! {
    /// Members with names, a list of such or of lists, or bytes.
    Partless
}

numbers_and_texts_in!(Scalar Truthless Flat Lineless);
impl Scalar for bool {}
impl Flat for bool {}
impl Lineless for bool {}
maps_in!(Many Deep Lineless Partless);
lists_in!(Truthless of Truthless);
lists_in!(Flat of Scalar);
lists_in!(Many);
lists_in!(Deep of Many);
lists_in!(Partless of Many);
// Each byte would be a part.
impl Partless for [u8] {}
impl Partless for Vec<u8> {}
impl<const N: usize> Partless for [u8; N] {}
