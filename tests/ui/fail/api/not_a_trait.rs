use api_core::api;

#[api]
struct Users {
    name: String,
}

fn main() {
    _ = Users { name: String::new() }.name;
}
