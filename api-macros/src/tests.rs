//! The expansion, as a person reads it. After a wanted change: `UPDATE_EXPECT=1 cargo test`.

use expect_test::expect_file;
use proc_macro2::TokenStream;
use quote::quote;

fn expanded(args: TokenStream, item: TokenStream) -> String {
    let tokens = crate::driver::api(args, item);
    prettyplease::unparse(&syn::parse2(tokens).expect("the expansion is a list of items"))
}

#[test]
fn the_sample_reads_like_code_that_a_person_would_have_written() {
    let shown = expanded(
        quote!(envelope = Kook),
        quote! {
            /// Private chats of a KOOK user.
            pub trait UserChat {
                /// The details of one chat.
                #[endpoint(GET, "/api/v3/user-chat/view")]
                async fn view(&self, chat_code: &str) -> Result<Chat>;

                /// Removes a chat from the list.
                #[endpoint(POST, "/api/v3/user-chat/delete")]
                async fn delete(&self, chat_code: &str) -> Result<()>;
            }
        },
    );
    expect_file!["../snapshots/sample.rs"].assert_eq(&shown);
}

#[test]
fn everything_that_can_be_declared() {
    let shown = expanded(
        quote!(
            path = "/v{version}",
            headers("Accept-Language" = "en"),
            query("v" = "3"),
            client = Files,
            crate = renamed
        ),
        quote! {
            pub(crate) trait FileApi<T: Entity>: Clone where T: 'static {
                #[cfg(unix)]
                #[deprecated]
                #[endpoint(
                    PUT, "/{owner}/files/{name*}?fixed=a%20b", envelope = Wrapped, timeout = "10s",
                    idempotent, retry = never, headers("X-Kind" = "file"), query("w" = "4"), credentials = none,
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
        },
    );
    expect_file!["../snapshots/everything.rs"].assert_eq(&shown);
}

#[test]
fn a_mistake_leaves_the_rest() {
    let shown = expanded(
        quote!(),
        quote! {
            trait Users {
                #[endpoint(GET, "/users/{id}")]
                fn get((a, b): (u8, u8));

                #[endpoint(GET, "/users")]
                async fn list(&self) -> Result<Vec<User>>;
            }
        },
    );
    expect_file!["../snapshots/mistake.rs"].assert_eq(&shown);
}
