//! Forms of names: stems that inflected forms share, and the nominative to show.

use crate::gazetteer::{self, Gazetteer};
use crate::model::hash;

/// What the inflected forms of one word of a name share, in lower case: no genitive s, no adjective ending.
///
/// `last` words lose s, n and e only; the others also e, en, er, es, em ("Vereinigten", "Vereinigte").
pub fn stem(word: &str, last: bool) -> String {
    let mut lower = word.to_lowercase();
    while lower.ends_with(['\'', '’', '.']) {
        lower.pop();
    }
    // of a last word one after the other, so that "Libyen" and "Libyens" have the same stem
    let endings: &[&str] = if last { &["s", "n", "e"] } else { &["en", "er", "es", "em", "e"] };
    for ending in endings {
        if let Some(rest) = lower.strip_suffix(ending).filter(|rest| rest.chars().nth(2).is_some()) {
            let keep = rest.len();
            lower.truncate(keep);
            if !last {
                break;
            }
        }
    }
    while lower.ends_with(['\'', '’']) {
        lower.pop();
    }
    lower
}

/// Stem of a word of a person's name: the genitive goes, and the Arabic article ("al-Gaddafi").
pub fn person_stem(word: &str) -> String {
    let mut lower = word.to_lowercase();
    while lower.ends_with(['\'', '’', '.']) {
        lower.pop();
    }
    if let Some(rest) = lower.strip_suffix('s').filter(|rest| rest.chars().nth(2).is_some()) {
        let keep = rest.trim_end_matches(['\'', '’']).len();
        lower.truncate(keep);
    }
    for article in ["al-", "el-", "as-"] {
        if let Some(rest) = lower.strip_prefix(article).filter(|rest| rest.chars().nth(2).is_some()) {
            return rest.to_owned();
        }
    }
    lower
}

/// Whether two words differ by one letter: changed, added, left out or swapped with its neighbour.
pub fn differ_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 || a == b {
        return false;
    }
    let front = short.iter().zip(long.iter()).take_while(|(x, y)| x == y).count();
    let back = short.iter().rev().zip(long.iter().rev()).take_while(|(x, y)| x == y).count();
    if short.len() == long.len() {
        let middle = short.len() - (front + back).min(short.len());
        middle <= 1 || (middle == 2 && short[front] == long[front + 1] && short[front + 1] == long[front])
    } else {
        front + back >= short.len()
    }
}

/// Grammatical gender of a noun, as far as its ending tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// der
    Masculine,
    /// die
    Feminine,
    /// das
    Neuter,
    /// die, several
    Plural,
}

const GENDERS: &[(Gender, &[&str])] = &[
    (
        Gender::Neuter,
        &[
            "amt",
            "haus",
            "gericht",
            "ministerium",
            "parlament",
            "komitee",
            "zentrum",
            "institut",
            "kreuz",
            "werk",
            "büro",
            "präsidium",
            "werke",
            "orchester",
            "museum",
            "theater",
            "archiv",
            "kolleg",
            "konzil",
            "bündnis",
            "netzwerk",
            "hilfswerk",
            "meer",
            "reich",
            "königreich",
            "tor",
            "kabinett",
            "direktorium",
            "kuratorium",
            "forum",
            "team",
            "militär",
            "fernsehen",
            "ballett",
            "studio",
            "magazin",
            "blatt",
            "tageblatt",
            "abendblatt",
            "schloss",
            "rathaus",
        ],
    ),
    (
        Gender::Masculine,
        &[
            "tag",
            "rat",
            "hof",
            "bund",
            "verband",
            "verein",
            "dienst",
            "konzern",
            "fonds",
            "kreis",
            "kongress",
            "senat",
            "gerichtshof",
            "ausschuss",
            "vorstand",
            "club",
            "klub",
            "funk",
            "rundfunk",
            "verlag",
            "staat",
            "ozean",
            "see",
            "krieg",
            "weltkrieg",
            "preis",
            "pokal",
            "bär",
            "golf",
            "osten",
            "westen",
            "halbmond",
            "stern",
            "index",
            "orden",
            "freistaat",
            "platz",
            "dom",
            "turm",
            "zirkel",
            "gipfel",
            "vertrag",
        ],
    ),
    (
        Gender::Feminine,
        &[
            "ung",
            "ion",
            "partei",
            "schaft",
            "heit",
            "keit",
            "ei",
            "bank",
            "bahn",
            "post",
            "agentur",
            "kirche",
            "behörde",
            "liga",
            "armee",
            "organisation",
            "zentrale",
            "post",
            "telekom",
            "welle",
            "presse",
            "allgemeine",
            "börse",
            "akademie",
            "hochschule",
            "schule",
            "universität",
            "kammer",
            "föderation",
            "republik",
            "kasse",
            "stelle",
            "wehr",
            "front",
            "gruppe",
            "allianz",
            "hilfe",
            "synode",
            "nation",
            "halbinsel",
            "see",
            "charta",
            "konferenz",
            "rundschau",
            "woche",
            "bewegung",
            "mitte",
            "union",
            "wache",
            "garde",
            "internationale",
            "verwaltung",
            "versicherung",
            "werft",
            "brücke",
        ],
    ),
    (
        Gender::Plural,
        &[
            "nationen",
            "staaten",
            "emirate",
            "wähler",
            "wählern",
            "grünen",
            "niederlande",
            "niederlanden",
            "inseln",
            "werke",
            "verkehrsbetriebe",
            "verkehrsbetrieben",
            "löwen",
            "philharmoniker",
            "republiken",
            "garden",
            "brigaden",
        ],
    ),
];

