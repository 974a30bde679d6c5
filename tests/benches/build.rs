//! Writes a trait of a thousand endpoints, for `src/scaling.rs`.

use std::fmt::Write as _;
use std::path::Path;

const HEAD: &str = r#"#[api(envelope = Kook, path = "/api/v3/user-chat")]"#;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut text = format!("{HEAD}\ntrait Thousand {{\n");
    for number in 0..1_000 {
        _ = writeln!(text, "#[endpoint(GET, \"/view-{number:03}\")]");
        _ = writeln!(text, "async fn view_{number:03}(&self, chat_code: &str) -> Result<Chat>;");
    }
    text.push('}');
    let folder = std::env::var_os("OUT_DIR").expect("cargo says where");
    std::fs::write(Path::new(&folder).join("thousand.rs"), text)
}
