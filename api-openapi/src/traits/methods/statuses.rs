//! Several successes of one operation: an enum of their statuses.

use std::fmt::Write as _;

use super::Builder;
use super::responses::{Held, docs_of};
use crate::model::Status;
use crate::traits::docs;
use crate::traits::types::ItemBody;

impl<'t, 'a> Builder<'t, 'a> {
    /// An enum of several statuses, each with what it holds.
    pub(super) fn by_status(&mut self, held: &[(Status, Held)]) -> String {
        let mut lines = String::new();
        let mut bodies = Vec::new();
        for (status, value) in held {
            let Status::Code(code) = status else { continue };
            let text = match self.method.is_exact {
                true => {
                    let mut responses = self.operation.responses.iter();
                    responses.find(|it| it.status == *status).and_then(super::failures::docs_of)
                }
                false => docs_of(self.operation, *status),
            };
            if let Some(text) = text {
                lines.push_str(&docs::comment(&text, 4, "///"));
            }
            let _ = writeln!(lines, "    #[status({code})]");
            let variant = variant(*status);
            let _ = match value {
                Held::Nothing => writeln!(lines, "    {variant},"),
                other => writeln!(lines, "    {variant}({}),", self.words(other)),
            };
            if let Held::Json(rust) = value {
                bodies.push(rust.clone());
            }
        }
        let name = self.types.names.claim(&self.context("ByStatus").name, "");
        let body = ItemBody::Statuses { lines, bodies, derive: "ByStatus" };
        let docs =
            format!("The responses of `{}::{}` by status.", self.trait_name, self.method.name);
        self.types.add_statuses(name.clone(), Some(self.home), body, Some(docs));
        name
    }
}

/// The name of a status as a variant.
pub(super) fn variant(status: Status) -> String {
    let code = match status {
        Status::Code(code) => code,
        Status::Range(4) => return "Rejected".to_owned(),
        Status::Range(5) => return "Failed".to_owned(),
        Status::Range(_) | Status::Default => return "Unexpected".to_owned(),
    };
    REASONS
        .iter()
        .find(|(known, _)| *known == code)
        .map_or_else(|| format!("Status{code}"), |(_, name)| (*name).to_owned())
}

/// The names of statuses, of IANA's registry.
const REASONS: &[(u16, &str)] = &[
    (101, "SwitchingProtocols"),
    (200, "Success"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "NonAuthoritative"),
    (204, "NoContent"),
    (205, "ResetContent"),
    (206, "PartialContent"),
    (207, "MultiStatus"),
    (301, "MovedPermanently"),
    (302, "Found"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "ContentTooLarge"),
    (414, "UriTooLong"),
    (415, "UnsupportedMediaType"),
    (416, "RangeNotSatisfiable"),
    (417, "ExpectationFailed"),
    (418, "Teapot"),
    (421, "MisdirectedRequest"),
    (422, "UnprocessableContent"),
    (423, "Locked"),
    (424, "FailedDependency"),
    (425, "TooEarly"),
    (426, "UpgradeRequired"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (431, "HeadersTooLarge"),
    (451, "UnavailableForLegalReasons"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (507, "InsufficientStorage"),
];
