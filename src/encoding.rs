//! Which encoding a file is written in: the modern ones by proof, the legacy ones by their German letters.

/// The name (as browsers' `TextDecoder` takes it) of the encoding that `bytes` are most likely in.
///
/// A byte-order mark decides, then zero bytes in every other place (UTF-16), then valid UTF-8. What remains is one of
/// the single-byte encodings that German newsrooms have files in; umlauts, ß and the euro sign tell them apart.
pub fn guess(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => return "utf-8",
        [0xFF, 0xFE, ..] => return "utf-16le",
        [0xFE, 0xFF, ..] => return "utf-16be",
        _ => {}
    }
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if (even + odd) * 4 > bytes.len() {
        if odd > even * 4 {
            return "utf-16le";
        }
        if even > odd * 4 {
            return "utf-16be";
        }
    }
    if std::str::from_utf8(bytes).is_ok() {
        return "utf-8";
    }
    let count = |letters: &[u8]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    // ä ö ü Ä Ö Ü ß
    let windows = count(&[0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0xDF]);
    let macintosh = count(&[0x8A, 0x9A, 0x9F, 0x80, 0x85, 0x86, 0xA7]);
    if macintosh > windows {
        "macintosh"
    } else if count(&[0xA4]) > 0 && !bytes.iter().any(|byte| (0x80..0xA0).contains(byte)) {
        "iso-8859-15"
    } else {
        "windows-1252"
    }
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn tells_encodings_apart() {
        for (bytes, expected) in [
            (&b""[..], "utf-8"),
            (b"Nur ASCII", "utf-8"),
            ("„Grüße“".as_bytes(), "utf-8"),
            (b"\xEF\xBB\xBFGr\xC3\xBC\xC3\x9Fe", "utf-8"),
            (b"\xFF\xFEG\0r\0", "utf-16le"),
            (b"G\0r\0\xFC\0\xDF\0e\0", "utf-16le"),
            (b"\0G\0r\0\xFC\0\xDF\0e", "utf-16be"),
            (b"\x84Gr\xFC\xDFe\x93, sagte er f\xFCr 5 \x80", "windows-1252"),
            (b"Gr\xFC\xDFe f\xFCr 5 \xA4", "iso-8859-15"),
            (b"Gr\x9F\xA7e aus K\x9Aln", "macintosh"),
        ] {
            assert_eq!(guess(bytes), expected, "{bytes:?}");
        }
    }
}
