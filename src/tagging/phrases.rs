//! Flat noun phrases: determiner, adjectives, noun, names; what case, gender and number they can have.

use super::{Look, Pos};
use crate::lexicon::{Agreement, Classes, Persons, Source};
use std::ops::Range;

/// A noun phrase without its attributes ("ein Sprecher" of "ein Sprecher der Polizei").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens, a preposition before it not included.
    pub tokens: Range<usize>,
    /// Its noun, name or pronoun.
    pub head: usize,
    /// Case, gender and number that all its words can have together; after a preposition only the governed cases.
    pub agreement: Agreement,
    /// Whether a preposition right before it governs it.
    pub governed: bool,
    /// Whether it can only be read as a genitive attribute of the phrase before it.
    pub is_attribute: bool,
    /// Person and number that a verb has with it as its subject.
    pub persons: Persons,
}

impl Phrase {
    /// The same phrase in a text with so many tokens before it.
    pub(super) fn moved(self, tokens: usize) -> Phrase {
        Phrase {
            tokens: self.tokens.start.wrapping_add(tokens)..self.tokens.end.wrapping_add(tokens),
            head: self.head.wrapping_add(tokens),
            ..self
        }
    }

    /// The same phrase in a part of the text that begins with that token.
    pub(crate) fn moved_back(self, tokens: usize) -> Phrase {
        self.moved(tokens.wrapping_neg())
    }

    /// Whether it can be a subject.
    pub fn can_be_subject(&self) -> bool {
        !self.governed && !self.is_attribute && self.agreement.meets(Agreement::NOMINATIVE)
    }
}

/// What the words before a head are.
fn is_modifier(look: &Look, pos: Pos) -> bool {
    match pos {
        Pos::Det | Pos::Adj | Pos::Num => true,
        Pos::Pron => look.word.classes.has(Classes::PRONOUN_POSSESSIVE),
        _ => false,
    }
}

/// Finds the phrases of one sentence in order.
pub fn find(looks: &[Look], pos: &[Pos], out: &mut Vec<Phrase>) {
    out.clear();
    let mut at = 0;
    while at < looks.len() {
        let Some((head, end)) = shape(looks, pos, at) else {
            at += 1;
            continue;
        };
        let preposition = at.checked_sub(1).filter(|&before| pos[before] == Pos::Adp && governs(&looks[before]));
        let mut agreement = agreement(looks, pos, at..end, head);
        if let Some(before) = preposition {
            let governed = agreement & governed(&looks[before]);
            if !governed.is_empty() {
                agreement = governed;
            }
        }
        let follows = out.last().is_some_and(|last| last.tokens.end == at && pos[last.head] != Pos::Pron);
        let marked = looks[at].word.classes.any(Classes::ARTICLE | Classes::PRONOUN_POSSESSIVE | Classes::PRONOUN_DEMONSTRATIVE);
        // right behind a noun "der Polizei" is its attribute unless it cannot be a genitive
        let is_attribute =
            follows && preposition.is_none() && agreement.meets(Agreement::GENITIVE) && pos[at] == Pos::Det && marked;
        if is_attribute && !(agreement & Agreement::GENITIVE).is_empty() {
            agreement = agreement & Agreement::GENITIVE;
        }
        out.push(Phrase {
            tokens: at..end,
            head,
            agreement,
            governed: preposition.is_some(),
            is_attribute,
            persons: persons(&looks[head], pos[head], agreement),
        });
        at = end;
    }
}

