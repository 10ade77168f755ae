//! Who among the naming words near a quotation speaks: a log-linear ranking of candidates, one of them "nobody".

use crate::analysis::{MentionForm, QuoteKind};
use crate::attribution::roles::{Role, RoleRun};
use crate::entities::{self, Entity};
use crate::looks::{Looks, all, is};
use crate::model::Features;
use crate::quotes::Quotation;
use crate::tagging::Pos;
use std::ops::Range;

/// Words that may name the speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Token indices.
    pub tokens: Range<usize>,
    /// The entity behind them.
    pub entity: Option<usize>,
    /// 1 a pronoun, 2 a description, 3 a name.
    pub form: u8,
    /// How sure the sequence model is that they name a speaker; 0 for names it passed over.
    pub sure: f32,
}

/// Sentences before a quotation in which its speaker is looked for.
const SENTENCES_BEFORE: usize = 7;
/// Sentences behind it.
const SENTENCES_BEHIND: usize = 2;

/// Candidates of the whole text in order: what the sequence model takes for speakers, and names of people besides.
pub fn candidates(looks: &Looks, runs: &[RoleRun], entities: &[Entity]) -> Vec<Candidate> {
    let index = entities::Index::new(entities);
    let mut out: Vec<Candidate> = runs
        .iter()
        .filter(|run| run.role == Role::Speaker)
        .map(|run| {
            let named = run.tokens.clone().any(|at| looks.tokens[at].name > 0);
            let pronoun = run.tokens.len() == 1 && is(&looks.tokens[run.tokens.start], Pos::Pron);
            Candidate {
                tokens: run.tokens.clone(),
                entity: index.behind(&run.tokens),
                form: if named {
                    3
                } else if pronoun {
                    1
                } else {
                    2
                },
                sure: run.confidence,
            }
        })
        .collect();
    let speakers = out.len();
    for (id, entity) in entities.iter().enumerate() {
        for mention in entity.mentions.iter().filter(|mention| mention.form == MentionForm::Name) {
            // the runs are in order and apart
            let near = out[..speakers].partition_point(|other| other.tokens.end <= mention.tokens.start);
            let known = out[..speakers].get(near).is_some_and(|other| overlap(&other.tokens, &mention.tokens));
            if !known && entity.kind != crate::analysis::EntityKind::Other {
                out.push(Candidate { tokens: mention.tokens.clone(), entity: Some(id), form: 3, sure: 0.0 });
            }
        }
    }
    out.sort_by_key(|candidate| candidate.tokens.start);
    out
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The candidates near a quotation, as indices.
pub fn near(looks: &Looks, candidates: &[Candidate], quote: &Quotation) -> Range<usize> {
    let extent = quote.extent();
    let first = (looks.tokens[extent.start].sentence as usize).saturating_sub(SENTENCES_BEFORE);
    let last = (looks.tokens[extent.end - 1].sentence as usize + SENTENCES_BEHIND).min(looks.sentences.len() - 1);
    let from = candidates.partition_point(|candidate| candidate.tokens.start < looks.sentences[first].tokens.start);
    let to = candidates.partition_point(|candidate| candidate.tokens.start < looks.sentences[last].tokens.end);
    from..to
}

/// What was decided for the quotation before, and for the one around.
#[derive(Clone, Copy, Debug, Default)]
pub struct Before<'a> {
    /// The quotation before this one, in order, and its speaker.
    pub last: Option<(&'a Quotation, Option<&'a Candidate>)>,
    /// The quotation around this one.
    pub outer: Option<(&'a Quotation, Option<&'a Candidate>)>,
}

/// Adds one position a candidate in `near`, then one for "nobody".
pub fn features(
    looks: &Looks,
    runs: &[RoleRun],
    candidates: &[Candidate],
    near: Range<usize>,
    quote: &Quotation,
    before: Before,
    out: &mut Features,
) {
    let pair = Pair::new(looks, runs, quote, before);
    for index in near.clone() {
        pair.candidate(candidates, near.clone(), index, out);
        out.finish_position();
    }
    pair.nobody(!near.is_empty(), out);
    out.finish_position();
}

