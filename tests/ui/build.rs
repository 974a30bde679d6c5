//! The environment of the tests: cargo sets these variables where it runs them, and trybuild's cargo reads them.

use std::env::var;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // trybuild's cargo takes from the workspace's build directory what macros are made of, and builds none
    // of it once more. That is half of what it would build. The file is
    // `target/debug/build/<package>/out`.
    let out = var("OUT_DIR").expect("cargo sets it");
    if let Some(target) = Path::new(&out).ancestors().nth(4) {
        println!("cargo::rustc-env=CARGO_BUILD_BUILD_DIR={}", target.display());
    }
    // As the workspace's profile has it for dependencies; else they are others.
    println!("cargo::rustc-env=CARGO_PROFILE_DEV_DEBUG=false");
}
