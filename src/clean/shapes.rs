//! Clutter that its shape gives away: lists of buttons, paths, times, credits, bylines.

use super::clutter::Wording;
use crate::analysis::ClutterReason;

/// The reason that the shape of a line gives, which is no paragraph.
pub(super) fn reason(line: &Wording) -> Option<ClutterReason> {
    if consists_of(&line.normal, &[BUTTONS]) {
        return Some(ClutterReason::Share);
    }
    if is_time(line, CLOCK) {
        return Some(ClutterReason::Credit);
    }
    if is_path(line.text) {
        return Some(ClutterReason::Navigation);
    }
    if line.words <= 18 && has_duration(&line.normal) && PLAYERS.iter().any(|word| has_word(&line.normal, word)) {
        return Some(ClutterReason::Player);
    }
    if let Some(reason) = button(line) {
        return Some(reason);
    }
    if line.words <= 6 && !line.ended && line.text.split_whitespace().any(is_mail) {
        return Some(ClutterReason::Author);
    }
    ends_with_credit(line).then_some(ClutterReason::Credit)
}

/// Words on buttons.
const BUTTONS: &[&str] = &[
    "abspielen",
    "als",
    "anhören",
    "artikel",
    "auf",
    "beitrag",
    "bluesky",
    "bookmark",
    "drucken",
    "e",
    "facebook",
    "feedback",
    "flipboard",
    "folgen",
    "gefällt",
    "hören",
    "instagram",
    "kommentare",
    "kommentieren",
    "kopieren",
    "lesezeichen",
    "link",
    "linkedin",
    "mail",
    "mastodon",
    "mehr",
    "merken",
    "messenger",
    "mir",
    "pdf",
    "per",
    "pinterest",
    "pocket",
    "posten",
    "reddit",
    "schriftgröße",
    "senden",
    "signal",
    "sms",
    "speichern",
    "teilen",
    "telegram",
    "threads",
    "tiktok",
    "tweet",
    "tweeten",
    "twitter",
    "url",
    "verschenken",
    "verschicken",
    "versenden",
    "via",
    "vorlesen",
    "weiterempfehlen",
    "whatsapp",
    "x",
    "xing",
    "zur",
    "merkliste",
    "print",
    "a",
    "#",
];

/// Whether the line is a time of publication that names one of `marks`.
fn is_time(line: &Wording, marks: &[&str]) -> bool {
    let timed = line.normal.contains('#') && !line.text.ends_with(':') && consists_of(&line.normal, &[TIME_WORDS, BUTTONS]);
    timed && marks.iter().any(|mark| line.normal.contains(mark))
}

/// A date alone: below the headline it tells when the article appeared, later it heads a list.
pub(super) fn is_date(line: &Wording) -> bool {
    is_time(line, &["#"])
}

/// What a time of publication has beside the date.
const CLOCK: &[&str] =
    &["#:#", "#.# uhr", "# uhr", "stand", "publiziert", "aktualisiert", "veröffentlicht", "lesezeit", "lesedauer", "erstellt"];

/// Words of times of publication.
const TIME_WORDS: &[&str] = &[
    "#",
    "ab",
    "aktualisiert",
    "am",
    "april",
    "august",
    "datum",
    "dez",
    "dezember",
    "di",
    "dienstag",
    "do",
    "donnerstag",
    "erstellt",
    "feb",
    "februar",
    "fr",
    "freitag",
    "geändert",
    "h",
    "jan",
    "januar",
    "juli",
    "juni",
    "jänner",
    "lesedauer",
    "lesezeit",
    "letzte",
    "mai",
    "mi",
    "min",
    "minuten",
    "mittwoch",
    "mo",
    "montag",
    "märz",
    "nov",
    "november",
    "okt",
    "oktober",
    "publiziert",
    "sa",
    "samstag",
    "sept",
    "september",
    "so",
    "sonnabend",
    "sonntag",
    "std",
    "sek",
    "stand",
    "stunden",
    "tagen",
    "uhr",
    "um",
    "update",
    "veröffentlicht",
    "vom",
    "von",
    "vor",
    "zuletzt",
    "änderung",
    "aktualisierung",
    "mesz",
    "mez",
    "ca",
    "bis",
    "gültig",
];

/// Words of players.
const PLAYERS: &[&str] = &[
    "video",
    "videos",
    "audio",
    "podcast",
    "folge",
    "mediathek",
    "audiothek",
    "abspielen",
    "anhören",
    "hören",
    "nachhören",
    "vorgelesen",
    "re-live",
    "mitschnitt",
    "sendung",
    "vorlesen",
    "trailer",
    "ankündigungstrailer",
    "clip",
    "beitrag",
    "reportage",
    "doku",
    "interview",
    "highlights",
];

/// Reporting verbs: what somebody says is no clutter, whatever it is about.
const SAYING: &[&str] = &[
    "sagt",
    "sagte",
    "sagten",
    "erklärte",
    "erklärten",
    "erklärt",
    "teilte",
    "teilten",
    "betonte",
    "forderte",
    "fordert",
    "kritisierte",
    "kritisiert",
    "warnte",
    "warnt",
    "hieß",
    "heißt",
    "heisst",
    "berichtete",
    "zufolge",
    "laut",
    "meinte",
    "fügte",
    "kündigte",
    "gesagt",
];

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '#').filter(|word| !word.is_empty())
}

