//! Candidates by the build of a sentence alone, whether or not a frame was found: frames are missed where their words are
//! rare. Each has a trigger, the word that reports; whether it does is for [`super::acceptance`] to say.

use crate::analysis::QuoteKind;
use crate::attribution::candidates::around;
use crate::lexicon::meaning::number;
use crate::looks::{Clause, Look, Looks, is};
use crate::model::hash;
use crate::quotes::acts;
use crate::quotes::framed::{goes_on, in_marks, trimmed};
use crate::quotes::reporting::Reporting;
use crate::tagging::{ClauseKind, Pos};
use std::ops::Range;

/// A stretch of text that may be somebody's, and the word that would report it.
pub struct Offer {
    /// What it would be.
    pub kind: QuoteKind,
    /// Token runs in order.
    pub pieces: Vec<Range<usize>>,
    /// The reporting word, a token.
    pub trigger: usize,
    /// Name of the rule.
    pub rule: &'static str,
}

/// Most clauses that one word calls for, and most of a sentence that are looked at.
pub(super) const MOST_CLAUSES: usize = 40;

/// Everything that the sentences offer.
pub fn offers(looks: &Looks) -> Vec<Offer> {
    let mut out = Vec::new();
    let openers = Openers::new();
    for number in 0..looks.sentences.len() {
        complements(looks, number, &openers, &mut out);
        inverted(looks, number, &mut out);
        sources(looks, number, &openers, &mut out);
        sentence_before(looks, number, &openers, &mut out);
    }
    around_marks(looks, &mut out);
    continued(looks, &mut out);
    acts::offers(looks, &mut out);
    out
}

/// Words that decide by themselves.
struct Openers {
    /// Open an infinitive that nobody says.
    purposes: [u32; 4],
    after: u32,
    so: u32,
    /// Point back to a sentence.
    pointers: [u32; 4],
    /// Join two names, or a noun and its complement.
    links: [u32; 3],
    /// Prepositions that name a source with a noun like "Sicht".
    views: [u32; 3],
}

impl Openers {
    fn new() -> Openers {
        Openers {
            purposes: ["um", "ohne", "statt", "anstatt"].map(hash),
            after: hash("nach"),
            so: hash("so"),
            pointers: ["das", "dies", "davon", "darüber"].map(hash),
            links: ["von", "aus", "vom"].map(hash),
            views: ["aus", "in", "für"].map(hash),
        }
    }
}

/// The word of a clause that reports: its verb of saying, else a noun of saying near its end, else a verb that is a cue at times.
fn reporting_word(looks: &Looks, clause: &Clause) -> Option<usize> {
    let free = |at: &usize| looks.tokens[*at].inside == 0;
    let worth = |look: &Look| {
        let verb = is(look, Pos::Verb) || is(look, Pos::Aux);
        let class = match look.speech {
            0 => 0,
            _ if verb => 4,
            _ => 2,
        };
        class + u32::from(look.cue)
    };
    let best = around(&(clause.tokens.end - 1..clause.tokens.end), clause.tokens.clone()).filter(free);
    best.max_by_key(|&at| worth(&looks.tokens[at])).filter(|&at| worth(&looks.tokens[at]) > 0)
}

/// Clauses that a word before them can call for: "fürchten, dass …", "die Zusage, … zu zahlen", "meinte, es sei …".
fn complements(looks: &Looks, number: usize, openers: &Openers, out: &mut Vec<Offer>) {
    let sentence = &looks.sentences[number];
    let clauses = &looks.clauses[sentence.clauses.clone()];
    for (index, clause) in clauses.iter().enumerate().skip(1).take(MOST_CLAUSES) {
        let called_for = match clause.kind {
            ClauseKind::That | ClauseKind::Whether | ClauseKind::Question => true,
            ClauseKind::Infinitive => !openers.purposes.contains(&clause.first),
            ClauseKind::Main => clause.mood >= 2,
            _ => false,
        };
        if !called_for {
            continue;
        }
        let Some(trigger) = reporting_word(looks, &clauses[index - 1]) else { continue };
        let start = clause.tokens.start;
        let all = clauses[index..].iter().take(MOST_CLAUSES).take_while(|later| goes_on(later, start)).last();
        let ends = [all.map(|last| last.tokens.end), Some(clause.tokens.end)];
        for end in ends.into_iter().flatten() {
            let run = trimmed(looks, start..end);
            if run.len() > 1 && !in_marks(looks, &run) {
                out.push(Offer { kind: QuoteKind::Indirect, pieces: vec![run], trigger, rule: "complement" });
            }
        }
    }
}

