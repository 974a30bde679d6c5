//! Stubs: of a generic trait, of one without endpoints, inside a function, from a macro.

#![deny(warnings)]

use api_core::{Context, Patch, Result, api};
use serde::{Deserialize, Serialize};

/// Users of some kind.
#[api(stub, server)]
pub trait Users<T>
where
    T: std::fmt::Debug + Serialize + for<'de> Deserialize<'de> + Send + Sync + 'static,
{
    /// Puts one.
    #[endpoint(POST, "/{id}/{input}")]
    async fn put(
        &self,
        #[context] cx: &Context,
        id: u64,
        input: &str,
        patch: Patch<&str>,
        user: &T,
        r#type: &[&str],
    ) -> Result<T>;

    #[deprecated]
    #[endpoint(GET, "/{board}")]
    async fn old_one(&self, board: u8, reply: bool, stub: bool) -> Result<()>;

    #[cfg(any())]
    #[endpoint(GET, "/never")]
    async fn never(&self) -> Missing;

    async fn both(&self, id: u64) -> Result<u64> {
        Ok(id)
    }
}

#[api(stub)]
trait Nothing {}

mod inner {
    macro_rules! declare {
        ($name:ident) => {
            #[api_core::api(stub)]
            pub(crate) trait $name {
                #[endpoint(GET, "/")]
                async fn get(&self) -> api_core::Result<String>;
            }
        };
    }
    declare!(Written);
}

pub(super) fn main() {
    #[api(stub)]
    trait Local {
        #[endpoint(GET, "/")]
        async fn get(&self) -> Result<String>;
    }

    let users = UsersStub::<u8>::new();
    let put = users.put().with(|args| args.id == 7 && args.r#type.is_empty()).respond(8).times(0);
    _ = format!("{users:?} {put:?} {:?}", users.calls());
    _ = (users.router(), users.transport(), users.client());
    for call in users.calls() {
        match call {
            UsersCall::Put(args) => _ = args.input.len() + usize::from(args.user),
            UsersCall::OldOne(_) => {}
            _ => {}
        }
    }
    users.verify();
    NothingStub::new().verify();
    inner::WrittenStub::default().get().respond(String::new());
    LocalStub::new().get().times(3);
}