/// Gender of a noun in lower case by the longest ending that is known.
pub fn gender(noun: &str) -> Option<Gender> {
    let ending = |&(gender, endings): &(Gender, &[&str])| {
        endings.iter().filter(|ending| noun.ends_with(**ending)).map(|ending| ending.len()).max().map(|n| (n, gender))
    };
    GENDERS.iter().filter_map(ending).max_by_key(|&(length, _)| length).map(|(_, gender)| gender)
}

/// The nominative of a name's words. `genitive`: the words around suggest a genitive.
pub fn nominative(words: &str, genitive: bool, person: bool, gazetteer: &Gazetteer) -> String {
    let listed = |word: &str| gazetteer.lists(hash(word)) & !gazetteer::BEGINNING != 0;
    let mut parts: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    // in "Verband der Automobilindustrie" the first noun is inflected, in "Stiftung Warentest" none
    let stop = |word: &String| {
        matches!(word.as_str(), "der" | "des" | "für" | "von" | "in" | "im" | "und" | "zur" | "zum" | "am" | "an" | "gegen")
    };
    let head = if person { parts.len() } else { parts.iter().position(stop).unwrap_or(parts.len()) };
    let Some(word) = head.checked_sub(1).and_then(|head| parts.get_mut(head)) else { return words.to_owned() };
    if let Some(rest) = without_genitive(word, genitive, person, &listed) {
        *word = rest.to_owned();
    } else if head == 1 && !person {
        // "die Grünen", "den Niederlanden"
        let on = |word: &str, list: u8| gazetteer.lists(hash(word)) & list != 0;
        let fits = |rest: &&str| {
            let organisation = on(rest, gazetteer::ORGANISATION) && on(word, gazetteer::ORGANISATION);
            rest.ends_with('e') && (organisation || on(rest, gazetteer::COUNTRY))
        };
        let rest = word.strip_suffix('n').filter(fits);
        if let Some(rest) = rest {
            *word = rest.to_owned();
        }
    }
    if !person {
        strengthen(&mut parts[..head]);
    }
    parts.join(" ")
}

fn without_genitive<'a>(word: &'a str, genitive: bool, person: bool, listed: &dyn Fn(&str) -> bool) -> Option<&'a str> {
    if let Some(rest) = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).filter(|rest| rest.len() > 2) {
        return Some(rest);
    }
    if let Some(rest) = word.strip_suffix(['\'', '’']).filter(|rest| rest.ends_with(['s', 'x', 'z', 'ß'])) {
        return Some(rest);
    }
    let rest = word.strip_suffix('s').filter(|rest| rest.chars().nth(2).is_some())?;
    let noun = |noun: &str| matches!(gender(&noun.to_lowercase()), Some(Gender::Masculine | Gender::Neuter));
    if !person {
        if let Some(shorter) = rest.strip_suffix('e').filter(|shorter| noun(shorter)) {
            return Some(shorter);
        }
        if noun(rest) {
            return Some(rest);
        }
    }
    (!listed(word) && (genitive || listed(rest))).then_some(rest)
}

