::core::compile_error! {
    "`#[api]` stands on a trait; its methods are the endpoints"
}
struct Users;
