//! What refers to an entity without naming it: adjectives, compounds, descriptions, pronouns.
//!
//! A description or pronoun points to an entity only where gender and number agree and nobody else fits as well.

use super::forms::stem;
use super::gender::{self, Gender};
use super::roles::is_role;
use super::{Entity, Reference, derived};
use crate::analysis::{EntityKind, MentionForm};
use crate::lexicon::{Agreement, Classes, Persons};
use crate::models::Models;
use crate::reading::Reading;
use crate::tokens::TokenKind;
use std::collections::HashMap;
use std::ops::Range;

/// Sentences back in which a pronoun looks for whom it stands for.
const PRONOUN_SENTENCES: usize = 2;
/// Sentences back in which a description looks, where more than one entity fits in the whole text.
const DESCRIPTION_SENTENCES: usize = 3;

/// Bytes of "dieser" and "seinem".
const LONGEST_ARTICLE: usize = 6;

/// Nouns that are kept of what was said of one entity.
const MOST_NOUNS: usize = 16;

/// Adds the references to `entities`. `naming`: the entity that each token names.
pub fn find(reading: &Reading, naming: &[Option<u32>], models: &Models, entities: &mut [Entity]) {
    let mut found: Vec<(usize, Reference)> = Vec::new();
    derived::find(reading, naming, models, entities, &mut found);
    let mut follower = Follower::new(reading, naming, models, entities);
    follower.follow(&mut found);
    derived::mark_belonging(reading, naming, entities);
    for (id, reference) in found {
        entities[id].mentions.push(reference);
    }
    entities.iter_mut().for_each(|entity| entity.mentions.sort_by_key(|mention| mention.tokens.start));
}

/// What is known of one entity for references to it.
#[derive(Clone, Debug, Default)]
struct Facts {
    gender: Option<Gender>,
    /// Nouns that were said of it, in lower case.
    nouns: Vec<String>,
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
    reading: &'a Reading<'a>,
    naming: &'a [Option<u32>],
    models: &'a Models,
    entities: &'a [Entity],
    facts: Vec<Facts>,
    /// Whether a word can be a preposition, of those asked for.
    prepositions: HashMap<&'a str, bool>,
    /// Names so far, outside quotation marks, and resolved references.
    passed: Vec<Passed>,
}

