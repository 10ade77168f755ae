//! What a sentence says by itself: of those that it names, whoever they are, and with what it may refer to somebody.

use super::forms::stem;
use super::gender::{self, Gender};
use super::references::{Class, base_of, class_of};
use super::roles::{self, is_role};
use super::{Entity, Id, derived};
use crate::analysis::EntityKind;
use crate::lexicon::{Agreement, Classes, Persons};
use crate::memory::Key;
use crate::models::Models;
use crate::names::Name;
use crate::reading::Reading;
use crate::tokens::{Sentence, TokenKind};
use std::ops::Range;

/// Bytes of "dieser" and "seinem".
const LONGEST_ARTICLE: usize = 6;

/// What one sentence says; tokens count from its first.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// One a name in it.
    pub(super) names: Box<[Named]>,
    /// Names and what may refer to others, outside quotation marks, in order.
    pub(super) hints: Box<[Hint]>,
    /// Whether quotation marks that it opens go on behind it, or those before it end in it.
    pub(super) turns: bool,
}

/// What is said of one that is named.
#[derive(Debug, Default)]
pub(super) struct Named {
    pub(super) party: Option<&'static str>,
    pub(super) age: Option<u32>,
    pub(super) role: Option<Box<Role>>,
    /// Gender of a person, likewise.
    pub(super) gender: Option<(u8, Gender)>,
    /// The noun before the name of a thing, in lower case.
    pub(super) noun: Option<Box<str>>,
    /// The noun that the name only belongs to.
    pub(super) of: Option<u32>,
}

/// Words that say what somebody is.
#[derive(Debug)]
pub(super) struct Role {
    pub(super) tokens: Range<u32>,
    /// How much they are to be trusted.
    pub(super) trust: u32,
    /// Their nouns for people, in lower case.
    pub(super) nouns: Box<[Box<str>]>,
    /// What they tell of the gender.
    pub(super) gender: Option<Gender>,
}

/// Where somebody is, or may be, referred to.
#[derive(Debug)]
pub(super) struct Hint {
    pub(super) tokens: Range<u32>,
    pub(super) what: What,
}

/// In which way.
#[derive(Debug)]
pub(super) enum What {
    /// First in its sentence, or without a preposition before it.
    Name { subject: bool },
    /// "der 54-Jährige"
    Aged { years: u32, gender: Gender },
    /// "der Minister", "die Behörde"
    Described(Box<Described>),
    /// "er", "sie"
    Pronoun(Gender),
}

/// What a noun can stand for.
#[derive(Debug)]
pub(super) struct Described {
    /// Of a person.
    pub(super) gender: Option<Gender>,
    /// Of an organisation.
    pub(super) class: Option<Class>,
    /// The noun without endings.
    pub(super) base: Box<str>,
}

/// A sentence with the names in it.
pub(super) struct Listener<'a> {
    pub reading: &'a Reading<'a>,
    /// The entity that each token of the text names.
    pub naming: &'a [Option<Id>],
    pub entities: &'a [Entity],
    pub models: &'a Models,
    pub sentence: &'a Sentence,
    /// Its names.
    pub names: &'a [Name],
    /// Whether it begins within quotation marks.
    pub quoted: bool,
}

