//! Verbs in their clause: lemma with its separable prefix joined, and mood of the finite one.

use super::clauses::{Clause, ClauseKind, VerbUse};
use super::phrases::Phrase;
use super::{Look, Mood, Pos, Tag, words};
use crate::lexicon::{Classes, Lexicon, Persons, UNKNOWN_LEMMA, Verb, VerbForms};
use std::ops::Range;

/// One sentence with what is known of it so far.
pub struct Sentence<'a> {
    pub words: &'a [&'a str],
    pub looks: &'a [Look],
    pub pos: &'a [Pos],
    pub uses: &'a [VerbUse],
    pub clauses: &'a [Clause],
    pub phrases: &'a [Phrase],
}

/// The verb that a form belongs to, by how it is used where it stands.
pub fn choose(look: &Look, usage: VerbUse) -> Option<Verb> {
    let wanted = match usage {
        VerbUse::Finite => VerbForms::FINITE,
        VerbUse::Infinite => VerbForms::INFINITIVE | VerbForms::ZU_INFINITIVE | VerbForms::PARTICIPLE_1 | VerbForms::PARTICIPLE_2,
        VerbUse::None => return None,
    };
    let known = look.word.verbs.iter().filter(|verb| !verb.forms.is_empty() && verb.lemma != UNKNOWN_LEMMA);
    let fits = known.clone().find(|verb| verb.forms.any(wanted));
    fits.or_else(|| known.clone().next()).copied()
}

/// Whether a verb can have a participle in its group: "lehnt … entschieden ab" has none.
fn takes_participle(verb: Verb, lexicon: &Lexicon) -> bool {
    words::HELPERS.contains(&lexicon.lemma_hash(verb.lemma))
}

/// Of the verbs whose participle looks alike ("gehören" and "hören", "gefallen" and "fallen") the one that is meant.
fn participle(look: &Look, first: Verb, with_sein: bool, lexicon: &Lexicon) -> Verb {
    // with which helper the longer verb is meant
    let long = match look.lower {
        words::GEFALLEN => !with_sein,
        words::GERATEN => with_sein,
        words::GELANGT => true,
        _ => false,
    };
    let participles = look.word.verbs.iter().filter(|verb| verb.forms.any(VerbForms::PARTICIPLE_2));
    let longer = |verb: &&Verb| lexicon.lemma(verb.lemma).1[0].starts_with("ge");
    participles.clone().find(|verb| longer(verb) == long).copied().unwrap_or(first)
}

/// Adds lemma, mood and persons to the tags of one sentence.
pub fn complete(sentence: &Sentence, lexicon: &Lexicon, tags: &mut [Tag]) {
    for clause in sentence.clauses {
        let finite = clause.verb.index();
        let helper = finite.and_then(|at| choose(&sentence.looks[at], VerbUse::Finite)).map(|verb| (verb, finite));
        for at in clause.tokens.clone() {
            let usage = sentence.uses[at];
            let Some(mut verb) = choose(&sentence.looks[at], usage) else { continue };
            if usage == VerbUse::Infinite && verb.forms.any(VerbForms::PARTICIPLE_2) {
                let helper = helper.filter(|(_, place)| *place != Some(at)).map(|(verb, _)| verb);
                let alone = helper.is_none() && sentence.pos[at] == Pos::Adj;
                if alone || helper.is_some_and(|helper| !takes_participle(helper, lexicon)) {
                    continue;
                }
                let with_sein = helper.is_some_and(|helper| lexicon.lemma_hash(helper.lemma) == words::SEIN);
                verb = participle(&sentence.looks[at], verb, with_sein, lexicon);
            }
            tags[at].lemma = verb.lemma.into();
        }
    }
    for (number, clause) in sentence.clauses.iter().enumerate() {
        let Some(at) = clause.verb.index().filter(|at| clause.tokens.contains(at)) else { continue };
        let Some(verb) = choose(&sentence.looks[at], VerbUse::Finite) else {
            tags[at].mood = Mood::Indicative;
            continue;
        };
        let subject = clause.subject.index().map(|subject| sentence.phrases[subject].persons);
        (tags[at].mood, tags[at].persons) = sentence.mood(number, at, verb.forms, subject);
        if !clause.kind.is_subordinate()
            && let Some(lemma) = sentence.prefix(number, at, verb, lexicon)
        {
            tags[at].lemma = lemma.into();
        }
    }
    sentence.conditions(tags);
}