/// Head and end of the phrase that begins at `at`.
fn shape(looks: &[Look], pos: &[Pos], at: usize) -> Option<(usize, usize)> {
    let is_name = |place: usize| pos.get(place) == Some(&Pos::Propn);
    let mut place = at;
    // modifiers, with adverbs and quotation marks between them
    while place < looks.len() {
        let next = |ahead: usize| pos.get(place + ahead).copied();
        let inner = |pos: Option<Pos>| matches!(pos, Some(Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num));
        let goes_on = is_modifier(&looks[place], pos[place])
            || place > at && pos[place] == Pos::Adv && next(1) == Some(Pos::Adj)
            || place > at && looks[place].is_quotation_mark() && inner(next(1))
            || place > at
                && pos[place] == Pos::Cconj
                && pos[place - 1] == Pos::Adj
                && next(1) == Some(Pos::Adj)
                && next(2) == Some(Pos::Noun)
            || place > at && looks[place].is_comma() && pos[place - 1] == Pos::Adj && next(1) == Some(Pos::Adj) && inner(next(2));
        if !goes_on {
            break;
        }
        place += 1;
    }
    let noun = |place: usize| pos.get(place) == Some(&Pos::Noun);
    if noun(place) || is_name(place) {
        let head = place;
        let mut end = place + 1;
        // "US-Präsident Joe Biden", "Bundeskanzlerin Angela Merkel": the name belongs to the noun
        // and a title or an unknown word to the noun before it
        let goes_on = |end: usize| is_name(end) || noun(end) && (is_name(end + 1) || looks[end].word.source == Source::Unknown);
        while goes_on(end) {
            end += 1;
        }
        return Some((head, end));
    }
    // a pronoun, or a determiner or number that stands for its noun
    let alone = match pos[at] {
        Pos::Pron => {
            !looks[at].word.classes.has(Classes::PRONOUN_REFLEXIVE) || looks[at].word.pronoun.meets(Agreement::NOMINATIVE)
        }
        Pos::Det => place == at + 1 || looks[at].word.classes.any(Classes::PRONOUN),
        Pos::Num => place == at + 1,
        _ => false,
    };
    alone.then_some((at, at + 1))
}

fn agreement(looks: &[Look], pos: &[Pos], tokens: Range<usize>, head: usize) -> Agreement {
    let own = of(&looks[head], pos[head]);
    let mut all = own;
    for at in tokens.start..head {
        let here = of(&looks[at], pos[at]);
        if all.meets(here) {
            all = all & here;
        }
    }
    // a number above one makes a plural
    let plural = (tokens.start..head).any(|at| pos[at] == Pos::Num && looks[at].lower != super::words::EIN);
    if plural && all.meets(Agreement::PLURAL) { all & Agreement::PLURAL } else { all }
}

/// Case, gender and number of one word in its part of speech.
pub fn of(look: &Look, pos: Pos) -> Agreement {
    let word = &look.word;
    let set = match pos {
        Pos::Noun => word.noun,
        Pos::Propn if word.classes.has(Classes::NAME) => word.noun,
        // an unknown name is nominative, dative, accusative, with -s or -' also genitive, and singular
        Pos::Propn => Agreement::SINGULAR,
        Pos::Pron | Pos::Det => word.pronoun,
        Pos::Adj => word.adjective,
        _ => Agreement::ALL,
    };
    if set.is_empty() { Agreement::ALL } else { set }
}

fn governs(look: &Look) -> bool {
    look.word.classes.has(Classes::PREPOSITION) || look.word.classes.is_empty()
}

fn governed(look: &Look) -> Agreement {
    let classes = look.word.classes;
    let cases = [
        (Classes::GOVERNS_GENITIVE, Agreement::GENITIVE),
        (Classes::GOVERNS_DATIVE, Agreement::DATIVE),
        (Classes::GOVERNS_ACCUSATIVE, Agreement::ACCUSATIVE),
    ];
    let all = cases.into_iter().filter(|(class, _)| classes.has(*class)).fold(Agreement::NONE, |all, (_, case)| all | case);
    if all.is_empty() { Agreement::ALL } else { all }
}

/// Person and number of a subject with that head.
fn persons(look: &Look, pos: Pos, agreement: Agreement) -> Persons {
    let nominative = agreement & Agreement::NOMINATIVE;
    let speaking = pos == Pos::Pron && look.word.classes.has(Classes::PRONOUN_PERSONAL | Classes::SPEAKING);
    let (singular, plural) = match (speaking, look.lower) {
        (true, super::words::ICH) => (Persons::FIRST_SINGULAR, Persons(0)),
        (true, super::words::DU) => (Persons(2), Persons(0)),
        (true, super::words::WIR) => (Persons(0), Persons::FIRST_PLURAL),
        (true, super::words::IHR) => (Persons(0), Persons(16)),
        _ => (Persons::THIRD_SINGULAR, Persons::THIRD_PLURAL),
    };
    let mut out = Persons(0);
    if nominative.meets(Agreement::SINGULAR) {
        out = out | singular;
    }
    if nominative.meets(Agreement::PLURAL) {
        out = out | plural;
    }
    out
}
