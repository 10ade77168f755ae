//! Words derived from a name: adjectives, inhabitants, compounds; and names that only belong to another noun.

use super::roles::is_role;
use super::{Entity, Reference};
use crate::analysis::{EntityKind, MentionForm};
use crate::gazetteer::{self, countries};
use crate::lexicon::Classes;
use crate::model::hash;
use crate::models::Models;
use crate::names::Name;
use crate::reading::Reading;
use crate::tokens::TokenKind;
use std::collections::{HashMap, HashSet};

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

/// Marks the names that only belong to another noun: "eine Sprecherin der Bahn", "die Regierung in Paris".
pub fn mark_belonging(reading: &Reading, naming: &[Option<u32>], entities: &mut [Entity]) {
    let mut starts = vec![0; reading.tokens.len()];
    for sentence in reading.sentences {
        starts[sentence.tokens.clone()].fill(sentence.tokens.start);
    }
    for entity in entities.iter_mut().filter(|entity| entity.kind != EntityKind::Person) {
        let place = entity.kind == EntityKind::Place;
        for mention in &mut entity.mentions {
            let first = mention.tokens.start;
            for index in (starts[first].max(first.saturating_sub(MOST_BETWEEN))..first).rev() {
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
                if institution || index + 1 < first && is_role(word) {
                    mention.of = Some(index);
                }
                break;
            }
        }
    }
}

/// Words between such a noun and the name.
const MOST_BETWEEN: usize = 7;

/// Bytes at least of either part of a compound.
const SHORTEST: usize = 4;

/// Adjectives, inhabitants and compounds.
pub fn find(
    reading: &Reading,
    naming: &[Option<u32>],
    models: &Models,
    entities: &[Entity],
    found: &mut Vec<(usize, Reference)>,
) {
    let mut adjectives: HashMap<&str, usize> = HashMap::new();
    let mut inhabitants: HashMap<&str, usize> = HashMap::new();
    let mut heads: HashMap<String, usize> = HashMap::new();
    let known: HashMap<String, usize> = countries()
        .iter()
        .enumerate()
        .flat_map(|(at, country)| country.names.iter().map(move |name| (name.to_lowercase(), at)))
        .collect();
    for (id, entity) in entities.iter().enumerate() {
        if entity.kind == EntityKind::Person && !entity.name.contains(' ') && entity.mentions.len() < 2 {
            continue;
        }
        if let Some(&country) = known.get(&entity.name.to_lowercase()).filter(|_| entity.kind == EntityKind::Place) {
            let country = &countries()[country];
            country.adjectives.iter().for_each(|adjective| _ = adjectives.entry(adjective).or_insert(id));
            country.inhabitants.iter().for_each(|inhabitant| _ = inhabitants.entry(inhabitant).or_insert(id));
            country.names.iter().for_each(|name| _ = heads.entry((*name).to_owned()).or_insert(id));
        }
        for mention in &entity.mentions {
            let words = reading.words(&mention.tokens);
            if words.len() <= 40 {
                heads.entry(words.to_owned()).or_insert(id);
            }
        }
        // "Putin-Vertrauter" from the surname of a full name
        if entity.kind == EntityKind::Person
            && let Some(last) = entity.name.split(' ').next_back()
        {
            heads.entry(last.to_owned()).or_insert(id);
        }
        heads.entry(entity.name.clone()).or_insert(id);
    }
    // how any of them begins: most words begin otherwise, and are done
    let openings: HashSet<[u8; 2]> = adjectives.keys().filter_map(|word| word.as_bytes().first_chunk().copied()).collect();
    let first_parts: HashSet<[u8; SHORTEST]> = heads.keys().filter_map(|head| head.as_bytes().first_chunk().copied()).collect();
    for (index, named) in naming.iter().enumerate() {
        let word = reading.word(index);
        if reading.tokens[index].kind != TokenKind::Word || named.is_some() || word.len() < 3 || word.len() > 80 {
            continue;
        }
        let mut add = |id: usize, form: MentionForm| found.push((id, Reference { tokens: index..index + 1, form, of: None }));
        let lower = word.chars().next().is_some_and(char::is_lowercase);
        let opens = lower && word.as_bytes().first_chunk().is_some_and(|opening| openings.contains(opening));
        let whole = opens.then(|| without_ending(word).find_map(|stem| adjectives.get(stem))).flatten();
        if let Some(&id) = whole {
            add(id, MentionForm::Adjective);
            continue;
        }
        if let Some((head, tail)) = word.split_once(['-', '–']) {
            if lower {
                // "russisch-deutsche"
                for part in [head, tail] {
                    if let Some(&id) = without_ending(part).find_map(|stem| adjectives.get(stem)) {
                        add(id, MentionForm::Adjective);
                    }
                }
            } else {
                let cuts = word.match_indices(['-', '–']).map(|(at, _)| &word[..at]).collect::<Vec<_>>();
                if let Some(&id) = cuts.iter().rev().find_map(|cut| heads.get(*cut)) {
                    add(id, MentionForm::Compound);
                }
            }
            continue;
        }
        if lower {
            continue;
        }
        let noun = ["", "n", "s", "nen", "innen"].iter().filter_map(|ending| word.strip_suffix(ending));
        if let Some(&id) = noun.clone().find_map(|stem| inhabitants.get(stem)) {
            add(id, MentionForm::Adjective);
            continue;
        }
        // "Berliner", "Bremer", "Dresdner"
        if let Some(town) = town_of(word, &heads).filter(|&id| entities[id].kind == EntityKind::Place) {
            add(town, MentionForm::Adjective);
            continue;
        }
        // "Kremlsprecher"
        if !word.as_bytes().first_chunk().is_some_and(|part| first_parts.contains(part)) {
            continue;
        }
        let fits = |&at: &usize| at >= SHORTEST && word.len() - at >= SHORTEST;
        let compound = word.char_indices().map(|(at, _)| at).filter(fits).find_map(|at| {
            let id = *heads.get(&word[..at])?;
            let rest = word[at..].strip_prefix('s').filter(|rest| rest.len() >= 4).unwrap_or(&word[at..]);
            let noun = is_noun(models, &word[at..]) || is_noun(models, rest);
            (noun && entities[id].kind != EntityKind::Person).then_some(id)
        });
        if let Some(id) = compound {
            add(id, MentionForm::Compound);
        }
    }
}

/// The town behind "Berliner", "Bremer", "Dresdner".
fn town_of(word: &str, heads: &HashMap<String, usize>) -> Option<usize> {
    let stem = word.strip_suffix("er").filter(|stem| stem.len() > 2)?;
    let dropped = stem.strip_suffix('n').unwrap_or(stem);
    heads.get(stem).or_else(|| heads.get(&format!("{dropped}en"))).copied()
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
