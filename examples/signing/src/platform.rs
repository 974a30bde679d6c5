//! The scheme of Alibaba's open platforms (Lazada, AliExpress and others), by hand: HMAC-SHA256 over
//! the path and all parameters of query and form, sorted by name, in upper-case hexadecimal digits.
//! <https://open.lazada.com/apps/doc/doc?nodeId=10450&docId=108068>

use std::time::{SystemTime, UNIX_EPOCH};

use api_core::{BoxError, Sign, Unsigned};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use url::form_urlencoded::parse;

/// Signs the requests of an app.
pub struct Platform {
    /// The name of the app.
    pub app_key: String,
    /// Its secret.
    pub app_secret: String,
    /// The clock.
    pub now: fn() -> SystemTime,
}

impl Sign for Platform {
    fn sign(&self, request: &mut Unsigned) -> Result<(), BoxError> {
        let now = (self.now)().duration_since(UNIX_EPOCH)?.as_millis().to_string();
        for (name, value) in
            [("app_key", &*self.app_key), ("sign_method", "sha256"), ("timestamp", &*now)]
        {
            request.add_query(name, value)?;
        }
        let query = request.uri().query().unwrap_or_default();
        let is_form = |it: &[u8]| it.starts_with(b"application/x-www-form-urlencoded");
        let form = request.headers().get("content-type").is_some_and(|it| is_form(it.as_bytes()));
        let form = request.body().filter(|_| form).unwrap_or_default();
        let mut pairs: Vec<_> = parse(query.as_bytes()).chain(parse(form)).collect();
        pairs.sort();
        let mut mac = Hmac::<Sha256>::new_from_slice(self.app_secret.as_bytes())?;
        mac.update(request.uri().path().as_bytes());
        for (name, value) in &pairs {
            mac.update(name.as_bytes());
            mac.update(value.as_bytes());
        }
        let hash = mac.finalize().into_bytes();
        let digits: String = hash.iter().map(|byte| format!("{byte:02X}")).collect();
        Ok(request.add_query("sign", &digits)?)
    }
}

impl std::fmt::Debug for Platform {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Platform({}, [redacted])", self.app_key)
    }
}
