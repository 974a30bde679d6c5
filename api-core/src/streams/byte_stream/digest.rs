//! The hash of a content, as `Content-Digest` and `Repr-Digest` state it (RFC 9530).

use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::{Engine as _, alphabet};
use http::HeaderMap;
use sha2::{Digest as _, Sha256, Sha512};

/// A hash that is stated, and that of the content so far.
#[derive(Debug)]
pub(super) struct Check {
    stated: Vec<u8>,
    hash: Hash,
}

#[derive(Clone, Debug)]
enum Hash {
    Sha256(Sha256),
    Sha512(Sha512),
}

/// The algorithms that are safe, the best first, and the lengths of their hashes in bytes. The others of the
/// registry are not safe (RFC 9530 §5).
const ALGORITHMS: [(&str, usize); 2] = [("sha-512", 64), ("sha-256", 32)];

impl Check {
    /// The best hash that the headers state. `Content-Digest` is about what this message has, and
    /// `Repr-Digest` about the whole, which says nothing of a part.
    pub(super) fn new(headers: &HeaderMap, is_part: bool) -> Option<Self> {
        let fields: &[_] =
            if is_part { &["content-digest"] } else { &["content-digest", "repr-digest"] };
        let mut found = ALGORITHMS.iter().flat_map(|(name, length)| {
            let hash = |field| stated(headers, field, name).filter(|hash| hash.len() == *length);
            fields.iter().filter_map(move |field| Some((*name, hash(field)?)))
        });
        let (name, stated) = found.next()?;
        let hash = match name {
            "sha-512" => Hash::Sha512(Sha512::new()),
            _ => Hash::Sha256(Sha256::new()),
        };
        Some(Self { stated, hash })
    }

    pub(super) fn update(&mut self, bytes: &[u8]) {
        match &mut self.hash {
            Hash::Sha256(hash) => hash.update(bytes),
            Hash::Sha512(hash) => hash.update(bytes),
        }
    }

    /// True if the content had the stated hash.
    pub(super) fn holds(&self) -> bool {
        match self.hash.clone() {
            Hash::Sha256(hash) => hash.finalize()[..] == self.stated[..],
            Hash::Sha512(hash) => hash.finalize()[..] == self.stated[..],
        }
    }
}

/// The padding may be missing (RFC 9651 §4.2.7).
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The hash that a header states under this name: `sha-256=:BASE64:`, among others separated by commas,
/// each perhaps with parameters that nobody has given a meaning. The last of several counts (RFC 9651 §4.2.2).
fn stated(headers: &HeaderMap, field: &str, name: &str) -> Option<Vec<u8>> {
    let lines = headers.get_all(field).into_iter().filter_map(|line| line.to_str().ok());
    let mut members = lines.flat_map(|line| line.split(',')).filter_map(|it| it.split_once('='));
    let (_, value) = members.rfind(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    let value = value.split_once(';').map_or(value, |(value, _)| value);
    let base64 = value.trim().strip_prefix(':')?.strip_suffix(':')?;
    BASE64.decode(base64).ok()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::Check;

    #[test]
    fn a_stated_hash_is_compared() {
        // RFC 9530 appendix B.1.
        let stated = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
        for (line, content, holds) in [
            (stated, "{\"hello\": \"world\"}\n", Some(true)),
            (stated, "{\"hello\": \"world\"}", Some(false)),
            (
                "md5=:AAAA:, sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:",
                "x",
                Some(false),
            ),
            (
                "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:;q=1, sha=:AAAA:",
                "{\"hello\": \"world\"}\n",
                Some(true),
            ),
            // The last of a name counts, and no hash is of another length.
            (
                "sha-256=:AAAA:, SHA-256 = :RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg: , sha-512=:AAAA:",
                "{\"hello\": \"world\"}\n",
                Some(true),
            ),
            ("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:,sha-256=:AAAA:", "x", None),
            ("sha-256=:RK?0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", "x", None),
            ("md5=:AAAA:", "x", None),
            ("sha-256=RK", "x", None),
            ("", "x", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("content-digest", HeaderValue::from_static(line));
            let check = Check::new(&headers, false);
            let result = check.map(|mut check| {
                check.update(content.as_bytes());
                check.holds()
            });
            assert_eq!(result, holds, "{line}");
        }
    }
}
