//! Declarations that compile without a warning. They are modules of this binary and not programs of
//! their own, so that each is compiled but not linked; a test runs the `main` of each.

use std::fs;
use std::path::Path;

/// Compiles the fixtures of these names. They are listed in a macro, so that rustfmt leaves odd
/// formatting alone.
macro_rules! fixtures {
    ($($name:ident)*) => {
        $(pub mod $name;)*

        $(
            #[test]
            fn $name() {
                $name::main();
            }
        )*

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

fixtures! {
    any_display
    bare_trait
    bodies
    box_of_ones_own
    by_status
    cfg
    clippy_clean
    constants_of_methods
    deprecated
    deprecated_on_condition
    deprecated_trait
    dyn_compatible
    error_types
    every_method
    from_a_macro
    generic_endpoint
    generic_trait
    headers
    inside_a_function
    lifetimes
    multipart
    names_that_differ_in_case
    no_prelude
    no_prelude_at_all
    odd_names
    options
    path_templates
    paths_through_a_macro
    provided
    queries
    raw_names
    return_types
    send_and_static
    sensitive
    server
    several_in_a_module
    shapes
    shadowed_prelude
    status_error
    stub
    unused_results
    visibility
}

#[test]
fn no_fixture_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("pass");
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.strip_suffix(".rs").expect("a fixture is a file of Rust");
        assert!(NAMES.contains(&name), "add `{name}` to the list in pass.rs");
    }
}
