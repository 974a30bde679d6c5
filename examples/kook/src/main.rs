//! The command line tool `kook`.

fn main() {}
