//! Rules that hold of every expansion.

use quote::quote;

use super::laid_out;

/// An envelope with an error still names the crate as it was told to.
#[test]
fn a_broken_envelope_keeps_the_path_of_the_crate() {
    let tokens = crate::envelope::derive(quote! {
        #[envelope(crate = renamed)]
        struct Wrapped<T> {
            #[envelope(success = 0)]
            code: i64,
            data: T,
        }
    });
    let text = laid_out(tokens);
    assert!(text.contains("impl<T> renamed::Envelope for Wrapped<T>"), "{text}");
    assert!(!text.contains("api_core::"), "{text}");
}

/// A header that could end a message, or speak to the next hop, is refused wherever it is declared.
#[test]
fn headers_of_the_transport_cannot_be_declared() {
    let names = [
        "Connection",
        "Content-Length",
        "Host",
        "Keep-Alive",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "UPGRADE",
    ];
    for name in names {
        let declared = [
            quote!(
                #[endpoint(GET, "/")]
                async fn get(&self, #[header(#name)] value: &str) -> Result<()>;
            ),
            quote!(
                #[endpoint(GET, "/", headers(#name = "a"))]
                async fn get(&self) -> Result<()>;
            ),
            quote!(
                #[endpoint(GET, "/", headers(#name = none))]
                async fn get(&self) -> Result<()>;
            ),
        ];
        let of_trait = crate::driver::api(
            quote!(headers(#name = "a")),
            quote!(
                trait Users {}
            ),
        );
        let of_endpoints =
            declared.map(|item| crate::driver::api(quote!(), quote!(trait Users { #item })));
        for tokens in of_endpoints.into_iter().chain([of_trait]) {
            let text = tokens.to_string();
            assert!(text.contains("is written by the transport"), "{name}: {text}");
        }
    }
}

#[test]
#[should_panic(expected = "errors are dropped unread")]
fn errors_that_nobody_reads_are_noticed() {
    let mut ctxt = crate::ctxt::Ctxt::default();
    ctxt.error(proc_macro2::Span::call_site(), "this is wrong", "write something else");
}
