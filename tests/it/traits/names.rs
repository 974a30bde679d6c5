//! Names that generated code uses as well, and keywords.

use api_core::{Result, api};

use crate::support::{client, content, last};

#[api]
trait Names {
    #[allow(clippy::too_many_arguments)]
    #[endpoint(POST, "/{this}")]
    async fn parameters(
        &self,
        request: u8,
        client: u8,
        self_: u8,
        call: u8,
        decode: u8,
        this: u8,
        endpoint: u8,
        api_core: u8,
        core: u8,
    ) -> Result<()>;

    #[endpoint(GET, "/keyword")]
    async fn r#move(&self, r#type: u8, r#fn: u8, #[header("X-Match")] r#match: u8) -> Result<()>;

    #[endpoint(GET, "/methods")]
    async fn call(&self) -> Result<()>;
    #[endpoint(GET, "/methods", overload)]
    async fn decode(&self) -> Result<()>;
    #[endpoint(GET, "/methods", overload)]
    async fn request(&self) -> Result<()>;
    #[endpoint(GET, "/methods", overload)]
    async fn endpoints(&self) -> Result<()>;
    #[endpoint(GET, "/methods", overload)]
    async fn clone(&self) -> Result<()>;
    #[endpoint(GET, "/methods", overload)]
    async fn fmt(&self) -> Result<()>;
    #[endpoint(GET, "/methods", overload)]
    async fn drop(&self) -> Result<()>;
    #[endpoint(GET, "/methods", overload)]
    async fn into_future(&self) -> Result<()>;
}

#[api_tests::test]
async fn parameters_may_have_any_name() {
    let server = content();
    let api = NamesClient::new(client(&server));
    api.parameters(1, 2, 3, 4, 5, 6, 7, 8, 9).await.unwrap();
    let object = r#"{"request":1,"client":2,"self_":3,"call":4,"decode":5,"endpoint":7,"#;
    assert_eq!(last(&server).target(), "/6");
    assert_eq!(last(&server).body(), format!(r#"{object}"api_core":8,"core":9}}"#));
    Names::parameters(&api, 1, 2, 3, 4, 5, 6, 7, 8, 9).await.unwrap();
    assert_eq!(server.requests()[0], server.requests()[1]);
}

#[api_tests::test]
async fn keywords_are_sent_without_their_mark() {
    let server = content();
    let api = NamesClient::new(client(&server));
    api.r#move(1, 2, 3).await.unwrap();
    assert_eq!(last(&server).target(), "/keyword?type=1&fn=2");
    assert_eq!(last(&server).header("x-match"), ["3"]);
    let endpoint = NamesClient::ENDPOINTS.iter().find(|endpoint| endpoint.name() == "move");
    let names = endpoint.unwrap().params().iter().map(|param| param.name()).collect::<Vec<_>>();
    assert_eq!(names, ["type", "fn", "match"]);
}

#[api_tests::test]
async fn methods_may_have_any_name_but_those_of_the_client() {
    let server = content();
    let api = NamesClient::new(client(&server));
    // What they hide is still there.
    let api = Clone::clone(&api);
    assert!(format!("{api:?}").starts_with("NamesClient {"));
    api.call().await.unwrap();
    api.decode().await.unwrap();
    api.request().await.unwrap();
    api.endpoints().await.unwrap();
    api.clone().await.unwrap();
    api.fmt().await.unwrap();
    api.drop().await.unwrap();
    api.into_future().await.unwrap();
    assert_eq!(server.requests().len(), 8);
    assert!(server.requests().iter().all(|request| request.target() == "/methods"));
}
