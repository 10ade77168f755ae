//! Words that reach the text through somebody else ("Die Zeitung zitiert Meyer mit den Worten: …", "sagte Meyer laut BBC"):
//! said twice, by who spoke and by who passes them on. The published annotation marks both.

use crate::analysis::QuoteKind;
use crate::lexicon::meaning::number;
use crate::looks::{Look, Looks, is};
use crate::model::hash;
use crate::quotes::Quotation;
use crate::tagging::{Phrase, Pos};
use std::ops::Range;

/// Name of the rule.
pub const RULE: &str = "passed-on";

/// Tokens on each side of a quotation in which its frame is looked for.
const REACH: usize = 60;

/// Two phrases of one frame, as tokens.
pub struct Passing {
    /// Who passes the words on.
    pub source: Range<usize>,
    /// Who spoke.
    pub speaker: Range<usize>,
}

/// Adds a second quotation behind each that somebody passes on, ordered and nested as the others are.
pub fn add(looks: &Looks, quotes: &mut Vec<Quotation>) {
    let passed = |quote: &&Quotation| quote.inside.is_none() && passing(looks, quote).is_some();
    let more: Vec<Quotation> = quotes.iter().filter(passed).map(|quote| Quotation { rule: RULE, ..quote.clone() }).collect();
    if !more.is_empty() {
        quotes.extend(more);
        super::nest(quotes);
    }
}

/// Who passes a direct quotation on and who spoke, where its frame names both.
pub fn passing(looks: &Looks, quote: &Quotation) -> Option<Passing> {
    if quote.kind != QuoteKind::Direct {
        return None;
    }
    let extent = quote.extent();
    let sentence = |at: usize| &looks.sentences[looks.tokens[at].sentence as usize].tokens;
    let before = sentence(extent.start).start.max(extent.start.saturating_sub(REACH))..extent.start;
    let behind = extent.end..sentence(extent.end - 1).end.min(extent.end + REACH);
    [before, behind].into_iter().find_map(|frame| in_frame(looks, frame))
}

fn in_frame(looks: &Looks, frame: Range<usize>) -> Option<Passing> {
    let [quoting, passive, anyone] = ["zitieren", "werden", "man"].map(hash);
    let verbs = || {
        frame.clone().map(|at| &looks.tokens[at]).filter(|look| look.inside == 0 && look.mood + u8::from(is(look, Pos::Verb)) > 0)
    };
    let head = |phrase: &Phrase| &looks.tokens[phrase.head];
    let first = looks.phrases.partition_point(|phrase| phrase.tokens.start < frame.start);
    let phrases = looks.phrases[first..].iter().take_while(|phrase| phrase.tokens.end <= frame.end);
    let phrases: Vec<&Phrase> = phrases.filter(|phrase| !phrase.is_attribute).collect();
    let subject = phrases.iter().copied().find(|phrase| head(phrase).subject && can_speak(head(phrase)));
    let other = |fits: &dyn Fn(&Phrase) -> bool| phrases.iter().copied().find(|phrase| !head(phrase).subject && fits(phrase));
    let after = |phrase: &Phrase, words: &[&str]| {
        let before = word_before(looks, phrase);
        words.iter().any(|word| before == Some(hash(word)))
    };
    let (source, speaker) = if !verbs().any(|look| look.lemma == quoting) {
        verbs().find(|look| look.speech & 0xFF != 0)?;
        (other(&|phrase| after(phrase, &["laut"]))?, subject?)
    } else if verbs().any(|look| look.lemma == passive) {
        let within = |phrase: &Phrase| after(phrase, &["in", "im", "auf", "bei", "beim"]) && is_medium(head(phrase));
        (other(&|phrase| after(phrase, &["von", "vom"]) || within(phrase))?, subject?)
    } else {
        // where the forms leave open which of two quotes the other, the first does
        let mut free = phrases.iter().copied().filter(|phrase| !phrase.governed && can_speak(head(phrase)));
        let source = subject.or_else(|| free.clone().next()).filter(|phrase| head(phrase).lower != anyone)?;
        (source, free.find(|phrase| *phrase != source)?)
    };
    Some(Passing { source: whole(looks, source), speaker: whole(looks, speaker) })
}

/// The word before a phrase; the name of a paper may stand in marks.
fn word_before(looks: &Looks, phrase: &Phrase) -> Option<u32> {
    let before = |at: usize| at.checked_sub(1).map(|at| (at, &looks.tokens[at]));
    let (at, look) = before(phrase.tokens.start)?;
    let opens = look.inside > 0 && is(look, Pos::Punct);
    Some(if opens { before(at)?.1.lower } else { look.lower })
}

/// A phrase with the mark that closes behind a name in it.
fn whole(looks: &Looks, phrase: &Phrase) -> Range<usize> {
    let Range { start, end } = phrase.tokens;
    let closes = |look: &&Look| look.inside > 0 && is(look, Pos::Punct);
    let marked = looks.tokens[start].inside == 0 && looks.tokens[end - 1].inside > 0;
    start..end + usize::from(marked && looks.tokens.get(end).filter(closes).is_some())
}

/// An organisation in [`Look::name`].
const ORGANISATION: u8 = 2;

/// Whether the head of a phrase is what words are read in.
fn is_medium(head: &Look) -> bool {
    const MEDIA: [u8; 4] = [number("medium"), number("document"), number("institution"), number("statement")];
    head.name == ORGANISATION || MEDIA.contains(&head.meaning)
}

/// Whether the head of a phrase is somebody, or something that is written; the name of a paper may stand in marks.
fn can_speak(head: &Look) -> bool {
    let somebody = [1, ORGANISATION].contains(&head.name) || is(head, Pos::Pron) || head.inside > 0;
    somebody || (number("person")..=number("document")).contains(&head.meaning)
}
