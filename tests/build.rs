//! The environment of the tests: cargo sets these variables where it runs them, and there alone.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A client reads the certificates that its system trusts: a hundred and more, in as many files, which
    // is half of what a test costs. Tests trust one authority instead, which has signed nothing.
    let directory = |name| var(name).unwrap_or_else(|_| panic!("cargo sets {name}"));
    let package = directory("CARGO_MANIFEST_DIR");
    println!("cargo::rustc-env=SSL_CERT_FILE={package}/fixtures/trusted.pem");
    // Otherwise the files of the system's directory are read as well. This one is empty.
    println!("cargo::rustc-env=SSL_CERT_DIR={}", directory("OUT_DIR"));
}
