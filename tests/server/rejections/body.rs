//! Bodies that cannot be read.

use expect_test::expect;

use super::{JSON, hold, router};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

const PARTS: &str = "Content-Type: multipart/form-data; boundary=b";

#[tokio::test]
async fn a_rejection_names_what_cannot_be_read_in_a_body() {
    let requests = [
        "POST /v1/notes\n\n{\"title\":\"hunter2\"}".to_owned(),
        format!("POST /v1/notes\n{FORM}\n\ntitle=hunter2"),
        "POST /v1/notes\nContent-Type: application/json; charset=latin1\n\n{}".to_owned(),
        format!("POST /v1/notes\n{JSON}\nContent-Encoding: gzip\n\nhunter2"),
        format!("POST /v1/notes\n{JSON}\n\n"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"hunter2\""),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":hunter2}}"),
        format!("POST /v1/notes\n{JSON}\n\n[\"hunter2\"]"),
        format!("POST /v1/notes\n{JSON}\n\n{{}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":null}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":7}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"a\",\"size\":\"hunter2\"}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"a\",\"size\":256}}"),
        format!("POST /v1/notes\n{JSON}\n\n{{\"title\":\"a\",\"title\":\"hunter2\"}}"),
        format!("PUT /v1/form\n{JSON}\n\n{{}}"),
        format!("PUT /v1/form\n{FORM}\n\nsize=1"),
        format!("PUT /v1/form\n{FORM}\n\ntitle=hunter2&title=hunter2"),
        format!("PUT /v1/form\n{FORM}\n\ntitle=hunter2&size=hunter2"),
        format!("PUT /v1/form\n{FORM}\n\ntitle=%ff"),
        format!("PUT /v1/parts\n{FORM}\n\ntitle=hunter2"),
        "PUT /v1/parts\nContent-Type: multipart/form-data\n\n".to_owned(),
        format!("PUT /v1/parts\n{PARTS}\n\n--other\n\nhunter2\n--other--"),
        format!(
            "PUT /v1/parts\n{PARTS}\n\n--b\nContent-Disposition: form-data; name=\"title\"\n\nhunter2"
        ),
        format!("PUT /v1/parts\n{PARTS}\n\n--b\n\nhunter2\n--b--"),
        format!(
            "PUT /v1/parts\n{PARTS}\n\n--b\nContent-Disposition: form-data; name=\"title\"\n\nhunter2\n--b--"
        ),
        "PUT /v1/text\nContent-Type: text/plain; charset=utf-16\n\nhunter2".to_owned(),
        "PUT /v1/text\nContent-Type: text/markdown; charset=\"UTF-8\"\n\nhunter2".to_owned(),
    ];
    let requests: Vec<&str> = requests.iter().map(String::as_str).collect();
    hold(router(), &requests, expect![[r#"
        POST /v1/notes⏎⏎{"title":"hunter2"}
            415 {"code":415,"data":null,"message":"body: expected the content type `application/json`"}
        POST /v1/notes⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2
            415 {"code":415,"data":null,"message":"body: expected the content type `application/json`"}
        POST /v1/notes⏎Content-Type: application/json; charset=latin1⏎⏎{}
            415 {"code":415,"data":null,"message":"body: expected UTF-8"}
        POST /v1/notes⏎Content-Type: application/json⏎Content-Encoding: gzip⏎⏎hunter2
            415 {"code":415,"data":null,"message":"body: expected no `Content-Encoding`"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎
            400 {"code":400,"data":null,"message":"body: it is missing; expected a JSON object"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"hunter2"
            400 {"code":400,"data":null,"message":"body: it is no valid JSON"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":hunter2}
            400 {"code":400,"data":null,"message":"body: it is no valid JSON"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎["hunter2"]
            422 {"code":422,"data":null,"message":"body: expected a JSON object"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{}
            422 {"code":422,"data":null,"message":"field parameter `title`: it is missing"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":null}
            422 {"code":422,"data":null,"message":"field parameter `title`: expected a text, found null"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":7}
            422 {"code":422,"data":null,"message":"field parameter `title`: expected a text, found an integer"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"a","size":"hunter2"}
            422 {"code":422,"data":null,"message":"field parameter `size`: expected u8, found a text"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"a","size":256}
            422 {"code":422,"data":null,"message":"field parameter `size`: expected u8, found another integer"}
        POST /v1/notes⏎Content-Type: application/json⏎⏎{"title":"a","title":"hunter2"}
            400 {"code":400,"data":null,"message":"body: a member is given more than once"}
        PUT /v1/form⏎Content-Type: application/json⏎⏎{}
            415 {"code":415,"data":null,"message":"body: expected the content type `application/x-www-form-urlencoded`"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎size=1
            422 {"code":422,"data":null,"message":"field parameter `title`: it is missing"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2&title=hunter2
            400 {"code":400,"data":null,"message":"field parameter `title`: it is given more than once"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2&size=hunter2
            422 {"code":422,"data":null,"message":"field parameter `size`: expected a whole number (u8)"}
        PUT /v1/form⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=%ff
            400 {"code":400,"data":null,"message":"field parameter `title`: expected percent-encoded UTF-8"}
        PUT /v1/parts⏎Content-Type: application/x-www-form-urlencoded⏎⏎title=hunter2
            415 {"code":415,"data":null,"message":"body: expected the content type `multipart/form-data`"}
        PUT /v1/parts⏎Content-Type: multipart/form-data⏎⏎
            400 {"code":400,"data":null,"message":"body: its content type names no boundary between the parts"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--other⏎⏎hunter2⏎--other--
            400 {"code":400,"data":null,"message":"body: it is no valid multipart: its boundary is not there"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--b⏎Content-Disposition: form-data; name="title"⏎⏎hunter2
            400 {"code":400,"data":null,"message":"body: it is no valid multipart: a part has no end"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--b⏎⏎hunter2⏎--b--
            400 {"code":400,"data":null,"message":"body: it is no valid multipart: a part has no headers"}
        PUT /v1/parts⏎Content-Type: multipart/form-data; boundary=b⏎⏎--b⏎Content-Disposition: form-data; name="title"⏎⏎hunter2⏎--b--
            422 {"code":422,"data":null,"message":"part parameter `file`: it is missing"}
        PUT /v1/text⏎Content-Type: text/plain; charset=utf-16⏎⏎hunter2
            415 {"code":415,"data":null,"message":"body: expected UTF-8"}
        PUT /v1/text⏎Content-Type: text/markdown; charset="UTF-8"⏎⏎hunter2
            200 {"code":0,"message":"","data":null}
    "#]]).await;
}
