//! Who says it: the speaker's words, cue, frame and addressee of every quotation, and the entity behind the speaker.

pub mod before;
pub mod candidates;
pub mod decision;
pub mod frame;
mod governing;
mod interview;
mod key;
pub mod ranking;
mod reported;

use crate::analysis::{QuoteKind, SpeakerForm};
use crate::entities::{Entity, Index};
use crate::frames::Frames;
use crate::looks::Looks;
use crate::memory::{Key, Memory};
use crate::model::{Features, exp};
use crate::models::Models;
use crate::quotes::passed_on::{self, Passing};
use crate::quotes::{self, Quotation};
use before::{Before, Last, SPEAKERS_BACK};
use candidates::Candidate;
use std::ops::Range;

/// Speaker and frame of one quotation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribution {
    /// The words that name the speaker, token runs in order; empty where unknown.
    pub speaker: Vec<Range<usize>>,
    /// The entity behind the words.
    pub entity: Option<usize>,
    /// How the words name the speaker.
    pub how: Option<SpeakerForm>,
    /// The reporting words.
    pub cue: Vec<Range<usize>>,
    /// The frame around the quotation.
    pub frame: Vec<Range<usize>>,
    /// To whom it is said.
    pub addressee: Vec<Range<usize>>,
    /// How sure the stage is of the speaker, 0 to 1.
    pub confidence: f32,
    /// Rules and models that decided, with the tokens they rest on.
    pub why: Vec<(&'static str, Range<usize>)>,
}

/// A speaker who is less likely than this is not named: of those just above, one in three is right.
pub const UNKNOWN_BELOW: f32 = 0.3;

/// Finds the speaker of every quotation; one attribution a quotation.
pub fn attribute(looks: &Looks, frames: &Frames, entities: &[Entity], quotes: &[Quotation], models: &Models) -> Vec<Attribution> {
    attribute_again(looks, frames, &Index::new(entities), quotes, models, &mut Decided::default(), &mut Memory::default())
}

/// What was decided for the quotations so far, those of earlier parts of the text among them.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    last: Option<Last>,
    speakers: Vec<Option<Candidate>>,
    /// Who gave the last answer of an interview. Where they are named before the part of the text, the tokens are numbers below
    /// zero, as they wrap around.
    asked: Option<Candidate>,
}

impl Decided {
    /// Notes the speaker of the next quotation.
    pub fn add(&mut self, looks: &Looks, quote: &Quotation, speaker: Option<&Candidate>) {
        self.last = Some(Last::new(looks, quote));
        self.speakers.push(speaker.cloned());
    }

