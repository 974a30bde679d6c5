//! Short names for bytes of any length.

/// A name of 16 hexadecimal digits: FNV-1a. Nobody has to be kept from finding two texts of one name.
pub(crate) fn short_name(parts: &[&[u8]]) -> String {
    let hash = parts.iter().copied().flatten().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}
