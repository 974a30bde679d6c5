include!("main.rs");
