//! The recorded responses of `tests/fixtures`. Compiled in, so that no test depends on where it
//! is started.

/// A recorded response of KOOK: `list`, `view`, `create`, or `delete`.
///
/// # Panics
///
/// On any other name.
#[must_use]
pub fn kook(name: &str) -> &'static str {
    match name {
        "list" => include_str!("../fixtures/kook/list.json"),
        "view" => include_str!("../fixtures/kook/view.json"),
        "create" => include_str!("../fixtures/kook/create.json"),
        "delete" => include_str!("../fixtures/kook/delete.json"),
        other => panic!("there is no recorded response `{other}`"),
    }
}