impl Sentence<'_> {
    /// The lemma of a finite verb with the separable prefix that closes its clause.
    fn prefix(&self, number: usize, at: usize, verb: Verb, lexicon: &Lexicon) -> Option<u32> {
        let here = self.clauses[number].tokens.clone();
        let own = self.closing(at + 1..here.end, verb, at, lexicon);
        // an inserted clause may stand between: "teilte die Polizei, die ermittelt, am Montag mit"
        own.or_else(|| {
            let later = self.clauses[number + 1..].iter().take(4);
            let rest = later.filter(|clause| clause.kind == ClauseKind::Fragment || clause.kind == ClauseKind::Rest);
            rest.map(|clause| clause.tokens.clone()).find_map(|tokens| self.closing(tokens, verb, at, lexicon))
        })
    }

    /// The last word of a stretch that is followed by no phrase of its own and makes a verb with `verb`.
    fn closing(&self, tokens: Range<usize>, verb: Verb, at: usize, lexicon: &Lexicon) -> Option<u32> {
        let candidates = [Some(verb)].into_iter().chain(self.looks[at].word.verbs.map(Some)).flatten();
        let bases = candidates.filter(|verb| verb.forms.is_finite() && verb.lemma != UNKNOWN_LEMMA);
        for place in tokens.clone().rev() {
            let look = &self.looks[place];
            if look.capital && place > 0 || !self.closes(place, tokens.end) {
                continue;
            }
            let prefix = self.words[place];
            // of the auxiliaries only "vorhaben" is a common verb
            if self.looks[at].word.classes.has(Classes::AUXILIARY) && look.lower != words::VOR {
                continue;
            }
            let joined = bases.clone().find_map(|verb| lexicon.with_prefix(verb.lemma, prefix));
            let joined = joined.or_else(|| bases.clone().find_map(|verb| lexicon.with_direction(verb.lemma, prefix)));
            if joined.is_some() {
                return joined;
            }
        }
        None
    }

    /// Whether nothing but the end of the clause or what may stand behind a verb group follows `place`.
    fn closes(&self, place: usize, end: usize) -> bool {
        let mut next = place + 1;
        while next < end && self.looks[next].is_quotation_mark() {
            next += 1;
        }
        if next >= end || self.looks[next].ends_clause() {
            return true;
        }
        let look = &self.looks[next];
        let classes = look.word.classes;
        self.pos[next] == Pos::Cconj
            || classes.any(Classes::COMPARISON | Classes::SUBORDINATOR)
            // "nahm am Montag teil in Berlin": a phrase with another preposition, never after one
            || self.pos[next] == Pos::Adp && self.pos[place] != Pos::Adp
    }

    /// Mood of the finite verb at `at`, and its persons in that mood.
    fn mood(&self, number: usize, at: usize, forms: VerbForms, subject: Option<Persons>) -> (Mood, Persons) {
        let clause = &self.clauses[number];
        let first = clause.tokens.clone().find(|&place| !self.looks[place].is_quotation_mark() && self.pos[place] != Pos::Cconj);
        let leads = first == Some(at);
        let imperative = VerbForms::IMPERATIVE_SINGULAR | VerbForms::IMPERATIVE_PLURAL;
        let opens_sentence = (0..at).all(|place| self.looks[place].is_quotation_mark()) && !self.asks();
        if opens_sentence && forms.any(imperative) && !self.has_subject_behind(at, clause) {
            return (Mood::Imperative, Persons(0));
        }
        let fitting = subject.filter(|persons| {
            let all = forms.present() | forms.preterite() | forms.subjunctive_1() | forms.subjunctive_2();
            persons.meets(all)
        });
        let persons = match fitting {
            Some(persons) => persons,
            // "Habe ihn nicht gesehen": the subject left out is the speaker
            None if opens_sentence => Persons::FIRST_SINGULAR,
            None => Persons::THIRD_SINGULAR | Persons::THIRD_PLURAL,
        };
        let indicative = (forms.present() | forms.preterite()) & persons;
        let one = forms.subjunctive_1() & persons;
        let two = forms.subjunctive_2() & persons;
        if !indicative.is_empty() {
            // "sagte", "sollten": the preterite unless the clause is a condition, which the caller looks at
            let opens = matches!(self.looks[at].lower, words::SOLLTE | words::SOLLTEN) && leads && !self.asks();
            return if opens && !two.is_empty() { (Mood::SubjunctiveII, two) } else { (Mood::Indicative, indicative) };
        }
        match () {
            _ if !one.is_empty() => (Mood::SubjunctiveI, one),
            _ if !two.is_empty() => (Mood::SubjunctiveII, two),
            _ => self.any_mood(forms),
        }
    }

    /// The mood where the subject fits none: by what the form can be at all.
    fn any_mood(&self, forms: VerbForms) -> (Mood, Persons) {
        let indicative = forms.present() | forms.preterite();
        match () {
            _ if !indicative.is_empty() => (Mood::Indicative, indicative),
            _ if !forms.subjunctive_1().is_empty() => (Mood::SubjunctiveI, forms.subjunctive_1()),
            _ if !forms.subjunctive_2().is_empty() => (Mood::SubjunctiveII, forms.subjunctive_2()),
            _ => (Mood::Imperative, Persons(0)),
        }
    }

    /// Whether a nominative stands right behind a verb that leads its clause.
    fn has_subject_behind(&self, at: usize, clause: &Clause) -> bool {
        let near = |phrase: &&Phrase| {
            phrase.tokens.start > at && phrase.tokens.start <= at + 2 && phrase.tokens.end <= clause.tokens.end
        };
        self.phrases.iter().filter(near).any(Phrase::can_be_subject)
    }

    /// Whether the sentence is a question.
    fn asks(&self) -> bool {
        let last = self.looks.iter().rev().find(|look| !look.is_quotation_mark());
        last.is_some_and(Look::is_question_mark)
    }

    /// A preterite that is also Konjunktiv II is one in a condition beside another ("Wenn er käme und das sagte, wäre …").
    fn conditions(&self, tags: &mut [Tag]) {
        let unreal = self.clauses.iter().filter_map(|clause| clause.verb.index()).any(|at| tags[at].mood == Mood::SubjunctiveII);
        if !unreal {
            return;
        }
        let neighbours = self.clauses.windows(2).filter(|pair| pair.iter().any(|clause| clause.kind == ClauseKind::Condition));
        for pair in neighbours {
            let verbs = [&pair[0], &pair[1]].map(|clause| clause.verb.index().filter(|at| clause.tokens.contains(at)));
            let [Some(a), Some(b)] = verbs else { continue };
            for (at, other) in [(a, b), (b, a)] {
                let forms = choose(&self.looks[at], VerbUse::Finite).map_or(VerbForms::default(), |verb| verb.forms);
                let both = forms.preterite() & forms.subjunctive_2() & tags[at].persons;
                if tags[other].mood == Mood::SubjunctiveII && tags[at].mood == Mood::Indicative && !both.is_empty() {
                    tags[at].mood = Mood::SubjunctiveII;
                    tags[at].persons = both;
                }
            }
        }
    }
}

