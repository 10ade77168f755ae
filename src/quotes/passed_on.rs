//! Words that reach the text through somebody else ("Die Zeitung zitiert Meyer mit den Worten: …", "sagte Meyer laut BBC"):
//! said twice, by who spoke and by who passes them on. The published annotation marks both.

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

/// Adds a second quotation behind each that somebody passes on, ordered and nested as the others are.
pub fn add(looks: &Looks, quotes: &mut Vec<Quotation>) {
    let passes = |quote: &&Quotation| quote.inside.is_none() && source(looks, quote).is_some();
    let more: Vec<Quotation> = quotes.iter().filter(passes).map(|quote| Quotation { rule: RULE, ..quote.clone() }).collect();
    if !more.is_empty() {
        quotes.extend(more);
        super::nest(quotes);
    }
}

/// The words for who passes a direct quotation on, where its frame names who spoke as well.
pub fn source(looks: &Looks, quote: &Quotation) -> Option<Range<usize>> {
    if quote.kind != crate::analysis::QuoteKind::Direct {
        return None;
    }
    let extent = quote.extent();
    let sentence = |at: usize| &looks.sentences[looks.tokens[at].sentence as usize].tokens;
    let before = sentence(extent.start).start.max(extent.start.saturating_sub(REACH))..extent.start;
    let behind = extent.end..sentence(extent.end - 1).end.min(extent.end + REACH);
    [before, behind].into_iter().find_map(|frame| passing(looks, &frame))
}

/// The same in one stretch of a frame.
fn passing(looks: &Looks, frame: &Range<usize>) -> Option<Range<usize>> {
    let [quote, passive] = ["zitieren", "werden"].map(hash);
    let (by, within, according) = (["von", "vom"].map(hash), ["in", "im", "auf", "bei", "beim"].map(hash), ["laut"].map(hash));
    let free = |at: &usize| looks.tokens[*at].inside == 0;
    let first = looks.phrases.partition_point(|phrase| phrase.tokens.start < frame.start);
    let phrases = looks.phrases[first..].iter().take_while(|phrase| phrase.tokens.end <= frame.end);
    let speaks = |phrase: &&Phrase| !phrase.is_attribute && can_speak(&looks.tokens[phrase.head]);
    let is_subject = |phrase: &&Phrase| looks.tokens[phrase.head].subject;
    let subject = phrases.clone().filter(is_subject).find(speaks);
    let verb = frame.clone().filter(free).find(|&at| is(&looks.tokens[at], Pos::Verb) && looks.tokens[at].lemma == quote);
    // the name of a paper may stand in marks
    let open = |at: usize| looks.tokens[at].inside > looks.tokens[at.max(1) - 1].inside && is(&looks.tokens[at], Pos::Punct);
    let word_before = |phrase: &Phrase| {
        let before = phrase.tokens.start.checked_sub(1)?;
        before.checked_sub(usize::from(open(before))).map(|at| looks.tokens[at].lower)
    };
    let others = phrases.filter(|phrase| !is_subject(phrase) && !phrase.is_attribute);
    let after = |phrase: &&Phrase, words: &[u32]| word_before(phrase).is_some_and(|word| words.contains(&word));
    let source = if verb.is_none() {
        let reports = |at: usize| is(&looks.tokens[at], Pos::Verb) && looks.tokens[at].speech & 0xFF != 0;
        subject
            .filter(|_| frame.clone().filter(free).any(reports))
            .and(others.into_iter().find(|phrase| after(phrase, &according)))
    } else if frame.clone().any(|at| looks.tokens[at].lemma == passive) {
        let passes = |phrase: &&Phrase| after(phrase, &by) || after(phrase, &within) && is_medium(&looks.tokens[phrase.head]);
        subject.and(others.into_iter().find(passes))
    } else {
        let quoted = others.into_iter().find(|phrase| !phrase.governed && speaks(phrase));
        subject.filter(|phrase| quoted.is_some() && looks.tokens[phrase.head].lower != hash("man"))
    };
    source.map(|phrase| phrase.tokens.clone())
}

/// An organisation in [`Look::name`].
const ORGANISATION: u8 = 2;

/// Whether the head of a phrase is what words are read in.
fn is_medium(head: &Look) -> bool {
    const MEDIA: [u8; 4] = [number("medium"), number("document"), number("institution"), number("statement")];
    head.name == ORGANISATION || MEDIA.contains(&head.meaning)
}

/// Whether the head of a phrase is somebody, or something that is written.
fn can_speak(head: &Look) -> bool {
    let somebody = [1, ORGANISATION].contains(&head.name) || is(head, Pos::Pron);
    somebody || (number("person")..=number("document")).contains(&head.meaning)
}
