//! Who is meant by descriptions and pronouns.
//!
//! A description or pronoun points to an entity only where gender and number agree and nobody else fits as well.

use super::gender::Gender;
use super::said::{Described, Hint, Role, Said, What};
use super::{Entity, Id, Reference};
use crate::analysis::{EntityKind, MentionForm};
use crate::names::Name;
use crate::reading::Reading;

/// Sentences back in which a pronoun looks for whom it stands for.
const PRONOUN_SENTENCES: usize = 2;
/// Sentences back in which a description looks, where more than one entity fits in the whole text.
const DESCRIPTION_SENTENCES: usize = 3;

/// Nouns that are kept of what was said of one entity.
const MOST_NOUNS: usize = 16;
/// Mentions back that are looked at.
const MOST_PASSED: usize = 40;

/// What is known of one entity for references to it.
#[derive(Clone, Debug, Default)]
struct Facts {
    gender: Option<Gender>,
    /// How much that is to be trusted.
    trust: u8,
    /// Nouns that were said of it, in lower case.
    nouns: Vec<Box<str>>,
    /// Name of an organisation, in lower case.
    lower: String,
}

/// A mention passed on the way through the text.
#[derive(Clone, Copy, Debug)]
struct Passed {
    id: usize,
    sentence: usize,
    /// First in its sentence, or without a preposition before it.
    subject: bool,
}

/// Goes through the text once and resolves descriptions and pronouns.
struct Follower<'a> {
    entities: &'a [Entity],
    facts: Vec<Facts>,
    /// Names so far, outside quotation marks, and resolved references.
    passed: Vec<Passed>,
}

/// What refers to the `entities`, with their ids. `naming`: the entity that each token names; `roles`: the role of each entity;
/// `said`: what each sentence says.
pub fn find<'a>(
    reading: &Reading,
    names: &[Name],
    naming: &[Option<Id>],
    entities: &[Entity],
    roles: &[Option<&Role>],
    said: impl Iterator<Item = &'a Said> + Clone,
) -> Vec<(usize, Reference)> {
    let mut facts = vec![Facts::default(); entities.len()];
    for (named, _, id) in super::named(said.clone(), reading, names, naming) {
        let facts: &mut Facts = &mut facts[id];
        if let Some((trust, gender)) = named.gender.filter(|(trust, _)| *trust > facts.trust) {
            (facts.trust, facts.gender) = (trust, Some(gender));
        }
        facts.nouns.extend(named.noun.clone().filter(|_| facts.nouns.len() < MOST_NOUNS));
    }
    for ((facts, entity), role) in facts.iter_mut().zip(entities).zip(roles) {
        match entity.kind {
            EntityKind::Person => {
                let Some(role) = role else { continue };
                facts.nouns.extend(role.nouns.iter().cloned());
                facts.gender = facts.gender.or(role.gender);
            }
            EntityKind::Organisation => {
                facts.lower = entity.name.to_lowercase();
                facts.nouns.extend(facts.lower.split(' ').map(Box::from));
            }
            _ => (),
        }
    }
    let mut follower = Follower { entities, facts, passed: Vec::new() };
    let mut found = Vec::new();
    for ((number, sentence), said) in reading.sentences.iter().enumerate().zip(said) {
        let start = sentence.tokens.start;
        let mut done = 0;
        for Hint { tokens, what } in said.hints.iter() {
            // within what was a description
            if tokens.start < done {
                continue;
            }
            let (id, form) = match what {
                What::Name { subject } => {
                    let id = naming[start + tokens.start as usize];
                    follower.passed.extend(id.map(|id| Passed { id: id.index(), sentence: number, subject: *subject }));
                    continue;
                }
                What::Aged { years, gender } => (follower.aged(*years, *gender, number), MentionForm::Description),
                What::Described(described) => (follower.described_as(described, number), MentionForm::Description),
                What::Pronoun(gender) => (follower.pronoun(*gender, number), MentionForm::Pronoun),
            };
            if let Some(id) = id {
                let subject = form == MentionForm::Pronoun || tokens.start == 0;
                follower.passed.push(Passed { id, sentence: number, subject });
                let tokens = start + tokens.start as usize..start + tokens.end as usize;
                done = (tokens.end - start) as u32;
                found.push((id, Reference { tokens, form, of: None }));
            }
        }
    }
    found
}

