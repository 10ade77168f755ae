//! Clauses: which words belong to which finite verb, and what kind of clause they make.
//!
//! A sentence is cut at commas, stops, colons, dashes and brackets, then at coordinators before a second finite verb.

use super::words;
use super::{Look, Maybe, Pos};
use crate::lexicon::{Agreement, Classes, VerbForms};
use std::ops::Range;

/// A stretch of a sentence with at most one finite verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens, the mark behind it included.
    pub tokens: Range<usize>,
    /// What it is.
    pub kind: ClauseKind,
    /// The token of its finite verb; for the rest of an interrupted clause the verb stands before.
    pub verb: Maybe,
    /// Index of the phrase that is its subject.
    pub subject: Maybe,
}

impl Clause {
    /// The same clause in a text whose earlier sentences have `tokens` tokens and `phrases` phrases.
    pub(super) fn moved(self, tokens: usize, phrases: usize) -> Clause {
        Clause {
            tokens: self.tokens.start.wrapping_add(tokens)..self.tokens.end.wrapping_add(tokens),
            verb: self.verb.map(|at| at.wrapping_add(tokens as u32)),
            subject: self.subject.map(|index| index.wrapping_add(phrases as u32)),
            ..self
        }
    }

    /// The same clause in a part of the text that begins with that token and phrase.
    pub(crate) fn moved_back(self, tokens: usize, phrases: usize) -> Clause {
        self.moved(tokens.wrapping_neg(), phrases.wrapping_neg())
    }
}

/// What a clause is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// With a finite verb and no opener.
    Main,
    /// Opened by "dass".
    That,
    /// Opened by "ob".
    Whether,
    /// Opened by a question word.
    Question,
    /// Opened by a relative pronoun.
    Relative,
    /// Opened by "wenn", "falls", "sofern".
    Condition,
    /// Opened by another subordinator.
    Subordinate,
    /// With an infinitive with "zu" and no finite verb.
    Infinitive,
    /// Goes on with an interrupted clause.
    Rest,
    /// Without a verb.
    #[default]
    Fragment,
}

impl ClauseKind {
    /// Whether its finite verb stands last.
    pub fn is_subordinate(self) -> bool {
        matches!(
            self,
            ClauseKind::That
                | ClauseKind::Whether
                | ClauseKind::Question
                | ClauseKind::Relative
                | ClauseKind::Condition
                | ClauseKind::Subordinate
        )
    }
}

/// Whether a verb form is finite where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VerbUse {
    /// No verb.
    #[default]
    None,
    /// Finite.
    Finite,
    /// Infinitive or participle.
    Infinite,
}

/// The stretches between marks that can end a clause, each with its mark.
pub fn stretches(looks: &[Look]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= looks.len() {
            return None;
        }
        let from = start;
        let length = looks[from..].iter().position(Look::ends_clause).map_or(looks.len() - from, |mark| mark + 1);
        start = from + length;
        Some(from..start)
    })
}

/// The kind that the first words of a stretch give it: nothing where no subordinator, relative or question word opens it.
pub fn opener(looks: &[Look], pos: &[Pos], stretch: &Range<usize>) -> Option<ClauseKind> {
    let mut words = stretch.clone().filter(|&at| !looks[at].is_quotation_mark() && pos[at] != Pos::Cconj);
    let first = words.next()?;
    // at the beginning of a sentence a relative or question word opens a question, whose verb stands second
    let after_mark = stretch.start > 0;
    let kind = |at: usize| {
        let classes = looks[at].word.classes;
        match looks[at].lower {
            words::DASS | words::DASS_OLD => Some(ClauseKind::That),
            words::OB => Some(ClauseKind::Whether),
            words::WENN | words::FALLS | words::SOFERN => Some(ClauseKind::Condition),
            _ if pos[at] == Pos::Sconj && classes.has(Classes::SUBORDINATOR) => Some(ClauseKind::Subordinate),
            _ if !after_mark => None,
            _ if pos[at] == Pos::Pron && classes.has(Classes::PRONOUN_QUESTION) => Some(ClauseKind::Question),
            _ if classes.has(Classes::ADVERB_QUESTION) => Some(ClauseKind::Question),
            _ if classes.has(Classes::PRONOUN_RELATIVE) && pos[at] != Pos::Det => Some(ClauseKind::Relative),
            // "deren Namen", "welche Folgen"
            words::DEREN | words::DESSEN => Some(ClauseKind::Relative),
            _ if classes.has(Classes::PRONOUN_QUESTION) => Some(ClauseKind::Question),
            _ => None,
        }
    };
    kind(first).or_else(|| {
        let second = words.next()?;
        match kind(second)? {
            found @ (ClauseKind::Relative | ClauseKind::Question) if pos[first] == Pos::Adp => Some(found),
            found @ (ClauseKind::That | ClauseKind::Condition) if matches!(pos[first], Pos::Adv | Pos::Adp) => Some(found),
            _ => None,
        }
    })
}

