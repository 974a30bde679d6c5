//! Nothing: what is measured is the building of its dependencies.

fn main() {}
