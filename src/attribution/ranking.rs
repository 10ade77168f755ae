//! Who among the naming words near a quotation speaks: a log-linear ranking of candidates, one of them "nobody".

use super::before::{Before, SPEAKERS_BACK};
use super::candidates::{Candidate, around, same};
use super::decision::{self, OWN};
use super::governing::Governing;
use super::reported;
use crate::analysis::QuoteKind;
use crate::frames::{Role, RoleRun};
use crate::looks::{Looks, all};
use crate::model::Features;
use crate::quotes::Quotation;
use std::ops::Range;

/// Adds one position a candidate in `near`, then one for "nobody"; gives [`decision::OWN`] numbers for each.
pub fn features(
    looks: &Looks,
    runs: &[RoleRun],
    candidates: &[Candidate],
    near: &[usize],
    quote: &Quotation,
    before: Before,
    out: &mut Features,
) -> Vec<f32> {
    let pair = Pair::new(looks, runs, quote, before);
    let likely: Vec<usize> = near.iter().copied().filter(|&at| candidates[at].sure > 0.3).collect();
    let mut numbers = Vec::with_capacity((near.len() + 1) * OWN);
    for place in 0..near.len() {
        numbers.extend(pair.candidate(candidates, near, &likely, place, out));
        out.finish_position();
    }
    numbers.extend(pair.nobody(!near.is_empty(), out));
    out.finish_position();
    numbers
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
    /// The cue nearest to the quotation in its own sentences.
    governing: Option<Governing>,
}