/// What all candidates of one quotation share.
struct Pair<'a> {
    looks: &'a Looks,
    /// Cue runs in the sentences of the quotation and its neighbours.
    cues: Vec<&'a RoleRun>,
    quote: &'a Quotation,
    extent: Range<usize>,
    kind: u32,
    first_sentence: i64,
    last_sentence: i64,
    before: Before<'a>,
    /// The quotation fills its sentences and has no cue in them.
    alone: bool,
    cue_near: u32,
}

impl<'a> Pair<'a> {
    fn new(looks: &'a Looks, runs: &'a [RoleRun], quote: &'a Quotation, before: Before<'a>) -> Pair<'a> {
        let extent = quote.extent();
        let first = looks.tokens[extent.start].sentence as usize;
        let last = looks.tokens[extent.end - 1].sentence as usize;
        let from = looks.sentences[first.saturating_sub(1)].tokens.start;
        let to = looks.sentences[(last + 1).min(looks.sentences.len() - 1)].tokens.end;
        let begin = runs.partition_point(|run| run.tokens.start < from);
        let cues: Vec<&RoleRun> =
            runs[begin..].iter().take_while(|run| run.tokens.start < to).filter(|run| run.role == Role::Cue).collect();
        let own = looks.sentences[first].tokens.start..looks.sentences[last].tokens.end;
        let inside = cues.iter().filter(|run| own.contains(&run.tokens.start) && !quote.holds(run.tokens.start)).count();
        let alone = own.len() <= extent.len() + 1 && inside == 0;
        Pair {
            looks,
            cues,
            quote,
            kind: quote.kind as u32,
            first_sentence: first as i64,
            last_sentence: last as i64,
            before,
            alone,
            cue_near: inside.min(2) as u32,
            extent,
        }
    }

    fn candidate(&self, candidates: &[Candidate], near: Range<usize>, index: usize, out: &mut Features) {
        let candidate = &candidates[index];
        let looks = self.looks;
        let Range { start, end } = candidate.tokens;
        let sentence = i64::from(looks.tokens[start].sentence);
        let inside = self.quote.holds(start);
        // sentences away: negative before, 0 in the quotation's own
        let away = if sentence < self.first_sentence {
            (sentence - self.first_sentence).max(-6)
        } else {
            (sentence - self.last_sentence).clamp(0, 3)
        };
        let away = (away + 8) as u32 + if inside { 32 } else { 0 };
        let side = u32::from(start >= self.extent.end) + 2 * u32::from(inside);
        let kind = self.kind;
        let form = u32::from(candidate.form);
        let sure = (candidate.sure * 4.0) as u32 + u32::from(candidate.sure > 0.0);
        let gap = if start >= self.extent.end {
            start - self.extent.end
        } else if end <= self.extent.start {
            self.extent.start - end
        } else {
            0
        };
        let gap = (usize::BITS - gap.leading_zeros()).min(8);
        let between = if start < self.extent.start {
            candidates[index + 1..near.end]
                .iter()
                .filter(|other| other.tokens.start < self.extent.start && other.sure > 0.0)
                .count()
        } else {
            candidates[near.start..index].iter().filter(|other| other.tokens.start >= self.extent.end && other.sure > 0.0).count()
        };
        let between = between.min(4) as u32;
        let block = {
            let own = looks.sentences[self.first_sentence as usize].block;
            let theirs = looks.sentences[sentence as usize].block;
            (theirs as i64 - own as i64).clamp(-3, 2) as u32
        };
        let cue = self
            .cues
            .iter()
            .map(|run| if run.tokens.start >= end { run.tokens.start - end } else { start.saturating_sub(run.tokens.end) })
            .min();
        let cue_gap = cue.map_or(9, |gap| (usize::BITS - gap.leading_zeros()).min(7));
        let same_clause_cue = self.cues.iter().any(|run| looks.tokens[run.tokens.start].clause == looks.tokens[start].clause);
        let name = looks.tokens[start..end].iter().map(|look| u32::from(look.name)).find(|&name| name > 0).unwrap_or(0);
        let is_last = self.before.last.is_some_and(|(_, speaker)| same(speaker, candidate));
        let is_outer = self.before.outer.map_or(2, |(_, speaker)| u32::from(same(speaker, candidate)));
        let word_before = start.checked_sub(1).map_or(0, |at| looks.tokens[at].lower);
        let first = looks.tokens[start];
        let mut add = |template: u32, value: u32| out.add(300 + template, value);
        add(0, all(&[kind, away]));
        add(1, all(&[kind, away, between]));
        add(2, all(&[kind, side, gap]));
        add(3, all(&[kind, away, form]));
        add(4, all(&[kind, sure]));
        add(5, all(&[kind, away, sure]));
        add(6, all(&[kind, cue_gap, u32::from(same_clause_cue)]));
        add(7, all(&[kind, away, cue_gap]));
        add(8, all(&[kind, between, side]));
        add(9, all(&[kind, u32::from(is_last), self.cue_near]));
        add(10, all(&[kind, is_outer]));
        add(11, all(&[kind, is_outer, self.cue_near, away.min(9)]));
        add(12, all(&[kind, block]));
        add(13, all(&[kind, block, away]));
        add(14, all(&[u32::from(self.alone), u32::from(is_last), kind]));
        add(15, all(&[u32::from(self.alone), away, kind]));
        add(16, word_before);
        add(17, first.lower);
        add(18, all(&[kind, name]));
        add(19, all(&[kind, name, sure]));
        add(20, form);
        add(21, all(&[kind, (end - start).min(6) as u32]));
        add(22, looks.tokens[end - 1].lower);
        if let Some((last, _)) = self.before.last {
            let apart = (self.first_sentence - i64::from(looks.tokens[last.extent().end - 1].sentence)).clamp(0, 4) as u32;
            add(23, all(&[kind, last.kind as u32, u32::from(is_last), apart]));
            add(24, all(&[kind, u32::from(is_last), apart, u32::from(self.alone)]));
            add(25, all(&[kind, u32::from(is_last), away]));
        }
        add(26, all(&[u32::from(same_clause_cue), side, u32::from(self.cue_near > 0), kind]));
    }

    fn nobody(&self, others: bool, out: &mut Features) {
        let kind = self.kind;
        let clause = &self.looks.clauses[self.looks.tokens[self.extent.start].clause as usize];
        let spoke = self.before.last.is_some_and(|(_, speaker)| speaker.is_some());
        let outer = self.before.outer.map_or(2, |(_, speaker)| u32::from(speaker.is_some()));
        let mut add = |template: u32, value: u32| out.add(400 + template, value);
        add(0, 0);
        add(1, kind);
        add(2, all(&[kind, u32::from(self.alone), u32::from(others)]));
        add(3, all(&[kind, self.cue_near]));
        add(4, all(&[kind, u32::from(spoke)]));
        add(5, all(&[kind, outer]));
        add(6, all(&[kind, clause.first]));
        for cue in &self.cues {
            add(7, self.looks.tokens[cue.tokens.start].lower);
        }
    }
}

fn same(speaker: Option<&Candidate>, candidate: &Candidate) -> bool {
    speaker.is_some_and(|speaker| {
        speaker.tokens == candidate.tokens || (speaker.entity.is_some() && speaker.entity == candidate.entity)
    })
}

/// Whether a type of quotation has a frame of its own.
pub fn framed(kind: QuoteKind) -> bool {
    matches!(kind, QuoteKind::Direct | QuoteKind::Indirect)
}