    /// What counts for a quotation whose outer one, if any, was decided so many quotations ago.
    pub fn before<'a>(&'a self, outer: Option<(&'a Quotation, usize)>) -> Before<'a> {
        let speaker = |ago: usize| self.speakers[self.speakers.len() - ago].as_ref();
        Before { last: self.last, outer: outer.map(|(quote, ago)| (quote, speaker(ago))), speakers: &self.speakers }
    }

    /// The same as a part of the text sees it that begins with this token and sentence; `entity` tells the part's number of an
    /// entity. What no quotation there can ask for is left out.
    pub(crate) fn seen_from(&self, token: usize, sentence: usize, entity: impl Fn(usize) -> Option<usize>) -> Decided {
        let speakers = &self.speakers[self.speakers.len().saturating_sub(SPEAKERS_BACK)..];
        let seen = |speaker: &Candidate| Candidate {
            tokens: speaker.tokens.start.checked_sub(token).map_or(0..0, |start| start..speaker.tokens.end - token),
            entity: speaker.entity.and_then(&entity),
            ..speaker.clone()
        };
        Decided {
            last: self.last.map(|last| Last { sentence: (last.sentence - sentence as i64).max(-before::FAR), ..last }),
            speakers: speakers.iter().map(|speaker| speaker.as_ref().map(seen)).collect(),
            asked: self.asked.as_ref().map(|asked| asked.moved(token.wrapping_neg(), asked.entity.and_then(&entity))),
        }
    }

    /// The entity that answers, which a part need not name.
    pub(crate) fn asked(&self) -> Option<usize> {
        self.asked.as_ref()?.entity
    }

    /// What was decided in the part, after what it saw of the text before.
    pub(crate) fn since(mut self, seen: usize) -> Decided {
        let first = seen.max(self.speakers.len().saturating_sub(SPEAKERS_BACK));
        Decided { speakers: self.speakers.split_off(first), ..self }
    }

    /// Number of the speakers.
    pub(crate) fn len(&self) -> usize {
        self.speakers.len()
    }

    /// Goes on with what was decided in a part that begins with this token and sentence; `entities` are its entities.
    pub(crate) fn go_on(&mut self, part: &Decided, token: usize, sentence: usize, entities: &[u32]) {
        let named = |entity: usize| entities[entity] as usize;
        self.asked = part.asked.as_ref().map(|asked| asked.moved(token, asked.entity.map(named)));
        if part.speakers.is_empty() {
            return;
        }
        self.speakers.drain(..self.speakers.len().saturating_sub(SPEAKERS_BACK));
        self.last = part.last.map(|last| Last { sentence: last.sentence + sentence as i64, ..last });
        self.speakers.extend(part.speakers.iter().map(|speaker| {
            speaker.as_ref().map(|speaker| Candidate {
                tokens: speaker.tokens.start + token..speaker.tokens.end + token,
                entity: speaker.entity.map(|entity| entities[entity] as usize),
                ..speaker.clone()
            })
        }));
    }

    /// Hash of all that counts for later quotations.
    pub(crate) fn key(&self) -> Key {
        let mut key = Key::default();
        if let Some(last) = self.last {
            key.add_all(&[last.sentence as u32, last.kind as u32]);
        }
        for speaker in self.speakers.iter().chain([&self.asked]) {
            let [start, end, entity] = speaker.as_ref().map_or([u32::MAX; 3], |speaker| {
                [speaker.tokens.start as u32, speaker.tokens.end as u32, speaker.entity.map_or(0, |entity| entity as u32 + 1)]
            });
            key.add_all(&[start, end, entity]);
        }
        key
    }
}

/// [`attribute`] for the quotations of a part of the text, as far as `memory` does not know what stands around a quotation.
#[inline(never)]
pub fn attribute_again(
    looks: &Looks,
    frames: &Frames,
    entities: &Index,
    quotes: &[Quotation],
    models: &Models,
    decided: &mut Decided,
    memory: &mut Memory,
) -> Vec<Attribution> {
    let runs = &frames.runs;
    let candidates = candidates::all(looks, frames, entities);
    let mut out = Vec::with_capacity(quotes.len());
    let mut features = Features::default();
    // who spoke and who passes on the quotation before, where the next is the same passed on
    let mut passing: Option<Passing> = None;
    // how many quotations before each were decided here
    let mut places: Vec<usize> = Vec::with_capacity(quotes.len());
    let mut place = 0;
    for (index, quote) in quotes.iter().enumerate() {
        places.push(place);
        if quote.rule == passed_on::RULE {
            let speaker = passing.take().and_then(|Passing { source, speaker }| named(&candidates, &source, &speaker, entities));
            out.push(frame::complete(looks, quote, speaker.as_ref(), frames, quote.confidence));
            continue;
        }
        let is_answer = quote.rule == quotes::interview::RULE;
        let answering = || interview::speaker(looks, &candidates, quote, decided.asked.as_ref());
        if let Some(speaker) = is_answer.then(answering).flatten() {
            out.push(frame::answer(looks, quote, &speaker));
            // words before the part are none of its tokens
            let here = speaker.tokens.end <= looks.tokens.len();
            let tokens = if here { speaker.tokens.clone() } else { 0..0 };
            decided.add(looks, quote, Some(&Candidate { tokens, ..speaker.clone() }));
            decided.asked = Some(speaker);
            place += 1;
            continue;
        }
        let mut near = candidates::near(looks, &candidates, quote);
        let next = quotes.get(index + 1).filter(|next| next.rule == passed_on::RULE);
        passing = next.and_then(|_| passed_on::passing(looks, quote));
        if let Some(Passing { source, .. }) = &passing {
            near.retain(|&at| candidates[at].tokens.start < source.start || candidates[at].tokens.end > source.end);
        }
        let before = decided.before(quote.inside.map(|outer| (&quotes[outer], place - places[outer])));
        place += 1;
        let &(best, confidence) = memory.speakers.get(key::key(looks, runs, &candidates, &near, quote, before), || {
            features.clear();
            let numbers = ranking::features(looks, runs, &candidates, &near, quote, before, &mut features);
            let scores: Vec<f32> = models.speakers.scores(&features).of_label(0).collect();
            let rows = decision::rows(&numbers, &scores);
            softmax_best(&models.speaker_decision.scores(&rows))
        });
        let speaker = near.get(best).map(|&at| &candidates[at]).filter(|_| confidence >= UNKNOWN_BELOW);
        let both = passing.as_ref().zip(speaker);
        let alone = both.map(|(Passing { source, speaker }, both)| apart(both, speaker, source, entities));
        let speaker = alone.as_ref().or(speaker);
        decided.add(looks, quote, speaker);
        out.push(frame::complete(looks, quote, speaker, frames, confidence));
    }
    inherit(quotes, &mut out);
    out
}

/// The candidate in the words `own`, without the words for another.
fn named(candidates: &[Candidate], own: &Range<usize>, other: &Range<usize>, entities: &Index) -> Option<Candidate> {
    let first = candidates.partition_point(|candidate| candidate.tokens.end <= own.start);
    let near = candidates.get(first).filter(|candidate| candidate.tokens.start < own.end)?;
    Some(apart(near, own, other, entities))
}

/// A candidate without the words for another: only `own` where it holds some of both.
fn apart(candidate: &Candidate, own: &Range<usize>, other: &Range<usize>, entities: &Index) -> Candidate {
    let holds = |run: &Range<usize>| candidate.tokens.start < run.end && run.start < candidate.tokens.end;
    match holds(own) && holds(other) {
        true => Candidate { entity: entities.behind(own), tokens: own.clone(), ..candidate.clone() },
        false => candidate.clone(),
    }
}

fn softmax_best(scores: &[f32]) -> (usize, f32) {
    let best = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
    let all: f32 = scores.iter().map(|score| exp(score - scores[best])).sum();
    (best, 1.0 / all)
}

/// Words in marks within somebody's indirect speech have its speaker, cue and addressee.
fn inherit(quotes: &[Quotation], out: &mut [Attribution]) {
    for at in 0..quotes.len() {
        let Some(outer) = quotes[at].inside.filter(|_| quotes[at].kind == QuoteKind::Direct) else { continue };
        if quotes[outer].kind == QuoteKind::Indirect {
            let Attribution { cue, frame, addressee, .. } = out[outer].clone();
            (out[at].cue, out[at].frame, out[at].addressee) = (cue, frame, addressee);
        }
    }
}