/// Mends the part of speech of finite verbs that the model took for something else: in a stretch without another finite verb
/// those that lead it behind a comma ("…", berichteten Medien) or stand by a nominative pronoun or "sich".
pub fn mend(looks: &[Look], pos: &mut [Pos]) {
    // a first word that can be nothing but a verb, and "bitte" by itself
    let first = looks.iter().position(|look| !look.is_quotation_mark()).unwrap_or(0);
    let verb_classes = Classes::VERB | Classes::FINITE | Classes::AUXILIARY | Classes::MODAL;
    for at in 0..looks.len() {
        let word = &looks[at].word;
        if at == first && word.classes.has(Classes::FINITE) && word.classes.0 & !verb_classes.0 == 0 && pos[at] == Pos::Noun {
            pos[at] = Pos::Verb;
        }
        if looks[at].lower == words::BITTE && pos[at] == Pos::Verb && !(at > 0 && nominative(&looks[at - 1])) {
            pos[at] = Pos::Adv;
        }
    }
    for stretch in stretches(looks) {
        // "betonte sie, dass": what calls for the next clause is a verb, unless words before take it for an adjective
        let calls = looks.get(stretch.end).is_some_and(|next| matches!(next.lower, words::DASS | words::DASS_OLD | words::OB));
        let finite = |at: usize, pos: &[Pos]| matches!(pos[at], Pos::Verb | Pos::Aux) && looks[at].word.verb_forms().is_finite();
        if stretch.clone().any(|at| finite(at, pos)) {
            continue;
        }
        let found = stretch.clone().find(|&at| {
            let classes = looks[at].word.classes;
            let other = Classes::PRONOUN | Classes::ARTICLE | Classes::ADVERB | Classes::PREPOSITION;
            let open = matches!(pos[at], Pos::Adj | Pos::Noun | Pos::Propn | Pos::Pron | Pos::Det | Pos::X);
            let candidate = open && !looks[at].capital && classes.has(Classes::FINITE) && !classes.any(other);
            let leads = at > 0 && (stretch.start..at).all(|before| looks[before].is_quotation_mark());
            let pronoun = at > stretch.start && nominative(&looks[at - 1]);
            let reflexive = looks.get(at + 1).is_some_and(|next| next.lower == words::SICH);
            let attributive = at == 0 || matches!(pos[at - 1], Pos::Det | Pos::Adj | Pos::Adp | Pos::Num | Pos::Cconj);
            let followed = match pos.get(at + 1) {
                Some(Pos::Propn | Pos::Det | Pos::Pron | Pos::Punct) => true,
                Some(Pos::Noun) => at + 3 == stretch.end,
                _ => false,
            };
            candidate && (leads || pronoun || reflexive || calls && followed && !attributive)
        });
        if let Some(at) = found {
            pos[at] = Pos::Verb;
        }
    }
}