impl<'a> Follower<'a> {
    fn new(reading: &'a Reading<'a>, naming: &'a [Option<u32>], models: &'a Models, entities: &'a [Entity]) -> Follower<'a> {
        let facts = vec![Facts::default(); entities.len()];
        let mut out = Follower { reading, naming, models, entities, facts, prepositions: HashMap::new(), passed: Vec::new() };
        out.learn();
        out
    }

    /// Genders and nouns of all entities.
    fn learn(&mut self) {
        let mut votes: Vec<(u8, Option<Gender>)> = vec![(0, None); self.entities.len()];
        for sentence in self.reading.sentences {
            let mut index = sentence.tokens.start;
            while index < sentence.tokens.end {
                let Some(id) = self.naming[index] else {
                    index += 1;
                    continue;
                };
                let id = id as usize;
                let mut end = index + 1;
                while end < sentence.tokens.end && self.naming[end] == Some(id as u32) {
                    end += 1;
                }
                let name = index..end;
                if self.entities[id].kind == EntityKind::Person {
                    let gender = gender::of_mention(self.reading, &self.models.lexicon, &name, &sentence.tokens);
                    if let Some((trust, gender)) = gender.filter(|(trust, _)| *trust > votes[id].0) {
                        votes[id] = (trust, Some(gender));
                    }
                } else if index > sentence.tokens.start {
                    let before = self.reading.word(index - 1);
                    let noun = self.naming[index - 1].is_none() && before.chars().next().is_some_and(char::is_uppercase);
                    if noun && self.facts[id].nouns.len() < MOST_NOUNS {
                        self.facts[id].nouns.push(before.to_lowercase());
                    }
                }
                index = end;
            }
        }
        for (id, entity) in self.entities.iter().enumerate() {
            let facts = &mut self.facts[id];
            facts.gender = votes[id].1;
            match entity.kind {
                EntityKind::Person => {
                    let role = entity.role.as_deref().unwrap_or("");
                    let nouns = role.split(|c: char| !c.is_alphanumeric()).filter(|word| is_role(word));
                    facts.nouns.extend(nouns.map(str::to_lowercase));
                    if facts.gender.is_none() {
                        let mut nouns = role.split(|c: char| !c.is_alphanumeric());
                        facts.gender = nouns.find_map(|word| gender::of_noun(&self.models.lexicon, word));
                    }
                }
                EntityKind::Organisation => facts.nouns.extend(entity.name.split(' ').map(str::to_lowercase)),
                _ => (),
            }
        }
    }

    fn follow(&mut self, found: &mut Vec<(usize, Reference)>) {
        let mut quoted = false;
        for (number, sentence) in self.reading.sentences.iter().enumerate() {
            let tokens = sentence.tokens.clone();
            if tokens.start > 0 && sentence.block != self.reading.sentences[number.saturating_sub(1)].block {
                quoted = false;
            }
            let mut index = tokens.start;
            while index < tokens.end {
                if self.reading.tokens[index].kind == TokenKind::QuoteMark {
                    quoted = !quoted;
                    index += 1;
                    continue;
                }
                if let Some(id) = self.naming[index] {
                    let id = id as usize;
                    if !quoted {
                        let subject = self.is_subject(index, &tokens);
                        self.passed.push(Passed { id, sentence: number, subject });
                    }
                    while index < tokens.end && self.naming[index] == Some(id as u32) {
                        index += 1;
                    }
                    continue;
                }
                if quoted {
                    index += 1;
                    continue;
                }
                if let Some((id, span)) = self.description(index, &tokens, number) {
                    let end = span.end;
                    self.passed.push(Passed { id, sentence: number, subject: index == tokens.start });
                    found.push((id, Reference { tokens: span, form: MentionForm::Description, of: None }));
                    index = end;
                    continue;
                }
                if let Some(id) = self.pronoun(index, &tokens, number) {
                    self.passed.push(Passed { id, sentence: number, subject: true });
                    found.push((id, Reference { tokens: index..index + 1, form: MentionForm::Pronoun, of: None }));
                }
                index += 1;
            }
        }
    }

    /// Whether the name at `index` stands where a subject stands: not behind a preposition or a noun it belongs to.
    fn is_subject(&mut self, index: usize, sentence: &Range<usize>) -> bool {
        let mut at = index;
        while at > sentence.start && index - at < 4 {
            at -= 1;
            let word = self.reading.word(at);
            let look_up = || self.models.lexicon.find(word).classes.any(Classes::PREPOSITION | Classes::CONTRACTION);
            if *self.prepositions.entry(word).or_insert_with(look_up) {
                return false;
            }
            if matches!(self.reading.word(at), "des" | "dem" | "den") || self.reading.tokens[at].kind != TokenKind::Word {
                return self.reading.tokens[at].kind != TokenKind::Word;
            }
        }
        true
    }

    /// Entities passed in the last sentences, the latest first, each once.
    fn recent(&self, sentence: usize, back: usize) -> Vec<Passed> {
        let mut out: Vec<Passed> = Vec::new();
        for passed in self.passed.iter().rev().take(40).take_while(|passed| passed.sentence + back >= sentence) {
            match out.iter_mut().find(|known| known.id == passed.id) {
                Some(known) => known.subject |= passed.subject,
                None => out.push(*passed),
            }
        }
        out
    }

    /// "der Minister", "die Behörde", "der 54-Jährige", "sein Amtskollege": a determiner, adjectives and a noun.
    fn description(&self, start: usize, sentence: &Range<usize>, number: usize) -> Option<(usize, Range<usize>)> {
        let article = self.reading.word(start);
        if article.len() > LONGEST_ARTICLE {
            return None;
        }
        let article = article.to_lowercase();
        let definite = matches!(
            article.as_str(),
            "der" | "die" | "das" | "den" | "dem" | "des" | "dieser" | "diese" | "dieses" | "diesem" | "diesen"
        );
        let possessive = matches!(
            article.as_str(),
            "sein" | "seine" | "seinem" | "seinen" | "seiner" | "ihr" | "ihre" | "ihrem" | "ihren" | "ihrer"
        );
        if !definite && !possessive {
            return None;
        }
        let mut noun = start + 1;
        while noun < sentence.end && noun < start + 4 {
            let word = self.reading.word(noun);
            if word.contains("ährige") && word.starts_with(|c: char| c.is_numeric()) {
                break;
            }
            if self.reading.tokens[noun].kind != TokenKind::Word || self.naming[noun].is_some() {
                return None;
            }
            if word.chars().next().is_some_and(char::is_uppercase) {
                break;
            }
            if !["e", "en"].iter().any(|ending| word.ends_with(ending)) {
                return None;
            }
            noun += 1;
        }
        if noun >= sentence.end || noun == start + 4 || self.naming[noun].is_some() {
            return None;
        }
        let word = self.reading.word(noun);
        if !word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()) {
            return None;
        }
        // a name or a genitive behind it says who is meant
        if noun + 1 < sentence.end {
            let next = self.reading.word(noun + 1);
            let named =
                self.naming[noun + 1].is_some() || (next == "," && self.naming.get(noun + 2).is_some_and(Option::is_some));
            if named || matches!(next, "der" | "des" | "von" | "vom" | "für") {
                return None;
            }
        }
        let gender = || self.article_gender(&article, noun);
        let span = start..noun + 1;
        let aged = word.find("ährige").filter(|_| word.starts_with(|c: char| c.is_numeric())).map(|at| &word[..at - 1]);
        if let Some(age) = aged {
            return self.aged(age, gender()?, number).map(|id| (id, span));
        }
        self.described_as(word, gender, number).map(|id| (id, span))
    }

