//! What a call costs in a large trait, beside many other traits, and late in the life of a client:
//! what it costs in a small one, alone and early, unless something grows.

use std::hint::black_box;

use api_benches::call::{self, CODE, TOKEN};
use api_benches::many::{MANY, together};
use api_benches::measure::{Round, instructions_after, kept};
use api_benches::opening::Kook;
use api_benches::payload::{Chat, response};
use api_benches::serve::Server;
use api_core::{Body, Call, Client, ClientBuilder, Credentials, Result, api};
use bytes::Bytes;
use http::{Response, StatusCode};
use tower::service_fn;

use crate::find;

// `Thousand`, whose last endpoint is that of `One`.
include!(concat!(env!("OUT_DIR"), "/thousand.rs"));

#[api(envelope = Kook, path = "/api/v3/user-chat")]
trait One {
    #[endpoint(GET, "/view-999")]
    async fn view_999(&self, chat_code: &str) -> Result<Chat>;
}

/// A call with its receiver, which is one of several.
type View = Box<dyn Fn(&str) -> Call<Result<Chat>>>;

/// Traits that differ in a path, lest the compiler make one of them; and a call of each.
macro_rules! traits {
    ($($name:ident $path:literal)*) => {
        $(mod $name {
            use super::{Chat, Kook, Result, api};

            #[api(envelope = Kook, path = "/api/v3/user-chat")]
            trait Alike {
                #[endpoint(GET, $path)]
                async fn view(&self, chat_code: &str) -> Result<Chat>;
            }

            pub(super) fn view(client: super::Client) -> super::View {
                let api = AlikeClient::new(client);
                Box::new(move |code| api.view(code))
            }
        })*

        const TRAITS: [fn(Client) -> View; 20] = [$($name::view),*];
    };
}

traits! {
    a "/a" b "/b" c "/c" d "/d" e "/e" f "/f" g "/g" h "/h" i "/i" j "/j"
    k "/k" l "/l" m "/m" n "/n" o "/o" p "/p" q "/q" r "/r" s "/s" t "/t"
}

/// A case, such as `endpoints/1000`.
pub(crate) fn case(name: &str) -> Option<Round> {
    let client = |settings: fn(ClientBuilder) -> ClientBuilder| client(StatusCode::OK, settings);
    Some(match name {
        "endpoints/1" => {
            let api = OneClient::new(client(|usual| usual));
            calling(move |code| api.view_999(code))
        }
        "endpoints/1000" => {
            let api = ThousandClient::new(client(|usual| usual));
            calling(move |code| api.view_999(code))
        }
        "traits/1" | "traits/20" => {
            let client = client(|usual| usual);
            // As many clients in both.
            let traits = if name == "traits/1" { [TRAITS[0]; 20] } else { TRAITS };
            let views = traits.map(|view| view(client.clone()));
            let mut next = 0;
            calling(move |code| {
                next = (next + 1) % views.len();
                views[next](code)
            })
        }
        "calls/fetched" => {
            let api = OneClient::new(client(|usual| {
                usual.credentials(Credentials::provider(|| async {
                    Ok::<_, std::io::Error>(Credentials::header("Authorization", TOKEN))
                }))
            }));
            calling(move |code| api.view_999(code))
        }
        "calls/refused" => {
            let api = OneClient::new(self::client(StatusCode::SERVICE_UNAVAILABLE, |usual| usual));
            let runtime = call::runtime();
            Box::new(move || {
                let result = runtime.block_on(async { api.view_999(black_box(CODE)).await });
                black_box(result.err().expect("a failure"));
            })
        }
        "calls/turns" => {
            let api = OneClient::new(client(|usual| usual.max_concurrent(8)));
            together(call::runtime(), MANY, move || {
                let api = api.clone();
                async move { _ = black_box(api.view_999(CODE).await.expect("a response")) }
            })
        }
        _ => return None,
    })
}

/// A round of one call.
fn calling(mut view: impl FnMut(&str) -> Call<Result<Chat>> + 'static) -> Round {
    let runtime = call::runtime();
    Box::new(move || {
        let chat = runtime.block_on(async { view(black_box(CODE)).await });
        black_box(chat.expect("a response"));
    })
}

/// A client of a service in this process, which lets other tasks run before it responds.
fn client(status: StatusCode, settings: fn(ClientBuilder) -> ClientBuilder) -> Client {
    let body = Bytes::from(response("chat").unwrap_or_default());
    let transport = service_fn(move |_: http::Request<Body>| {
        let mut response = Response::new(Body::from(body.clone()));
        *response.status_mut() = status;
        async {
            tokio::task::yield_now().await;
            Ok::<_, std::io::Error>(response)
        }
    });
    let usual = Client::builder("http://localhost")
        .credentials(Credentials::header("Authorization", TOKEN))
        .transport(transport);
    settings(usual).build().expect("a client")
}

/// Where in the life of a case a figure is taken: which rounds, of how many calls each.
struct At {
    label: &'static str,
    case: &'static str,
    before: u64,
    rounds: u64,
}

impl At {
    const fn new(label: &'static str, case: &'static str, before: u64, rounds: u64) -> Self {
        Self { label, case, before, rounds }
    }

    /// A thousand calls after the first hundred, and the last thousand of ten.
    fn calls(case: &'static str) -> (Self, Self) {
        let at = |label, before| Self::new(label, case, before, 1_000);
        (at("101 to 1 100", 100), at("9 001 to 10 000", 9_000))
    }
}

/// Prints the table.
pub(crate) fn print() {
    println!("### Scaling\n");
    println!("| what grows | from | instructions | to | instructions | of the first | kept |");
    println!("| --- | --- | ---: | --- | ---: | ---: | ---: |");
    let small = |label, case| At::new(label, case, 40, 40);
    row("endpoints in the trait", (small("1", "endpoints/1"), small("1 000", "endpoints/1000")), 1);
    row("traits on the client", (small("1", "traits/1"), small("20", "traits/20")), 1);
    row("calls", At::calls("endpoints/1"), 1);
    row("calls, credentials fetched", At::calls("calls/fetched"), 1);
    row("calls that fail", At::calls("calls/refused"), 1);
    let (early, late) = ("129 to 192", "9 921 to 9 984");
    let at = |label, before| At::new(label, "calls/turns", before, 1);
    row("calls that wait for their turn", (at(early, 2), at(late, 155)), MANY);
    let server = Server::start(1);
    call::set_base(&server.base);
    row("calls over loopback", At::calls("get/ours"), 1);
    row("calls over loopback, by hand", At::calls("get/hand"), 1);
    println!();
}

/// A row, whose rounds are so many calls each.
fn row(what: &str, (first, last): (At, At), calls: u32) {
    let each = |at: &At| instructions_after(at.case, at.before, at.rounds) / f64::from(calls);
    let kept = |at: &At| kept(find, at.case, at.before + at.rounds) as i64;
    let (from, to) = (each(&first), each(&last));
    println!(
        "| {what} | {} | {from:.0} | {} | {to:.0} | {:.3} | {} |",
        first.label,
        last.label,
        to / from,
        kept(&last) - kept(&first),
    );
}
