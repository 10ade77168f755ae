//! Words derived from a name: adjectives, inhabitants, compounds; and names that only belong to another noun.

use super::roles::is_role;
use super::{Entity, Id};
use crate::analysis::{EntityKind, MentionForm};
use crate::gazetteer::{self, Country, countries};
use crate::lexicon::Classes;
use crate::memory::{ByKey, Key};
use crate::model::hash;
use crate::models::Models;
use crate::names::Name;
use crate::reading::Reading;
use crate::tokens::TokenKind;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Nouns for those who speak for a place.
const INSTITUTIONS: &[&str] = &[
    "regierung",
    "botschaft",
    "polizei",
    "behörde",
    "behörden",
    "justiz",
    "staatsanwaltschaft",
    "militär",
    "armee",
    "medien",
    "opposition",
    "verwaltung",
    "stadt",
    "gericht",
    "ministerium",
    "parlament",
    "fernsehen",
    "klinik",
    "feuerwehr",
];

/// Nouns that a place's name before them does not make a name: "US-Regierung".
const BARE: &str = "
    Regierung Ministerium Behörde Behörden Verwaltung Botschaft Justiz Polizei Militär Armee Truppen Opposition
    Medien";

/// How the nouns end that make one: "EU-Kommission", "Ostsee-Zeitung".
const NAMING: &str = "
    ministerium amt behörde agentur kommission partei union gericht hof verband bund verein club klub gewerkschaft
    kammer rat parlament tag senat schule universität institut akademie stiftung gesellschaft bank kasse
    versicherung konzern gruppe werke verlag zeitung anzeiger nachrichten kurier blatt funk sender dienst orchester
    theater chor kirche bistum liga mannschaft wehr luftwaffe marine infanterie garde miliz brigade brigaden front
    bewegung allianz bündnis komitee ausschuss zentrum zentrale initiative forum netzwerk hilfe werk organisation
    föderation liste fraktion gymnasium klinik klinikum krankenhaus museum anwaltschaft betriebe linien airlines
    bahn post börse team stadt versammlung konferenz";

/// Whether a name is none but a compound of a place and a common noun: "Ostsee-Pipeline", "US-Ministerium".
pub fn is_compound(reading: &Reading, name: &Name, models: &Models) -> bool {
    if name.kind != EntityKind::Organisation || name.tokens.len() > 1 {
        return false;
    }
    let Some((place, noun)) = reading.word(name.tokens.start).rsplit_once(['-', '–']) else { return false };
    let lists = models.gazetteer.lists(hash(place));
    let places = gazetteer::COUNTRY | gazetteer::PLACE | gazetteer::TOWN;
    if !matches!(place, "US" | "EU" | "UN" | "UNO") && (lists & places == 0 || lists & gazetteer::ORGANISATION != 0) {
        return false;
    }
    let stems = || ["", "s", "es", "n", "en"].iter().filter_map(|ending| noun.strip_suffix(ending));
    let naming = || stems().any(|stem| NAMING.split_whitespace().any(|head| stem.to_lowercase().ends_with(head)));
    stems().any(|stem| BARE.split_whitespace().any(|bare| bare == stem)) || is_noun(models, noun) && !naming()
}

/// The noun that a name only belongs to: "eine Sprecherin der Bahn", "die Regierung in Paris". `naming`: the entity that each
/// token names; `place`: it names a place.
pub(super) fn belongs_to(
    reading: &Reading,
    naming: &[Option<Id>],
    name: &Range<usize>,
    sentence: &Range<usize>,
    place: bool,
) -> Option<usize> {
    let first = name.start;
    for index in (sentence.start.max(first.saturating_sub(MOST_BETWEEN))..first).rev() {
        let word = reading.word(index);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        if reading.tokens[index].kind == TokenKind::Punctuation && !matches!(word, "(" | ")") {
            break;
        }
        if !capital || naming[index].is_some() || word.ends_with("er") && index + 1 == first && !is_role(word) {
            continue;
        }
        let lower = word.to_lowercase();
        let institution = place && INSTITUTIONS.iter().any(|noun| lower.ends_with(noun));
        return (institution || index + 1 < first && is_role(word)).then_some(index);
    }
    None
}