/// What stands before a clause that begins with its verb: "…, berichtet Reuters", "Dass es gelingt, hofft der Verein".
fn inverted(looks: &Looks, number: usize, out: &mut Vec<Offer>) {
    let sentence = &looks.sentences[number];
    for clause in looks.clauses[sentence.clauses.clone()].iter().skip(1).take(MOST_CLAUSES) {
        let trigger = clause.tokens.start;
        let look = &looks.tokens[trigger];
        if look.mood == 0 || look.inside > 0 {
            continue;
        }
        let Some(trigger) = reporting_word(looks, clause) else { continue };
        let before = trimmed(looks, around(&clause.tokens, sentence.tokens.clone()).start..clause.tokens.start);
        if before.len() > 2 && !in_marks(looks, &before) {
            out.push(Offer { kind: QuoteKind::Indirect, pieces: vec![before], trigger, rule: "inverted" });
        }
    }
}

/// What stands around a source that no frame was found for: "gemäß einem Zeugen", "nach Behördenangaben", "demnach".
fn sources(looks: &Looks, number: usize, openers: &Openers, out: &mut Vec<Offer>) {
    let sentence = &looks.sentences[number];
    for at in sentence.tokens.clone() {
        let look = &looks.tokens[at];
        if look.inside > 0 {
            continue;
        }
        let phrase = |at: usize| {
            let near = looks.phrases.partition_point(|phrase| phrase.tokens.end <= at);
            looks.phrases.get(near).filter(|phrase| phrase.tokens.start == at && phrase.tokens.end <= sentence.tokens.end)
        };
        let noun = |at: usize| phrase(at).is_some_and(|phrase| source_noun(&looks.tokens[phrase.head]));
        let frame = if look.speech & Reporting::SOURCE != 0 && !is(look, Pos::Adv) && look.lower != openers.after {
            // "zufolge" stands behind its phrase
            let behind = phrase(at + 1).map(|phrase| at..phrase.tokens.end);
            let before = looks.phrases[..looks.phrases.partition_point(|phrase| phrase.tokens.end <= at)].last();
            let before = before.filter(|phrase| phrase.tokens.end == at && phrase.tokens.start >= sentence.tokens.start);
            behind.or(before.map(|phrase| phrase.tokens.start..at + 1))
        } else if (look.lower == openers.after || openers.views.contains(&look.lower)) && noun(at + 1) {
            phrase(at + 1).map(|phrase| at..phrase.tokens.end)
        } else if look.lower == openers.so && at > sentence.tokens.start && looks.tokens[at - 1].mark {
            phrase(at + 1).map(|phrase| at..phrase.tokens.end)
        } else if look.speech & Reporting::SOURCE != 0 && is(look, Pos::Adv) && look.lower != openers.so {
            Some(at..at + 1)
        } else {
            None
        };
        let Some(mut frame) = frame else { continue };
        // its complements: "Angaben der Polizei in Köln"
        while let Some(next) = (looks.phrases).get(looks.phrases.partition_point(|phrase| phrase.tokens.end <= frame.end)) {
            let gap = next.tokens.start.saturating_sub(frame.end);
            let joined = gap == 0 || gap == 1 && openers.links.contains(&looks.tokens[frame.end].lower);
            if !joined || next.tokens.end > sentence.tokens.end || frame.len() < 2 {
                break;
            }
            frame.end = next.tokens.end;
            if gap == 0 && !next.is_attribute {
                break;
            }
        }
        let clause = looks.clauses[look.clause as usize].tokens.clone();
        for scope in [around(&frame, sentence.tokens.clone()), around(&frame, clause)] {
            let before = trimmed(looks, scope.start..frame.start.max(scope.start));
            let behind = trimmed(looks, frame.end.min(scope.end)..scope.end);
            let pieces: Vec<Range<usize>> = [before, behind].into_iter().filter(|piece| piece.len() > 1).collect();
            if !pieces.is_empty() && !pieces.iter().any(|piece| in_marks(looks, piece)) {
                out.push(Offer { kind: QuoteKind::Indirect, pieces, trigger: at, rule: "source-word" });
            }
        }
    }
}