/// Finds the subject of every clause.
pub fn subjects(looks: &[Look], pos: &[Pos], clauses: &mut [Clause], phrases: &[Phrase]) {
    for number in 0..clauses.len() {
        let Some(verb) = clauses[number].verb.index().filter(|at| clauses[number].tokens.contains(at)) else { continue };
        let forms = looks[verb].word.verb_forms();
        let persons = forms.present() | forms.preterite() | forms.subjunctive_1() | forms.subjunctive_2();
        let tokens = clauses[number].tokens.clone();
        let first = phrases.partition_point(|phrase| phrase.tokens.start < tokens.start);
        let end = phrases.partition_point(|phrase| phrase.tokens.end <= tokens.end);
        let score = |index: usize| {
            let phrase = &phrases[index];
            // two phrases joined by "und" make a plural
            let joined = is_joined(looks, pos, index, phrases);
            let fits = phrase.persons.meets(persons) || joined && persons.meets(Persons::THIRD_PLURAL) || persons.is_empty();
            if !phrase.can_be_subject() || !fits {
                return None;
            }
            let only = (phrase.agreement.0 & !crate::lexicon::Agreement::NOMINATIVE.0) == 0;
            let personal = looks[phrase.head].word.classes.has(Classes::PRONOUN_PERSONAL);
            let before = phrase.tokens.end == verb;
            let behind = phrase.tokens.start == verb + 1;
            let place = if before {
                3
            } else if behind {
                2
            } else {
                0
            };
            Some(i32::from(only) * 4 + i32::from(personal) * 2 + place)
        };
        let mut best: Option<(i32, usize)> = None;
        for index in first..end {
            if let Some(score) = score(index)
                && best.is_none_or(|(top, _)| score > top)
            {
                best = Some((score, index));
            }
        }
        let inherited = || {
            let first = tokens.clone().find(|&at| !looks[at].is_quotation_mark())?;
            let goes_on = number > 0 && (pos[first] == Pos::Cconj || looks[first].word.classes.has(Classes::COORDINATOR));
            goes_on.then(|| clauses[number - 1].subject.index()).flatten()
        };
        clauses[number].subject = best.map(|(_, index)| index).or_else(inherited).into();
    }
}

/// Whether "und" joins the phrase of that index with the one before or behind it.
fn is_joined(looks: &[Look], pos: &[Pos], index: usize, phrases: &[Phrase]) -> bool {
    let and = |at: usize| pos[at] == Pos::Cconj && looks[at].lower == words::UND;
    let near = index.saturating_sub(1)..phrases.len().min(index + 2);
    phrases[near].windows(2).any(|pair| {
        let between = pair[0].tokens.end;
        pair[1].tokens.start == between + 1 && and(between)
    })
}
