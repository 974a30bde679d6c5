//! A call of Plaid, which wants two credentials at once, each as a header.
//! <https://plaid.com/docs/api/accounts/#accountsget>

use api_core::{Credentials, Error, Result, StatusError, api};
use api_tests::{Server, everything_shown, json};
use serde::{Deserialize, Serialize};

use crate::support::{builder, last};

#[derive(Serialize)]
struct Options<'a> {
    account_ids: &'a [&'a str],
}

#[derive(Debug, Deserialize)]
struct Accounts {
    accounts: Vec<Account>,
    request_id: String,
}

#[derive(Debug, Deserialize)]
struct Account {
    account_id: String,
    balances: Balances,
}

#[derive(Debug, Deserialize)]
struct Balances {
    available: Option<f64>,
    iso_currency_code: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Problem {
    error_type: String,
    error_code: String,
}

#[derive(Debug, StatusError)]
enum PlaidError {
    #[status(default)]
    Refused(Problem, Error),
    #[other]
    Call(Error),
}

#[api(headers("Plaid-Version" = "2020-09-14"))]
trait Plaid {
    #[endpoint(POST, "/accounts/get")]
    async fn accounts(
        &self,
        #[sensitive] access_token: &str,
        options: Option<Options<'_>>,
    ) -> Result<Accounts, PlaidError>;
}

fn plaid(server: &Server) -> PlaidClient {
    let credentials = Credentials::all([
        Credentials::header("PLAID-CLIENT-ID", "5f2c-id"),
        Credentials::header("PLAID-SECRET", "8a1e-secret"),
    ]);
    PlaidClient::new(builder(server).credentials(credentials).build().unwrap())
}

#[api_tests::test]
async fn both_credentials_are_sent() {
    let server = Server::giving(json(
        200,
        r#"{"accounts":[{"account_id":"BxBX","balances":{"available":100.5,"current":110,"iso_currency_code":"USD"}}],"request_id":"qk5"}"#,
    ));
    let options = Options { account_ids: &["BxBX"] };
    let accounts = plaid(&server).accounts("access-sandbox-1", Some(options)).await.unwrap();
    let [account] = &accounts.accounts[..] else { panic!("one account") };
    assert_eq!((&*account.account_id, account.balances.available), ("BxBX", Some(100.5)));
    assert_eq!(account.balances.iso_currency_code.as_deref(), Some("USD"));
    assert_eq!(accounts.request_id, "qk5");
    let request = last(&server);
    assert_eq!(request.line(), "POST /accounts/get HTTP/1.1");
    assert_eq!(request.header("plaid-client-id"), ["5f2c-id"]);
    assert_eq!(request.header("plaid-secret"), ["8a1e-secret"]);
    assert_eq!(
        request.body(),
        r#"{"access_token":"access-sandbox-1","options":{"account_ids":["BxBX"]}}"#
    );
}

#[api_tests::test]
async fn a_refusal_keeps_all_secrets() {
    let server = Server::giving(json(
        400,
        r#"{"error_type":"INVALID_INPUT","error_code":"INVALID_API_KEYS","error_message":"invalid client_id or secret provided"}"#,
    ));
    let failure = plaid(&server).accounts("access-sandbox-1", None).await.unwrap_err();
    let PlaidError::Refused(problem, error) = &failure else { panic!("{failure:?}") };
    assert_eq!((&*problem.error_type, &*problem.error_code), ("INVALID_INPUT", "INVALID_API_KEYS"));
    let shown = everything_shown(error);
    assert!(!shown.contains("8a1e-secret") && !shown.contains("access-sandbox"), "{shown}");
}
