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
        if reading.tokens[index].kind() == TokenKind::Punctuation && !matches!(word, "(" | ")") {
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

/// A word that an entity's name is in: its token, counted from the sentence's first, and from what it is derived.
#[derive(Debug)]
pub(super) struct Derived {
    pub(super) token: u32,
    root: Key,
    pub(super) form: MentionForm,
}

/// From what words are derived, with the entities that these name.
pub(super) struct Roots {
    /// How many there were before, counting each time that they changed.
    pub(super) number: u32,
    /// Under the keys of their texts and kinds.
    known: ByKey<Root>,
    /// How an adjective or inhabitant begins, and the first part of a compound: most words begin otherwise, and are done.
    openings: Beginnings<2>,
    first_parts: Beginnings<SHORTEST>,
}

/// What words are derived from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The first part of a compound, or a town.
    Head,
    Adjective,
    Inhabitant,
}

struct Root {
    /// The entity.
    id: u32,
    entity: EntityKind,
    kind: Kind,
    /// How it begins; nothing where it has one byte.
    opening: Option<[u8; 2]>,
}

impl Root {
    fn key(text: &str, kind: Kind) -> Key {
        let mut key = Key::of(text);
        key.add(kind as u64);
        key
    }
}

/// In which words roots may be that were not there before, are gone, or are of another kind.
pub(super) struct Changes {
    all: bool,
    adjectives: bool,
    openings: Beginnings<2>,
}

impl Changes {
    /// Whether what was found in a sentence may be found no more, or more than that.
    pub fn touch(&self, reading: &Reading, sentence: &Range<usize>) -> bool {
        let touched = |word: &str| self.openings.has(word) || self.adjectives && word.contains(['-', '–']);
        self.all || sentence.clone().any(|index| touched(reading.word(index)))
    }

    fn add(&mut self, root: &Root) {
        self.adjectives |= root.kind == Kind::Adjective;
        match &root.opening {
            Some(opening) => self.openings.add(opening),
            None => self.all = true,
        }
    }
}

/// First bytes of words, some that only have the same hash among them.
struct Beginnings<const COUNT: usize>([u64; 64]);

impl<const COUNT: usize> Beginnings<COUNT> {
    fn new() -> Beginnings<COUNT> {
        Beginnings([0; 64])
    }

    /// Word and bit.
    fn place(first: &[u8; COUNT]) -> (usize, u32) {
        let hash = first.iter().fold(0_u32, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x9E37_79B1));
        (hash as usize >> 26, hash >> 20 & 63)
    }

    fn add(&mut self, first: &[u8; COUNT]) {
        let (at, bit) = Self::place(first);
        self.0[at] |= 1 << bit;
    }

    /// Whether a word may begin so; one that is too short does not.
    fn has(&self, word: &str) -> bool {
        let place = word.as_bytes().first_chunk().map(Self::place);
        place.is_some_and(|(at, bit)| self.0[at] >> bit & 1 != 0)
    }
}

impl Roots {
    /// Gathers the names of all entities.
    pub fn new(reading: &Reading, entities: &[Entity], number: u32) -> Roots {
        let (known, openings, first_parts) = (ByKey::default(), Beginnings::new(), Beginnings::new());
        let mut out = Roots { number, known, openings, first_parts };
        for (id, entity) in (0..).zip(entities) {
            if entity.kind == EntityKind::Person && !entity.name.contains(' ') && entity.mentions.len() < 2 {
                continue;
            }
            let mut add = |text: &str, kind: Kind| out.add(text, kind, id, entity.kind);
            let is_place = entity.kind == EntityKind::Place;
            if let Some(country) = is_place.then(|| by_name().get(&entity.name.to_lowercase())).flatten() {
                country.adjectives.iter().for_each(|adjective| add(adjective, Kind::Adjective));
                country.inhabitants.iter().for_each(|inhabitant| add(inhabitant, Kind::Inhabitant));
                country.names.iter().for_each(|name| add(name, Kind::Head));
            }
            for mention in &entity.mentions {
                let words = reading.words(&mention.tokens);
                if words.len() <= 40 {
                    add(words, Kind::Head);
                }
            }
            // "Putin-Vertrauter" from the surname of a full name
            if entity.kind == EntityKind::Person
                && let Some(last) = entity.name.split(' ').next_back()
            {
                add(last, Kind::Head);
            }
            add(&entity.name, Kind::Head);
        }
        out
    }