    /// The gender that article and noun show together, for one person or thing.
    fn article_gender(&self, article: &str, noun: usize) -> Option<Gender> {
        let lexicon = &self.models.lexicon;
        let article = lexicon.find(article).pronoun & Agreement::SINGULAR;
        let word = lexicon.find(self.reading.word(noun));
        let adjectival = word.classes.any(Classes::NOMINALISED)
            || self.reading.word(noun).ends_with("ährige")
            || self.reading.word(noun).ends_with("ährigen");
        let both = if adjectival { article } else { article & word.noun };
        // "der" is feminine in the genitive and dative only
        let nominative = both & Agreement::NOMINATIVE;
        let both = if nominative.is_empty() { both } else { nominative };
        match (both.meets(Agreement::MASCULINE), both.meets(Agreement::FEMININE)) {
            (true, false) => Some(Gender::Masculine),
            (false, true) => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// "der 54-Jährige": who is of that age, else the only person of that gender in the last sentences.
    fn aged(&self, age: &str, gender: Gender, number: usize) -> Option<usize> {
        let years: u32 = age.trim_end_matches('-').parse().ok()?;
        let fits = |id: usize| self.facts[id].gender.is_none_or(|known| known == gender);
        let recent = self.recent(number, 12);
        let people = recent.iter().filter(|passed| self.entities[passed.id].kind == EntityKind::Person && fits(passed.id));
        if let Some(passed) = people.clone().find(|passed| self.entities[passed.id].age == Some(years)) {
            return Some(passed.id);
        }
        let mut close = people.filter(|passed| passed.sentence + 2 >= number && self.entities[passed.id].age.is_none());
        match (close.next(), close.next()) {
            (Some(only), None) => Some(only.id),
            (Some(last), Some(other)) if last.subject && !other.subject => Some(last.id),
            _ => None,
        }
    }

    /// The entity that was called so, or by a longer word with this end ("der Minister" for "US-Außenminister").
    fn described_as(&self, noun: &str, gender: impl Fn() -> Option<Gender>, number: usize) -> Option<usize> {
        let lower = noun.to_lowercase();
        let person = is_role(noun);
        let class = (!person).then(|| class_of(&stem(&lower, true))).flatten();
        if !person && class.is_none() {
            return None;
        }
        let base = base_of(&lower);
        let gender = if person { gender() } else { None };
        let recent = self.recent(number, usize::MAX / 2);
        let fits = |passed: &&Passed| {
            let entity = &self.entities[passed.id];
            if person != (entity.kind == EntityKind::Person) {
                return false;
            }
            if person && (gender.is_some() && self.facts[passed.id].gender.is_some() && gender != self.facts[passed.id].gender) {
                return false;
            }
            let called = self.facts[passed.id].nouns.iter().any(|known| base_of(known).ends_with(base));
            called || class.is_some_and(|class| class(&entity.name) && entity.kind == EntityKind::Organisation)
        };
        let mut candidates = recent.iter().filter(fits);
        let (first, second) = (candidates.next()?, candidates.next());
        match second {
            None => Some(first.id),
            Some(second) => {
                let close = first.sentence + DESCRIPTION_SENTENCES >= number && second.sentence < first.sentence;
                (close && (first.subject || !second.subject)).then_some(first.id)
            }
        }
    }

    /// "er" and "sie" for the person of that gender who was named last, where one only is in question.
    fn pronoun(&self, index: usize, sentence: &Range<usize>, number: usize) -> Option<usize> {
        let gender = match self.reading.word(index) {
            "er" | "Er" => Gender::Masculine,
            "sie" | "Sie" if self.third_singular(index, sentence) => Gender::Feminine,
            _ => return None,
        };
        let recent = self.recent(number, PRONOUN_SENTENCES);
        let people = || recent.iter().filter(|passed| self.entities[passed.id].kind == EntityKind::Person);
        let unknown = people().filter(|passed| self.facts[passed.id].gender.is_none()).count();
        let mut fitting = people().filter(|passed| self.facts[passed.id].gender == Some(gender));
        let (first, second) = (fitting.next()?, fitting.next());
        match second {
            None => (unknown == 0 || first.subject).then_some(first.id),
            Some(second) if first.subject && (!second.subject || second.sentence < first.sentence) => Some(first.id),
            Some(second) if second.subject && !first.subject && second.sentence == first.sentence => Some(second.id),
            _ => None,
        }
    }

    /// Whether the finite verb beside "sie" is in the third person singular only.
    fn third_singular(&self, index: usize, sentence: &Range<usize>) -> bool {
        let after = (index + 1..sentence.end.min(index + 2)).chain((index + 2..sentence.end).take(12));
        let before = (sentence.start..index).rev().take(1);
        for at in before.chain(after) {
            let word = self.models.lexicon.find(self.reading.word(at));
            let forms = word.verb_forms();
            if !forms.is_finite() || self.reading.word(at).chars().next().is_some_and(char::is_uppercase) {
                continue;
            }
            let persons = [forms.present(), forms.preterite(), forms.subjunctive_1(), forms.subjunctive_2()];
            let singular = persons.iter().any(|p| p.meets(Persons::THIRD_SINGULAR));
            let plural = persons.iter().any(|p| p.meets(Persons::THIRD_PLURAL));
            return singular && !plural;
        }
        false
    }
}

/// A noun without ending and feminine suffix, for comparing.
fn base_of(noun: &str) -> &str {
    let noun = noun.rsplit(['-', '–']).next().unwrap_or(noun);
    for ending in ["innen", "in", "en", "es", "er", "n", "s", "e", "r"] {
        if let Some(rest) = noun.strip_suffix(ending).filter(|rest| rest.len() > 3) {
            return rest;
        }
    }
    noun
}

/// A test of an organisation's name for a noun that can stand for it.
fn class_of(noun: &str) -> Option<fn(&str) -> bool> {
    fn ends(name: &str, endings: &[&str]) -> bool {
        let lower = name.to_lowercase();
        lower.split(' ').any(|word| endings.iter().any(|ending| word.ends_with(ending)))
    }
    fn is(name: &str, names: &[&str]) -> bool {
        names.contains(&name)
    }
    Some(match noun {
        "partei" => |name| ends(name, &["partei"]) || is(name, PARTIES),
        "behörd" => |name| ends(name, &["amt", "behörde", "agentur", "präsidium", "institut"]),
        "ministerium" => |name| ends(name, &["ministerium"]),
        "amt" => |name| ends(name, &["amt"]),
        "gericht" => |name| ends(name, &["gericht", "gerichtshof"]),
        "bank" => |name| ends(name, &["bank", "zentralbank", "sparkasse"]),
        "unternehm" | "unternehmen" | "konzern" | "firma" | "hersteller" | "betreiber" => {
            |name| ends(name, &["ag", "gmbh", "se", "kg", "inc", "corp", "werke", "plc"])
        }
        "zeitung" | "blatt" => {
            |name| ends(name, &["zeitung", "blatt", "anzeiger", "post", "nachrichten", "rundschau", "kurier", "presse"])
        }
        "sender" => |name| {
            ends(name, &["rundfunk", "fernsehen", "radio", "funk"])
                || is(name, &["ARD", "ZDF", "NDR", "WDR", "MDR", "SWR", "BR", "RBB", "RTL", "ORF", "BBC", "CNN"])
        },
        "verband" => |name| ends(name, &["verband", "bund", "vereinigung"]),
        "gewerkschaft" => |name| ends(name, &["gewerkschaft", "ver.di", "verdi", "gdl", "evg"]) || name.starts_with("IG "),
        "universität" | "hochschul" => |name| ends(name, &["universität", "hochschule", "uni"]),
        "verein" | "klub" | "club" => |name| ends(name, &["verein", "fc", "sv", "sc", "tsv", "vfl", "vfb", "club"]),
        "kommission" => |name| ends(name, &["kommission"]),
        "stiftung" => |name| ends(name, &["stiftung"]),
        "institut" => |name| ends(name, &["institut"]),
        "organisation" => |name| {
            ends(name, &["organisation", "hilfe"])
                || is(name, &["Greenpeace", "Amnesty International", "WWF", "Human Rights Watch"])
        },
        "agentur" | "nachrichtenagentur" => |name| ends(name, &["agentur"]) || is(name, &["dpa", "AFP", "Reuters", "AP"]),
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
