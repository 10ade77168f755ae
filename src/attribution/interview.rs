//! Who answers in an interview: the name in the label, else who is addressed, else who is named most before the first question.

use super::candidates::Candidate;
use crate::looks::{Looks, SentenceFacts};
use crate::model::hash;
use crate::quotes::Quotation;

/// Words that address somebody by name.
const TITLES: [&str; 3] = ["herr", "herrn", "frau"];
/// A person in [`Look::name`](crate::looks::Look::name).
const PERSON: u8 = 1;

/// Whoever is asked, for answers whose label names nobody.
pub struct Asked(Option<usize>);

impl Asked {
    /// Looks for them in the text before the first question, and in the questions.
    pub fn new(looks: &Looks, candidates: &[Candidate]) -> Asked {
        let openings = looks.blocks().map(|sentences| &looks.sentences[sentences.start]);
        let labels = openings.filter(|facts| facts.is_labelled() && !facts.asks());
        let unnamed = labels.filter(|facts| label(candidates, facts).is_none_or(|at| candidates[at].entity.is_none()));
        let mut unnamed = unnamed.map(|facts| looks.tokens[facts.tokens.start].lower);
        // "AK:" and "JM:" are two
        if unnamed.next().is_some_and(|first| unnamed.any(|other| other != first)) {
            return Asked(None);
        }
        let person = |&at: &usize| {
            let Candidate { tokens, entity, .. } = &candidates[at];
            entity.is_some() && looks.tokens[tokens.clone()].iter().any(|look| look.name == PERSON)
        };
        let first = looks.sentences.iter().find(|facts| facts.asks()).map_or(0, |facts| facts.tokens.start);
        let questions = candidates.partition_point(|candidate| candidate.tokens.start < first);
        let titles = TITLES.map(hash);
        let addressed = (questions..candidates.len()).filter(person).find(|&at| {
            let tokens = &candidates[at].tokens;
            let titled = looks.tokens[tokens.start.saturating_sub(1)..tokens.end].iter().any(|look| titles.contains(&look.lower));
            titled && looks.sentences[looks.tokens[tokens.start].sentence as usize].asks()
        });
        let entities = candidates.iter().filter_map(|candidate| candidate.entity).max().map_or(0, |last| last + 1);
        let mut counts = vec![0_u32; entities];
        for entity in (0..questions).filter(person).filter_map(|at| candidates[at].entity) {
            counts[entity] += 1;
        }
        // of equals the first
        let most = (0..questions).filter(person).rev().max_by_key(|&at| candidates[at].entity.map(|entity| counts[entity]));
        let entity = addressed.or(most).and_then(|at| candidates[at].entity);
        let introduced = (0..questions).rev().filter(person).find(|&at| candidates[at].entity == entity);
        Asked(introduced.or(addressed))
    }

    /// The candidate that names who gives an answer.
    pub fn speaker(&self, looks: &Looks, candidates: &[Candidate], quote: &Quotation) -> Option<usize> {
        let own = looks.tokens[quote.extent().start].sentence as usize;
        let block = looks.sentences[own].block;
        let opening = looks.sentences[..own + 1].iter().rev().take_while(|facts| facts.block == block).last()?;
        let named = opening.is_labelled().then(|| label(candidates, opening)).flatten();
        named.filter(|&at| candidates[at].entity.is_some()).or(self.0).or(named)
    }
}

/// The candidate in the label that is a block's first sentence.
fn label(candidates: &[Candidate], opening: &SentenceFacts) -> Option<usize> {
    let first = candidates.partition_point(|candidate| candidate.tokens.end <= opening.tokens.start);
    candidates.get(first).filter(|candidate| candidate.tokens.start < opening.tokens.end).map(|_| first)
}
