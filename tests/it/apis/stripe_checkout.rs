//! Stripe's checkout session: a form with lists of structs, maps in brackets and a key per order.
//! <https://docs.stripe.com/api/checkout/sessions/create>

use std::collections::BTreeMap;

use api_core::{Credentials, Error, Result, StatusError, api};
use api_tests::{Server, json};
use serde::{Deserialize, Serialize};

use crate::support::{builder, last};

#[derive(Serialize)]
struct LineItem<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<&'a str>,
    price_data: Option<PriceData<'a>>,
    quantity: u32,
}

#[derive(Serialize)]
struct PriceData<'a> {
    currency: &'a str,
    unit_amount: u32,
    product_data: ProductData<'a>,
}

#[derive(Serialize)]
struct ProductData<'a> {
    name: &'a str,
    images: &'a [&'a str],
}

#[derive(Serialize)]
struct AutomaticTax {
    enabled: bool,
}

#[derive(Debug, Deserialize)]
struct Session {
    id: String,
    url: Option<String>,
    amount_total: Option<u64>,
}

#[derive(Debug, Deserialize)]
struct Problem {
    error: Details,
}

#[derive(Debug, Deserialize)]
struct Details {
    r#type: String,
    param: Option<String>,
}

#[derive(Debug, StatusError)]
enum StripeError {
    #[status(default)]
    Refused(Problem, Error),
    #[other]
    Call(Error),
}

#[api(path = "/v1", body = form, headers("Stripe-Version" = "2025-09-30.clover"))]
trait Stripe {
    /// Creates a checkout session.
    #[endpoint(POST, "/checkout/sessions", idempotency_key)]
    #[allow(clippy::too_many_arguments)]
    async fn create_session(
        &self,
        mode: &str,
        success_url: &str,
        #[field(list = "indices", nested = "brackets")] line_items: &[LineItem<'_>],
        #[field(nested = "brackets")] metadata: Option<&BTreeMap<&str, &str>>,
        #[field(nested = "brackets")] automatic_tax: Option<AutomaticTax>,
        #[field(list = "brackets")] expand: &[&str],
        customer: Option<&str>,
    ) -> Result<Session, StripeError>;
}

fn stripe(server: &Server) -> StripeClient {
    let builder = builder(server).credentials(Credentials::basic("sk_test_4eC39H", ""));
    StripeClient::new(builder.build().unwrap())
}

#[api_tests::test]
async fn a_session_is_created() {
    let server = Server::giving(json(
        200,
        r#"{"id":"cs_test_a1","object":"checkout.session","url":"https://checkout.stripe.com/c/pay/cs_test_a1","amount_total":4000}"#,
    ));
    let items = [
        LineItem { price: Some("price_1Mo"), price_data: None, quantity: 2 },
        LineItem {
            price: None,
            price_data: Some(PriceData {
                currency: "eur",
                unit_amount: 2000,
                product_data: ProductData {
                    name: "T-shirt & cap",
                    images: &["https://a/1.png", "b"],
                },
            }),
            quantity: 1,
        },
    ];
    let metadata = BTreeMap::from([("order", "6735"), ("shop [eu]", "ü")]);
    let session = stripe(&server)
        .create_session(
            "payment",
            "https://example.com/ok?id={CHECKOUT_SESSION_ID}",
            &items,
            Some(&metadata),
            Some(AutomaticTax { enabled: true }),
            &["line_items", "payment_intent"],
            None,
        )
        .await
        .unwrap();
    assert_eq!((&*session.id, session.amount_total), ("cs_test_a1", Some(4000)));
    assert!(session.url.unwrap().ends_with("cs_test_a1"));

    let request = last(&server);
    assert_eq!(request.line(), "POST /v1/checkout/sessions HTTP/1.1");
    assert_eq!(request.header("authorization"), ["Basic c2tfdGVzdF80ZUMzOUg6"]);
    assert_eq!(request.header("content-type"), ["application/x-www-form-urlencoded"]);
    assert_eq!(request.header("stripe-version"), ["2025-09-30.clover"]);
    assert_eq!(request.header("idempotency-key")[0].len(), 36);
    let pairs: Vec<(String, String)> =
        url::form_urlencoded::parse(request.body().as_bytes()).into_owned().collect();
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert_eq!(
        pairs,
        [
            ("mode", "payment"),
            ("success_url", "https://example.com/ok?id={CHECKOUT_SESSION_ID}"),
            ("line_items[0][price]", "price_1Mo"),
            ("line_items[0][quantity]", "2"),
            ("line_items[1][price_data][currency]", "eur"),
            ("line_items[1][price_data][unit_amount]", "2000"),
            ("line_items[1][price_data][product_data][name]", "T-shirt & cap"),
            ("line_items[1][price_data][product_data][images][0]", "https://a/1.png"),
            ("line_items[1][price_data][product_data][images][1]", "b"),
            ("line_items[1][quantity]", "1"),
            ("metadata[order]", "6735"),
            ("metadata[shop [eu]]", "ü"),
            ("automatic_tax[enabled]", "true"),
            ("expand[]", "line_items"),
            ("expand[]", "payment_intent"),
        ]
    );
}

#[api_tests::test]
async fn a_refusal_names_the_parameter() {
    let server = Server::giving(json(
        400,
        r#"{"error":{"type":"invalid_request_error","param":"line_items[0][price]","message":"No such price"}}"#,
    ));
    let items = [LineItem { price: Some("price_x"), price_data: None, quantity: 1 }];
    let call =
        stripe(&server).create_session("payment", "https://a", &items, None, None, &[], None);
    let failure = call.await.unwrap_err();
    assert_eq!(failure.as_error().unwrap().status().unwrap(), 400);
    let StripeError::Refused(Problem { error }, _) = failure else { panic!("{failure:?}") };
    assert_eq!(error.r#type, "invalid_request_error");
    assert_eq!(error.param.as_deref(), Some("line_items[0][price]"));
}
