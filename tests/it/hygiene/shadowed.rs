//! Modules in which the well-known names mean something else, or nothing at all.

use api_tests::{Server, json};

use crate::support::{client, last};

/// Without the prelude only what is written out is there.
#[no_implicit_prelude]
mod bare {
    #[derive(::api_core::Envelope)]
    pub(super) struct Wrapped<T> {
        #[envelope(success = 0)]
        code: i64,
        #[envelope(message)]
        message: ::std::string::String,
        #[envelope(payload)]
        data: T,
    }

    #[::api_core::api(envelope = Wrapped, headers("X-One" = "1"), query("one" = "1"))]
    pub(super) trait Bare {
        #[endpoint(GET, "/bare/{id}", timeout = "5s", credentials = none)]
        async fn get(
            &self,
            id: u64,
            q: ::std::option::Option<u8>,
            #[header("X-Two")] two: &str,
        ) -> ::api_core::Result<::std::option::Option<::std::string::String>>;

        #[endpoint(POST, "/bare", idempotent)]
        async fn post(&self, name: &str, list: ::std::vec::Vec<u8>) -> ::api_core::Result<()>;

        async fn provided(&self) -> ::api_core::Result<()> {
            self.post("p", ::std::vec::Vec::new()).await
        }
    }

    #[::api_core::api(envelope = Wrapped)]
    pub(super) trait Generic<T: ::serde::de::DeserializeOwned + ::std::marker::Send + 'static> {
        #[endpoint(GET, "/generic")]
        async fn get(&self) -> ::api_core::Result<T>;
    }
}

/// Every name that generated code could lean on stands for something else. Not `Box`, which
/// `async_trait` takes as it finds it: see `tests/ui/pass/box_of_ones_own.rs`.
#[allow(dead_code, non_camel_case_types, unused_macros)]
mod foreign {
    pub(super) struct Result;
    pub(super) struct Option;
    pub(super) struct String;
    pub(super) struct Vec;
    pub(super) struct Some;
    pub(super) struct None;
    pub(super) struct Ok;
    pub(super) struct Err;
    pub(super) struct Pin;
    pub(super) struct PhantomData;
    pub(super) struct Client;
    pub(super) struct Call;
    pub(super) struct Endpoint;
    pub(super) struct Param;
    pub(super) struct Error;
    pub(super) struct Envelope;
    pub(super) struct bool;
    pub(super) struct str;
    pub(super) struct i64;
    pub(super) struct u8;
    pub(super) trait Send {}
    pub(super) trait Sync {}
    pub(super) trait Sized {}
    pub(super) trait Clone {}
    pub(super) trait Copy {}
    pub(super) trait Debug {}
    pub(super) trait Default {}
    pub(super) trait Drop {}
    pub(super) trait Fn {}
    pub(super) trait From {}
    pub(super) trait Into {}
    pub(super) trait Future {}
    pub(super) trait IntoFuture {}
    mod core {}
    mod std {}
    mod alloc {}
    mod api_core {}
    mod async_trait {}
    mod serde {}
    macro_rules! unreachable {
        () => {
            compile_error!("not this one")
        };
    }

    #[derive(::api_core::Envelope)]
    pub(super) struct Wrapped<T> {
        #[envelope(success = 0)]
        code: ::core::primitive::i64,
        #[envelope(message)]
        message: ::std::string::String,
        #[envelope(payload)]
        data: T,
    }

    #[::api_core::api(envelope = Wrapped, path = "/v1", headers("X-One" = "1"), query("one" = "1"))]
    pub(super) trait Foreign {
        #[endpoint(GET, "/foreign/{id}", timeout = "5s")]
        async fn get(
            &self,
            id: ::core::primitive::u64,
            q: ::core::option::Option<::core::primitive::u8>,
        ) -> ::api_core::Result<::core::option::Option<::std::string::String>>;

        #[endpoint(POST, "/foreign")]
        async fn post(&self, name: &::core::primitive::str) -> ::api_core::Result<()>;
    }

    #[::api_core::api(envelope = Wrapped)]
    pub(super) trait Generic<T: ::serde::de::DeserializeOwned + ::core::marker::Send + 'static> {
        #[endpoint(GET, "/generic")]
        async fn get(&self) -> ::api_core::Result<T>;
    }
}

#[api_tests::test]
async fn a_trait_needs_no_prelude() {
    let server = Server::giving(json(200, r#"{"code":0,"data":"a"}"#));
    let client = client(&server);
    let api = bare::BareClient::new(client.clone());
    assert_eq!(api.get(7, Some(1), "2").await.unwrap().as_deref(), Some("a"));
    let request = last(&server);
    assert_eq!(request.target(), "/bare/7?one=1&q=1");
    assert_eq!(
        (request.header("x-one").join(""), request.header("x-two").join("")),
        ("1".into(), "2".into())
    );
    bare::Bare::provided(&api).await.unwrap();
    assert_eq!(last(&server).body(), r#"{"name":"p","list":[]}"#);
    assert_eq!(bare::GenericClient::<String>::new(client).get().await.unwrap(), "a");
}

#[api_tests::test]
async fn a_trait_does_not_care_what_the_names_around_it_mean() {
    let server = Server::giving(json(200, r#"{"code":0,"data":"a"}"#));
    let client = client(&server);
    let api = foreign::ForeignClient::new(client.clone());
    assert_eq!(api.get(7, None).await.unwrap().as_deref(), Some("a"));
    assert_eq!(last(&server).target(), "/v1/foreign/7?one=1");
    foreign::Foreign::post(&api.clone(), "p").await.unwrap();
    assert_eq!(last(&server).body(), r#"{"name":"p"}"#);
    let generic = foreign::GenericClient::<String>::new(client);
    assert_eq!(generic.clone().get().await.unwrap(), "a");
}