const ADJECTIVES: &[&str] = &[
    "isch",
    "lich",
    "ig",
    "deutsch",
    "vereint",
    "vereinigt",
    "frei",
    "rot",
    "weiß",
    "schwarz",
    "neu",
    "groß",
    "demokratisch",
    "oberst",
    "hoh",
    "tot",
    "national",
    "international",
    "zentral",
    "sozial",
    "nah",
    "mittler",
    "erst",
    "zweit",
    "dritt",
    "golden",
    "silbern",
    "grün",
    "alt",
    "offen",
    "ständig",
    "christlich",
    "jung",
];

/// Gives the adjectives before the last noun the endings they have without an article: "Auswärtigen Amt" becomes
/// "Auswärtiges Amt".
fn strengthen(parts: &mut [String]) {
    let Some((noun, before)) = parts.split_last_mut() else { return };
    let ending = match gender(&noun.to_lowercase()) {
        Some(Gender::Masculine) => "er",
        Some(Gender::Neuter) => "es",
        Some(Gender::Feminine | Gender::Plural) => "e",
        None => return,
    };
    for word in before {
        let Some(stem) = ["en", "em", "e"].iter().find_map(|ending| word.strip_suffix(ending)) else { continue };
        let lower = stem.to_lowercase();
        if ADJECTIVES.iter().any(|adjective| lower.ends_with(adjective)) {
            *word = format!("{stem}{ending}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{COUNTRY, ORGANISATION, pack};

    #[test]
    fn inflected_forms_share_a_stem() {
        let key = |words: &str| -> String {
            let words: Vec<&str> = words.split(' ').collect();
            words.iter().enumerate().map(|(at, word)| stem(word, at + 1 == words.len()) + " ").collect()
        };
        assert_eq!(key("Vereinigten Staaten"), key("Vereinigte Staaten"));
        assert_eq!(key("Auswärtigen Amtes"), key("Auswärtiges Amt"));
        assert_eq!(key("Bundestages"), key("Bundestag"));
        assert_eq!(key("Grünen"), key("Grüne"));
        assert_ne!(key("Iran"), key("Irak"));
        assert_eq!(person_stem("Merkels"), person_stem("Merkel"));
        assert_eq!(person_stem("Fallers’"), "faller");
    }

    #[test]
    fn names_are_shown_in_the_nominative() {
        let lists =
            Gazetteer::parse(&pack([("Paris", COUNTRY), ("Kenia", COUNTRY), ("Grüne", ORGANISATION), ("Grünen", ORGANISATION)]))
                .unwrap();
        let table = [
            ("Auswärtigen Amtes", "Auswärtiges Amt"),
            ("Deutsche Wetterdienst", "Deutscher Wetterdienst"),
            ("Vereinten Nationen", "Vereinte Nationen"),
            ("Europäischen Union", "Europäische Union"),
            ("Verbands der Holzindustrie", "Verband der Holzindustrie"),
            ("Innenministeriums", "Innenministerium"),
            ("Grünen", "Grüne"),
            ("Kenias", "Kenia"),
            ("Paris", "Paris"),
            ("Reuters", "Reuters"),
        ];
        for (form, name) in table {
            assert_eq!(nominative(form, false, false, &lists), name);
        }
        assert_eq!(nominative("Ada Brinkhoffs", true, true, &lists), "Ada Brinkhoff");
    }

    #[test]
    fn one_letter_apart() {
        assert!(differ_by_one("boateng", "boatang") && differ_by_one("lawrow", "lawroww") && differ_by_one("peskow", "pekow"));
        assert!(differ_by_one("putin", "puitn"));
        assert!(!differ_by_one("putin", "putin") && !differ_by_one("merkel", "ferber"));
    }
}
