//! Generated code in surroundings that are not friendly to it. More of them, each a program of its
//! own, are in `ui/pass`.

mod shadowed;
mod strict;