impl Follower<'_> {
    /// Entities that fit, passed in the last sentences, the latest first, each once.
    fn recent(&self, sentence: usize, back: usize, fits: impl Fn(usize) -> bool) -> Vec<Passed> {
        let mut out: Vec<Passed> = Vec::new();
        let passed = self.passed.iter().rev().take(MOST_PASSED).take_while(|passed| passed.sentence + back >= sentence);
        for passed in passed.filter(|passed| fits(passed.id)) {
            match out.iter_mut().find(|known| known.id == passed.id) {
                Some(known) => known.subject |= passed.subject,
                None => out.push(*passed),
            }
        }
        out
    }

    fn is_person(&self, id: usize) -> bool {
        self.entities[id].kind == EntityKind::Person
    }

    /// "der 54-Jährige": who is of that age, else the only person of that gender in the last sentences.
    fn aged(&self, years: u32, gender: Gender, number: usize) -> Option<usize> {
        let fits = |id: usize| self.is_person(id) && self.facts[id].gender.is_none_or(|known| known == gender);
        let people = self.recent(number, 12, fits);
        if let Some(passed) = people.iter().find(|passed| self.entities[passed.id].age == Some(years)) {
            return Some(passed.id);
        }
        let near = |passed: &&Passed| passed.sentence + 2 >= number && self.entities[passed.id].age.is_none();
        let mut close = people.iter().filter(near);
        match (close.next(), close.next()) {
            (Some(only), None) => Some(only.id),
            (Some(last), Some(other)) if last.subject && !other.subject => Some(last.id),
            _ => None,
        }
    }

    /// The entity that was called so, or by a longer word with this end ("der Minister" for "US-Außenminister").
    fn described_as(&self, described: &Described, number: usize) -> Option<usize> {
        let Described { gender, class, base } = described;
        let person = class.is_none();
        let fits = |id: usize| {
            let (entity, facts) = (&self.entities[id], &self.facts[id]);
            if person != (entity.kind == EntityKind::Person) {
                return false;
            }
            if person && gender.is_some() && facts.gender.is_some() && *gender != facts.gender {
                return false;
            }
            let called = facts.nouns.iter().any(|known| base_of(known).ends_with(&**base));
            called || class.is_some_and(|class| entity.kind == EntityKind::Organisation && class(&entity.name, &facts.lower))
        };
        let candidates = self.recent(number, usize::MAX / 2, fits);
        let first = candidates.first()?;
        match candidates.get(1) {
            None => Some(first.id),
            Some(second) => {
                let close = first.sentence + DESCRIPTION_SENTENCES >= number && second.sentence < first.sentence;
                (close && (first.subject || !second.subject)).then_some(first.id)
            }
        }
    }

    /// "er" and "sie" for the person of that gender who was named last, where one only is in question.
    fn pronoun(&self, gender: Gender, number: usize) -> Option<usize> {
        let people = self.recent(number, PRONOUN_SENTENCES, |id| self.is_person(id));
        let unknown = people.iter().filter(|passed| self.facts[passed.id].gender.is_none()).count();
        let mut fitting = people.iter().filter(|passed| self.facts[passed.id].gender == Some(gender));
        let (first, second) = (fitting.next()?, fitting.next());
        match second {
            None => (unknown == 0 || first.subject).then_some(first.id),
            Some(second) if first.subject && (!second.subject || second.sentence < first.sentence) => Some(first.id),
            Some(second) if second.subject && !first.subject && second.sentence == first.sentence => Some(second.id),
            _ => None,
        }
    }
}