impl Listener<'_> {
    /// Hash of all that [`Listener::listen`] depends on.
    pub fn key(&self) -> Key {
        let mut key = self.sentence.key;
        let named_behind = self.naming.get(self.sentence.tokens.end).is_some_and(Option::is_some);
        key.add(u64::from(self.quoted) << 1 | u64::from(named_behind));
        for name in self.names {
            let Range { start, end } = name.tokens;
            let kind = self.naming[start].map_or(EntityKind::Other, |id| self.entities[id.index()].kind);
            let bits = u64::from(self.naming[start].is_none()) << 4 | u64::from(self.goes_on(start)) << 3 | kind as u64;
            key.add(((start - self.sentence.tokens.start) as u64) << 32 | ((end - start) as u64) << 8 | bits);
        }
        key.add(self.names.len() as u64);
        key
    }

    /// Whether the token before names the same.
    fn goes_on(&self, index: usize) -> bool {
        index > self.sentence.tokens.start && self.naming[index - 1] == self.naming[index]
    }

    /// Where the tokens end that name the same as the token `index`.
    fn end(&self, index: usize) -> usize {
        (index..self.sentence.tokens.end).find(|&at| self.naming[at] != self.naming[index]).unwrap_or(self.sentence.tokens.end)
    }

    /// What the sentence says.
    pub fn listen(&self) -> Said {
        let mut said = Said { names: self.names.iter().map(|name| self.named(name)).collect(), ..Said::default() };
        let mut hints = Vec::new();
        let mut add = |tokens: Range<usize>, what: What| {
            let start = self.sentence.tokens.start;
            hints.push(Hint { tokens: (tokens.start - start) as u32..(tokens.end - start) as u32, what });
        };
        let mut quoted = self.quoted;
        let mut index = self.sentence.tokens.start;
        while index < self.sentence.tokens.end {
            if self.reading.tokens[index].kind() == TokenKind::QuoteMark {
                quoted = !quoted;
                // a mark within a name turns nothing, and is passed with it
            } else if self.naming[index].is_some() {
                let end = self.end(index);
                if !quoted {
                    add(index..end, What::Name { subject: self.is_subject(index) });
                }
                index = end;
                continue;
            } else if !quoted {
                if let Some((tokens, what)) = self.description(index) {
                    add(tokens, what);
                }
                if let Some(gender) = self.pronoun(index) {
                    add(index..index + 1, What::Pronoun(gender));
                }
            }
            index += 1;
        }
        said.turns = quoted != self.quoted;
        said.hints = hints.into();
        said
    }

    fn named(&self, name: &Name) -> Named {
        let Listener { reading, naming, models, .. } = *self;
        let sentence = &self.sentence.tokens;
        let mut named = Named::default();
        let start = name.tokens.start;
        let Some(id) = naming[start] else { return named };
        let local = |index: usize| (index - sentence.start) as u32;
        let kind = self.entities[id.index()].kind;
        if kind == EntityKind::Person {
            let finder = roles::Finder { reading, naming, lexicon: &models.lexicon };
            (named.party, named.age) = finder.brackets(&name.tokens, sentence).unwrap_or_default();
            named.role = finder.role(&name.tokens, sentence).map(|(trust, role)| {
                let words = || reading.words(&role).split(|c: char| !c.is_alphanumeric());
                Box::new(Role {
                    tokens: local(role.start)..local(role.end),
                    trust,
                    nouns: words().filter(|word| is_role(word)).map(|word| word.to_lowercase().into()).collect(),
                    gender: words().find_map(|word| gender::of_noun(&models.lexicon, word)),
                })
            });
        } else {
            let of = derived::belongs_to(reading, naming, &name.tokens, sentence, kind == EntityKind::Place);
            named.of = of.map(local);
        }
        if !self.goes_on(start) {
            if kind == EntityKind::Person {
                named.gender = gender::of_mention(reading, &models.lexicon, &(start..self.end(start)), sentence);
            } else if start > sentence.start {
                let before = reading.word(start - 1);
                let noun = naming[start - 1].is_none() && before.chars().next().is_some_and(char::is_uppercase);
                named.noun = noun.then(|| before.to_lowercase().into());
            }
        }
        named
    }

    /// Whether the name at `index` stands where a subject stands: not behind a preposition or a noun it belongs to.
    fn is_subject(&self, index: usize) -> bool {
        let mut at = index;
        while at > self.sentence.tokens.start && index - at < 4 {
            at -= 1;
            let word = self.reading.word(at);
            if self.models.lexicon.find(word).classes.any(Classes::PREPOSITION | Classes::CONTRACTION) {
                return false;
            }
            if matches!(word, "des" | "dem" | "den") || self.reading.tokens[at].kind() != TokenKind::Word {
                return self.reading.tokens[at].kind() != TokenKind::Word;
            }
        }
        true
    }

    /// "der Minister", "die Behörde", "der 54-Jährige", "sein Amtskollege": a determiner, adjectives and a noun.
    fn description(&self, start: usize) -> Option<(Range<usize>, What)> {
        let end = self.sentence.tokens.end;
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
        while noun < end && noun < start + 4 {
            let word = self.reading.word(noun);
            if word.contains("ährige") && word.starts_with(|c: char| c.is_numeric()) {
                break;
            }
            if self.reading.tokens[noun].kind() != TokenKind::Word || self.naming[noun].is_some() {
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
        if noun >= end || noun == start + 4 || self.naming[noun].is_some() {
            return None;
        }
        let word = self.reading.word(noun);
        if !word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric()) {
            return None;
        }
        // a name or a genitive behind it says who is meant
        if noun + 1 < end {
            let next = self.reading.word(noun + 1);
            let named =
                self.naming[noun + 1].is_some() || (next == "," && self.naming.get(noun + 2).is_some_and(Option::is_some));
            if named || matches!(next, "der" | "des" | "von" | "vom" | "für") {
                return None;
            }
        }
        let gender = || self.article_gender(&article, noun);
        let aged = word.find("ährige").filter(|_| word.starts_with(|c: char| c.is_numeric())).map(|at| &word[..at - 1]);
        let what = match aged {
            Some(age) => {
                let gender = gender()?;
                What::Aged { years: age.trim_end_matches('-').parse().ok()?, gender }
            }
            None => described(word, gender)?,
        };
        Some((start..noun + 1, what))
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

    /// "er", and "sie" for one.
    fn pronoun(&self, index: usize) -> Option<Gender> {
        match self.reading.word(index) {
            "er" | "Er" => Some(Gender::Masculine),
            "sie" | "Sie" if self.third_singular(index) => Some(Gender::Feminine),
            _ => None,
        }
    }

    /// Whether the finite verb beside "sie" is in the third person singular only.
    fn third_singular(&self, index: usize) -> bool {
        let sentence = &self.sentence.tokens;
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

/// What a noun with its article can stand for.
fn described(noun: &str, gender: impl Fn() -> Option<Gender>) -> Option<What> {
    let lower = noun.to_lowercase();
    let person = is_role(noun);
    let class = (!person).then(|| class_of(&stem(&lower, true))).flatten();
    if !person && class.is_none() {
        return None;
    }
    let gender = if person { gender() } else { None };
    Some(What::Described(Box::new(Described { gender, class, base: base_of(&lower).into() })))
}
