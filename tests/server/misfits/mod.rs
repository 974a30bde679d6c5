//! Values of another type than the declared one: the rejection says what was expected, what kind was
//! found, and where, and repeats nothing that was sent.

mod json;
mod pairs;

use std::collections::HashMap;

use api_core::server::axum::Router;
use api_core::{Result, api, async_trait};
use serde::{Deserialize, Serialize};

use super::rejections::response;

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Zone {
    name: String,
    serial: u32,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    records: Vec<Record>,
}

#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    #[default]
    Master,
    Slave,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    ttl: Option<u16>,
    weight: f64,
    address: std::net::Ipv4Addr,
    code: Short,
}

/// Its own code refuses it, in words that quote it.
#[derive(Clone, Debug, Default, Serialize)]
struct Short(String);

impl<'de> Deserialize<'de> for Short {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() > 3 {
            return Err(serde::de::Error::custom(format!(
                "`{text}`, expected {text}, is too long"
            )));
        }
        Ok(Self(text))
    }
}

/// A tuple, an array, and numbers that JSON can write and the types cannot hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Bounded {
    pair: (u8, String),
    three: [u8; 3],
    single: f32,
    by_number: HashMap<u8, bool>,
    text: String,
}

/// Members of a query.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Within {
    from: Edge,
    size: Option<u8>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Edge {
    lon: f64,
    lat: f64,
}

#[api(server)]
trait Zones {
    #[endpoint(POST, "/bounded")]
    async fn bounded(&self, #[body] bounded: Bounded) -> Result<()>;
    #[endpoint(POST, "/any")]
    async fn any(&self, #[body] any: serde_json::Value) -> Result<()>;
    #[endpoint(POST, "/zone")]
    async fn zone(&self, #[body] zone: Zone) -> Result<()>;
    #[endpoint(POST, "/zones")]
    async fn zones(&self, zones: Vec<Zone>, note: Option<String>) -> Result<()>;
    #[endpoint(POST, "/map")]
    async fn map(&self, #[body] map: HashMap<String, u32>) -> Result<()>;
    #[endpoint(POST, "/form")]
    async fn form(
        &self,
        #[body(form, list = "indices", nested = "brackets")] zone: Zone,
    ) -> Result<()>;
    #[endpoint(GET, "/query")]
    async fn query(
        &self,
        #[query(flatten, nested = "dots")] more: HashMap<String, HashMap<String, u8>>,
        kind: Option<Kind>,
        #[query(list = "csv")] ids: Vec<u8>,
    ) -> Result<()>;
    #[endpoint(GET, "/flat")]
    async fn flat(&self, #[query(flatten, nested = "dots")] within: Option<Within>) -> Result<()>;
    #[endpoint(GET, "/headers")]
    async fn headers(&self, #[header(flatten)] more: HashMap<String, u8>) -> Result<()>;
    #[endpoint(GET, "/float")]
    async fn float(&self, finite: bool) -> Result<Vec<f64>>;
}

struct Any;

#[async_trait]
impl Zones for Any {
    async fn bounded(&self, _: Bounded) -> Result<()> {
        Ok(())
    }

    async fn any(&self, _: serde_json::Value) -> Result<()> {
        Ok(())
    }

    async fn zone(&self, _: Zone) -> Result<()> {
        Ok(())
    }

    async fn zones(&self, _: Vec<Zone>, _: Option<String>) -> Result<()> {
        Ok(())
    }

    async fn map(&self, _: HashMap<String, u32>) -> Result<()> {
        Ok(())
    }

    async fn form(&self, _: Zone) -> Result<()> {
        Ok(())
    }

    async fn query(
        &self,
        _: HashMap<String, HashMap<String, u8>>,
        _: Option<Kind>,
        _: Vec<u8>,
    ) -> Result<()> {
        Ok(())
    }

    async fn flat(&self, _: Option<Within>) -> Result<()> {
        Ok(())
    }

    async fn headers(&self, _: HashMap<String, u8>) -> Result<()> {
        Ok(())
    }

    async fn float(&self, finite: bool) -> Result<Vec<f64>> {
        Ok(vec![0.5, if finite { 1.0 } else { f64::NAN }])
    }
}

fn router() -> Router {
    ZonesServer::new(Any).into_router()
}

/// The status and the text of the response to a request.
async fn told(request: &str) -> String {
    let (parts, body) = response(router(), request).await.into_parts();
    format!("{} {}", parts.status.as_u16(), String::from_utf8(body).unwrap())
}

fn json(path: &str, body: &str) -> String {
    format!("POST {path}\nContent-Type: application/json\n\n{body}")
}
