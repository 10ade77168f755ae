//! UTF-8 that was read as Windows-1252 ("fÃ¼r", "â€ž"), and other letters written in pieces.

/// Whether the text shows letters that only wrong decoding makes.
pub(super) fn is_wrongly_decoded(text: &str) -> bool {
    let follows = |lead: char| text.match_indices(lead).any(|(at, _)| continuation(&text[at + lead.len_utf8()..]).is_some());
    follows('Ã') || follows('Â') || text.contains("â€")
}

/// The letter meant at the start of `rest`, and how many bytes of `rest` it takes.
pub(super) fn decode(rest: &str) -> Option<(char, usize)> {
    let mut chars = rest.chars();
    let lead = byte(chars.next()?)?;
    let count = match lead {
        0xC2..=0xDF => 2,
        0xE2..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    for slot in bytes.iter_mut().take(count).skip(1) {
        match continuation(chars.as_str()) {
            Some(byte) => *slot = byte,
            // the last byte of ” has no letter in Windows-1252 and gets lost
            None if rest.starts_with("â€") => return Some(('”', "â€".len())),
            None => return None,
        }
        chars.next();
    }
    let meant = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    // what news in Latin letters is made of; nothing else is worth the risk of a wrong guess
    let plausible = matches!(meant, '\u{A0}'..='\u{24F}' | '\u{2000}'..='\u{22FF}' | '\u{FB00}'..='\u{FEFF}' | '\u{1F000}'..);
    plausible.then(|| (meant, rest.len() - chars.as_str().len()))
}

fn continuation(rest: &str) -> Option<u8> {
    byte(rest.chars().next()?).filter(|byte| (0x80..0xC0).contains(byte))
}

/// The byte that Windows-1252 (or Latin-1) shows as `c`.
fn byte(c: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ";
    match c {
        '\u{80}'..='\u{FF}' => Some(c as u32 as u8),
        _ if c.is_ascii() => None,
        _ => HIGH.chars().position(|high| high == c).map(|at| 0x80 + at as u8),
    }
}

/// The character of an HTML reference at the start of `rest` ("&nbsp;", "&#8239;"), and how many bytes it takes.
pub(super) fn reference(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(10).position(|byte| byte == b';')?;
    let c = match rest.get(1..end)? {
        "nbsp" => '\u{A0}',
        "shy" => '\u{AD}',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "bdquo" => '„',
        "ldquo" => '“',
        "rdquo" => '”',
        "sbquo" => '‚',
        "lsquo" => '‘',
        "rsquo" => '’',
        "laquo" => '«',
        "raquo" => '»',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "euro" => '€',
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    };
    Some((c, end + 1))
}

/// The one letter for a letter and the mark that follows it ("u" and a combining diaeresis).
pub(super) fn compose(letter: char, mark: char) -> Option<char> {
    let (letters, composed) = match mark {
        '\u{300}' => ("aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
        '\u{301}' => ("aceinosuyzACEINOSUYZ", "áćéíńósúýźÁĆÉÍŃÓSÚÝŹ"),
        '\u{302}' => ("aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
        '\u{303}' => ("anoANO", "ãñõÃÑÕ"),
        '\u{306}' => ("agAG", "ăğĂĞ"),
        '\u{308}' => ("aeiouAEIOU", "äëïöüÄËÏÖÜ"),
        '\u{30A}' => ("auAU", "åůÅŮ"),
        '\u{30C}' => ("cdenrstzCDENRSTZ", "čďěňřšťžČĎĚŇŘŠŤŽ"),
        '\u{327}' => ("csCS", "çşÇŞ"),
        _ => return None,
    };
    letters.chars().zip(composed.chars()).find(|&(from, to)| from == letter && from != to).map(|(_, to)| to)
}

/// The letters of a ligature.
pub(super) fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        _ => return None,
    })
}
