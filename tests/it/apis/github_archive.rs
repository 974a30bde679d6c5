//! GitHub's download of a repository: a redirect to another host, which must not see the token.
//! <https://docs.github.com/rest/repos/contents#download-a-repository-archive-tar>

use api_core::{Bytes, Credentials, ErrorKind, Result, api};
use api_tests::{Server, json, response};
use http::HeaderMap;

use crate::support::{builder, failure, last};

#[api(headers("X-GitHub-Api-Version" = "2022-11-28", "Accept" = "application/vnd.github+json"))]
trait Repos {
    /// The archive itself.
    #[endpoint(GET, "/repos/{owner}/{repo}/tarball/{ref*}", redirects = away, max_body = "64 MiB")]
    async fn archive(&self, owner: &str, repo: &str, r#ref: &str) -> Result<Bytes>;

    /// Where the archive is, for somebody else to fetch.
    #[endpoint(GET, "/repos/{owner}/{repo}/tarball/{ref*}", overload, success = [302])]
    async fn archive_link(&self, owner: &str, repo: &str, r#ref: &str) -> Result<HeaderMap>;
}

fn repos(server: &Server) -> ReposClient {
    let builder = builder(server).credentials(Credentials::bearer("github_pat_11A"));
    ReposClient::new(builder.build().unwrap())
}

#[api_tests::test]
async fn the_archive_comes_from_another_host_without_the_token() {
    let codeload = Server::giving(response(200, &[("Content-Type", "application/x-gzip")], "tgz"));
    let link = format!("{}/octo/hello/legacy.tar.gz/refs/heads/v1?token=AEX", codeload.base());
    let api = Server::giving(response(302, &[("Location", &link)], ""));
    let archive = repos(&api).archive("octo", "hello", "heads/v1").await.unwrap();
    assert_eq!(*archive, *b"tgz");

    let asked = last(&api);
    assert_eq!(asked.line(), "GET /repos/octo/hello/tarball/heads/v1 HTTP/1.1");
    assert_eq!(asked.header("authorization"), ["Bearer github_pat_11A"]);
    assert_eq!(asked.header("accept"), ["application/vnd.github+json"]);
    let followed = last(&codeload);
    assert_eq!(followed.target(), "/octo/hello/legacy.tar.gz/refs/heads/v1?token=AEX");
    assert!(followed.header("authorization").is_empty());
    assert_eq!(followed.header("host"), [codeload.authority()]);
}

#[api_tests::test]
async fn the_link_is_a_response_of_its_own() {
    let link = "https://codeload.github.com/octo/hello/legacy.tar.gz/main?token=AEX";
    let api = Server::giving(response(302, &[("Location", link)], ""));
    let headers = repos(&api).archive_link("octo", "hello", "main").await.unwrap();
    assert_eq!(headers["location"], link);
}

#[api_tests::test]
async fn no_such_branch_is_a_failure() {
    let api = Server::giving(json(404, r#"{"message":"Not Found"}"#));
    let result = repos(&api).archive("octo", "hello", "gone").await;
    assert_eq!(failure(result), (ErrorKind::Status, Some(404)));
}
