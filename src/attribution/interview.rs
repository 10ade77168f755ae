//! Who answers in an interview: the name in the label; else who answered before; else who is named most right before the
//! question, or addressed in it.

use super::candidates::{Candidate, SENTENCES_BEFORE};
use crate::clean::Answer;
use crate::looks::{Looks, SentenceFacts};
use crate::model::hash;
use crate::quotes::Quotation;
use std::ops::Range;

/// Words that address somebody by name.
const TITLES: [&str; 3] = ["herr", "herrn", "frau"];
/// Most names that are counted.
const MOST: usize = 64;
/// A person in [`Look::name`](crate::looks::Look::name).
const PERSON: u8 = 1;

/// The candidate that names who gives an answer; `before` is who gave the answer before, where its label named nobody.
pub fn speaker(looks: &Looks, candidates: &[Candidate], quote: &Quotation, before: Option<&Candidate>) -> Option<Candidate> {
    let own = looks.tokens[quote.extent().start].sentence as usize;
    let block = looks.sentences[own].block;
    let earlier = || looks.sentences[..own].iter().rev();
    let opening = earlier().take_while(|facts| facts.block == block).last().unwrap_or(&looks.sentences[own]);
    let named = opening.is_labelled().then(|| label(candidates, opening)).flatten();
    if opening.answer == Some(Answer::Several) || named.is_some_and(|at| candidates[at].entity.is_some()) {
        return named.map(|at| candidates[at].clone());
    }
    // back over the question to an answer, or to what introduces the interview
    let marked = |facts: &SentenceFacts| looks.tokens[facts.tokens.clone()].iter().all(|look| look.inside > 0);
    let mut far = earlier().skip_while(|facts| facts.block == block).skip_while(|facts| facts.asks() || marked(facts));
    let goes_on = far.next().is_none_or(|facts| facts.answer.is_some());
    let asked = before.filter(|_| goes_on).cloned();
    asked.or_else(|| introduced(looks, candidates, opening).or(named).map(|at| candidates[at].clone()))
}

/// The candidate in the label that is a block's first sentence.
fn label(candidates: &[Candidate], opening: &SentenceFacts) -> Option<usize> {
    let first = candidates.partition_point(|candidate| candidate.tokens.end <= opening.tokens.start);
    candidates.get(first).filter(|candidate| candidate.tokens.start < opening.tokens.end).map(|_| first)
}

/// Who is introduced in the sentences before an answer.
fn introduced(looks: &Looks, candidates: &[Candidate], opening: &SentenceFacts) -> Option<usize> {
    let answer = looks.tokens[opening.tokens.start].sentence as usize;
    let from = answer.saturating_sub(SENTENCES_BEFORE);
    let question = (from..answer).rev().take_while(|&number| looks.sentences[number].asks()).last().unwrap_or(answer);
    let place = |number: usize| {
        let token = looks.sentences[number].tokens.start;
        candidates.partition_point(|candidate| candidate.tokens.start < token)
    };
    let (text, asked): (Range<usize>, Range<usize>) = (place(from)..place(question), place(question)..place(answer));
    let person = |&at: &usize| {
        let Candidate { tokens, entity, .. } = &candidates[at];
        entity.is_some() && looks.tokens[tokens.clone()].iter().any(|look| look.name == PERSON)
    };
    let titles = TITLES.map(hash);
    let addressed = asked.filter(person).find(|&at| {
        let tokens = &candidates[at].tokens;
        looks.tokens[tokens.start.saturating_sub(1)..tokens.end].iter().any(|look| titles.contains(&look.lower))
    });
    let people = || text.clone().filter(person).rev().take(MOST);
    let count = |&at: &usize| people().filter(|&other| candidates[other].entity == candidates[at].entity).count();
    // of equals the first
    let entity = addressed.or_else(|| people().max_by_key(count)).and_then(|at| candidates[at].entity);
    let full = people().find(|&at| candidates[at].entity == entity);
    full.or(addressed)
}
