::core::compile_error! {
    "`#[api]` is on a struct, not on a trait\n\n= help: declare the endpoints as methods of a trait: `#[api] trait Users { … }`"
}
struct Users;
