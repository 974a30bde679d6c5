//! AWS Signature Version 4, by the crate `aws-sigv4`.

use std::time::SystemTime;

use api_core::{BoxError, Sign, Unsigned};
use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, PercentEncodingMode, SignableBody, SignableRequest, SigningSettings,
    UriPathNormalizationMode, sign,
};
use aws_sigv4::sign::v4;

/// Signs the requests to one service in one region.
pub struct SigV4 {
    credentials: Credentials,
    region: String,
    service: String,
    now: fn() -> SystemTime,
}

impl SigV4 {
    /// A signer for `service`, such as `dynamodb`, in `region`, such as `eu-central-1`.
    #[must_use]
    pub fn new(key_id: &str, secret: &str, region: &str, service: &str) -> Self {
        Self {
            credentials: Credentials::from_keys(key_id, secret, None),
            region: region.to_owned(),
            service: service.to_owned(),
            now: SystemTime::now,
        }
    }

    /// Adds the token of credentials that are good for a while.
    #[must_use]
    pub fn session_token(mut self, token: &str) -> Self {
        let (id, secret) = (self.credentials.access_key_id(), self.credentials.secret_access_key());
        self.credentials = Credentials::from_keys(id, secret, Some(token.to_owned()));
        self
    }

    /// Takes the time from this clock.
    #[must_use]
    pub fn clock(mut self, now: fn() -> SystemTime) -> Self {
        self.now = now;
        self
    }

    /// S3 takes a path as it is, and wants the hash of the body in a header.
    fn settings(&self) -> SigningSettings {
        let mut settings = SigningSettings::default();
        if self.service == "s3" {
            settings.uri_path_normalization_mode = UriPathNormalizationMode::Disabled;
            settings.percent_encoding_mode = PercentEncodingMode::Single;
            settings.payload_checksum_kind = PayloadChecksumKind::XAmzSha256;
        }
        settings
    }
}

/// True for the headers that are signed: those that a proxy has no reason to change.
fn is_signed(name: &str) -> bool {
    matches!(name, "host" | "content-type") || name.starts_with("x-amz-") || name.starts_with("my-")
}

impl Sign for SigV4 {
    fn sign(&self, request: &mut Unsigned) -> Result<(), BoxError> {
        let identity = self.credentials.clone().into();
        let params = v4::SigningParams::builder()
            .identity(&identity)
            .region(&self.region)
            .name(&self.service)
            .time((self.now)())
            .settings(self.settings())
            .build()?;
        let headers = request.headers().iter().filter(|(name, _)| is_signed(name.as_str()));
        let headers: Vec<(&str, &str)> = headers
            .map(|(name, value)| Ok((name.as_str(), value.to_str()?)))
            .collect::<Result<_, BoxError>>()?;
        let body = match request.body() {
            Some(body) => SignableBody::Bytes(body),
            None => SignableBody::UnsignedPayload,
        };
        let signable = SignableRequest::new(
            request.method().as_str(),
            request.uri().to_string(),
            headers.into_iter(),
            body,
        )?;
        let (instructions, _) = sign(signable, &params.into())?.into_parts();
        for (name, value) in instructions.headers() {
            request.set_header(name, value)?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for SigV4 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigV4({}, {}, [redacted])", self.region, self.service)
    }
}
