#[automatically_derived]
impl<T> ::api_core::__private::openapi::DescribedEnvelope for Telegram<T> {
    const NAME: ::core::option::Option<::api_core::__private::openapi::EnvelopeName> = ::core::option::Option::Some(::api_core::__private::openapi::EnvelopeName {
        name: "Telegram",
        module: ::core::module_path!(),
        docs: "",
    });
}
#[automatically_derived]
impl<T> ::api_core::Envelope for Telegram<T> {
    const SPEC: ::core::option::Option<&'static ::api_core::__private::EnvelopeSpec> = {
        #[allow(dead_code)]
        fn fields<T>(envelope: &Telegram<T>) {
            _ = &envelope.ok;
            _ = &envelope.result;
            _ = &envelope.error_code;
            _ = &envelope.description;
            _ = &envelope.retry_after;
        }
        ::core::option::Option::Some(
            &::api_core::__private::EnvelopeSpec::new(
                    "ok",
                    ::api_core::__private::Success::Bool(true),
                )
                .code("error_code")
                .message("description")
                .retry_after("parameters.retry_after")
                .payload("result"),
        )
    };
}