fn has_word(line: &str, word: &str) -> bool {
    words(line).any(|other| other == word)
}

pub(super) fn says(line: &str) -> bool {
    words(line).any(|word| SAYING.contains(&word))
}

/// Whether a line speaks to the reader or of the site itself.
pub(super) fn addresses_reader(text: &str) -> bool {
    [" Sie", " Ihr", " Ihnen", " uns", " du ", " dein", " hier", "Hier", "Ich ", "Wir "].iter().any(|word| text.contains(word))
}

/// Whether a question is put to the reader.
pub(super) fn asks_reader(text: &str) -> bool {
    addresses_reader(text)
        || ["Bist du", "Hast du", "Kennst du", "Warst du", "Haben Sie", "Sind Sie", "Kennen Sie", "Ihre ", "Deine "]
            .iter()
            .any(|word| text.contains(word))
}

/// Whether the line has no words but those of the lists, and a letter at least.
fn consists_of(line: &str, lists: &[&[&str]]) -> bool {
    const MOST: usize = 24;
    let mut letters = false;
    words(line).take(MOST + 1).enumerate().all(|(at, word)| {
        letters |= word != "#";
        at < MOST && lists.iter().any(|list| list.contains(&word))
    }) && letters
}

/// What is asked of the reader's finger: "Kanal abonnieren", "Hier unseren Brief bestellen".
fn button(line: &Wording) -> Option<ClutterReason> {
    const LONGEST: usize = 14;
    let last = line.text.split_whitespace().next_back()?.trim_end_matches(['.', '!', '»', '›', '>', '→']);
    let clause = line.text.rsplit(['.', '!', '?', ':']).find(|clause| !clause.trim().is_empty())?.trim_start();
    let commands = clause.starts_with("Hier ") || clause.starts_with("Jetzt ");
    if line.words > LONGEST || line.ended && !commands || !last.starts_with(char::is_lowercase) {
        return None;
    }
    let reason = match last {
        "abonnieren" | "anmelden" | "eintragen" | "bestellen" => ClutterReason::Newsletter,
        "einloggen" | "registrieren" | "freischalten" | "weiterlesen" | "testen" => ClutterReason::Paywall,
        "abspielen" | "anhören" | "ansehen" | "nachhören" => ClutterReason::Player,
        "kommentieren" | "mitdiskutieren" | "abstimmen" | "mitreden" => ClutterReason::Comments,
        "aktivieren" | "akzeptieren" | "einblenden" | "ausblenden" => ClutterReason::Consent,
        "herunterladen" | "ausdrucken" | "kopieren" | "teilen" | "speichern" => ClutterReason::Share,
        "nachlesen" | "lesen" | "entdecken" | "klicken" | "informieren" => ClutterReason::Related,
        _ => return None,
    };
    // few words and a verb of the web, or words that point at the button
    let web = matches!(
        last,
        "abonnieren"
            | "anmelden"
            | "einloggen"
            | "registrieren"
            | "freischalten"
            | "weiterlesen"
            | "abspielen"
            | "kommentieren"
            | "mitdiskutieren"
            | "einblenden"
            | "ausblenden"
            | "herunterladen"
            | "kopieren"
    );
    let points = ["hier", "jetzt", "kostenlos", "gratis"].iter().any(|word| has_word(&line.normal, word));
    (points || web && line.words <= 4).then_some(reason)
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

fn has_duration(line: &str) -> bool {
    ["#:#", "# min", "# sek", "# std", "min)", "# minuten"].iter().any(|mark| line.contains(mark))
}

/// "Startseite › Lokales › Stade"
fn is_path(text: &str) -> bool {
    let strong = ["›", ">", "»"].iter().find(|&&mark| text.contains(&format_mark(mark)));
    let mark = match strong {
        Some(mark) => mark,
        None => match ["/", "|"].iter().find(|&&mark| text.matches(&format_mark(mark)).count() > 1) {
            Some(mark) => mark,
            None => return false,
        },
    };
    let mut parts = text.split(*mark).map(str::trim);
    let step = |part: &str| {
        part.starts_with(char::is_uppercase) && part.split_whitespace().take(6).count() < 6 && !part.ends_with(['.', '!', '?'])
    };
    text.split_whitespace().take(15).count() < 15 && parts.all(step)
}

/// The mark with white space around it.
fn format_mark(mark: &str) -> String {
    [" ", mark, " "].concat()
}

/// "Ein Löschzug am Hafen. Foto: Anna Kern"
fn ends_with_credit(line: &Wording) -> bool {
    const LONGEST_CREDIT: usize = 80;
    let marks = [
        "Foto: ",
        "Fotos: ",
        "Bild: ",
        "Bilder: ",
        "Grafik: ",
        "Foto/",
        "© ",
        "Quelle: ",
        "Archivfoto: ",
        "Symbolbild: ",
        "Symbolfoto: ",
        "Montage: ",
        "FOTO: ",
        "BILD: ",
    ];
    let at = marks.iter().filter_map(|mark| line.text.rfind(mark)).max();
    let credit = at.map(|at| &line.text[at..]);
    // a credit is names, not a sentence
    let names = credit
        .is_some_and(|credit| credit.len() <= LONGEST_CREDIT && credit.split_whitespace().count() <= 9 && !credit.contains(". "));
    names || ["(Symbolbild)", "(Archivbild)", "(Symbolfoto)", "(Archivfoto)"].iter().any(|mark| line.text.ends_with(mark))
}