/// Words between such a noun and the name.
const MOST_BETWEEN: usize = 7;

/// Bytes at least of either part of a compound.
const SHORTEST: usize = 4;

/// A word that an entity's name is in: its token, counted from the sentence's first, and the entity.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(super) token: u32,
    pub(super) id: u32,
    pub(super) form: MentionForm,
}

/// From what words are derived, with the entities that these name.
pub(super) struct Roots {
    adjectives: HashMap<&'static str, u32>,
    inhabitants: HashMap<&'static str, u32>,
    /// First parts of compounds, and towns.
    heads: ByKey<u32>,
    /// How any of them begins: most words begin otherwise, and are done.
    openings: Beginnings<2>,
    first_parts: Beginnings<SHORTEST>,
    places: Vec<bool>,
    people: Vec<bool>,
}

/// First bytes of words, some that only have the same hash among them.
struct Beginnings<const COUNT: usize>([u64; 64]);

impl<const COUNT: usize> Beginnings<COUNT> {
    fn new() -> Beginnings<COUNT> {
        Beginnings([0; 64])
    }

    /// Word and bit; none for words that are too short.
    fn place(word: &str) -> Option<(usize, u32)> {
        let first: &[u8; COUNT] = word.as_bytes().first_chunk()?;
        let hash = first.iter().fold(0_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x9E37_79B1));
        Some((hash as usize >> 26, hash >> 20 & 63))
    }

    fn add(&mut self, word: &str) {
        if let Some((at, bit)) = Self::place(word) {
            self.0[at] |= 1 << bit;
        }
    }

    fn has(&self, word: &str) -> bool {
        Self::place(word).is_some_and(|(at, bit)| self.0[at] >> bit & 1 != 0)
    }
}

impl Roots {
    /// Gathers the names of all entities.
    pub fn new(reading: &Reading, entities: &[Entity]) -> Roots {
        let is = |kind| entities.iter().map(|entity| entity.kind == kind).collect();
        let mut out = Roots {
            adjectives: HashMap::new(),
            inhabitants: HashMap::new(),
            heads: ByKey::default(),
            openings: Beginnings::new(),
            first_parts: Beginnings::new(),
            places: is(EntityKind::Place),
            people: is(EntityKind::Person),
        };
        for (id, entity) in (0..).zip(entities) {
            if entity.kind == EntityKind::Person && !entity.name.contains(' ') && entity.mentions.len() < 2 {
                continue;
            }
            let is_place = entity.kind == EntityKind::Place;
            if let Some(country) = is_place.then(|| by_name().get(&entity.name.to_lowercase())).flatten() {
                country.adjectives.iter().for_each(|adjective| _ = out.adjectives.entry(adjective).or_insert(id));
                country.inhabitants.iter().for_each(|inhabitant| _ = out.inhabitants.entry(inhabitant).or_insert(id));
                country.names.iter().for_each(|name| out.add_head(name, id));
            }
            for mention in &entity.mentions {
                let words = reading.words(&mention.tokens);
                if words.len() <= 40 {
                    out.add_head(words, id);
                }
            }
            // "Putin-Vertrauter" from the surname of a full name
            if entity.kind == EntityKind::Person
                && let Some(last) = entity.name.split(' ').next_back()
            {
                out.add_head(last, id);
            }
            out.add_head(&entity.name, id);
        }
        out.adjectives.keys().chain(out.inhabitants.keys()).for_each(|word| out.openings.add(word));
        out
    }

    fn add_head(&mut self, head: &str, id: u32) {
        self.heads.entry(Key::of(head)).or_insert(id);
        self.first_parts.add(head);
    }

    fn head(&self, word: &str) -> Option<u32> {
        self.heads.get(&Key::of(word)).copied()
    }

