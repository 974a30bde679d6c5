//! Expansions, laid out for reading: one file per feature in `snapshots/`. After a wanted change, run
//! `UPDATE_EXPECT=1 cargo test -p api-macros` and read the difference.

use expect_test::expect_file;
use quote::quote;

use super::laid_out;

/// One test per snapshot: `name(arguments of #[api]) { trait }`.
macro_rules! snapshots {
    ($($name:ident($($args:tt)*) { $($item:tt)* })*) => {$(
        #[test]
        fn $name() {
            let tokens = crate::driver::api(quote!($($args)*), quote!($($item)*));
            expect_file![concat!("../../snapshots/", stringify!($name), ".rs")]
                .assert_eq(&laid_out(tokens));
        }
    )*};
}

snapshots! {
    sample(envelope = Kook) {
        /// Private chats of a KOOK user.
        pub trait UserChat {
            /// The details of one chat.
            #[endpoint(GET, "/api/v3/user-chat/view")]
            async fn view(&self, chat_code: &str) -> Result<Chat>;

            /// Removes a chat from the list.
            #[endpoint(POST, "/api/v3/user-chat/delete")]
            async fn delete(&self, chat_code: &str) -> Result<()>;
        }
    }

    openapi(openapi, server, envelope = Kook, credentials = scheme("Bot")) {
        /// Private chats of a KOOK user.
        pub trait UserChat {
            /// The details of one chat.
            #[endpoint(GET, "/{id}/view", example = "Cargo.toml")]
            async fn view(&self, id: u64, tags: &[&str]) -> Result<Chat>;
        }
    }

    server(server, envelope = Kook) {
        pub trait UserChat {
            #[endpoint(GET, "/{id}/view")]
            async fn view(&self, #[context] cx: &Context, id: u64, tags: &[&str]) -> Result<Chat>;

            #[endpoint(POST, "/create")]
            async fn create(&self, target_id: Option<&str>) -> Result<Chat>;
        }
    }

    stub(stub, envelope = Kook) {
        pub trait UserChat<T> {
            #[endpoint(GET, "/view", example = "Cargo.toml")]
            async fn view(&self, chat_code: &str, #[sensitive(in_url)] key: T) -> Result<Chat>;
        }
    }

    example() {
        trait UserChat {
            #[endpoint(GET, "/view", example = "Cargo.toml")]
            async fn view(&self) -> Result<Chat>;
        }
    }

    everything(
        path = "/v{version}",
        headers("Accept-Language" = "en"),
        query("v" = "3"),
        client = Files,
        crate = renamed
    ) {
        pub(crate) trait FileApi<T: Entity>: Clone where T: 'static {
            #[cfg(unix)]
            #[deprecated]
            #[endpoint(
                PUT, "/{owner}/files/{name*}?fixed=a%20b", envelope = Wrapped, timeout = "10s",
                idempotent, retry = never, headers("X-Kind" = "file", "X-Trace" = none),
                query("w" = "4"), credentials = none, success = [200, 202], max_body = "64 MiB",
            )]
            async fn put<'a>(
                &self,
                #[body] file: &'a T,
                name: &str,
                #[path("version")] v: u8,
                owner: u64,
                #[header("X-Request")] #[sensitive] request: Option<&str>,
                #[query] r#type: Kind,
            ) -> Result<T, Failure> where T: 'a;

            /// Provided.
            async fn all(&self) -> u8 { 1 }
        }
    }

    mistake() {
        trait Users {
            #[endpoint(GET, "/users/{id}")]
            fn get((a, b): (u8, u8));

            #[endpoint(GET, "/users")]
            async fn list(&self) -> Result<Vec<User>>;
        }
    }

    queries(list = "csv", rename_all = "camelCase", bools = "digits") {
        trait Users {
            #[endpoint(GET, "/users")]
            async fn list(
                &self,
                user_ids: &[u64],
                #[query("t", list = "indices", bools = "words")] tags: &[&str],
                #[query(flatten, nested = "dots")] filter: &Filter,
                #[query(flag)] all: bool,
                #[query(encoded)] raw: &str,
            ) -> Result<()>;
        }
    }

    headers() {
        trait Users {
            #[endpoint(GET, "/users")]
            async fn list(
                &self,
                #[header("X-Name")] name: &str,
                #[header("X-Ids", list = "csv")] ids: &[u64],
                #[header(flatten)] more: &HashMap<String, String>,
                #[header(flatten, replace)] over: &HashMap<String, String>,
            ) -> Result<()>;
        }
    }

    bodies() {
        trait Users {
            #[endpoint(POST, "/form", body = form)]
            async fn form(&self, name: &str, #[field(list = "brackets")] ids: &[u8]) -> Result<()>;

            #[endpoint(POST, "/whole")]
            async fn whole_form(&self, #[body(form)] user: &User) -> Result<()>;

            #[endpoint(POST, "/text")]
            async fn text(&self, #[body(text, content_type = "text/csv")] text: &str) -> Result<()>;

            #[endpoint(POST, "/bytes")]
            async fn bytes(&self, #[body(stream)] bytes: Body) -> Result<()>;

            #[endpoint(POST, "/lines")]
            async fn lines(&self, #[body(json_lines)] docs: &[Doc]) -> Result<()>;

            #[endpoint(POST, "/flat")]
            async fn flat(&self, #[field(flatten)] user: &User, name: &str) -> Result<()>;

            #[endpoint(POST, "/files")]
            async fn files(&self, #[part("file")] file: Part, title: &str) -> Result<()>;
        }
    }

    fields(fields("jsonrpc" = "2.0", "id" = 1), body = json("params")) {
        trait Aria2 {
            #[endpoint(POST, "/jsonrpc", fields("method" = "aria2.addUri", "id" = none, "n" = -1.50))]
            async fn add_uri(&self, uris: &[&str]) -> Result<String>;

            #[endpoint(POST, "/jsonrpc", fields("method" = "aria2.pauseAll", "quick" = true))]
            async fn pause_all(&self) -> Result<()>;

            #[endpoint(GET, "/version")]
            async fn version(&self) -> Result<String>;
        }
    }

    json_texts() {
        trait Files {
            #[endpoint(GET, "/files")]
            async fn list(&self, #[query(json)] filter: &Filter) -> Result<()>;

            #[endpoint(POST, "/messages")]
            async fn send(&self, #[field(json)] content: Content) -> Result<()>;

            #[endpoint(POST, "/files/{ids}")]
            async fn upload(
                &self,
                #[path(list = "csv")] ids: &[u8],
                #[part(json)] attributes: &Attributes,
                #[part] file: Part,
            ) -> Result<()>;
        }
    }

    url_at_run_time() {
        trait Pages {
            #[endpoint(GET)]
            async fn next(&self, #[url] url: &str, limit: u8) -> Result<Page>;
        }
    }

    head() {
        trait Files {
            #[endpoint(HEAD, "/files/{id}")]
            async fn head(&self, id: u64) -> Result<HeaderMap>;
        }
    }

    conditions() {
        trait Users {
            #[endpoint(GET, "/users")]
            async fn list(&self, #[cfg(unix)] page: u32) -> Result<()>;
        }
    }

    conversions() {
        trait Users {
            #[endpoint(GET, "/users/{id}")]
            async fn get<T>(&self, id: impl Into<String>, by: impl Serialize) -> Result<T>
            where
                T: DeserializeOwned,
                Self: Sized;
        }
    }

    lifetimes() {
        trait Users<'t, const N: usize> {
            #[endpoint(GET, "/users/{id}")]
            async fn get<'a>(&'a self, id: &str, by: Cow<'t, str>, with: Name<'_>) -> Result<()>;
        }
    }

    provided() {
        trait Users {
            const LIMIT: usize = 10;

            async fn both(&self, mut count: u8) -> Result<u8> {
                count += 1;
                Ok(count)
            }

            async fn nothing(&self) {}

            fn plain(&self) -> usize { Self::LIMIT }
        }
    }

    sensitive() {
        trait Users {
            #[endpoint(GET, "/users")]
            async fn list(&self, #[query] #[sensitive] token: &str) -> Result<()>;
        }
    }

    extensible(extensible) {
        trait Users<T>: Clone {
            #[endpoint(GET, "/users/{id}")]
            async fn get(&self, id: u64) -> Result<T>;
        }
    }

    extends(extends(UsersClient<u8>)) {
        trait Admin: Users<u8> {
            #[endpoint(POST, "/ban/{id}")]
            async fn ban(&self, id: u64) -> Result<()>;
        }
    }

    pages() {
        trait Users {
            #[endpoint(GET, "/users")]
            async fn list(&self, #[cursor] page: Option<u32>, size: Option<u32>) -> Result<Page<User>>;

            #[endpoint(POST, "/find", page(last_key = "id"))]
            async fn find(&self, name: &str, #[cursor] after: Option<&str>) -> Result<Vec<User>>;

            #[endpoint(GET, "/one")]
            async fn one(&self) -> Result<User>;

            #[endpoint(GET, "/some", page(none))]
            async fn some(&self) -> Result<Page<User>>;
        }
    }

    half_typed() {
        trait Users {
            #[endpoint(GET, "/users")]
            async fn list(&self, id: ) -> Result<()>;

            #[endpoint(GET, "/names")]
            async fn names(&self) -> Result<()>;
        }
    }

    not_a_trait() {
        struct Users;
    }
}

#[test]
fn envelope() {
    let tokens = crate::envelope::derive(quote! {
        struct Telegram<T> {
            #[envelope(success = true)]
            ok: bool,
            #[envelope(payload)]
            result: T,
            #[envelope(code)]
            error_code: i64,
            #[envelope(message)]
            description: String,
            #[envelope(retry_after, rename = "parameters.retry_after")]
            retry_after: u64,
        }
    });
    expect_file!["../../snapshots/envelope.rs"].assert_eq(&laid_out(tokens));
}