/// Whether a noun names what somebody says or a text that says it ("Angaben", "Behördenangaben", "Einschätzung", "Gutachten").
fn source_noun(look: &Look) -> bool {
    const STATING: [u8; 3] = [number("statement"), number("document"), number("news")];
    look.speech & Reporting::NOUN != 0 || STATING.contains(&look.meaning)
}

/// The sentence that the next one points back to: "Das teilte die Polizei mit."
fn sentence_before(looks: &Looks, number: usize, openers: &Openers, out: &mut Vec<Offer>) {
    let sentence = &looks.sentences[number];
    let Some(before) = number.checked_sub(1).map(|before| &looks.sentences[before]) else { return };
    let clause = &looks.clauses[sentence.clauses.start];
    if !openers.pointers.contains(&clause.first) || before.block + 1 < sentence.block {
        return;
    }
    let Some(trigger) = reporting_word(looks, clause) else { return };
    let run = before.tokens.clone();
    if looks.tokens[trigger].mood + u8::from(clause.mood > 0) > 0 && run.len() > 2 && !in_marks(looks, &run) {
        out.push(Offer { kind: QuoteKind::Indirect, pieces: vec![run], trigger, rule: "sentence-before" });
    }
}

/// Clauses of which a part stands in marks: "er wolle „alles prüfen“", "dass, „wenn es regnet“, nichts geschieht".
fn around_marks(looks: &Looks, out: &mut Vec<Offer>) {
    for pair in &looks.pairs {
        let (first, last) = (&looks.tokens[pair.tokens.start], &looks.tokens[pair.tokens.end - 1]);
        let start = looks.clauses[first.clause as usize].tokens.start;
        let end = looks.clauses[last.clause as usize].tokens.end;
        let run = trimmed(looks, around(&pair.tokens, start..end));
        if run.len() < pair.tokens.len() + 1 {
            continue;
        }
        let before = looks.clauses[..first.clause as usize].last();
        let before = before.filter(|clause| looks.tokens[clause.tokens.start].sentence == first.sentence);
        let trigger = before.and_then(|clause| reporting_word(looks, clause)).unwrap_or(run.start);
        out.push(Offer { kind: QuoteKind::Indirect, pieces: vec![run], trigger, rule: "around-marks" });
    }
}

/// Most sentences in a row that are offered together.
const MOST_SENTENCES: usize = 12;

/// Sentences in the subjunctive, alone and all that stand in a row: "Er habe nichts gewusst. Die Akten seien weg."
fn continued(looks: &Looks, out: &mut Vec<Offer>) {
    let verb = |number: usize| {
        let sentence = &looks.sentences[number];
        let clauses = looks.clauses[sentence.clauses.clone()].iter().take(MOST_CLAUSES);
        let main = clauses.clone().find(|clause| clause.kind == ClauseKind::Main && clause.mood > 0)?;
        let verb = main.tokens.clone().find(|&at| matches!(looks.tokens[at].mood, 1 | 2) && looks.tokens[at].inside == 0);
        verb.filter(|_| main.mood >= 2)
    };
    for sentences in looks.blocks() {
        let mut open: Option<(usize, usize)> = None;
        for number in sentences.clone() {
            let found = verb(number);
            let mut offer = |from: usize, trigger: usize| {
                let run = looks.sentences[from].tokens.start..looks.sentences[number].tokens.end;
                out.push(Offer { kind: QuoteKind::IndirectFreeIndirect, pieces: vec![run], trigger, rule: "subjunctive" });
            };
            if let Some(trigger) = found {
                offer(number, trigger);
                let (from, first) = *open.get_or_insert((number, trigger));
                let last = number + 1 == sentences.end || number + 1 - from == MOST_SENTENCES || verb(number + 1).is_none();
                if from < number && last {
                    offer(from, first);
                }
                if last {
                    open = None;
                }
            }
        }
    }
}
