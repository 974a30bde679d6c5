//! API traits that are made of others.

use std::sync::Arc;

use api_core::{Client, Result, api};

use crate::support::{client, content, last};

#[api(extensible)]
trait Users: Clone {
    #[endpoint(GET, "/users/{id}")]
    async fn user(&self, id: u64) -> Result<()>;

    async fn first(&self) -> Result<()> {
        self.user(1).await
    }
}

#[api(extensible, path = "/v2")]
trait Rooms<T: Sync> {
    #[endpoint(GET, "/rooms")]
    async fn rooms(&self, #[cfg(not(target_os = "none"))] page: u8) -> Result<()>;
}

#[api(extends(UsersClient, RoomsClient<String>))]
trait Admin: Users + Rooms<String> {
    #[endpoint(POST, "/ban/{id}")]
    async fn ban(&self, id: u64) -> Result<()>;

    async fn ban_first(&self) -> Result<()> {
        self.user(1).await?;
        self.ban(1).await
    }
}

/// A fake of a trait that others extend is written like any other.
#[derive(Clone)]
struct Fake;

#[api_core::async_trait]
impl Users for Fake {
    async fn user(&self, _: u64) -> Result<()> {
        Ok(())
    }
}

async fn first(users: impl Users) -> Result<()> {
    users.first().await
}

#[api_tests::test]
async fn one_client_serves_the_trait_and_its_supertraits() {
    let server = content();
    let http: Client = client(&server);
    let admin = AdminClient::new(http.clone());
    admin.ban_first().await.unwrap();
    let lines: Vec<String> = server.requests().iter().map(|r| r.line().to_owned()).collect();
    assert_eq!(lines, ["GET /users/1 HTTP/1.1", "POST /ban/1 HTTP/1.1"]);
    first(admin.clone()).await.unwrap();
    first(UsersClient::new(http)).await.unwrap();
    assert_eq!(last(&server).target(), "/users/1");
    admin.rooms(3).await.unwrap();
    assert_eq!(last(&server).target(), "/v2/rooms?page=3");
    let rooms: Arc<dyn Rooms<String>> = Arc::new(admin);
    rooms.rooms(4).await.unwrap();
    assert_eq!(last(&server).target(), "/v2/rooms?page=4");
    first(Fake).await.unwrap();
    assert_eq!(server.requests().len(), 6);
}
