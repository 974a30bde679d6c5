//! Multipart bodies as other clients write them.

use api_core::server::axum::Router;
use api_core::{Part, Result, api, async_trait};

use super::rejections::response;

#[api(server)]
trait Files {
    #[endpoint(POST, "/file", body = multipart)]
    async fn file(&self, #[part] a: Part) -> Result<String>;
}

struct Echo;

#[async_trait]
impl Files for Echo {
    async fn file(&self, a: Part) -> Result<String> {
        let content = String::from_utf8_lossy(a.as_bytes().unwrap()).into_owned();
        Ok(format!("{:?} {:?} {content:?}", a.file_name(), a.content_type()))
    }
}

fn router() -> Router {
    FilesServer::new(Echo).into_router()
}

async fn sent(content_type: &str, body: &str) -> std::result::Result<String, String> {
    let request =
        format!("POST /file\nContent-Type: multipart/form-data; {content_type}\n\n{body}");
    let (parts, body) = response(router(), &request).await.into_parts();
    match parts.status.as_u16() {
        200 => Ok(serde_json::from_slice(&body).unwrap()),
        status => Err(format!("{status} {}", String::from_utf8(body).unwrap())),
    }
}

/// A part with this behind `form-data`.
async fn named(names: &str) -> std::result::Result<String, String> {
    let body = format!("--b\nContent-Disposition: form-data{names}\n\nx\n--b--\n");
    sent("boundary=b", &body).await
}

#[tokio::test]
async fn the_names_of_a_part() {
    let text = |file_name: &str| Ok(format!("Some({file_name:?}) None \"x\""));
    for (names, expected) in [
        // Browsers and this client: quotes as %22, backslashes as they are.
        (r#"; name="a"; filename="b c.png""#, text("b c.png")),
        (r#"; name="a"; filename="C:\new\x%22y\\z""#, text(r#"C:\new\x"y\\z"#)),
        (r#"; name="a"; filename="ends in \""#, text(r"ends in \")),
        (r#"; filename="ends in \"; name="a""#, text(r"ends in \")),
        // Older curl, Go and Java.
        (r#"; name="a"; filename="say \"hi\"; now.txt""#, text(r#"say "hi"; now.txt"#)),
        // No quotes: some embedded clients.
        ("; name=a", Ok("None None \"x\"".to_owned())),
        ("; name=a; filename=b-c_d.png", text("b-c_d.png")),
        (";NAME=a;FileName=\"é.png\";", text("é.png")),
        // Python: the encoded name, alone or beside a plain one.
        ("; name=\"a\"; filename*=UTF-8''na%C3%AFve%20%22file%22.txt", text("naïve \"file\".txt")),
        ("; name=\"a\"; filename=\"x\"; filename*=utf-8'en'%E2%82%AC", text("€")),
        ("; filename*=utf-8''%E2%82%AC; name=a; filename=x", text("€")),
    ] {
        assert_eq!(named(names).await, expected, "{names}");
    }
    for (names, why) in [
        ("", "a part has no name"),
        ("; name", "a part has no name"),
        ("; name=\"a\"; name=b", "a part has two names"),
        ("; name=a; filename*=utf-8''a; filename*=utf-8''b", "a part has two names"),
        ("; name=\"a", "the names of a part are not well-formed"),
        ("; name=\"a\" b", "the names of a part are not well-formed"),
        ("; name=a; filename*=iso-8859-1''%E4", "the name of a file is not in UTF-8"),
        ("; name=a; filename*=utf-8''%E4", "the encoded name of a file is not well-formed"),
        ("; name=a; filename*=utf-8''%zz", "the encoded name of a file is not well-formed"),
        ("; name=a; filename*=utf-8", "the encoded name of a file is not well-formed"),
    ] {
        let expected = format!("400 body: it is no valid multipart: {why}");
        assert_eq!(named(names).await, Err(expected), "{names}");
    }
}

#[tokio::test]
async fn the_lines_around_the_parts() {
    const PART: &str = "--b c\nContent-Disposition: form-data; name=\"a\"\n\nx\n";
    let whole = Ok("None None \"x\"".to_owned());
    let why = |why: &str| Err(format!("400 body: it is no valid multipart: {why}"));
    for (body, expected) in [
        (format!("{PART}--b c--"), whole.clone()),
        (format!("This is a message\nin --b c several parts.\n\n{PART}--b c--\n"), whole.clone()),
        (format!("\n{PART}--b c--\n"), whole.clone()),
        (format!("{PART}--b c--\nThe end.\n\n"), whole.clone()),
        (format!("{PART}--b c-- \t\n\n"), whole.clone()),
        (PART.replace("--b c", "--b c  ") + "--b c--", whole.clone()),
        (format!("{PART}--b c--\n{PART}--b c--"), why("a part follows its end")),
        (format!("{PART}--b c--x"), why("its last boundary is not the end of a line")),
        (format!("{PART}--b cd\n\nx\n--b c--"), why("a boundary is not the end of a line")),
        ("hello".to_owned(), why("its boundary is not there")),
    ] {
        assert_eq!(sent("charset=utf-8; Boundary=\"b c\"", &body).await, expected, "{body}");
    }
}