    /// Adjectives, inhabitants and compounds of a sentence. `naming`: the entity that each token names.
    pub fn find(&self, reading: &Reading, naming: &[Option<Id>], models: &Models, sentence: &Range<usize>) -> Box<[Derived]> {
        let mut found = Vec::new();
        for index in sentence.clone() {
            let word = reading.word(index);
            if reading.tokens[index].kind == TokenKind::Word && naming[index].is_none() && (3..=80).contains(&word.len()) {
                let token = (index - sentence.start) as u32;
                self.word(word, models, |id, form| found.push(Derived { token, id, form }));
            }
        }
        found.into()
    }

    fn word(&self, word: &str, models: &Models, mut add: impl FnMut(u32, MentionForm)) {
        let lower = word.chars().next().is_some_and(char::is_lowercase);
        let opens = self.openings.has(word);
        let whole = (lower && opens).then(|| without_ending(word).find_map(|stem| self.adjectives.get(stem))).flatten();
        if let Some(&id) = whole {
            add(id, MentionForm::Adjective);
            return;
        }
        if let Some((head, tail)) = word.split_once(['-', '–']) {
            if lower {
                // "russisch-deutsche"
                for part in [head, tail] {
                    if let Some(&id) = without_ending(part).find_map(|stem| self.adjectives.get(stem)) {
                        add(id, MentionForm::Adjective);
                    }
                }
            } else {
                let cuts = word.match_indices(['-', '–']).map(|(at, _)| &word[..at]).collect::<Vec<_>>();
                if let Some(id) = cuts.iter().rev().find_map(|cut| self.head(cut)) {
                    add(id, MentionForm::Compound);
                }
            }
            return;
        }
        if lower {
            return;
        }
        let mut noun = ["", "n", "s", "nen", "innen"].iter().filter_map(|ending| word.strip_suffix(ending));
        if let Some(&id) = opens.then(|| noun.find_map(|stem| self.inhabitants.get(stem))).flatten() {
            add(id, MentionForm::Adjective);
            return;
        }
        // "Berliner", "Bremer", "Dresdner"
        if let Some(town) = self.town_of(word).filter(|&id| self.places[id as usize]) {
            add(town, MentionForm::Adjective);
            return;
        }
        // "Kremlsprecher"
        if !self.first_parts.has(word) {
            return;
        }
        let fits = |&at: &usize| at >= SHORTEST && word.len() - at >= SHORTEST;
        let compound = word.char_indices().map(|(at, _)| at).filter(fits).find_map(|at| {
            let id = self.head(&word[..at])?;
            let rest = word[at..].strip_prefix('s').filter(|rest| rest.len() >= 4).unwrap_or(&word[at..]);
            let noun = is_noun(models, &word[at..]) || is_noun(models, rest);
            (noun && !self.people[id as usize]).then_some(id)
        });
        if let Some(id) = compound {
            add(id, MentionForm::Compound);
        }
    }

    /// The town behind "Berliner", "Bremer", "Dresdner".
    fn town_of(&self, word: &str) -> Option<u32> {
        let stem = word.strip_suffix("er").filter(|stem| stem.len() > 2)?;
        let dropped = stem.strip_suffix('n').unwrap_or(stem);
        self.head(stem).or_else(|| self.head(&format!("{dropped}en")))
    }
}

/// Countries by their names in lower case.
fn by_name() -> &'static HashMap<String, &'static Country> {
    static KNOWN: OnceLock<HashMap<String, &Country>> = OnceLock::new();
    let names = |country: &'static Country| country.names.iter().map(move |name| (name.to_lowercase(), country));
    KNOWN.get_or_init(|| countries().iter().flat_map(names).collect())
}

fn is_noun(models: &Models, rest: &str) -> bool {
    let mut letters = rest.chars();
    let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    let word = models.lexicon.find(&capital);
    word.classes.any(Classes::NOUN) && word.source == crate::lexicon::Source::Listed
}

/// A word, and without the endings an adjective can have.
fn without_ending(word: &str) -> impl Iterator<Item = &str> {
    ["", "en", "er", "es", "em", "e"].iter().filter_map(move |ending| word.strip_suffix(ending))
}