/// A noun without ending and feminine suffix, for comparing.
pub(super) fn base_of(noun: &str) -> &str {
    let noun = noun.rsplit(['-', '–']).next().unwrap_or(noun);
    for ending in ["innen", "in", "en", "es", "er", "n", "s", "e", "r"] {
        if let Some(rest) = noun.strip_suffix(ending).filter(|rest| rest.len() > 3) {
            return rest;
        }
    }
    noun
}

/// A test of an organisation's name, which is given as it is and in lower case.
pub(super) type Class = fn(&str, &str) -> bool;

/// A test for a noun that can stand for an organisation.
pub(super) fn class_of(noun: &str) -> Option<Class> {
    fn ends(lower: &str, endings: &[&str]) -> bool {
        lower.split(' ').any(|word| endings.iter().any(|ending| word.ends_with(ending)))
    }
    fn is(name: &str, names: &[&str]) -> bool {
        names.contains(&name)
    }
    Some(match noun {
        "partei" => |name, lower| ends(lower, &["partei"]) || is(name, PARTIES),
        "behörd" => |_, lower| ends(lower, &["amt", "behörde", "agentur", "präsidium", "institut"]),
        "ministerium" => |_, lower| ends(lower, &["ministerium"]),
        "amt" => |_, lower| ends(lower, &["amt"]),
        "gericht" => |_, lower| ends(lower, &["gericht", "gerichtshof"]),
        "bank" => |_, lower| ends(lower, &["bank", "zentralbank", "sparkasse"]),
        "unternehm" | "unternehmen" | "konzern" | "firma" | "hersteller" | "betreiber" => {
            |_, lower| ends(lower, &["ag", "gmbh", "se", "kg", "inc", "corp", "werke", "plc"])
        }
        "zeitung" | "blatt" => {
            |_, lower| ends(lower, &["zeitung", "blatt", "anzeiger", "post", "nachrichten", "rundschau", "kurier", "presse"])
        }
        "sender" => |name, lower| {
            ends(lower, &["rundfunk", "fernsehen", "radio", "funk"])
                || is(name, &["ARD", "ZDF", "NDR", "WDR", "MDR", "SWR", "BR", "RBB", "RTL", "ORF", "BBC", "CNN"])
        },
        "verband" => |_, lower| ends(lower, &["verband", "bund", "vereinigung"]),
        "gewerkschaft" => {
            |name, lower| ends(lower, &["gewerkschaft", "ver.di", "verdi", "gdl", "evg"]) || name.starts_with("IG ")
        }
        "universität" | "hochschul" => |_, lower| ends(lower, &["universität", "hochschule", "uni"]),
        "verein" | "klub" | "club" => |_, lower| ends(lower, &["verein", "fc", "sv", "sc", "tsv", "vfl", "vfb", "club"]),
        "kommission" => |_, lower| ends(lower, &["kommission"]),
        "stiftung" => |_, lower| ends(lower, &["stiftung"]),
        "institut" => |_, lower| ends(lower, &["institut"]),
        "organisation" => |name, lower| {
            ends(lower, &["organisation", "hilfe"])
                || is(name, &["Greenpeace", "Amnesty International", "WWF", "Human Rights Watch"])
        },
        "agentur" | "nachrichtenagentur" => |name, lower| ends(lower, &["agentur"]) || is(name, &["dpa", "AFP", "Reuters", "AP"]),
        _ => return None,
    })
}

const PARTIES: &[&str] = &[
    "CDU",
    "CSU",
    "SPD",
    "FDP",
    "Grüne",
    "Linke",
    "Die Linke",
    "AfD",
    "BSW",
    "NPD",
    "ÖVP",
    "SPÖ",
    "FPÖ",
    "Neos",
    "SVP",
    "Bündnis 90/Die Grünen",
    "Linkspartei",
    "Freie Wähler",
    "PDS",
];