/// Whether a word is a pronoun that can be a subject by itself ("er", "man").
fn nominative(look: &Look) -> bool {
    let classes = look.word.classes;
    classes.any(Classes::PRONOUN_PERSONAL | Classes::PRONOUN_INDEFINITE)
        && !classes.any(Classes::PRONOUN_POSSESSIVE | Classes::ADVERB)
        && look.word.pronoun.meets(Agreement::NOMINATIVE)
}

/// Decides for every verb whether it is finite, and cuts the sentence into clauses.
pub fn find(looks: &[Look], pos: &[Pos], uses: &mut Vec<VerbUse>, out: &mut Vec<Clause>) {
    uses.clear();
    uses.resize(looks.len(), VerbUse::None);
    out.clear();
    // the clause that waits for its infinitive or participle behind an insertion
    let mut waiting: Option<usize> = None;
    for stretch in stretches(looks) {
        let kind = opener(looks, pos, &stretch);
        decide(looks, pos, &stretch, kind, waiting.is_some(), uses);
        let verbs: Vec<usize> = stretch.clone().filter(|&at| uses[at] == VerbUse::Finite).collect();
        let mut start = stretch.start;
        for pair in verbs.windows(2) {
            let cut = coordinator(looks, pos, pair[0], pair[1]);
            out.push(clause(start..cut, kind, Some(pair[0])));
            start = cut;
        }
        let rest = start..stretch.end;
        match verbs.last() {
            Some(&verb) => out.push(clause(rest, kind, Some(verb))),
            None => {
                let infinite = stretch.clone().rev().find(|&at| uses[at] == VerbUse::Infinite);
                let zu = infinite.is_some_and(|at| with_zu(looks, at));
                let kind = match waiting {
                    _ if zu => ClauseKind::Infinitive,
                    Some(_) if infinite.is_some() => ClauseKind::Rest,
                    _ => ClauseKind::Fragment,
                };
                let verb = waiting.filter(|_| kind == ClauseKind::Rest);
                if kind == ClauseKind::Rest {
                    waiting = None;
                }
                out.push(Clause { tokens: rest, kind, verb: verb.into(), subject: Maybe::NONE });
            }
        }
        if kind.is_none()
            && let Some(&verb) = verbs.last()
        {
            let done = stretch.clone().any(|at| at > verb && uses[at] == VerbUse::Infinite);
            let helps = looks[verb].word.classes.any(Classes::AUXILIARY | Classes::MODAL);
            waiting = (helps && !done).then_some(verb);
        }
    }
}

fn clause(tokens: Range<usize>, kind: Option<ClauseKind>, verb: Option<usize>) -> Clause {
    Clause { tokens, kind: kind.unwrap_or(ClauseKind::Main), verb: verb.into(), subject: Maybe::NONE }
}

/// Whether an infinitive has its "zu", before it or inside.
fn with_zu(looks: &[Look], at: usize) -> bool {
    looks[at].word.verb_forms().any(VerbForms::ZU_INFINITIVE) || at > 0 && looks[at - 1].lower == words::ZU
}

/// Where the clause of the second of two finite verbs begins.
fn coordinator(looks: &[Look], pos: &[Pos], first: usize, second: usize) -> usize {
    let is = |at: &usize| pos[*at] == Pos::Cconj || looks[*at].word.classes.has(Classes::COORDINATOR);
    let between = first + 1..second;
    if between.clone().next_back().is_some_and(|at| is(&at)) {
        return second - 1;
    }
    between.clone().rev().find(is).unwrap_or(second)
}

