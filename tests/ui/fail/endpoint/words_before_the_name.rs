//! There is more in front of the names of methods than `async fn`.

use api_core::{Result, api};

#[api(server)]
trait Users {
    #[endpoint(GET, "/public")]
    pub async fn public(&self) -> Result<()>;

    #[endpoint(GET, "/unsafe")]
    async unsafe fn not_safe(&self) -> Result<()>;

    #[endpoint(GET, "/extern")]
    async extern "C" fn foreign(&self) -> Result<()>;

    #[endpoint(GET, "/const")]
    const fn constant(&self) -> Result<()>;
}

async fn use_it(api: &UsersClient) {
    _ = (api.public().await, api.not_safe().await, api.foreign().await);
    _ = api.constant().await;
}

fn main() {}