impl<'a> Pair<'a> {
    fn new(looks: &'a Looks, runs: &'a [RoleRun], quote: &'a Quotation, before: Before<'a>) -> Pair<'a> {
        let extent = quote.extent();
        let first = looks.tokens[extent.start].sentence as usize;
        let last = looks.tokens[extent.end - 1].sentence as usize;
        let from = looks.sentences[first.saturating_sub(1)].tokens.start;
        let to = looks.sentences[(last + 1).min(looks.sentences.len() - 1)].tokens.end;
        let Range { start: from, end: to } = around(&extent, from..to);
        let begin = runs.partition_point(|run| run.tokens.start < from);
        let cues: Vec<&RoleRun> =
            runs[begin..].iter().take_while(|run| run.tokens.start < to).filter(|run| run.role == Role::Cue).collect();
        let own = looks.sentences[first].tokens.start..looks.sentences[last].tokens.end;
        let own_cues: Vec<&RoleRun> =
            cues.iter().copied().filter(|run| own.contains(&run.tokens.start) && !quote.holds(run.tokens.start)).collect();
        let inside = own_cues.len();
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
            governing: Governing::new(looks, quote, &own_cues),
            extent,
        }
    }

    fn candidate(
        &self,
        candidates: &[Candidate],
        near: &[usize],
        likely: &[usize],
        place: usize,
        out: &mut Features,
    ) -> [f32; OWN] {
        let candidate = &candidates[near[place]];
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
        let gap = start.saturating_sub(self.extent.end).max(self.extent.start.saturating_sub(end));
        let gap = (usize::BITS - gap.leading_zeros()).min(8);
        let between = if start < self.extent.start {
            let before = likely.partition_point(|&at| candidates[at].tokens.start < self.extent.start);
            before - likely.partition_point(|&at| at <= near[place])
        } else {
            let before = likely.partition_point(|&at| candidates[at].tokens.start < self.extent.end);
            likely.partition_point(|&at| at < near[place]).saturating_sub(before)
        };
        let between = between.min(4) as u32;
        let block = {
            let own = looks.sentences[self.first_sentence as usize].block;
            let theirs = looks.sentences[sentence as usize].block;
            (theirs as i64 - own as i64).clamp(-3, 2) as u32
        };
        let cues = self.cues.split_at(self.cues.partition_point(|run| run.tokens.start < end));
        let cue_before = cues.0.last().map(|run| start.saturating_sub(run.tokens.end));
        let cue_behind = cues.1.first().map(|run| run.tokens.start - end);
        let cue = cue_before.into_iter().chain(cue_behind).min();
        let cue_gap = cue.map_or(9, |gap| (usize::BITS - gap.leading_zeros()).min(7));
        let clause_of = |run: &RoleRun| looks.tokens[run.tokens.start].clause;
        let own_clause = self.cues.partition_point(|run| clause_of(run) < looks.tokens[start].clause);
        let same_clause_cue = self.cues.get(own_clause).is_some_and(|run| clause_of(run) == looks.tokens[start].clause);
        let name = looks.tokens[start..end].iter().map(|look| u32::from(look.name)).find(|&name| name > 0).unwrap_or(0);
        let is_last = same(self.before.last_speaker(), candidate);
        let is_outer = self.before.outer.map_or(2, |(_, speaker)| u32::from(same(speaker, candidate)));
        let word_before = start.checked_sub(1).map_or(0, |at| looks.tokens[at].lower);
        let first = looks.tokens[start];
        let pos_before = start.checked_sub(1).map_or(99, |at| u32::from(looks.tokens[at].pos));
        let clause = &looks.clauses[first.clause as usize];
        let meaning = u32::from(looks.tokens[candidate.head].meaning);
        let verb = u32::from(clause.meaning);
        let earlier = near[..place].iter().rev().take(3);
        let place_in_clause = earlier.take_while(|&&at| candidates[at].tokens.start >= clause.tokens.start).count() as u32;
        let nominative = u32::from(candidate.nominative);
        let phrase = u32::from(candidate.phrase);
        // where the clause's reporting word stands from here, in tokens
        let reporting = around(&candidate.tokens, clause.tokens.clone())
            .filter(|&at| looks.tokens[at].cue == clause.cue && clause.cue >= 2)
            .map(|at| if at >= end { (1, at - end) } else { (2, start.saturating_sub(at + 1)) });
        let (reporting_side, reporting_gap) =
            reporting.min_by_key(|&(_, gap)| gap).map_or((0, 0), |(side, gap)| (side, gap.min(6) as u32));
        let chosen = self.before.speakers.iter().rev().take(SPEAKERS_BACK);
        let spoken = chosen.filter(|speaker| same(speaker.as_ref(), candidate)).count().min(3) as u32;
        // words right behind other words, or with one preposition between, are often their complement
        let previous = place.checked_sub(1).map(|before| candidates[near[before]].tokens.end);
        let complement = previous.map_or(9, |end| start.saturating_sub(end).min(2) as u32);
        let within_outer = self.before.outer.map_or(2, |(outer, _)| u32::from(outer.holds(start)));
        let mut add = |template: u32, value: u32| out.add(300 + template, value);
        if let Some(governing) = &self.governing {
            let relation = governing.relation(looks, &candidate.tokens) + if inside { 8 } else { 0 };
            let gap = start.saturating_sub(governing.tokens.end).max(governing.tokens.start.saturating_sub(end));
            let gap = (usize::BITS - gap.leading_zeros()).min(6);
            let Governing { lemma, passive, subject, .. } = *governing;
            let cue = u32::from(governing.meaning);
            add(46, all(&[cue, relation, nominative, form]));
            add(47, all(&[meaning, relation, nominative]));
            add(48, all(&[cue, relation, word_before]));
            add(40, all(&[kind, relation, nominative, subject]));
            add(41, all(&[lemma, relation, nominative]));
            add(42, all(&[kind, relation, gap, nominative]));
            add(43, all(&[relation, complement, nominative, pos_before]));
            add(44, all(&[passive, relation, nominative, word_before]));
            add(45, all(&[relation, nominative, form, sure]));
        }
        add(56, all(&[kind, meaning, form]));
        add(57, all(&[kind, meaning, nominative, sure]));
        add(58, all(&[verb, nominative, form, u32::from(same_clause_cue)]));
        add(59, all(&[verb, nominative, meaning]));
        add(60, all(&[kind, meaning, word_before]));
        add(50, all(&[kind, spoken, away]));
        add(51, all(&[kind, spoken, form, u32::from(self.alone)]));
        add(53, all(&[kind, within_outer, is_outer, u32::from(same_clause_cue), nominative]));
        add(54, all(&[form, complement, nominative, word_before]));
        add(55, all(&[kind, if candidate.form == 1 { first.lower } else { 0 }, u32::from(is_last), away]));
        add(0, all(&[kind, away]));
        add(1, all(&[kind, away, between]));
        add(2, all(&[kind, side, gap]));
        add(3, all(&[kind, away, form]));
        add(4, all(&[kind, sure]));
        add(5, all(&[kind, away, sure]));
        add(7, all(&[kind, away, cue_gap]));
        add(8, all(&[kind, between, side]));
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
        if let Some(last) = self.before.last {
            let apart = (self.first_sentence - last.sentence).clamp(0, 4) as u32;
            add(24, all(&[kind, u32::from(is_last), apart, u32::from(self.alone)]));
            add(25, all(&[kind, u32::from(is_last), away]));
        }
        add(26, all(&[u32::from(same_clause_cue), side, u32::from(self.cue_near > 0), kind]));
        add(27, all(&[pos_before, nominative]));
        add(28, all(&[kind, nominative, phrase, u32::from(same_clause_cue)]));
        add(29, all(&[kind, place_in_clause, nominative, u32::from(same_clause_cue), u32::from(clause.cue)]));
        add(30, all(&[kind, reporting_side, reporting_gap, nominative]));
        add(31, all(&[kind, reporting_side, reporting_gap, pos_before]));
        add(32, all(&[kind, u32::from(clause.cue), away, nominative]));
        add(33, all(&[clause.cue_lemma, nominative, reporting_side]));
        add(34, all(&[kind, form, nominative, phrase, away.min(10)]));
        add(35, all(&[kind, phrase, sure]));
        add(36, all(&[sure, cue_gap, nominative]));
        let relation = self.governing.as_ref().map(|governing| {
            let gap = start.saturating_sub(governing.tokens.end).max(governing.tokens.start.saturating_sub(end));
            [governing.relation(looks, &candidate.tokens), gap as u32, governing.passive, governing.subject].map(|it| it as f32)
        });
        let [relation, governing_gap, passive, subject] = relation.unwrap_or([decision::NONE; 4]);
        let number = |it: usize| it as f32;
        let tokens_away = number(start.saturating_sub(self.extent.end)) - number(self.extent.start.saturating_sub(end));
        let sentences_away =
            if sentence < self.first_sentence { sentence - self.first_sentence } else { sentence - self.last_sentence };
        let last = self.before.last.map_or(decision::NONE, |last| (self.first_sentence - last.sentence).min(9) as f32);
        let whole = |it: u32| it as f32;
        let numbers = [
            candidate.sure,
            tokens_away,
            sentences_away as f32,
            whole(kind),
            whole(side),
            whole(form),
            whole(between),
            (block as i32) as f32,
            cue.map_or(99.0, number),
            whole(u32::from(same_clause_cue)),
            whole(name),
            whole(u32::from(is_last)),
            whole(is_outer),
            whole(nominative),
            whole(phrase),
            whole(pos_before),
            whole(u32::from(first.pos)),
            whole(reporting_side),
            whole(reporting_gap),
            whole(spoken),
            whole(complement),
            whole(within_outer),
            relation,
            governing_gap,
            passive,
            subject,
            whole(u32::from(self.alone)),
            whole(self.cue_near),
            last,
            number(end - start),
            whole(place_in_clause),
            whole(u32::from(clause.cue)),
            number(near.len()),
            number(self.extent.len()),
            clause.kind as u8 as f32,
            whole(meaning),
            whole(verb),
            self.governing.as_ref().map_or(decision::NONE, |governing| f32::from(governing.meaning)),
        ];
        let earlier = self.before.speakers.iter().rev().nth(1).and_then(Option::as_ref);
        let mut all = [0.0; OWN];
        all[..numbers.len()].copy_from_slice(&numbers);
        all[numbers.len()..OWN - 1].copy_from_slice(&reported::numbers(looks, self.quote, candidate));
        all[OWN - 1] = f32::from(u8::from(same(earlier, candidate)));
        all
    }

    fn nobody(&self, others: bool, out: &mut Features) -> [f32; OWN] {
        let kind = self.kind;
        let clause = &self.looks.clauses[self.looks.tokens[self.extent.start].clause as usize];
        let spoke = self.before.last_speaker().is_some();
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
        let mut numbers = [decision::NONE; OWN];
        numbers[3] = kind as f32;
        numbers[26] = f32::from(u8::from(self.alone));
        numbers[27] = self.cue_near as f32;
        numbers[33] = self.extent.len() as f32;
        numbers
    }
}

/// Whether a type of quotation has a frame of its own.
pub fn framed(kind: QuoteKind) -> bool {
    matches!(kind, QuoteKind::Direct | QuoteKind::Indirect)
}