    fn add(&mut self, text: &str, kind: Kind, id: u32, entity: EntityKind) {
        let opening = text.as_bytes().first_chunk();
        self.known.entry(Root::key(text, kind)).or_insert(Root { id, entity, kind, opening: opening.copied() });
        if kind != Kind::Head {
            opening.into_iter().for_each(|opening| self.openings.add(opening));
        } else if let Some(first) = text.as_bytes().first_chunk() {
            self.first_parts.add(first);
        }
    }

    /// The key of a text, where that is such a root.
    fn root(&self, text: &str, kind: Kind) -> Option<Key> {
        Some(Root::key(text, kind)).filter(|key| self.known.contains_key(key))
    }

    fn head(&self, text: &str) -> Option<Key> {
        self.root(text, Kind::Head)
    }

    fn entity(&self, root: Key) -> Option<EntityKind> {
        self.known.get(&root).map(|root| root.entity)
    }

    /// The entity whose name a word is derived from.
    pub fn id(&self, derived: &Derived) -> Option<usize> {
        self.known.get(&derived.root).map(|root| root.id as usize)
    }

    /// What changed since `before`.
    pub fn changes(&self, before: Option<&Roots>) -> Changes {
        let mut changes = Changes { all: before.is_none(), adjectives: false, openings: Beginnings::new() };
        let Some(before) = before else { return changes };
        for (here, there) in [(self, before), (before, self)] {
            for (key, root) in &here.known {
                if there.entity(*key) != Some(root.entity) {
                    changes.add(root);
                }
            }
        }
        changes
    }

    /// Adjectives, inhabitants and compounds of a sentence. `naming`: the entity that each token names.
    pub fn find(&self, reading: &Reading, naming: &[Option<Id>], models: &Models, sentence: &Range<usize>) -> Box<[Derived]> {
        let mut found = Vec::new();
        for index in sentence.clone() {
            let word = reading.word(index);
            if reading.tokens[index].kind() == TokenKind::Word && naming[index].is_none() && (3..=80).contains(&word.len()) {
                let token = (index - sentence.start) as u32;
                self.word(word, models, |root, form| found.push(Derived { token, root, form }));
            }
        }
        found.into()
    }

    fn word(&self, word: &str, models: &Models, mut add: impl FnMut(Key, MentionForm)) {
        let lower = word.chars().next().is_some_and(char::is_lowercase);
        let opens = self.openings.has(word);
        let adjective = |word: &str| without_ending(word).find_map(|stem| self.root(stem, Kind::Adjective));
        if let Some(root) = (lower && opens).then(|| adjective(word)).flatten() {
            add(root, MentionForm::Adjective);
            return;
        }
        if let Some((head, tail)) = word.split_once(['-', '–']) {
            if lower {
                // "russisch-deutsche"
                [head, tail].into_iter().filter_map(adjective).for_each(|root| add(root, MentionForm::Adjective));
            } else {
                let cuts = word.match_indices(['-', '–']).map(|(at, _)| &word[..at]).collect::<Vec<_>>();
                if let Some(root) = cuts.iter().rev().find_map(|cut| self.head(cut)) {
                    add(root, MentionForm::Compound);
                }
            }
            return;
        }
        if lower {
            return;
        }
        let mut noun = ["", "n", "s", "nen", "innen"].iter().filter_map(|ending| word.strip_suffix(ending));
        if let Some(root) = opens.then(|| noun.find_map(|stem| self.root(stem, Kind::Inhabitant))).flatten() {
            add(root, MentionForm::Adjective);
            return;
        }
        // "Berliner", "Bremer", "Dresdner"
        if let Some(town) = self.town_of(word).filter(|&root| self.entity(root) == Some(EntityKind::Place)) {
            add(town, MentionForm::Adjective);
            return;
        }
        // "Kremlsprecher"
        if !self.first_parts.has(word) {
            return;
        }
        let fits = |&at: &usize| at >= SHORTEST && word.len() - at >= SHORTEST;
        let compound = word.char_indices().map(|(at, _)| at).filter(fits).find_map(|at| {
            let root = self.head(&word[..at])?;
            let rest = word[at..].strip_prefix('s').filter(|rest| rest.len() >= 4).unwrap_or(&word[at..]);
            let noun = is_noun(models, &word[at..]) || is_noun(models, rest);
            (noun && self.entity(root) != Some(EntityKind::Person)).then_some(root)
        });
        if let Some(root) = compound {
            add(root, MentionForm::Compound);
        }
    }

    /// The town behind "Berliner", "Bremer", "Dresdner".
    fn town_of(&self, word: &str) -> Option<Key> {
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
