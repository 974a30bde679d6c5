//! A server: of a trait that is not dyn-compatible, with names that the expansion uses itself.

#![deny(warnings)]

use api_core::{Context, Result, api, async_trait};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Implementation;

/// Users of some kind.
#[api(server)]
pub trait Users<T>: Clone
where
    T: Serialize + for<'de> Deserialize<'de> + Send + Sync + 'static,
{
    #[endpoint(POST, "/{id}/{input}")]
    async fn put(
        &self,
        #[context] cx: &Context,
        id: u64,
        input: &str,
        reply: Option<&str>,
        routes: &T,
        implementation: &Implementation,
    ) -> Result<T>;

    #[endpoint(GET, "/")]
    async fn list(&self, #[context] cx: Context, r#type: &[&str]) -> Result<Vec<T>>;

    #[deprecated]
    #[endpoint(GET, "/old")]
    async fn old(&self) -> Result<()>;

    async fn both(&self, id: u64) -> Result<u64> {
        Ok(id)
    }
}

#[derive(Clone)]
struct Nobody;

#[async_trait]
impl Users<u8> for Nobody {
    async fn put(
        &self,
        _: &Context,
        _: u64,
        _: &str,
        _: Option<&str>,
        routes: &u8,
        _: &Implementation,
    ) -> Result<u8> {
        Ok(*routes)
    }

    async fn list(&self, _: Context, _: &[&str]) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }

    async fn old(&self) -> Result<()> {
        Ok(())
    }
}

mod inner {
    macro_rules! declare {
        ($name:ident) => {
            #[api_core::api(server)]
            pub(crate) trait $name {
                #[endpoint(GET, "/")]
                async fn get(&self) -> api_core::Result<String>;
            }
        };
    }
    declare!(Written);
}

pub(super) fn main() {
    let server = UsersServer::<u8>::new(Nobody).rejections(|rejection| rejection.into());
    _ = format!("{server:?}");
    _ = server.into_router();
    _ = std::mem::size_of::<inner::WrittenServer>();
}
