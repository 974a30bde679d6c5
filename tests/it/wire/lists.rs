//! Lists in all six styles, in a query and in a form.

use api_core::{Result, api};

use super::{Own, rows, silent};
use crate::support::client;

#[api(path = "/l")]
trait Lists {
    #[endpoint(GET, "")]
    async fn repeat(&self, a: &[&str]) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn csv(&self, #[query(list = "csv")] a: &[&str]) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn ssv(&self, #[query(list = "ssv")] a: &[&str]) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn pipes(&self, #[query(list = "pipes")] a: &[&str]) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn brackets(&self, #[query(list = "brackets")] a: &[&str]) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn indices(&self, #[query(list = "indices")] a: &[&str]) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn optional(&self, #[query(list = "csv")] a: Option<Vec<u8>>) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn between(&self, a: u8, #[query(list = "csv")] b: Vec<u8>, c: u8) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn scalar(&self, #[query(list = "brackets")] a: Own<u8>) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn array(&self, #[query(list = "csv")] a: [u8; 3]) -> Result<()>;

    #[endpoint(GET, "", overload)]
    async fn tuple(&self, #[query(list = "csv")] a: (u8, &str)) -> Result<()>;
}

#[api_tests::test]
async fn in_a_query() {
    let server = silent();
    let api = ListsClient::new(client(&server));
    rows! { server;
        api.repeat(&[]) => "GET /l";
        api.repeat(&["1"]) => "GET /l?a=1";
        api.repeat(&["1", "2"]) => "GET /l?a=1&a=2";
        api.repeat(&["a,b", "c d"]) => "GET /l?a=a%2Cb&a=c%20d";
        api.repeat(&["", ""]) => "GET /l?a=&a=";
        api.csv(&[]) => "GET /l";
        api.csv(&["1"]) => "GET /l?a=1";
        api.csv(&["1", "2", "3"]) => "GET /l?a=1,2,3";
        api.csv(&["a,b", "c d"]) => "GET /l?a=a%2Cb,c%20d";
        api.csv(&["", "x", ""]) => "GET /l?a=,x,";
        api.ssv(&[]) => "GET /l";
        api.ssv(&["1"]) => "GET /l?a=1";
        api.ssv(&["1", "2"]) => "GET /l?a=1%202";
        api.ssv(&["a,b", "c d"]) => "GET /l?a=a%2Cb%20c%20d";
        api.pipes(&[]) => "GET /l";
        api.pipes(&["1"]) => "GET /l?a=1";
        api.pipes(&["1", "2"]) => "GET /l?a=1%7C2";
        api.pipes(&["a|b", "c"]) => "GET /l?a=a%7Cb%7Cc";
        api.brackets(&[]) => "GET /l";
        api.brackets(&["1"]) => "GET /l?a%5B%5D=1";
        api.brackets(&["1", "2"]) => "GET /l?a%5B%5D=1&a%5B%5D=2";
        api.brackets(&["a&b"]) => "GET /l?a%5B%5D=a%26b";
        api.indices(&[]) => "GET /l";
        api.indices(&["1"]) => "GET /l?a%5B0%5D=1";
        api.indices(&["1", "2"]) => "GET /l?a%5B0%5D=1&a%5B1%5D=2";
        api.optional(None) => "GET /l";
        api.optional(Some(vec![])) => "GET /l";
        api.optional(Some(vec![1, 2])) => "GET /l?a=1,2";
        api.between(1, vec![], 3) => "GET /l?a=1&c=3";
        api.between(1, vec![2, 2], 3) => "GET /l?a=1&b=2,2&c=3";
        api.scalar(Own(1)) => "GET /l?a=1";
        api.array([1, 2, 3]) => "GET /l?a=1,2,3";
        api.tuple((1, "b")) => "GET /l?a=1,b";
    }
}

#[api]
trait Forms {
    #[endpoint(POST, "/f", body = form)]
    async fn repeat(&self, a: &[&str]) -> Result<()>;

    #[endpoint(POST, "/f", body = form, overload)]
    async fn csv(&self, #[field(list = "csv")] a: &[&str]) -> Result<()>;

    #[endpoint(POST, "/f", body = form, overload)]
    async fn ssv(&self, #[field(list = "ssv")] a: &[&str]) -> Result<()>;

    #[endpoint(POST, "/f", body = form, overload)]
    async fn pipes(&self, #[field(list = "pipes")] a: &[&str]) -> Result<()>;

    #[endpoint(POST, "/f", body = form, overload)]
    async fn brackets(&self, #[field(list = "brackets")] a: &[&str]) -> Result<()>;

    #[endpoint(POST, "/f", body = form, overload)]
    async fn indices(&self, #[field(list = "indices")] a: &[&str]) -> Result<()>;
}

#[api_tests::test]
async fn in_a_form() {
    const F: &str = "POST /f\ncontent-type: application/x-www-form-urlencoded";
    let server = silent();
    let api = FormsClient::new(client(&server));
    let empty = "POST /f\ncontent-length: 0\ncontent-type: application/x-www-form-urlencoded";
    let body = |text: &str| format!("{F}\n\n{text}");
    rows! { server;
        api.repeat(&[]) => empty;
        api.repeat(&["1", "2"]) => body("a=1&a=2");
        api.repeat(&["a b", "&"]) => body("a=a+b&a=%26");
        api.csv(&[]) => empty;
        api.csv(&["1", "2"]) => body("a=1,2");
        api.csv(&["a,b", "c"]) => body("a=a%2Cb,c");
        api.ssv(&["1", "2"]) => body("a=1+2");
        api.pipes(&["1", "2"]) => body("a=1%7C2");
        api.brackets(&["1", "2"]) => body("a%5B%5D=1&a%5B%5D=2");
        api.indices(&["1", "2"]) => body("a%5B0%5D=1&a%5B1%5D=2");
    }
}

#[api(list = "csv", bools = "digits", rename_all = "camelCase")]
trait Defaults {
    #[endpoint(GET, "/d")]
    async fn query(
        &self,
        user_ids: &[u8],
        is_on: bool,
        #[query(list = "repeat", bools = "words")] all_on: &[bool],
        #[query("as_is")] other_name: u8,
    ) -> Result<()>;

    #[endpoint(POST, "/d", body = form)]
    async fn form(&self, user_ids: &[u8], is_on: bool) -> Result<()>;

    #[endpoint(POST, "/d/json")]
    async fn json(&self, user_ids: &[u8], is_on: bool) -> Result<()>;

    #[endpoint(GET, "/d/{user_id}")]
    async fn path(&self, user_id: u8) -> Result<()>;
}

#[api_tests::test]
async fn as_the_trait_says() {
    let server = silent();
    let api = DefaultsClient::new(client(&server));
    rows! { server;
        api.query(&[1, 2], true, &[true, false], 3)
            => "GET /d?userIds=1,2&isOn=1&allOn=true&allOn=false&as_is=3";
        api.query(&[], false, &[], 3) => "GET /d?isOn=0&as_is=3";
        api.form(&[1, 2], true)
            => "POST /d\ncontent-type: application/x-www-form-urlencoded\n\nuserIds=1,2&isOn=1";
        api.json(&[1, 2], true)
            => "POST /d/json\ncontent-type: application/json\n\n{\"userIds\":[1,2],\"isOn\":true}";
        api.path(1) => "GET /d/1";
    }
}
