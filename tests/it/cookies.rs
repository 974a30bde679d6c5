//! Cookies that servers set, and that a client sends back to where they are from.

use api_core::{ClientBuilder, Result, api};
use api_tests::{Server, Step, debug, response};

use crate::support::{builder, calling, content, last};

#[api]
trait Session {
    #[endpoint(GET, "/login")]
    async fn login(&self) -> Result<()>;
    #[endpoint(GET, "/me")]
    async fn me(&self, #[header("Cookie")] own: Option<&str>) -> Result<()>;
    #[endpoint(GET, "/admin/users")]
    async fn admin(&self) -> Result<()>;
    #[endpoint(GET)]
    async fn at(&self, #[url] url: &str) -> Result<()>;
}

/// A server that sets these cookies with its first response.
fn setting(cookies: &[&str]) -> Server {
    let headers: Vec<_> = cookies.iter().map(|line| ("Set-Cookie", *line)).collect();
    let first = response(200, &headers, "");
    let rest = response(200, &[], "");
    Server::by(move |_| {
        let sent = [Step::ReadRequest, Step::Send(first.clone())];
        let more = [Step::ReadRequest, Step::Send(rest.clone())];
        sent.into_iter().chain(std::iter::repeat_n(more, 8).flatten()).collect::<Vec<_>>()
    })
}

fn session(builder: ClientBuilder) -> SessionClient {
    SessionClient::new(builder.cookies().build().unwrap())
}

/// The `Cookie` of a request to `/me` and of one to `/admin/users`, once these were set.
async fn sent(cookies: &[&str]) -> [Vec<String>; 2] {
    let server = setting(cookies);
    let api = session(builder(&server));
    api.login().await.unwrap();
    api.me(None).await.unwrap();
    let me = last(&server).header("cookie");
    api.admin().await.unwrap();
    [me, last(&server).header("cookie")]
}

#[api_tests::test]
async fn a_cookie_goes_back_to_where_it_is_from() {
    let none = [""; 0];
    for (set, me, admin) in [
        (&["id=7"][..], &["id=7"][..], &["id=7"][..]),
        (&["id=7; HttpOnly; SameSite=Lax", "b=x=y"], &["id=7; b=x=y"], &["id=7; b=x=y"]),
        (&["id=7; Path=/admin"], &none, &["id=7"]),
        (&["id=7; Path=/adm"], &none, &none),
        (&["a=1", "b=2; Path=/admin"], &["a=1"], &["b=2; a=1"]),
        (&["a=1", "a=2"], &["a=2"], &["a=2"]),
        (&["a=1; Max-Age=60", "b=2; Max-Age=0"], &["a=1"], &["a=1"]),
        (&["a=1", "a=1; Max-Age=-1"], &none, &none),
        (&["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], &none, &none),
        (&["a=1", "a=; Expires=Thu, 01-Jan-1970 00:00:01 GMT"], &none, &none),
        (&["a=1; Expires=Fri, 01-Jan-2100 00:00:00 GMT"], &["a=1"], &["a=1"]),
        (&["a=1; Expires=Fri, 01 Jan 2100 00:00:00 GMT"], &["a=1"], &["a=1"]),
        (&["a=1; Domain=example.com"], &none, &none),
        (&["a=1; Domain=127.0.0.1"], &["a=1"], &["a=1"]),
        (&["nonsense", "=1", "a=1"], &["a=1"], &["a=1"]),
        // An attribute that cannot be read changes nothing, and of two that can the last counts.
        (&["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Expires=soon"], &none, &none),
        (&["a=1; Max-Age=+0; Max-Age=0x0; Max-Age="], &["a=1"], &["a=1"]),
        (&["a=1", "a=2; Max-Age=-99999999999999999999"], &none, &none),
        (&["a=1; Max-Age=99999999999999999999"], &["a=1"], &["a=1"]),
        (&["a=1; Path=/me; Path=/admin"], &none, &["a=1"]),
        (&["a=1; Path=/admin; Path=elsewhere"], &["a=1"], &["a=1"]),
        (&["a=1; Domain=example.com; Domain=127.0.0.1"], &["a=1"], &["a=1"]),
        // An address has no subdomains.
        (&["a=1; Domain=0.0.1"], &none, &none),
        (&["a=1; Domain=."], &["a=1"], &["a=1"]),
        // A new value keeps the place of the old one.
        (&["a=1", "b=2", "a=3"], &["a=3; b=2"], &["a=3; b=2"]),
        (&["a=é"], &["a=é"], &["a=é"]),
        (&["__Host-a=1; Secure; Path=/"], &["__Host-a=1"], &["__Host-a=1"]),
        (&["__Host-a=1; Path=/", "__HOST-b=1; Path=/"], &none, &none),
        (&["__Host-a=1; Secure", "__Host-b=1; Secure; Path=/me"], &none, &none),
        (&["__Host-a=1; Secure; Path=/; Domain=127.0.0.1"], &none, &none),
        (&["__Secure-a=1", "__secure-b=1"], &none, &none),
        (&["__Secure-a=1; Secure"], &["__Secure-a=1"], &["__Secure-a=1"]),
        // This machine is as safe as TLS.
        (&["a=1; Secure"], &["a=1"], &["a=1"]),
    ] {
        assert_eq!(sent(set).await, [me, admin], "{set:?}");
    }
}

#[api_tests::test]
async fn a_cookie_goes_to_no_other_origin() {
    let (server, elsewhere) = (setting(&["id=7; Path=/"]), content());
    let api = session(builder(&server));
    api.login().await.unwrap();
    api.at(&format!("{}/me", elsewhere.base())).await.unwrap();
    assert_eq!(last(&elsewhere).header("cookie"), [""; 0]);
    api.at(&format!("{}/me", server.base())).await.unwrap();
    assert_eq!(last(&server).header("cookie"), ["id=7"]);
}

#[api_tests::test]
async fn without_a_jar_none_is_kept_and_a_calls_own_comes_first() {
    let server = setting(&["id=7", "b=1"]);
    let api = SessionClient::new(builder(&server).build().unwrap());
    api.login().await.unwrap();
    api.me(None).await.unwrap();
    assert_eq!(last(&server).header("cookie"), [""; 0]);
    let server = setting(&["id=7", "b=1"]);
    let api = session(builder(&server));
    api.login().await.unwrap();
    api.me(Some("id=8; c=2")).await.unwrap();
    assert_eq!(last(&server).header("cookie"), ["id=8; c=2; b=1"]);
    assert!(!debug(api.client()).contains("id"), "{:?}", api.client());
    // Clones share it, and other clients do not.
    let clone = SessionClient::new(api.client().clone());
    clone.me(None).await.unwrap();
    assert_eq!(last(&server).header("cookie"), ["id=7; b=1"]);
    let other = session(builder(&server));
    other.admin().await.unwrap();
    assert_eq!(last(&server).header("cookie"), [""; 0]);
}

/// A sign-in sets its cookie with the redirect that follows it.
#[api_tests::test]
async fn a_redirect_sets_cookies_too() {
    let to = response(302, &[("Location", "/me"), ("Set-Cookie", "id=7; Path=/")], "");
    let server = Server::each([
        Step::ReadRequest,
        Step::Send(to),
        Step::ReadRequest,
        Step::Send(response(200, &[], "")),
    ]);
    let api = session(calling(server.base()).no_env_proxy().follow_redirects(1));
    api.login().await.unwrap();
    assert_eq!(last(&server).header("cookie"), ["id=7"]);
}
