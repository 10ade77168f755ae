//! What begins a block before its text: the speaker label of an interview, the dateline of an agency.

/// Longest label, in bytes.
const LONGEST_LABEL: usize = 48;
/// Longest dateline, in bytes.
const LONGEST_DATELINE: usize = 80;

/// Marks of old markup that stand around labels.
fn is_markup(c: char) -> bool {
    matches!(c, '\'' | ':' | '*' | '_')
}

/// The name in the label of an interview turn ("Frage: ", "ZEIT: ", "Anna Kern: "), and where the label ends.
pub(super) fn label(text: &str) -> Option<(&str, usize)> {
    let head = &text[..text.floor_char_boundary(LONGEST_LABEL)];
    let skipped = head.len() - head.trim_start_matches(is_markup).len();
    let colon = skipped + head[skipped..].find(':')?;
    let name = head[skipped..colon].trim_end_matches(is_markup).trim();
    let part =
        |word: &str| word.starts_with(char::is_uppercase) || matches!(word, "von" | "van" | "de" | "der" | "zu" | "und" | "taz");
    let named = !name.is_empty() && name.split_whitespace().count() <= 5 && name.split_whitespace().all(part);
    let plain = !name.contains(['.', ',', '?', '!', '(', '„', '"', '»', '«', '–'])
        || name.split_whitespace().all(|word| !word.ends_with('.') || word.len() <= 5);
    let more = text[colon + 1..].starts_with(char::is_whitespace);
    (named && plain && more).then_some((name, colon + 1))
}

/// Whether the part in the interview is to ask, where the label tells.
pub(super) fn asks(name: &str) -> Option<bool> {
    match name.to_lowercase().as_str() {
        "frage" | "redaktion" | "interviewer" | "interviewerin" | "reporter" | "reporterin" | "moderator" | "moderatorin"
        | "zeit" | "die zeit" | "spiegel" | "der spiegel" | "welt" | "focus" | "stern" | "taz" | "faz" | "f.a.z." | "sz"
        | "nzz" | "standard" | "der standard" | "tagesspiegel" | "wikinews" | "q" | "f" => Some(true),
        "antwort" | "a" => Some(false),
        _ => None,
    }
}

/// Agencies as they stand in brackets.
const AGENCIES: &[&str] = &[
    "afp",
    "ag",
    "ap",
    "apa",
    "dapd",
    "ddp",
    "dpa",
    "dts",
    "epd",
    "keystone",
    "kna",
    "ots",
    "red",
    "reuters",
    "rnd",
    "rtr",
    "sda",
    "sid",
    "ansa",
    "tass",
    "mti",
    "pa",
    "nna",
    "awp",
    "dow",
    "bloomberg",
];

/// Where the dateline of a paragraph ends ("Berlin (dpa) –", "Suhl, 14. Februar.", "Paris –"), or 0. Without an agency only
/// the `first` paragraphs have one.
pub(super) fn dateline(text: &str, first: bool) -> usize {
    let head = &text[..text.floor_char_boundary(LONGEST_DATELINE)];
    agency(text, head).or_else(|| place(head).filter(|_| first)).unwrap_or(0)
}

fn agency(text: &str, head: &str) -> Option<usize> {
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let inside = head[open + 1..close].to_lowercase();
    let known = inside.split(|c: char| !c.is_alphanumeric()).any(|word| AGENCIES.contains(&word));
    let before = without_date(head[..open].trim());
    if !known || inside.len() > 30 || !(before.is_empty() || is_place(before)) {
        return None;
    }
    let behind = text[close + 1..].trim_start();
    let mark = behind.chars().next().filter(|c| "–—-:.".contains(*c)).map_or(0, char::len_utf8);
    let end = if mark > 0 { text.len() - behind.len() + mark } else { close + 1 };
    (end < text.len()).then_some(end)
}

fn place(head: &str) -> Option<usize> {
    let dash = [" – ", " — ", " - "].iter().filter_map(|mark| head.find(mark).map(|at| (at, at + mark.len() - 1))).min();
    let point = head.match_indices(". ").map(|(at, _)| (at, at + 1)).find(|&(at, _)| {
        let before = &head[..at];
        !before.ends_with(|c: char| c.is_ascii_digit()) && !matches!(before, "St" | "ST" | "Bad" | "Dr")
    });
    let dashed = dash.filter(|&(at, _)| is_place(without_date(&head[..at])));
    let (_, end) = dashed.or_else(|| point.filter(|&(at, _)| is_place(without_date(&head[..at]))))?;
    let next = head[end..].trim_start().chars().next()?;
    (next.is_uppercase() || next.is_ascii_digit() || "„»«\"“".contains(next)).then_some(end)
}

/// Drops the date behind a place: "Suhl, 14. Februar", "Kiel, den 2. Juni 2025".
fn without_date(text: &str) -> &str {
    match text.split_once(',') {
        Some((place, date)) if date.contains(|c: char| c.is_ascii_digit()) => place,
        _ => text,
    }
}

/// "Berlin", "Bad Segeberg", "Frankfurt am Main", "Berlin/Potsdam", "WASHINGTON"
fn is_place(text: &str) -> bool {
    let mut words = 0;
    let named = text.split([' ', '/', '\u{a0}']).filter(|word| !word.is_empty()).all(|word| {
        words += 1;
        let particle = matches!(word, "am" | "an" | "der" | "im" | "in" | "bei" | "ob" | "vor" | "und" | "a." | "de");
        let letters = word.chars().all(|c| c.is_alphabetic() || "-.'’".contains(c));
        letters && (word.starts_with(char::is_uppercase) || particle && words > 1)
    });
    const FUNCTION_WORDS: &[&str] = &[
        "Der", "Die", "Das", "Ein", "Eine", "Er", "Sie", "Es", "Nein", "Ja", "Nichts", "Nun", "Und", "Aber", "Doch", "So", "Nur",
        "Im", "In", "Am",
    ];
    named
        && (1..=4).contains(&words)
        && text.len() <= 40
        && !text.ends_with('.')
        && !text.split(' ').any(|word| FUNCTION_WORDS.contains(&word))
}
