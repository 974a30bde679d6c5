//! A stub responds with something that the endpoint does not return.
//! Remedy: give a value of the declared type, a `Result` of one, or a response

use api_core::{Result, api};

#[api(stub)]
trait Users {
    #[endpoint(GET, "/{id}")]
    async fn get(&self, id: u64) -> Result<String>;
}

fn main() {
    let stub = UsersStub::new();
    stub.get().respond(7);
    stub.get().respond_sequence([Some(String::new())]);
}
