//! Who wrote the article: bylines below the headline, sign-offs behind the text.

/// "Von Anna Kern und Uwe Ott, Berlin", "Aus Rom berichtet Anna Kern"
pub(super) fn is_byline(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(14).collect();
    if !(2..=12).contains(&words.len()) || text.ends_with(['.', '?', '!', ':', '“', '«']) {
        return false;
    }
    let name = |word: &&&str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit())
            || matches!(**word, "von" | "und" | "der" | "de" | "van" | "zu" | "dpa" | "für" | "/" | "|" | "&" | "aus" | "–" | "-")
    };
    let names = words[1..].iter().filter(name).count() == words.len() - 1;
    match words[0] {
        "Von" | "von" | "VON" | "Text:" | "Text" | "By" => names,
        // "Eine Reportage von Anna Kern"
        "Ein" | "Eine" if words.get(2) == Some(&"von") => words[3..].iter().filter(name).count() == words.len() - 3,
        "Aus" | "Ein" | "Eine" => {
            words.iter().any(|&word| matches!(word, "berichtet" | "berichten" | "Gastbeitrag" | "Kommentar"))
                && words.len() > 3
                && !text.contains(',')
        }
        _ => false,
    }
}

/// "(APA, red, 18.1.)", "mik/dpa", "cwo"
pub(super) fn is_sign_off(text: &str) -> bool {
    let inside = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    if let Some(inside) = inside {
        if !inside.starts_with(char::is_alphabetic) {
            return false;
        }
        let short = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() <= 8;
        return inside.len() <= 40 && inside.split([',', '/', ' ']).all(short) && inside.split(' ').count() <= 5;
    }
    let letters = |part: &str| part.chars().all(|c| c.is_alphabetic() || c == '.');
    let agency = matches!(
        text,
        "dpa" | "AFP" | "afp" | "sda" | "SDA" | "apa" | "APA" | "epd" | "KNA" | "SID" | "sid" | "Reuters" | "rtr" | "red"
    );
    agency
        || text.contains('/') && text.len() <= 20 && text.split('/').all(|part| part.chars().count() <= 8 && letters(part))
        || text.len() <= 4 && letters(text) && text.chars().all(char::is_lowercase)
}