/// Decides finite or not for the verbs of one stretch.
fn decide(looks: &[Look], pos: &[Pos], stretch: &Range<usize>, opener: Option<ClauseKind>, waiting: bool, uses: &mut [VerbUse]) {
    let infinite_forms = VerbForms::INFINITIVE | VerbForms::ZU_INFINITIVE | VerbForms::PARTICIPLE_1 | VerbForms::PARTICIPLE_2;
    let verbal = |at: usize| matches!(pos[at], Pos::Verb | Pos::Aux);
    let mut open = Vec::new();
    for at in stretch.clone().filter(|&at| verbal(at)) {
        let forms = looks[at].word.verb_forms();
        let finite = forms.is_finite();
        let infinite = forms.any(infinite_forms);
        uses[at] = match (finite, infinite) {
            (true, true) => {
                open.push(at);
                VerbUse::None
            }
            (true, false) => VerbUse::Finite,
            (false, true) => VerbUse::Infinite,
            // unknown to the lexicon: by its ending
            (false, false) if looks[at].word.source == crate::lexicon::Source::Unknown => VerbUse::Finite,
            (false, false) => VerbUse::None,
        };
    }
    let end = stretch.end - usize::from(looks[stretch.end - 1].ends_clause());
    // "ist gefallen": the model may call a participle an adjective
    for at in stretch.clone().filter(|&at| pos[at] == Pos::Adj && !looks[at].capital) {
        let word = &looks[at].word;
        let adjective = word.classes.any(Classes::PREDICATIVE | Classes::ADJECTIVE);
        let closes = at + 1 >= end || pos[at + 1] == Pos::Cconj || verbal(at + 1);
        if closes && !adjective && word.verb_forms().any(VerbForms::PARTICIPLE_2) {
            uses[at] = VerbUse::Infinite;
        }
    }
    // from right to left: the right neighbour of a verb in a group is decided before it
    for &at in open.iter().rev() {
        let next = (at + 1..end).find(|&next| !looks[next].is_quotation_mark());
        let verb_next = next.is_some_and(|next| verbal(next) && uses[next] != VerbUse::Infinite);
        let finite_in = |range: Range<usize>| range.into_iter().any(|other| uses[other] == VerbUse::Finite);
        // back to the coordinator that begins a new verb phrase
        let from = (stretch.start..at).rev().find(|&place| place + 1 == at && pos[place] == Pos::Cconj);
        let opened = next.is_some_and(|next| {
            !verbal(next)
                && pos[next] != Pos::Cconj
                && pos[next] != Pos::Adp
                && !matches!(looks[next].lower, words::ALS | words::WIE)
        });
        let infinite = with_zu(looks, at)
            || opener.is_some() && verb_next
            || match from {
                // "… und verlangt mehr" begins a phrase of its own, "geprüft und bestätigt" does not
                Some(_) if next.is_some() && !verb_next => false,
                _ if opener.is_some() => finite_in(at + 1..end) || finite_in(stretch.start..at) && !opened,
                // a full verb has no infinitive in its group: behind "und" another finite verb follows
                _ if finite_in(stretch.start..at) => {
                    let earlier = (stretch.start..at).rev().find(|&other| uses[other] == VerbUse::Finite);
                    let full = earlier.is_some_and(|at| !looks[at].word.classes.any(Classes::AUXILIARY | Classes::MODAL));
                    let joined = earlier.is_some_and(|other| (other..at).any(|place| pos[place] == Pos::Cconj));
                    !(full && joined)
                }
                // the first verb of a main clause is the finite one, unless it leads it: "Bestätigt wurde das"
                _ if finite_in(at + 1..end) => verb_next || leads(looks, stretch.start, at),
                _ if open.iter().any(|&other| other < at) => !opened,
                _ => waiting && next.is_none(),
            };
        uses[at] = if infinite { VerbUse::Infinite } else { VerbUse::Finite };
    }
    // a group of participle and infinitive forms that only the last closes: "dass sie gekommen waren"
    if opener.is_none() {
        // in a main clause with two finite forms side by side the first is no verb of its own ("müssen werden")
        for at in stretch.clone().skip(1) {
            let both = uses[at] == VerbUse::Finite && uses[at - 1] == VerbUse::Finite && open.contains(&(at - 1));
            if both {
                uses[at - 1] = VerbUse::Infinite;
            }
        }
    }
}

/// Whether a participle at `at` leads its main clause ("Bestätigt wurde das von …").
fn leads(looks: &[Look], start: usize, at: usize) -> bool {
    (start..at).all(|place| looks[place].is_quotation_mark() || looks[place].word.classes.has(Classes::COORDINATOR))
}
