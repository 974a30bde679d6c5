//! Box's upload: another host, and a JSON text as a part in front of the file.
//! <https://developer.box.com/reference/post-files-content/>

use api_core::{Credentials, Error, Part, Result, StatusError, api};
use api_tests::{Server, json};
use serde::{Deserialize, Serialize};

use crate::support::{builder, content, last};

#[derive(Serialize)]
struct Attributes<'a> {
    name: &'a str,
    parent: Parent<'a>,
}

#[derive(Serialize)]
struct Parent<'a> {
    id: &'a str,
}

#[derive(Debug, Deserialize)]
struct Files {
    total_count: u32,
    entries: Vec<File>,
}

#[derive(Debug, Deserialize)]
struct File {
    id: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Problem {
    code: String,
}

#[derive(Debug, StatusError)]
enum BoxError {
    #[status(409)]
    NameInUse(Problem),
    #[status(default)]
    Refused(Problem, Error),
    #[other]
    Call(Error),
}

#[api]
trait BoxFiles {
    /// The attributes come first: Box reads the parts in this order.
    #[endpoint(POST, "/files/content", base = "uploads")]
    async fn upload(
        &self,
        #[query] fields: Option<&str>,
        #[header("content-md5")] sha1: Option<&str>,
        #[part(json)] attributes: &Attributes<'_>,
        #[part] file: Part,
    ) -> Result<Files, BoxError>;

    #[endpoint(GET, "/files/{file_id}")]
    async fn file(&self, file_id: &str) -> Result<File, BoxError>;
}

fn files(own: &Server, uploads: &Server) -> BoxFilesClient {
    let credentials = Credentials::bearer("T9cE5asGnuyYCCqIZFoWjFHvNbvVqHjl");
    let builder = builder(own)
        .credentials(credentials.clone())
        .base("uploads", format!("{}/api/2.0", uploads.base()))
        .credentials_for("uploads", credentials);
    BoxFilesClient::new(builder.build().unwrap())
}

fn upload(api: &BoxFilesClient) -> api_core::Call<Result<Files, BoxError>> {
    let attributes = Attributes { name: "Contract \"1\".pdf", parent: Parent { id: "0" } };
    let file =
        Part::bytes("%PDF-1.7").with_file_name("Contract.pdf").with_content_type("application/pdf");
    api.upload(Some("id,name"), Some("134b65991ed521fcfe4724b7d814ab8ded5185dc"), &attributes, file)
}

#[api_tests::test]
async fn a_file_goes_to_the_host_of_uploads() {
    let own = content();
    let uploads = Server::giving(json(
        201,
        r#"{"total_count":1,"entries":[{"type":"file","id":"12345","name":"Contract \"1\".pdf"}]}"#,
    ));
    let files = upload(&files(&own, &uploads)).await.unwrap();
    assert_eq!((files.total_count, &*files.entries[0].id), (1, "12345"));
    assert_eq!(files.entries[0].name, "Contract \"1\".pdf");
    assert!(own.requests().is_empty());

    let request = last(&uploads);
    assert_eq!(request.line(), "POST /api/2.0/files/content?fields=id%2Cname HTTP/1.1");
    assert_eq!(request.header("authorization"), ["Bearer T9cE5asGnuyYCCqIZFoWjFHvNbvVqHjl"]);
    assert_eq!(request.header("content-md5"), ["134b65991ed521fcfe4724b7d814ab8ded5185dc"]);
    let content_type = request.header("content-type").concat();
    let boundary = content_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = [
        "Content-Disposition: form-data; name=\"attributes\"",
        "Content-Type: application/json",
        "",
        r#"{"name":"Contract \"1\".pdf","parent":{"id":"0"}}"#,
        "--BOUNDARY",
        "Content-Disposition: form-data; name=\"file\"; filename=\"Contract.pdf\"",
        "Content-Type: application/pdf",
        "",
        "%PDF-1.7",
        "--BOUNDARY--",
        "",
    ];
    let expected = format!("--BOUNDARY\r\n{}", expected.join("\r\n")).replace("BOUNDARY", boundary);
    assert_eq!(request.body(), expected);
}

#[api_tests::test]
async fn a_name_in_use_has_a_variant_of_its_own() {
    let body = r#"{"type":"error","status":409,"code":"item_name_in_use"}"#;
    let uploads = Server::giving(json(409, body));
    let failure = upload(&files(&content(), &uploads)).await.unwrap_err();
    assert!(matches!(failure, BoxError::NameInUse(Problem { code }) if code == "item_name_in_use"));
    // The host of the API itself, with the same variants.
    let own = Server::giving(json(404, r#"{"type":"error","code":"not_found"}"#));
    let failure = files(&own, &uploads).file("7").await.unwrap_err();
    assert_eq!(last(&own).target(), "/files/7");
    assert!(matches!(failure, BoxError::Refused(Problem { code }, _) if code == "not_found"));
}
